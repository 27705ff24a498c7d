"""Dialogs on what was begun or created before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from wizard.core.startup import begun_words
from wizard.tui.screens.dialogs import ChoiceDialog, DialogChoice

if TYPE_CHECKING:
    from wizard.storage.drafts import DraftSummary


def begun(draft: DraftSummary) -> ChoiceDialog:
    """Return the dialog for a file that was begun before; True means to go on there."""
    return ChoiceDialog(
        "Pick up where you left off?",
        f"{begun_words(draft)}\n\nWhat you typed is saved as a draft, without secrets.",
        [
            DialogChoice("g", "Go to the draft", True),
            DialogChoice("s", "Start again from the file", False),
        ],
        otherwise=False,
    )


def exists(name: str, state: str, lines: Sequence[str]) -> ChoiceDialog:
    """Return the dialog on a source of a plan that exists."""
    answers = [DialogChoice("b", "Back to the list", None)]
    return ChoiceDialog(f"“{name}”: {state}", "\n\n".join(lines), answers)
