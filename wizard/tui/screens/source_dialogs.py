"""Dialogs before a source is asked with its credential."""

from __future__ import annotations

from wizard.tui.screens.dialogs import ChoiceDialog, DialogChoice


def ask_source(words: str, action: str) -> ChoiceDialog:
    """Return the dialog to show before a source is asked for the first time.

    words: which host is asked for what. action: what is done then, such as "Test".
    """
    answers = [
        DialogChoice(action[0].lower(), action, True),
        DialogChoice("n", "Not now", False),
    ]
    return ChoiceDialog(f"{action} now?", words, answers, otherwise=False)


def credential_first(words: str) -> ChoiceDialog:
    """Return the dialog to show where a list needs a credential that is not there yet."""
    return ChoiceDialog(
        words,
        "The list comes from your account. Enter the credential now. Then press Next or f7 to "
        "come back to the list.",
        [
            DialogChoice("g", "Go there, then choose", True),
            DialogChoice("n", "Not now", False),
        ],
        otherwise=False,
    )
