"""Step 4: how often."""

from __future__ import annotations

from textual.content import Content

from wizard.flow import Step
from wizard.tui.screens.form_step import FormStep
from wizard.tui.widgets import frequency  # noqa: F401  its field is registered by this


class ScheduleStep(FormStep):
    """When the server looks again."""

    STEP = Step.SCHEDULE
    HELP_TEXT = (
        "Say how often in words, such as 30 minutes, 2h 30m, daily, once or never. Up and down "
        "go through what is usual. Seconds are sent; null means once, or never."
    )

    def intro(self) -> Content | str:
        """How it is entered."""
        return "Up and down go through what is usual; or type 45 minutes, 2h 30m, weekly …"
