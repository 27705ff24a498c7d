"""Key bindings and actions of a form, in addition to those of its fields."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from wizard.forms import (
    UNSET,
    Control,
    FieldError,
    FileHint,
    FormState,
    ItemList,
    KeyValueList,
    Loc,
    MultiChoice,
    Scalar,
    Secret,
    TextList,
    UnionControl,
)
from wizard.tui.form.base import FieldWidget, RowWidget
from wizard.tui.form.dialogs import FieldFinder, FinderTarget, JsonDialog
from wizard.tui.form.field_help import HelpDialog, field_help
from wizard.tui.form.path_prompt import PathPrompt
from wizard.tui.form.secret import SecretField
from wizard.utils.files import FileError, decode


class FormActions(Widget):
    """Actions that keys, clicks and the palette can trigger on a form."""

    # A focused Input takes ctrl+a c d e f k u v w x; terminals and multiplexers take ctrl+b h i j m
    # q s z, the wizard l n p t. Of the remaining letters, each is one byte on every keyboard.
    OFFERED: ClassVar[tuple[Binding, ...]] = (
        Binding("f3", "reveal", "Show/hide", tooltip="Show or hide this secret."),
        Binding(
            "f4",
            "json",
            "As JSON",
            tooltip="Edit the request as JSON, with unknown keys.",
        ),
        Binding("ctrl+o", "load", "Load file", tooltip="Load the value from a file."),
        Binding(
            "ctrl+g,slash",
            "find",
            "Go to field",
            show=False,
            tooltip="Find a field by name. Outside text, you can also press /.",
        ),
        Binding(
            "ctrl+y", "undo", "Undo", show=False, tooltip="Undo the last change to this field."
        ),
        Binding(
            "ctrl+r", "reset", "Default", show=False, tooltip="Reset this field to its default."
        ),
        Binding(
            "f5",
            "blank",
            "Unset or null",
            show=False,
            tooltip="Cycle between unset, empty and null.",
        ),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *OFFERED,
        Binding(
            "ctrl+o", "load_anyway", "Load file", show=False, tooltip="Load the value from a file."
        ),
        Binding("f1", "help", "Help", show=False),
        Binding("tab", "step(1)", "Next field", show=False),
        Binding("shift+tab", "step(-1)", "Previous field", show=False),
    ]

    state: FormState[Any]
    read_file: Callable[[str], bytes]
    blink: bool

    @property
    def focused_loc(self) -> Loc | None:
        """Location of the field that has, or last had, the focus."""
        raise NotImplementedError

    def focused_row(self) -> RowWidget | None:
        """Return the row that has the focus."""
        raise NotImplementedError

    def places(self) -> list[FinderTarget]:
        """Return all fields, for the field finder."""
        raise NotImplementedError

    def go_to(self, loc: Loc) -> bool:
        """Focus the field at ``loc``; return whether there is one."""
        raise NotImplementedError

    def write(self, loc: Loc, raw: Any) -> None:
        """Put a raw value into the state."""
        raise NotImplementedError

    def changed(self, loc: Loc, *, typed: bool = False) -> None:
        """Update the form after a change at ``loc``; ``typed``: see ``ModelForm.changed``."""
        raise NotImplementedError

    def show_errors(self, errors: Iterable[FieldError]) -> None:
        """Show external errors, such as a server's, until their fields change."""
        raise NotImplementedError

    def _field(self) -> FieldWidget | None:
        focused = self.focused_row()
        return focused if isinstance(focused, FieldWidget) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable only the actions that work in the focused field."""
        field = self._field()
        if action == "reveal":
            return field is not None and field.is_masked
        if action == "load":
            # Any text can be loaded; the footer shows this only where it is likely.
            return field is not None and field.loads and from_file(field.row.control)
        if action == "load_anyway":
            return field is not None and field.loads
        if action == "reset":
            return field is not None and field.row.entered is not UNSET
        if action == "blank":
            return field is not None and len(blanks(field.row.control)) > 1
        if action == "help":
            return not hasattr(self.app, "action_help")
        return self.focused_row() is not None if action == "undo" else True

    def action_help(self) -> None:
        """Show help for the focused field, in an app that has no help of its own."""
        focused = self.focused_row()
        subject = field_help(self.state, focused.row.loc) if focused is not None else None
        self.app.push_screen(HelpDialog(subject, self.OFFERED))

    def action_reveal(self) -> None:
        """Show or hide the focused secret."""
        field = self._field()
        if isinstance(field, SecretField):
            field.reveal()

    def action_json(self) -> None:
        """Edit the whole form as JSON."""

        def take(found: tuple[Any] | None) -> None:
            if found is not None:
                self.write((), found[0])

        self.app.push_screen(JsonDialog(self.state, blink=self.blink), take)

    def action_load(self) -> None:
        """Load the focused field from a file."""
        field = self._field()
        if field is None or not field.loads:
            return
        hint = file_hint(field.row.control)

        def load(content: bytes | None) -> None:
            if content is not None:
                field.load(text_from(content, hint))

        def read(path: str) -> bytes:
            content = self.read_file(path)
            text_from(content, hint)
            return content

        self.app.push_screen(PathPrompt(hint.name, read, blink=self.blink), load)

    def action_load_anyway(self) -> None:
        """Load the focused field from a file, even where the footer does not offer it."""
        self.action_load()

    def action_find(self) -> None:
        """Ask for a field by name, and go to it."""

        def go(loc: Loc | None) -> None:
            if loc is not None:
                self.go_to(loc)

        self.app.push_screen(FieldFinder(self.places(), blink=self.blink), go)

    def action_undo(self) -> None:
        """Undo the last change of the focused field."""
        focused = self.focused_row()
        if focused is not None and self.state.undo(focused.row.loc):
            self.changed(focused.row.loc, typed=True)

    def action_reset(self) -> None:
        """Reset the focused field to its default."""
        field = self._field()
        if field is not None:
            self.state.reset(field.row.loc)
            self.changed(field.row.loc)

    def action_blank(self) -> None:
        """Cycle through the field's empty values: left alone, empty, null."""
        field = self._field()
        if field is not None:
            ways = blanks(field.row.control)
            now = next((i for i, way in enumerate(ways) if way == field.row.entered), 0)
            self.write(field.row.loc, ways[(now + 1) % len(ways)])


def text_from(content: bytes, hint: FileHint) -> str:
    """Return the value that a file's content stands for. Raises FileError."""
    if not content.strip():
        raise FileError("This file is empty.")
    if hint.encoding == "base64":
        return base64.b64encode(content).decode("ascii")
    return decode(content, where="")


def blanks(control: Control | None) -> list[Any]:
    """Return the raw values that mean "nothing" for a control: UNSET, empty, null."""
    found: list[Any] = [UNSET]
    if control is None or isinstance(control, UnionControl | ItemList):
        return found
    if isinstance(control, MultiChoice):
        found.append([])
    elif isinstance(control, TextList | KeyValueList) or (
        isinstance(control, Scalar) and control.codec.blank
    ):
        found.append(Secret("") if control.secret else "")
    return [*found, None] if control.nullable else found


def from_file(control: Control | None) -> bool:
    """Return whether a field's value is often the content of a file."""
    if control is None:
        return False
    several = isinstance(control, Scalar) and control.multiline
    return control.secret or several or control.ui.file is not None


def file_hint(control: Control | None) -> FileHint:
    """Return how a file's content becomes the value of a field."""
    declared = control.file if isinstance(control, Scalar) else None
    return declared or (control.ui.file if control is not None else None) or FileHint()
