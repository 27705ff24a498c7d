"""An app of nothing but a form, for ``python -m wizard.forms``."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Footer, Static

from wizard.forms import FormState, NestedControl
from wizard.tui.form import ModelForm
from wizard.tui.message_app import MessageApp
from wizard.tui.sanitize import sanitize_text
from wizard.tui.screens.base import MessageScreen
from wizard.utils.exit_codes import ExitCode
from wizard.utils.signals import die_by


def fill_in(state: FormState[Any]) -> tuple[ExitCode, str]:
    """Show the form until it is complete; return how it ended, and a message to show."""
    app = FillApp(state)
    filled = app.run()
    if app.ended_by is not None:
        die_by(app.ended_by)
    if app.failure:
        return ExitCode.FAILED, app.failure
    return (ExitCode.DONE, "") if filled else (ExitCode.LEFT, "Stopped. Nothing was written.")


class FillApp(MessageApp[bool]):
    """Shows a form; ends with True once it is complete and valid."""

    CSS = "#title { padding: 0 1; text-style: bold; } ModelForm { height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+n", "submit", "Done", tooltip="Check everything and finish.", priority=True),
        Binding("ctrl+q", "leave", "Quit", tooltip="Quit without writing anything.", priority=True),
    ]

    def __init__(self, state: FormState[Any]) -> None:
        super().__init__()
        root = state.form.root
        self._title = root.shape.title if isinstance(root, NestedControl) else ""
        self._form = ModelForm(state=state, blink=self.blink)

    def get_default_screen(self) -> MessageScreen[None]:
        """Return a screen with room for messages."""
        return MessageScreen()

    def compose(self) -> ComposeResult:
        if self._title:
            yield Static(sanitize_text(self._title), id="title", markup=False)
        yield self._form
        yield Footer()

    def on_mount(self) -> None:
        """Focus the first field."""
        self._form.focus_first()

    def action_submit(self) -> None:
        """Check the form, and end if it is complete."""
        self._form.submit()

    def action_leave(self) -> None:
        """Leave with nothing written."""
        self.leave()

    def leave(self) -> None:
        """Leave with nothing written."""
        self.exit(False)

    def on_model_form_submitted(self) -> None:
        """End: the form is complete."""
        self.exit(True)
