"""Whether to leave: a second ctrl+c, or the user's answer to a dialog."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from wizard.core.results import RunResult
from wizard.tui.controller import WizardController
from wizard.tui.secure_app import SecureApp

QUIT_AGAIN_SECONDS: Final = 3.0
"""Seconds within which a second ctrl+c leaves."""

ONCE_MORE: Final = 0.1
"""Seconds until leaving is tried again, after a dialog has closed."""


class Interrupt:
    """Handles ctrl+c: the first copies the selection, the second leaves."""

    def __init__(self, app: SecureApp[RunResult], controller: WizardController) -> None:
        self._app = app
        self._controller = controller
        self._before: tuple[Any, ...] = ()

    def again(self) -> bool:
        """Copy the selection, if any; return whether this is the second ctrl+c."""
        from textual.widgets import Input, TextArea  # seldom needed

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
        kept = "No draft can be saved." if self._controller.saved.problem else "Your draft is kept."
        app.notify(f"Press ctrl+c again to quit. {kept}", markup=False, timeout=3)
        return False

    def _forget(self) -> None:
        self._before = ()


async def may_leave(
    app: SecureApp[RunResult],
    controller: WizardController,
    once_more: Callable[[], None],
    *,
    always: bool,
) -> bool:
    """Return whether to leave, asking if input or a submission would be affected.

    always: ask also where only the IDs of what was created are left to see.
    once_more: called if a dialog had to close first.
    """
    from wizard.tui.screens.leave_dialog import LeaveChoice, LeaveDialog
    from wizard.tui.screens.submitting import SubmittingScreen

    if isinstance(app.screen, LeaveDialog):
        return False
    window = app.screen
    if take := getattr(window, "action_take", None):
        # Text typed as JSON goes to the form first; if it cannot, the dialog says why.
        take()
        if app.screen is not window:
            app.set_timer(ONCE_MORE, once_more)
        return False
    submitting = next((s for s in app.screen_stack if isinstance(s, SubmittingScreen)), None)
    typed = controller.saver is not None and controller.saved.said != ""
    sending = submitting is not None and submitting.sent
    if not (typed or sending or (always and controller.results.created)):
        return True
    if typed and controller.saver is not None:
        await controller.saver.save()  # what the dialog says has to be true
    question = LeaveDialog(
        typed=typed,
        sending=sending,
        sent=controller.sent,
        problem=controller.saved.problem,
    )
    answer = await app.push_screen_wait(question)
    if answer is LeaveChoice.DISCARD:
        await controller.discard_draft()
    return answer is not LeaveChoice.STAY
