"""Base screen of the steps whose type is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import ComposeResult
from textual.widgets import Static

from wizard.tui.commands import ScreenCommand
from wizard.tui.screens.base import StepScreen

if TYPE_CHECKING:
    from wizard.connectors import ConnectorInfo
    from wizard.flow import WizardFlow

SAVE_FILE: Final = ScreenCommand(
    "save_file",
    "Save as file",
    "Save a request file without secrets. Missing values stay open.",
    "f8",
    footer=False,
    early=True,
)


class FlowScreen(StepScreen):
    """Step of a flow whose type is chosen."""

    SCREEN_COMMANDS: ClassVar[tuple[ScreenCommand, ...]] = (
        ScreenCommand(
            "list_sources",
            "Back to the list",
            "Go back to the list. What you typed is saved as a draft, without secrets.",
            footer=False,
        ),
    )

    def __init__(self, flow: WizardFlow) -> None:
        super().__init__()
        self.flow = flow

    def note(self) -> ComposeResult:
        """Yield the words of the request file's author, and what follows, if any."""
        if words := self.wizard.controller.note:
            yield Static(f"Note: {words}", markup=False, classes="author")
        series = self.wizard.controller.series
        if series is not None and (words := series.words(self.flow.name)):
            yield Static(words, markup=False, classes="author")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable what belongs to a list of sources only where there is one."""
        if action == "list_sources":
            return self.wizard.controller.plan is not None
        return super().check_action(action, parameters)

    def action_list_sources(self) -> None:
        """Go back to the list of sources."""
        self.wizard.controller.leave_source()

    def action_save_file(self) -> None:
        """Ask where to save what is known of the request."""
        from wizard.tui.screens.save_file import SaveFileScreen

        self.app.push_screen(SaveFileScreen(self.flow))

    @property
    def about(self) -> ConnectorInfo:
        """The connector type's description."""
        if self.flow.connector is None:
            raise RuntimeError("a step without a type")
        return self.flow.connector.about
