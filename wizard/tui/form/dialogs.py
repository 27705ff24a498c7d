"""Dialogs that a form opens over itself."""

from __future__ import annotations

from textwrap import shorten
from typing import Any, ClassVar, Final, NamedTuple, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widgets import Input, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from wizard.forms import MASK, FormState, Loc, UnionControl
from wizard.forms.json_editing import JsonEditError, from_json, to_json
from wizard.forms.paste import PasteOffer
from wizard.tui.form.text_area import WeakTextArea
from wizard.tui.sanitize import sanitize_strip, sanitize_text
from wizard.utils.fuzzy import best
from wizard.utils.glyphs import WARNING, WRONG

T = TypeVar("T")


class FormDialog(ModalScreen[T]):
    """Dialog with a title. Escape closes it without doing anything.

    HELP_TEXT: what an app with an action ``help`` may show for it on F1.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", tooltip="Close this window."),
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
        """Yield the widgets inside the dialog."""
        raise NotImplementedError

    def on_screen_resume(self) -> None:
        """Show the dialog's own keys at its lower edge."""
        keys = [
            f"{self.app.get_key_display(active.binding)} {active.binding.description}"
            for active in self.active_bindings.values()
            if active.node is self and active.binding.show
        ]
        self.query_one(".window").border_subtitle = Content("  ".join(reversed(keys)))

    def action_close(self) -> None:
        """Close the dialog."""
        self.dismiss(None)


class FinderTarget(NamedTuple):
    """A field that can be gone to. ``within``: the titles of the sections it is in."""

    loc: Loc
    label: str
    within: str = ""


class FieldFinder(FormDialog[Loc]):
    """Dialog that finds a field by name."""

    TITLE_TEXT = "Go to field"
    HELP_TEXT = "Type part of a name. Press up and down to move, enter to go there."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("pagedown", "move(9)", show=False),
        Binding("pageup", "move(-9)", show=False),
    ]

    def __init__(self, targets: list[FinderTarget], *, blink: bool = True) -> None:
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
        """Filter the list."""
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
                Content.assemble(
                    sanitize_text(target.label), (sanitize_text(f"  {target.within}"), "dim")
                )
            )
            for target in self._found
        )
        if not self._found:
            query = self.query_one(Input).value.strip()
            found.add_option(Option(sanitize_text(f"No field matches “{query}”."), disabled=True))
        found.highlighted = 0 if self._found else None

    def action_move(self, by: int) -> None:
        """Move the highlight."""
        if self._found:
            found = self.query_one(FoundList)
            at = (found.highlighted or 0) + by
            found.highlighted = min(max(at, 0), len(self._found) - 1)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the highlighted field."""
        event.stop()
        at = self.query_one(FoundList).highlighted
        if at is not None:
            self.dismiss(self._found[at].loc)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to the clicked field."""
        event.stop()
        self.dismiss(self._found[event.option_index].loc)


class FoundList(OptionList, can_focus=False):
    """The matches; the input above keeps the focus."""


class PasteDialog(FormDialog[str]):
    """Offers to fill the fields that a pasted text names; returns ``fill``, ``text`` or None.

    as_text: whether the text may be inserted into the focused field instead.
    """

    TITLE_TEXT = "Fill in from the clipboard?"
    HELP_TEXT = "What you pasted names fields in this form. Choose what to do with it."
    FILL, TEXT = "fill", "text"

    def __init__(self, offer: PasteOffer, *, as_text: bool) -> None:
        super().__init__()
        self._offer = offer
        self._as_text = as_text

    def content(self) -> ComposeResult:
        lines: list[str | tuple[str, str]] = []
        for fill in self._offer.fills:
            lines += [(sanitize_text(fill.label), "bold"), sanitize_text(f"  {fill.shown}\n")]
        if self._offer.unknown:
            unknown = sanitize_text(", ".join(self._offer.unknown))
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
        """Return the choice."""
        event.stop()
        chosen = event.option.id
        self.dismiss(chosen if chosen in (self.FILL, self.TEXT) else None)


MAX_KEYS_CHARS: Final = 220
"""Characters of the line that lists the keys."""


