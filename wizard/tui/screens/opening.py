"""What stands there until it is known what to show first."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from wizard.tui.screens.base import WizardScreen


class Opening(WizardScreen[None]):
    """A moment, usually not noticed."""

    HEADING = "clarm-wizard"

    def body(self) -> ComposeResult:
        yield Static("One moment …", classes="text")
