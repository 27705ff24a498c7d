"""Screen that saves the request, as far as it is known, without overwriting anything."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any, ClassVar, Final

from pydantic import BaseModel
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from wizard.flow import WizardFlow
from wizard.forms import FieldError, Ui
from wizard.request_files import as_curl, as_file, save, with_names
from wizard.tui.commands import ScreenCommand
from wizard.tui.form import messages
from wizard.tui.screens.base import SCROLLING
from wizard.tui.screens.dialogs import WindowScreen
from wizard.tui.widgets.short_form import ShortForm
from wizard.utils.errors import FileError

SCRIPT: Final = ".sh"


class SaveTarget(BaseModel):
    """Model of the question: where to save."""

    path: Annotated[
        Path,
        Ui(label="File", help="A new file's path. Existing files aren't overwritten."),
    ]


class SaveFileScreen(WindowScreen[None]):
    """Saves the request of a flow as a file; what is missing in it can be completed later."""

    SCREEN_COMMANDS: ClassVar[tuple[ScreenCommand, ...]] = (
        ScreenCommand("save", "Save", "Write the file.", "ctrl+n", early=True),
        ScreenCommand("close", "Back", "Go back without saving.", "escape"),
        *SCROLLING,
    )
    AUTO_FOCUS = "ModelForm *"
    HELP_TEXT = (
        "To send the file, run: clarm-wizard create FILE. If something is missing, open it with: "
        "clarm-wizard --from FILE. The file is TOML if its name ends in .toml, JSON otherwise. If "
        "its name ends in .sh, it contains the curl command instead."
    )

    def __init__(self, flow: WizardFlow) -> None:
        super().__init__()
        self._flow = flow
        self._source = flow if flow.errors() else flow.request()

    def question(self) -> ComposeResult:
        lines = [
            "To send it again: clarm-wizard create FILE",
            f"To save the curl command instead, use a name that ends in {SCRIPT}.",
        ]
        if self._source is self._flow:
            lines = ["Missing values stay open. To enter them: clarm-wizard --from FILE"]
        if names := ", ".join(as_file(self._source)[1]):
            lines.append(f"It contains no secrets, only variable names: {names}.")
        yield Static("Save as a request file", classes="title")
        with VerticalScroll(can_focus=False):
            yield Static("\n".join(lines), markup=False, classes="text")
        yield ShortForm(SaveTarget, {"path": self._suggestion()}, blink=self.wizard.blink)

    def _suggestion(self) -> str:
        words = re.sub(r"[^a-z0-9]+", "-", self._flow.name.lower()).strip("-")
        return f"{words or self._flow.type}.json"

    def action_save(self) -> None:
        """Validate the path, and write the file."""
        self.query_one(ShortForm).submit()

    def on_model_form_submitted(self, event: messages.Submitted) -> None:
        """Write the file, or show at the field why that failed."""
        event.stop()
        model: Any = event.model
        try:
            path = save(self._content(model.path), str(model.path))
        except FileError as error:
            event.form.show_errors([FieldError(("path",), f"{error.message} {error.hint}".strip())])
            return
        self.app.notify(f"Saved as {path}", markup=False)
        self.dismiss()

    def _content(self, path: Path) -> str:
        if path.suffix != SCRIPT:
            return as_file(self._source, path.suffix)[0]
        if isinstance(self._source, WizardFlow):
            raise FileError("Fill in what's missing before you save the command.")
        command, names = as_curl(self._source, self.wizard.services.server())
        return with_names(command, names)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()
