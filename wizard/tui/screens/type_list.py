"""Step 1: the connector types, filtered while typing, with a summary of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from wizard.connectors import registry
from wizard.connectors.metadata import ConnectorInfo
from wizard.storage.atomic import StorageError
from wizard.tui.commands import ScreenCommand
from wizard.tui.screens.base import StepScreen

LABEL_WIDTH: Final = 24
EVIDENCE: Final = {
    "documented": "Fields documented by Clarm.",
    "inferred": "Fields inferred, not confirmed by Clarm.",
    "internal": "Internal: not meant to index a source.",
}
MOVES: Final = {
    "up": "cursor_up",
    "down": "cursor_down",
    "pageup": "page_up",
    "pagedown": "page_down",
}


class Filter(Input, inherit_css=False):
    """Input that filters the list; list navigation keys are passed on to the list."""

    COMPONENT_CLASSES = Input.COMPONENT_CLASSES
    draws_together = True

    def on_key(self, event: events.Key) -> None:
        """Pass on the keys that a single-line input has no use for."""
        move = MOVES.get(event.key)
        if move is not None:
            event.stop()
            event.prevent_default()
            self.screen.query_one(Types).run_move(move)

    def _on_paste(self, event: events.Paste) -> None:
        # Textual would keep only the first line.
        event.stop()
        event.prevent_default()
        self.replace(" ".join(event.text.splitlines()), *sorted(self.selection))


class Types(OptionList, can_focus=False, inherit_css=False):
    """The list of types, without focus, so that typing always filters.

    told: called as soon as another type is marked, so that everything is drawn together.
    """

    COMPONENT_CLASSES = OptionList.COMPONENT_CLASSES

    def __init__(self, told: Callable[[], None]) -> None:
        super().__init__(id="types", markup=False)
        self._told = told

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Report the change."""
        super().watch_highlighted(highlighted)
        self._told()

    def run_move(self, name: str) -> None:
        """Move the highlight."""
        getattr(self, f"action_{name}")()

    @property
    def marked(self) -> str | None:
        """The marked type."""
        option = self.highlighted_option
        return option.id.partition(":")[2] if option is not None and option.id else None


