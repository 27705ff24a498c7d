"""Step 1: the connector types, filtered while typing, with a summary of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.segment import Segment
from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from wizard.connectors import catalog
from wizard.connectors.metadata import ConnectorInfo
from wizard.storage.atomic import StorageError
from wizard.tui.commands import ScreenCommand
from wizard.tui.screens.base import StepScreen
from wizard.tui.screens.type_details import about_text, evidence_of, fitting_text, short_text
from wizard.tui.widgets.header import Header
from wizard.utils import fuzzy
from wizard.utils.glyphs import CUT

LABEL_COLUMNS: Final = 24
MIN_SUMMARY_COLUMNS: Final = 20
LIST_MARGIN: Final = 5
"""Columns of the padding, the sign before a label, and the scroll bar."""

UNMARKED: Final = "not bold not underline $text-muted on $background"

LIST_SHARE: Final = 0.6
"""How much of a wide screen the list has, as in the style sheet."""

DETAILS_CHROME: Final = Size(6, 7)
"""Columns and lines of a wide screen that the list leaves and the details cannot use."""

MOVES: Final = {
    "up": "cursor_up",
    "down": "cursor_down",
    "pageup": "page_up",
    "pagedown": "page_down",
}


class Filter(Input, inherit_css=False):
    """Input that filters the list; list navigation keys are passed on to the list.

    count: how much of the list is shown, in words; drawn at the right end.
    """

    COMPONENT_CLASSES = Input.COMPONENT_CLASSES
    draws_together = True
    count = ""

    def render_line(self, y: int) -> Strip:
        """Draw the count over the right end, unless what is typed comes near."""
        strip = super().render_line(y)
        room = self.content_size.width - cell_len(self.count) - 1
        if not self.count or cell_len(self.value or self.placeholder) >= room:
            return strip
        style = self.get_component_rich_style("input--placeholder")
        left = strip.crop(0, room + 1).extend_cell_length(room + 1, self.rich_style)
        return Strip.join((left, Strip([Segment(self.count, style)])))

    def on_key(self, event: events.Key) -> None:
        """Pass on the keys that a single-line input has no use for."""
        move = MOVES.get(event.key)
        if move is not None:
            event.stop()
            event.prevent_default()
            listed = self.screen.query_one_optional(Types)
            if listed is not None:  # the screen may be being left
                listed.run_move(move)

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
        ScreenCommand("choose", "Choose", "Continue with this type.", "enter,ctrl+n", early=True),
        ScreenCommand("clear", "Clear", "Clear the filter.", "escape"),
        ScreenCommand("back_step", "Quit", "Quit the wizard.", "escape"),
        # Unused by inputs and most terminals; browsers reserve it, so it is in the palette too.
        ScreenCommand(
            "turn_favourite",
            "Favourite",
            "Pin or unpin this type.",
            "ctrl+t",
            footer=False,
        ),
        ScreenCommand("open_docs", "Open page", "Open the page about this credential.", "", False),
    )
    AUTO_FOCUS = "Filter"
    HELP_TEXT = (
        "Type part of a name, a product or a category to filter the list. Press up, down, page up "
        "and page down to move, and enter to choose. Pinned types come first and have a *. If you "
        "come back to choose another type, what you typed is kept."
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
        self._width = 0  # as of the list shown

    def body(self) -> ComposeResult:
        self._query = self._query or self.wizard.controller.type_filter
        self._filter = Filter(
            self._query,
            placeholder="Type to filter: name, product or category",
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
        """Show the initial list; a filter that was kept is replaced by typing."""
        if self._query and self._query == self.wizard.controller.type_filter:
            self.query_one(Filter).action_select_all()
        self._show(self._query)

    @on(Input.Changed)
    def _look_for(self, event: Input.Changed) -> None:
        event.stop()
        self._show(event.value)

    def _show(self, query: str) -> None:
        self._width = self.app.size.width
        listed = self.query_one_optional(Types)
        if listed is None:
            return  # the screen is being left
        options = list(self._found(query) if query.strip() else self._all())
        listed.clear_options()
        listed.add_options(options)
        wanted = self._marked if query == self._query or not query.strip() else None
        at = _place_of(wanted, options)
        if at is None:
            at = next((i for i, o in enumerate(options) if not o.disabled), None)
        listed.highlighted = at
        if at is not None and at <= 1:
            listed.scroll_to(y=0, animate=False)
        if self._filter is not None:
            total = len(catalog.lines())
            self._filter.count = f"{len(options)} of {total}" if query.strip() else f"{total} types"
        if at is None:
            self._tell()

    def _all(self) -> Iterator[Option]:
        known = {line.type: line for line in catalog.lines()}
        shown: set[str] = set()
        for heading, types in (
            ("Favorites", self.wizard.preferences.favourites),
            ("Recent", self._recent),
            ("Popular", catalog.POPULAR),
        ):
            first = [known[one] for one in types if one in known and one not in shown]
            shown.update(line.type for line in first)
            yield from self._group(heading, first, heading)
        for category, types_of_it in catalog.by_category().items():
            yield from self._group(category, types_of_it)

    def _group(
        self, heading: str, types: Sequence[catalog.IndexEntry], key: str = ""
    ) -> Iterator[Option]:
        if types:
            yield _heading(heading)
            yield from (self._option(line, group=key) for line in types)

    def _found(self, query: str) -> Iterator[Option]:
        yield from (self._option(about, query) for about in catalog.search(query))

    def _option(
        self, about: catalog.IndexEntry | ConnectorInfo, query: str = "", group: str = ""
    ) -> Option:
        """Return the row of a type, with what matches ``query`` marked in it."""
        label, summary = about.label, about.summary
        sign = "*" if about.type in self.wizard.preferences.favourites else " "
        name = Content.styled(f"{sign} {label}", "bold")
        for start, end in fuzzy.matches(label, query):
            name = name.stylize("underline", start + 2, end + 2)
        if isinstance(about, ConnectorInfo) and (alias := catalog.matching_alias(about, query)):
            summary = f"{alias}: {summary}"
        gap = " " * max(2, LABEL_COLUMNS - len(label))
        columns = self._summary_columns
        summary = _cut(summary, columns).ljust(columns + 1)  # the scroll bar's, if there is none
        # The mark covers the name alone, so that moving it draws no summary anew.
        return Option(Content.assemble(name, gap, (summary, UNMARKED)), id=f"{group}:{about.type}")

    @property
    def _summary_columns(self) -> int:
        width = self.app.size.width
        if self.has_class("-wide"):
            width = int(width * LIST_SHARE)
        return width - LABEL_COLUMNS - LIST_MARGIN

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_choose()

    def action_choose(self) -> None:
        """Go on with the marked type."""
        marked = self.marked
        if marked:
            self.wizard.controller.type_filter = self.query_one(Filter).value
            self.wizard.controller.choose(marked)

    def on_header_step_clicked(self, event: Header.StepClicked) -> None:
        """Go ahead with the marked type, whichever was chosen before."""
        event.stop()
        event.prevent_default()
        if event.step != self.wizard.controller.step:
            self.action_choose()

    def action_turn_favourite(self) -> None:
        """Add the marked type to the favourites or remove it; it stays marked."""
        listed = self.query_one(Types)
        option, type_name = listed.highlighted_option, listed.marked
        if option is None or type_name is None:
            return
        try:
            self.wizard.preferences.turn_favourite(type_name)
        except StorageError as error:
            self.notify(f"Can't save your choice. {error}", markup=False)
        self._show(self.query_one(Filter).value)
        ids = [other.id for other in listed.options]
        same = ids.index(option.id) if option.id in ids else _place_of(type_name, listed.options)
        listed.highlighted = same

    def action_clear(self) -> None:
        """Empty the filter, which shows all types."""
        self.query_one(Filter).value = ""

    def action_back_step(self) -> None:
        """Go back to the list of sources, or ask whether to leave."""
        self.wizard.controller.back()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable commands according to the marked type and the filter."""
        marked = self.marked
        if action == "open_docs":
            return bool(marked and catalog.about(marked).docs_url)
        if action in ("choose", "turn_favourite"):
            return marked is not None
        if action in ("clear", "back_step"):
            return bool(self._filter and self._filter.value) is (action == "clear")
        return action != "next_step"

    def action_open_docs(self) -> None:
        """Open the page of the marked type."""
        marked = self.marked
        if marked and (url := catalog.about(marked).docs_url):
            self.wizard.open_page(url)

    def on_resize(self) -> None:
        """Show as much as fits if the width changed."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        if self._filter is None or self.app.size.width == self._width:
            return
        self._marked = self.marked
        self._query = self._filter.value
        self._show(self._query)

    def help_subject(self) -> Content | None:
        """Return everything known about the marked type."""
        marked = self.marked
        return about_text(catalog.about(marked)) if marked else None

    def _tell(self) -> None:
        marked = self.marked
        evidence = ""
        if marked is None:
            query = self._filter.value if self._filter else ""
            text = Content(f"No type matches “{query.strip()}”.")
        elif self.has_class("-wide"):
            width, height = self.app.size - DETAILS_CHROME
            text = fitting_text(
                catalog.about(marked), width - int(self.app.size.width * LIST_SHARE), height
            )
        else:
            about = catalog.about(marked)
            text = short_text(about)
            # It has a fixed place, so it is seldom redrawn.
            evidence = f"{evidence_of(about)} f1 shows details."
        for pane, content in (("#about-text", text), ("#about-evidence", Content(evidence))):
            part = self.query_one_optional(pane, Static)
            if part is not None and part.content != content:
                # Where every text fits, a new layout would needlessly redraw the whole screen.
                part.update(content, layout=not self.has_class("-normal"))
        self.refresh_bindings()


def _place_of(type_name: str | None, options: Sequence[Option]) -> int | None:
    """Return the first place of a type in the list."""
    ids = [(option.id or "").partition(":")[2] for option in options]
    return ids.index(type_name) if type_name in ids else None


def _cut(text: str, columns: int) -> str:
    """Return ``text``, or the words of it that fit."""
    if columns < MIN_SUMMARY_COLUMNS:
        return ""
    if len(text) <= columns:
        return text
    return text[: columns - 1].rpartition(" ")[0] + f" {CUT}"


def _heading(words: str) -> Option:
    return Option(Content.assemble((words, "bold $heading")), disabled=True)
