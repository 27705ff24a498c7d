"""Whether to leave: a second ctrl+c, or what a person says to the question."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from wizard.exit_state import ExitState
from wizard.tui.journey import Journey
from wizard.tui.safe_app import SafeApp

AGAIN_WITHIN: Final = 3.0
"""Seconds in which a second ctrl+c leaves."""

ONCE_MORE: Final = 0.1
"""Seconds until leaving is tried again, once a window has closed."""


class Interrupt:
    """Ctrl+c: the first time it copies what is selected, the second time it means to leave."""

    def __init__(self, app: SafeApp[ExitState]) -> None:
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
        app.set_timer(AGAIN_WITHIN, self._forget)
        if field and field.selected_text:
            field.action_copy()
        elif app.screen.get_selected_text():
            app.screen.action_copy_text()
        app.notify("Press ctrl+c once more to leave. A draft stays.", markup=False, timeout=3)
        return False

    def _forget(self) -> None:
        self._before = ()


async def may_leave(
    app: SafeApp[ExitState], journey: Journey, once_more: Callable[[], None], *, always: bool
) -> bool:
    """Ask where something was typed or is being sent, or ``always``; whether to leave.

    once_more: called when a window had to close first.
    """
    from wizard.tui.screens.asking import AskToLeave, Leave
    from wizard.tui.screens.submitting import Submitting

    if isinstance(app.screen, AskToLeave):
        return False
    window = app.screen
    if take := getattr(window, "action_take", None):
        # What was typed as JSON is the form's first; if it cannot be, the window says why.
        take()
        if app.screen is not window:
            app.set_timer(ONCE_MORE, once_more)
        return False
    submitting = next((s for s in app.screen_stack if isinstance(s, Submitting)), None)
    typed = journey.keeper is not None and journey.saved.said != ""
    sending = submitting is not None and submitting.sent
    if not (typed or sending or always):
        return True
    question = AskToLeave(
        typed=typed, sending=sending, sent=journey.sent, created=bool(journey.created)
    )
    answer = await app.push_screen_wait(question)
    if answer is Leave.DISCARD:
        await journey.discard_draft()
    return answer is not Leave.STAY
