"""The small windows that a form opens over itself."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ClassVar, NamedTuple, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from wizard.forms import Loc
from wizard.forms.matching import best
from wizard.forms.paste import Offer
from wizard.tui.form.base import ERROR
from wizard.tui.form.harmless import harmless
from wizard.tui.form.paths import PathSuggester

T = TypeVar("T")


class FormDialog(ModalScreen[T]):
    """A window with a title. Escape closes it, and nothing was done.

    HELP_TEXT: what an app that has an action ``help`` may say of it, on F1.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", tooltip="Close it; nothing was done."),
        Binding("f1", "app.help", "Help", tooltip="Help for this window."),
    ]
    HELP_TEXT: ClassVar[str] = ""
    AUTO_FOCUS = "Input, TextArea, OptionList"
    TITLE_TEXT = ""

    def compose(self) -> ComposeResult:
        with Vertical(classes="window") as window:
            window.border_title = Content(self.TITLE_TEXT)
            yield from self.content()

    def content(self) -> ComposeResult:
        """What stands in the window."""
        raise NotImplementedError

    def action_close(self) -> None:
        """Close it."""
        self.dismiss(None)


class PathPrompt(FormDialog[bytes]):
    """Asks for a path and gives the file's content. What cannot be read is said right there.

    what: how the file is called. read: takes a path, gives its bytes, raises in words.
    """

    HELP_TEXT = (
        "Enter the path of a file on the machine that this runs on; its content becomes the value "
        "of the field. Right completes a path, enter loads it."
    )

    def __init__(self, what: str, read: Callable[[str], bytes], *, blink: bool = True) -> None:
        super().__init__()
        self._what = what
        self._read = read
        self._blink = blink

    def content(self) -> ComposeResult:
        yield Static(Content(f"Path of the {self._what}, on the machine that this runs on:"))
        path = Input(suggester=PathSuggester(), placeholder="~/", validate_on=())
        path.cursor_blink = self._blink
        yield path
        yield Static(Content("enter loads it · right completes it · escape closes"), classes="note")

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Read it, away from the screen."""
        event.stop()
        note = self.query_one(".note", Static)
        try:
            content = await asyncio.to_thread(self._read, event.value.strip())
        except Exception as problem:  # A reader may raise what it likes; its words are shown.
            note.update(Content(harmless(f"{ERROR} {problem}")))
        else:
            self.dismiss(content)


class Target(NamedTuple):
    """A field that can be gone to. ``within``: the titles of what it is in."""

    loc: Loc
    label: str
    within: str = ""


class Finder(FormDialog[Loc]):
    """Goes to a field by its name."""

    TITLE_TEXT = "Go to field"
    HELP_TEXT = "Type part of its name. Up and down move among what fits, enter goes there."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("pagedown", "move(9)", show=False),
        Binding("pageup", "move(-9)", show=False),
    ]

    def __init__(self, targets: list[Target], *, blink: bool = True) -> None:
        super().__init__()
        self._targets = targets
        self._found = targets
        self._blink = blink

    def content(self) -> ComposeResult:
        query = Input(placeholder="part of its name", validate_on=())
        query.cursor_blink = self._blink
        yield query
        yield FoundList(markup=False)

    def on_mount(self) -> None:
        self._fill()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter."""
        event.stop()
        self._found = best(
            self._targets,
            event.value,
            lambda target: (target.label, str(target.loc[-1]), f"{target.within} {target.label}"),
        )
        self._fill()

    def _fill(self) -> None:
        found = self.query_one(FoundList)
        found.set_options(
            Option(
                Content.assemble(harmless(target.label), (harmless(f"  {target.within}"), "dim"))
            )
            for target in self._found
        )
        if not self._found:
            query = self.query_one(Input).value.strip()
            found.add_option(Option(harmless(f"No field fits “{query}”."), disabled=True))
        found.highlighted = 0 if self._found else None

    def action_move(self, by: int) -> None:
        """Move the highlight."""
        if self._found:
            found = self.query_one(FoundList)
            at = (found.highlighted or 0) + by
            found.highlighted = min(max(at, 0), len(self._found) - 1)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the highlighted one."""
        event.stop()
        at = self.query_one(FoundList).highlighted
        if at is not None:
            self.dismiss(self._found[at].loc)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to the clicked one."""
        event.stop()
        self.dismiss(self._found[event.option_index].loc)


class FoundList(OptionList, can_focus=False):
    """What was found; the field above keeps the focus."""


class PasteDialog(FormDialog[str]):
    """Offers to fill the fields that a pasted text names. Gives ``fill``, ``text`` or None.

    as_text: whether it may go into the focused field as it is instead.
    """

    TITLE_TEXT = "What was pasted fits this form"
    HELP_TEXT = "What was pasted names fields of this form. Choose what to do with it."
    FILL, TEXT = "fill", "text"

    def __init__(self, offer: Offer, *, as_text: bool) -> None:
        super().__init__()
        self._offer = offer
        self._as_text = as_text

    def content(self) -> ComposeResult:
        lines: list[str | tuple[str, str]] = []
        for fill in self._offer.fills:
            lines += [(harmless(fill.label), "bold"), harmless(f"  {fill.shown}\n")]
        if self._offer.unknown:
            unknown = harmless(", ".join(self._offer.unknown))
            lines.append((f"Not in this form: {unknown}\n", "dim"))
        yield Static(Content.assemble(*lines), classes="fills")
        count = len(self._offer.fills)
        fields = "this field" if count == 1 else f"these {count} fields"
        yield OptionList(
            Option(f"Fill in {fields}", id=self.FILL),
            *([Option("Paste it as text into the field", id=self.TEXT)] if self._as_text else []),
            Option("Do nothing", id="nothing"),
            markup=False,
        )

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer."""
        event.stop()
        chosen = event.option.id
        self.dismiss(chosen if chosen in (self.FILL, self.TEXT) else None)