def keys_of(state: FormState[Any]) -> dict[str, list[str]]:
    """Return the JSON's top-level keys in use now, each with the keys inside it."""
    found: dict[str, list[str]] = {}
    for place in state.places():
        # The name of a union's member does not appear in the JSON.
        above = [state.form.control_at(place.loc[:end]) for end in range(len(place.loc))]
        keys = [
            part
            for part, control in zip(place.loc, above, strict=True)
            if not isinstance(control, UnionControl)
        ]
        if keys:
            inner = found.setdefault(str(keys[0]), [])
            if len(keys) > 1 and isinstance(keys[1], str) and keys[1] not in inner:
                inner.append(keys[1])
    return found


class JsonArea(WeakTextArea):
    """Text area without terminal commands. ``private``: nothing can be copied out of it."""

    private = False

    def action_copy(self) -> None:
        if not self.private:
            super().action_copy()
            return
        words = f"{WARNING} This may contain a secret, so you can't copy it here."
        self.screen.query_one(".note", Static).update(Content(words))

    def action_cut(self) -> None:
        if self.private:
            self.action_copy()
        else:
            super().action_cut()

    def render_line(self, y: int) -> Strip:
        return sanitize_strip(super().render_line(y))


class JsonDialog(FormDialog[tuple[Any]]):
    """Edits the form as JSON; returns the new raw value in a tuple, or None if unchanged.

    Escape keeps the changes too, since it must not lose input: only text that cannot be read is
    dropped, and only when escape is pressed twice.
    """

    TITLE_TEXT = "As JSON"
    HELP_TEXT = (
        "Everything this form sends, as JSON. Edit it, add keys with no field, or paste other "
        f"JSON. {MASK} stands for a saved secret and keeps it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "take", "Back to the form", tooltip="Apply the changes to the form."),
        Binding("escape", "leave", "Back", priority=True, tooltip="Apply the changes and go back."),
    ]

    def __init__(self, state: FormState[Any], *, blink: bool = True) -> None:
        super().__init__()
        self._state = state
        self._before = to_json(state.form, state.raw, state.context)
        self._blink = blink
        self._warned = ""
        self._doubted = ""

    def content(self) -> ComposeResult:
        text = JsonArea(self._before, soft_wrap=True, tab_behavior="indent")
        text.indent_width = 2
        text.private = self._state.form.root.may_hold_secret
        text.cursor_blink = self._blink
        yield text
        yield Static(self._hint(), classes="note")

    def _keys(self) -> str:
        """Return the line that lists the current keys."""
        listed = (
            f"{key} ({', '.join(inner)})" if inner else key
            for key, inner in keys_of(self._state).items()
        )
        return shorten(f"Keys: {', '.join(listed)}", MAX_KEYS_CHARS, placeholder=" …")

    def _hint(self) -> Content:
        secret = self._state.form.root.may_hold_secret
        kept = f"{MASK} keeps the saved secret." if secret else ""
        return Content(sanitize_text(f"{self._keys()}\n{kept}".rstrip()))

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Restore the hint, because the text changed after a message."""
        event.stop()
        if self._warned or self._doubted:
            self._warned = self._doubted = ""
            self.query_one(".note", Static).update(self._hint())

    def action_take(self) -> None:
        """Put the JSON back into the form, if it can be read."""
        text = self.query_one(TextArea).text
        if text == self._before:
            self.dismiss(None)
            return
        state = self._state
        try:
            raw = from_json(state.form, text, state.raw, state.context)
        except JsonEditError as problem:
            self._warned = text
            words = sanitize_text(f"{WRONG} {problem} Press escape to discard your changes.")
            self.query_one(".note", Static).update(Content(words))
        else:
            misplaced = self._misplaced(raw)
            if misplaced and text != self._doubted:
                self._doubted = text
                words = sanitize_text(f"! {misplaced} Press f4 again to keep it there.")
                self.query_one(".note", Static).update(Content(words))
            else:
                self.dismiss((raw,))

    def _misplaced(self, raw: Any) -> str:
        """Return a warning about an unknown top-level key that belongs inside another one."""
        known = keys_of(self._state)
        for loc, _ in self._state.form.extras(raw):
            within = next((key for key, inner in known.items() if loc[-1] in inner), None)
            if len(loc) == 1 and within is not None:
                return f"{loc[0]} doesn't exist here. Did you mean {within}.{loc[0]}?"
        return ""

    def action_leave(self) -> None:
        """Do the same as F4; after an error, drop the text."""
        if self._warned:
            self.dismiss(None)
        else:
            self.action_take()
