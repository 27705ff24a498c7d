"""Choose from your account: a filtered list that grows page by page."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from functools import partial
from typing import ClassVar, Final, NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from wizard.checks.picks import Choice, ChoicesUnavailable
from wizard.tui.commands import ScreenCommand
from wizard.tui.sanitize import sanitize_text
from wizard.tui.screens.base import WizardScreen
from wizard.tui.screens.type_list import MOVES, Filter
from wizard.utils.errors import WizardError
from wizard.utils.fuzzy import best
from wizard.utils.glyphs import check

SEARCH_DELAY_SECONDS: Final = 0.35
"""Seconds without a key before the source is asked for what was typed."""

MAX_SHOWN: Final = 300
"""The most lines that are shown; what is typed narrows a longer list."""


_Key = tuple[str, str]
Load = Callable[[str], AsyncIterator[list[Choice]]]


class Taken(NamedTuple):
    """What was chosen.

    also: values for other fields, by path.
    mend: nothing, since the field at this path has to be put right first.
    """

    values: Sequence[str] = ()
    also: Mapping[str, str] = {}
    mend: str = ""


class ChoicesFilter(Filter, inherit_css=True):
    """The text that narrows the list, or that the source searches for."""

    def on_key(self, event: events.Key) -> None:
        """Pass the keys that move on to the list."""
        screen = self.screen
        if event.key in MOVES and isinstance(screen, ChoicesScreen):
            event.stop()
            event.prevent_default()
            screen.move(MOVES[event.key])

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Leave space to the screen where it marks."""
        marks = key == "space" and self.screen.check_action("mark", ())
        return not marks and super().check_consume_key(key, character)


class ChoicesList(OptionList, can_focus=False):
    """The entries, without focus, so that typing always filters."""


