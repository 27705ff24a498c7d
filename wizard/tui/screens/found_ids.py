"""Screen that asks for the IDs of a source that a person found in Clarm."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import BaseModel
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from wizard.forms import FieldError, Ui
from wizard.tui.commands import ScreenCommand
from wizard.tui.form import messages
from wizard.tui.screens.base import WizardScreen
from wizard.tui.widgets.short_form import ShortForm
from wizard.utils.ids import is_id


class FoundIds(BaseModel):
    """Model of the question: the IDs, both or neither."""

    connector_id: Annotated[int | None, Ui(label="Connector ID", help="As shown in Clarm.")] = None
    credential_id: Annotated[int | None, Ui(label="Credential ID", help="As shown in Clarm.")] = (
        None
    )


class FoundIdsScreen(WizardScreen["tuple[int, int] | None"]):
    """Asks for both IDs; the answer is None without them."""

    SCREEN_COMMANDS: ClassVar[tuple[ScreenCommand, ...]] = (
        ScreenCommand("save", "Save", "Mark as created.", "ctrl+n", early=True),
        ScreenCommand("close", "Without IDs", "Mark as created, without IDs.", "escape"),
    )
    HEADING = "It exists"
    OF_A_STEP = False
    AUTO_FOCUS = "ModelForm *"
    HELP_TEXT = "The IDs complete the list for everyone. Leave both empty if you can't find them."

    def __init__(self, name: str) -> None:
        super().__init__()
        self._source_name = name

    def body(self) -> ComposeResult:
        with Vertical(id="save-file"):
            yield Static(f"“{self._source_name}” exists", markup=False, classes="title")
            words = "Which IDs does it have? Leave both empty if you can't find them."
            yield Static(words, classes="text")
            yield ShortForm(FoundIds, {}, blink=self.wizard.blink)

    def action_save(self) -> None:
        """Validate the IDs, and answer."""
        self.query_one(ShortForm).submit()

    def on_model_form_submitted(self, event: messages.Submitted) -> None:
        """Answer, or say that one is missing."""
        event.stop()
        model: Any = event.model
        ids = {"connector_id": model.connector_id, "credential_id": model.credential_id}
        given = [number for number in ids.values() if number is not None]
        problems = [
            FieldError(
                (key,),
                "Enter both IDs or neither." if number is None else "Enter a shorter number.",
            )
            for key, number in ids.items()
            if given and (number is None or not is_id(number))
        ]
        if problems:
            event.form.show_errors(problems)
        else:
            self.dismiss((given[0], given[1]) if given else None)

    def action_close(self) -> None:
        """Answer without IDs."""
        self.dismiss(None)
