"""Commands available on every screen, and the palette's extra sources."""

from __future__ import annotations

from typing import Final

from textual.command import Provider

from wizard.tui.commands import ScreenCommand

APP_COMMANDS: Final = (
    ScreenCommand("help", "Help", "Help for this field and this screen.", "f1,question_mark"),
    ScreenCommand(
        "command_palette",
        "More",
        "Everything that can be done here.",
        "ctrl+p,f2",
        early=True,
        palette=False,
    ),
    ScreenCommand("history", "History", "What was sent from here.", footer=False),
    ScreenCommand("sign_in", "Sign in", "Enter a session before it is asked for.", footer=False),
    ScreenCommand("change_theme", "Colours", "Choose other colours.", footer=False),
    ScreenCommand("suspend", "Suspend", "Back to the shell; fg returns.", "ctrl+z", footer=False),
    ScreenCommand(
        "draw_again",
        "Draw again",
        "Draw the screen again, where another program wrote on it.",
        "ctrl+l",
        footer=False,
        early=True,
    ),
    ScreenCommand("leave", "Quit", "Leave; a draft stays.", "ctrl+q", footer=False, early=True),
    ScreenCommand(
        "interrupt",
        "Quit now",
        "Copy what is selected; pressed twice, leave at once.",
        "ctrl+c",
        footer=False,
        early=True,
        palette=False,
    ),
)


def field_commands() -> type[Provider]:
    """Return the palette's field search, imported only then because forms are slow to load."""
    from wizard.tui.form import FormCommands

    class FieldCommands(FormCommands):
        ACTIONS = False  # actions with a key are in the palette anyway

    return FieldCommands
