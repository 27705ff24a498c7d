"""Dialog on leaving: whether to, and what becomes of the draft."""

from __future__ import annotations

from enum import Enum
from typing import Final

from wizard.tui.screens.dialogs import ChoiceDialog, DialogChoice

NOT_SENT: Final = "This connector hasn't been sent."


class LeaveChoice(Enum):
    """How to leave."""

    STAY = "stay"
    KEEP = "keep"
    DISCARD = "discard"


class LeaveDialog(ChoiceDialog):
    """Asks whether to leave, and whether to keep the draft.

    problem: why no draft can be kept, if so.
    """

    def __init__(self, *, typed: bool, sending: bool, sent: bool, problem: str = "") -> None:
        stay = DialogChoice("s", "Stay", LeaveChoice.STAY, also="n")
        if sending:
            title = "Quit while sending?"
            text = (
                "The request is on its way. If you quit now, we can't tell whether it creates the "
                "connector."
            )
            answers = [stay, DialogChoice("q", "Quit now", LeaveChoice.KEEP, also="y")]
        elif typed and problem:
            title = "Quit the wizard?"
            text = f"Can't save what you typed as a draft: {problem}"
            text += "" if sent else f" {NOT_SENT}"
            answers = [stay, DialogChoice("q", "Quit, and lose it", LeaveChoice.KEEP, also="y")]
        elif typed:
            title = "Quit the wizard?"
            text = "What you typed is saved as a draft, without secrets."
            text += "" if sent else f" {NOT_SENT}"
            answers = [
                DialogChoice("q", "Quit, and keep the draft", LeaveChoice.KEEP, also="y"),
                stay,
                DialogChoice("d", "Quit, and delete the draft", LeaveChoice.DISCARD),
            ]
        else:
            title = "Quit the wizard?"
            text = "What you created stays. The IDs are printed again when you quit."
            answers = [DialogChoice("q", "Quit", LeaveChoice.KEEP, also="y"), stay]
        super().__init__(title, text, answers, otherwise=LeaveChoice.STAY)
