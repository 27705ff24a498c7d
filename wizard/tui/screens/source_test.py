"""Base of the steps on which the credential can be tested at its source."""

from __future__ import annotations

from typing import ClassVar, Final

from wizard.flow import Step
from wizard.forms import Loc
from wizard.tui.commands import ScreenCommand
from wizard.tui.screens.base import BACK
from wizard.tui.screens.flow_screen import FlowScreen
from wizard.tui.widgets.source_test_line import SourceTestLine

STOP: Final = ScreenCommand("stop_test", "Stop", "Stop the test.", "escape")


class SourceTestScreen(FlowScreen):
    """Step with a ``SourceTestLine``."""

    SCREEN_COMMANDS: ClassVar[tuple[ScreenCommand, ...]] = (
        ScreenCommand(
            "test_source", "Test", "Ask the source whether this works. This creates nothing.", "f6"
        ),
        STOP,
        BACK,
        ScreenCommand(
            "go_to_finding", "Go to what was found", "Go to the field the test is about.", "", False
        ),
    )

    _was_running = False

    def on_mount(self) -> None:
        """Show the test from now on."""
        self.wizard.controller.source.view = self

    def on_unmount(self) -> None:
        """Show it no longer."""
        source = self.wizard.controller.source
        if source.view is self:
            source.view = None

    def show_test(self) -> None:
        """Show how the test stands."""
        line = self.query_one_optional(SourceTestLine)
        if line is not None:
            line.show()
        running = self.wizard.controller.source.running
        if running != self._was_running:
            self._was_running = running
            self.refresh_bindings()

    def show_failure(self, step: Step, loc: Loc) -> None:
        """Go to the field that a failure is about, if it is here."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable what the test allows now."""
        source = self.wizard.controller.source
        if action == "test_source":
            return source.can_test(self.flow)
        if action in ("stop_test", "back_step"):
            return source.running is (action == "stop_test")
        if action == "go_to_finding":
            return source.place_of(self.flow) is not None
        return super().check_action(action, parameters)

    def action_test_source(self) -> None:
        """Test, or stop the test that is running."""
        self.wizard.controller.source.toggle(self.flow, self._ask)

    async def _ask(self, words: str, action: str) -> bool:
        from wizard.tui.screens.source_dialogs import ask_source

        return bool(await self.app.push_screen_wait(ask_source(words, action)))

    def action_stop_test(self) -> None:
        """Stop the test."""
        self.wizard.controller.source.stop()

    def action_go_to_finding(self) -> None:
        """Go to the field that the test is about."""
        place = self.wizard.controller.source.place_of(self.flow)
        if place is not None:
            self.wizard.controller.go_to(*place[:2])