class ChoicesScreen(WizardScreen["Taken | None"]):
    """Lets a person choose from the entries of their account.

    label: the field's. load: yields the entries for what was typed, a page at a time.
    entered: what the field holds; it stays, and is marked. several: whether it takes several.
    searches: whether the source searches, instead of the list being filtered here.
    others: label and text of the fields that a choice may set too, by path.
    """

    SCREEN_COMMANDS: ClassVar[tuple[ScreenCommand, ...]] = (
        ScreenCommand("take", "Take", "Use the selected values.", "enter", early=True),
        ScreenCommand("mark", "Mark", "Select or clear this value.", "space", early=True),
        ScreenCommand("close", "Back", "Go back without a change.", "escape"),
    )
    HEADING = "Choose from your account"
    AUTO_FOCUS = "ChoicesFilter"
    HELP_TEXT = (
        "Type part of a name to filter the list. Press up, down, page up and page down to move, "
        "and enter to use the highlighted value. If the field takes several values, press space "
        "to select them; the field's current values stay selected. You can also type values "
        "yourself."
    )

    def __init__(
        self,
        label: str,
        load: Load,
        *,
        entered: Sequence[str] = (),
        several: bool = False,
        searches: bool = False,
        others: Mapping[str, tuple[str, str]] | None = None,
    ) -> None:
        super().__init__()
        self._label = label
        self._load = load
        self._several = several
        self._searches = searches
        self._others = others or {}
        self._entered = [Choice(value, value, "in the field") for value in entered]
        self._marked: dict[_Key, Choice] = {}
        if several:
            self._marked = {_key(choice): choice for choice in self._entered}
        self._touched = False
        self._moved = False
        self._loaded: dict[_Key, Choice] = {}
        self._shown: list[Choice] = []
        self._hidden = 0
        self._lines: list[Content] = []
        self._loading = True
        self._problem = ""
        self._mend = ""
        self._timer: Timer | None = None

    def body(self) -> ComposeResult:
        words = "Type to search in your account" if self._searches else "Type to filter"
        yield Static(self._label, markup=False, classes="choices-title")
        yield ChoicesFilter(placeholder=words, select_on_focus=False, id="filter")
        yield ChoicesList(markup=False)
        yield Static(markup=False, id="choices-also")
        yield Static(markup=False, id="choices-note")

    def on_mount(self) -> None:
        """Begin to load the list."""
        self._show()
        self._begin("")

    # Loading

    def _begin(self, typed: str) -> None:
        self._loading, self._problem, self._mend = True, "", ""
        self.run_worker(self._read(typed), group="pages", exclusive=True)

    async def _read(self, typed: str) -> None:
        found: dict[_Key, Choice] = {}
        try:
            async for page in self._load(typed):
                found |= {_key(choice): choice for choice in page}
                self._loaded = found
                self._recognise(page)
                self._show()
        except ChoicesUnavailable as error:
            self._problem = str(error)
            self._mend = "" if found else error.path
        except WizardError as error:
            self._problem = str(error)
        self._loading, self._loaded = False, found
        self._show()

    def _recognise(self, page: Sequence[Choice]) -> None:
        """Let entries of the account stand for what is in the field already."""
        for choice in page:
            same = next((own for own in self._entered if own.value == choice.value), None)
            if same is None or self._belongs_elsewhere(choice):
                continue
            self._entered.remove(same)
            if _key(same) in self._marked:
                # In its place, so that the order stays.
                self._marked = {
                    (_key(choice) if own is same else key): (choice if own is same else own)
                    for key, own in self._marked.items()
                }

    def _belongs_elsewhere(self, choice: Choice) -> bool:
        texts = {path: text for path, (_, text) in self._others.items() if text}
        return any(choice.also.get(path, text) != text for path, text in texts.items())

    # Showing

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._moved = False
        if not self._searches:
            self._show(first=True)
            return
        if self._timer is not None:
            self._timer.stop()
        begin = partial(self._begin, event.value.strip())
        self._timer = self.set_timer(SEARCH_DELAY_SECONDS, begin)

    def _show(self, *, first: bool = False) -> None:
        """Show what fits. ``first``: mark the first line, as the text changed."""
        listed = self.query_one_optional(ChoicesList)
        if listed is None:
            return
        before = None if first else self.highlighted
        query = "" if self._searches else self.query_one(ChoicesFilter).value
        marked = [choice for key, choice in self._marked.items() if key not in self._loaded]
        own = {_key(choice): choice for choice in (*self._entered, *marked)}
        every = own | self._loaded
        fitting = best(every.values(), query, lambda choice: (choice.label, choice.value))
        self._shown, self._hidden = fitting[:MAX_SHOWN], len(fitting[MAX_SHOWN:])
        lines = [self._line(choice) for choice in self._shown]
        if lines != self._lines:
            self._lines = lines
            listed.set_options(map(Option, lines))
        keys = [_key(choice) for choice in self._shown]
        at = keys.index(_key(before)) if before and _key(before) in keys else 0
        listed.highlighted = at if keys else None
        self._tell()

    def _line(self, choice: Choice) -> Content:
        mark = check(_key(choice) in self._marked)
        value = choice.value if choice.value not in choice.label else ""
        more = "  ".join(part for part in (value, choice.hint) if part)
        return Content.assemble(
            f"{mark} " if self._several else "",
            (sanitize_text(choice.label), "bold"),
            (sanitize_text(f"  {more}"), "dim") if more else "",
        )

    def _tell(self) -> None:
        also = self.query_one("#choices-also", Static)
        lines = self._also_lines()
        also.update(Content(sanitize_text("\n".join(lines))))
        also.display = bool(lines)
        self.query_one("#choices-note", Static).update(Content(sanitize_text(self._note())))
        self.refresh_bindings()

    def _note(self) -> str:
        count, shown = len(self._loaded), len(self._shown)
        if self._problem:
            lead = " Press enter to go there and fix it." if self._mend else ""
            return f"× {self._problem}{lead}"
        parts = [f"{len(self._marked)} marked"] if self._marked else []
        if self._loading:
            parts.append(f"{count} so far …" if count else "Loading …")
        elif not count:
            parts.append(
                "No matches." if self._searches else ("Your account has nothing to choose from.")
            )
        elif shown + self._hidden < count:
            parts.append(f"{shown + self._hidden} of {count}")
        else:
            parts.append(f"{count} in your account")
        if self._hidden:
            parts.append(f"showing the first {shown}: type to filter")
        return " · ".join(parts)

    @property
    def highlighted(self) -> Choice | None:
        """The entry under the cursor."""
        listed = self.query_one_optional(ChoicesList)
        at = listed.highlighted if listed is not None else None
        return self._shown[at] if at is not None and at < len(self._shown) else None

    # What else it sets

    def _also(self) -> dict[str, list[str]]:
        """Return the values that the choices have for other fields, by path."""
        found: dict[str, dict[str, None]] = {path: {} for path in self._others}
        for choice in self._wanted():
            for path, value in choice.also.items():
                if path in found and value:
                    found[path][value] = None
        return {path: list(values) for path, values in found.items() if values}

    def _also_lines(self) -> list[str]:
        lines = []
        for path, values in self._also().items():
            label, text = self._others[path]
            if len(values) > 1:
                named = ", ".join(values)
                lines.append(f"! {label} isn't changed: these belong to {named}.")
            elif not text:
                lines.append(f"Also sets {label}: {values[0]}")
            elif text != values[0]:
                lines.append(f"! Also changes {label} from {text} to {values[0]}")
        return lines

    # Choosing

    def _wanted(self) -> list[Choice]:
        """Return what enter takes: the marked entries, or else the one under the cursor."""
        here = self.highlighted
        if not self._several:
            return [here] if here is not None else []
        marked = list(self._marked.values())
        if not self._touched and here is not None and _key(here) not in self._marked:
            marked.append(here)
        return marked

    def move(self, how: str) -> None:
        """Move the cursor."""
        self._moved = True
        getattr(self.query_one(ChoicesList), f"action_{how}")()

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._tell()

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if self._several:
            self.action_mark()
        else:
            self.action_take()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let space type a blank where it cannot be meant to mark."""
        if action == "mark":
            return self._several and (self._moved or not self._searches)
        if action == "take":
            return bool(self._wanted() or self._touched or self._mend)
        return super().check_action(action, parameters)

    def action_mark(self) -> None:
        """Mark the entry under the cursor, or no longer."""
        choice = self.highlighted
        if choice is None:
            return
        self._touched = True
        if self._marked.pop(_key(choice), None) is None:
            self._marked[_key(choice)] = choice
        listed = self.query_one(ChoicesList)
        if listed.highlighted is not None:
            line = self._lines[listed.highlighted] = self._line(choice)
            listed.replace_option_prompt_at_index(listed.highlighted, line)
        self._tell()

    def action_take(self) -> None:
        """Close with what is chosen."""
        if self._mend:
            self.dismiss(Taken(mend=self._mend))
            return
        wanted = self._wanted()
        also = {
            path: values[0]
            for path, values in self._also().items()
            if len(values) == 1 and values[0] != self._others[path][1]
        }
        self.dismiss(Taken([choice.value for choice in wanted], also))

    def action_close(self) -> None:
        """Close, and change nothing."""
        self.dismiss(None)


def _key(choice: Choice) -> _Key:
    return choice.value, choice.label
