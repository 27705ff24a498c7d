"""Whether to leave: a second ctrl+c, or what a person says to the question."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from wizard.core.results import RunResult
from wizard.tui.controller import WizardController
from wizard.tui.secure_app import SecureApp

QUIT_AGAIN_SECONDS: Final = 3.0
"""Seconds in which a second ctrl+c leaves."""

ONCE_MORE: Final = 0.1
"""Seconds until leaving is tried again, once a window has closed."""


class Interrupt:
    """Ctrl+c: the first time it copies what is selected, the second time it means to leave."""

    def __init__(self, app: SecureApp[RunResult]) -> None:
        self._app = app
        self._before: tuple[Any, ...] = ()

    def again(self) -> bool:
        """Copy what is selected, if anything; whether this is the second time."""
        from textual.widgets import Input, TextArea  # few interrupt

        app = self._app
        field = app.focused if isinstance(app.focused, Input | TextArea) else None
        selected = (field, field.selection if field else app.screen.selections)
        if self._before == selected:
            return True
        self._before = selected
        app.set_timer(QUIT_AGAIN_SECONDS, self._forget)
        if field and field.selected_text:
            field.action_copy()
        elif app.screen.get_selected_text():
            app.screen.action_copy_text()
        app.notify("Press ctrl+c once more to leave. A draft stays.", markup=False, timeout=3)
        return False

    def _forget(self) -> None:
        self._before = ()


async def may_leave(
    app: SecureApp[RunResult],
    journey: WizardController,
    once_more: Callable[[], None],
    *,
    always: bool,
) -> bool:
    """Ask where something was typed or is being sent, or ``always``; whether to leave.

    once_more: called when a window had to close first.
    """
    from wizard.tui.screens.dialogs import LeaveChoice, LeaveDialog
    from wizard.tui.screens.submitting import SubmittingScreen

    if isinstance(app.screen, LeaveDialog):
        return False
    window = app.screen
    if take := getattr(window, "action_take", None):
        # What was typed as JSON is the form's first; if it cannot be, the window says why.
        take()
        if app.screen is not window:
            app.set_timer(ONCE_MORE, once_more)
        return False
    submitting = next((s for s in app.screen_stack if isinstance(s, SubmittingScreen)), None)
    typed = journey.keeper is not None and journey.saved.said != ""
    sending = submitting is not None and submitting.sent
    if not (typed or sending or always):
        return True
    question = LeaveDialog(
        typed=typed, sending=sending, sent=journey.sent, created=bool(journey.created)
    )
    answer = await app.push_screen_wait(question)
    if answer is LeaveChoice.DISCARD:
        await journey.discard_draft()
    return answer is not LeaveChoice.STAY