class TypeListScreen(StepScreen):
    """Step 1: lets the user choose a type.

    marked: type to mark at first.
    recent: types used before.
    query: initial filter.
    problem: why this screen is shown instead of what was asked for.
    """

    SCREEN_COMMANDS: ClassVar[tuple[ScreenCommand, ...]] = (
        ScreenCommand(
            "choose", "Choose", "Go on with the marked type.", "enter,ctrl+n", early=True
        ),
        ScreenCommand("clear", "Clear", "Empty the filter.", "escape"),
        ScreenCommand("back_step", "Leave", "Leave the wizard. You are asked first.", "escape"),
        # Unused by inputs and most terminals; browsers reserve it, so it is in the palette too.
        ScreenCommand(
            "turn_favourite",
            "Favourite",
            "Let the marked type stand first, or no longer.",
            "ctrl+t",
            footer=False,
        ),
        ScreenCommand(
            "open_docs", "Open page", "Open the vendor's page about the credential.", "", False
        ),
    )
    AUTO_FOCUS = "Filter"
    HELP_TEXT = (
        "Type any part of a name, a product or a category: the list shows what fits. Up, down, "
        "page up and page down move, enter chooses. Favourites stand first and have a *. What you "
        "type for one type is kept when you come back to choose another."
    )

    def __init__(
        self,
        marked: str | None = None,
        recent: Iterable[str] = (),
        query: str = "",
        problem: str = "",
    ) -> None:
        super().__init__()
        self._problem = problem
        self._marked = marked
        self._query = query
        self._recent = tuple(recent)
        self._filter: Filter | None = None
        self._types: Types | None = None
        self._wide = False  # as of the last description shown

    def body(self) -> ComposeResult:
        self._filter = Filter(
            self._query,
            placeholder="Type to filter: a name, a product, a category",
            select_on_focus=False,
            id="filter",
        )
        self._types = Types(self._tell)
        if self._problem:
            from wizard.tui.widgets.text import Banner  # seldom needed

            yield Banner(self._problem)
        yield self._filter
        with Widget(id="choice"):
            yield self._types
            with Widget(id="about"):
                yield Static(markup=False, id="about-text")
                yield Static(markup=False, id="about-evidence")

    @property
    def marked(self) -> str | None:
        """The marked type, or None."""
        return self._types.marked if self._types is not None else None

    def on_mount(self) -> None:
        """Show the initial list."""
        self._show(self._query)

    @on(Input.Changed)
    def _look_for(self, event: Input.Changed) -> None:
        event.stop()
        self._show(event.value)

    def _show(self, query: str) -> None:
        listed = self.query_one(Types)
        options = list(self._found(query) if query.strip() else self._all())
        listed.clear_options()
        listed.add_options(options)
        wanted = None if query.strip() else self._marked
        at = next(
            (i for i, o in enumerate(options) if wanted and o.id and o.id.endswith(f":{wanted}")),
            next((i for i, o in enumerate(options) if not o.disabled), None),
        )
        listed.highlighted = at
        if at is not None and at <= 1:
            listed.scroll_to(y=0, animate=False)
        if at is None:
            self._tell()

    def _all(self) -> Iterator[Option]:
        known = {line.type: line for line in registry.lines()}
        favourites = self.wizard.preferences.favourites
        recent = [type_name for type_name in self._recent if type_name not in favourites]
        for heading, types in (("Favourites", favourites), ("Used before", recent)):
            first = [known[type_name] for type_name in types if type_name in known]
            if first:
                yield _heading(heading)
                yield from (self._option(line.type, line.label, heading) for line in first)
        groups: dict[str, list[registry.IndexEntry]] = {}
        for line in known.values():
            groups.setdefault(line.category, []).append(line)
        # The category of types that index nothing comes last.
        last = {line.category for line in known.values() if line.internal}
        for name in sorted(groups, key=lambda name: (name in last, name.casefold())):
            yield _heading(name)
            yield from (self._option(line.type, line.label) for line in groups[name])

    def _found(self, query: str) -> Iterator[Option]:
        yield from (self._option(about.type, about.label) for about in registry.search(query))

    def _option(self, type_name: str, label: str, group: str = "") -> Option:
        sign = "*" if type_name in self.wizard.preferences.favourites else " "
        gap = " " * max(2, LABEL_WIDTH - len(label))
        line = Content.assemble((f"{sign} {label}", "bold"), f"{gap}{type_name}")
        return Option(line, id=f"{group}:{type_name}")

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_choose()

    def action_choose(self) -> None:
        """Go on with the marked type."""
        marked = self.marked
        if marked:
            self.wizard.journey.choose(marked)

    def action_turn_favourite(self) -> None:
        """Add the marked type to the favourites or remove it; it stays marked."""
        listed = self.query_one(Types)
        option, type_name = listed.highlighted_option, listed.marked
        if option is None or type_name is None:
            return
        try:
            self.wizard.preferences.turn_favourite(type_name)
        except StorageError as error:
            self.notify(f"Your choice cannot be kept. {error}", markup=False)
        self._show(self.query_one(Filter).value)
        ids = [other.id for other in listed.options]
        listed.highlighted = ids.index(option.id if option.id in ids else f":{type_name}")

    def action_clear(self) -> None:
        """Empty the filter, which shows all types."""
        self.query_one(Filter).value = ""

    def action_back_step(self) -> None:
        """Go back to the list of sources, or ask whether to leave."""
        self.wizard.journey.back()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable commands according to the marked type and the filter."""
        marked = self.marked
        if action == "open_docs":
            return bool(marked and registry.about(marked).docs_url)
        if action in ("choose", "turn_favourite"):
            return marked is not None
        if action in ("clear", "back_step"):
            return bool(self._filter and self._filter.value) is (action == "clear")
        return action != "next_step"

    def action_open_docs(self) -> None:
        """Open the page of the marked type."""
        marked = self.marked
        if marked and (url := registry.about(marked).docs_url):
            self.wizard.open_page(url)

    def on_resize(self) -> None:
        """Show a longer or shorter description if the width changed."""
        self.call_after_refresh(self._tell_as_much_as_fits)

    def _tell_as_much_as_fits(self) -> None:
        if self.has_class("-wide") is not self._wide:
            self._tell()

    def help_subject(self) -> Content | None:
        """Return everything known about the marked type."""
        marked = self.marked
        return about_text(registry.about(marked)) if marked else None

    def _tell(self) -> None:
        self._wide = self.has_class("-wide")
        marked = self.marked
        evidence = ""
        if marked is None:
            query = self._filter.value if self._filter else ""
            text = Content(f"No type fits “{query.strip()}”.")
        elif self._wide:
            text = about_text(registry.about(marked))
        else:
            about = registry.about(marked)
            text = short_text(about)
            # It has a fixed place, so it is seldom redrawn.
            evidence = f"{evidence_of(about)} f1 tells more."
        for pane, content in (("#about-text", text), ("#about-evidence", Content(evidence))):
            for part in self.query(pane).results(Static):
                # Where every text fits, a new layout would needlessly redraw the whole screen.
                part.update(content, layout=not self.has_class("-normal"))
        self.refresh_bindings()


def evidence_of(about: ConnectorInfo) -> str:
    """Return a sentence on how reliable the fields are."""
    return about.evidence_words or EVIDENCE[about.evidence]


def short_text(about: ConnectorInfo) -> Content:
    """Return the most important facts about a type, in few lines."""
    lines = [about.summary]
    if about.needs:
        lines.append(f"You need: {about.needs[0]}")
    return Content("\n".join(lines))


def about_text(about: ConnectorInfo) -> Content:
    """Return everything known about a type before its form is opened."""
    parts: list[Content | str | tuple[str, str]] = [
        (about.label, "bold"),
        (f"  {about.type}\n", "$text-muted"),
        f"{about.summary}\n",
    ]
    if about.needs:
        parts += ["\n", ("You need\n", "bold")]
        parts += [f"• {need}\n" for need in about.needs]
    for note in about.notes:
        parts.append(f"\n! {note}\n")
    parts.append(f"\n{evidence_of(about)}")
    if about.docs_url:
        parts.append(f"\n{about.docs_url}")
    return Content.assemble(*parts)


def _heading(words: str) -> Option:
    return Option(Content.assemble((words, "bold $text-muted")), disabled=True)
