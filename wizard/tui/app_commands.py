"""Commands available on every screen, and the palette's extra sources."""

from __future__ import annotations

from typing import Final

from textual.command import Provider

from wizard.tui.commands import ScreenCommand

APP_COMMANDS: Final = (
    ScreenCommand("help", "Help", "Show help for this field and screen.", "f1,question_mark"),
    ScreenCommand(
        "command_palette",
        "More",
        "Search all commands.",
        "ctrl+p,f2",
        early=True,
        palette=False,
    ),
    ScreenCommand("history", "History", "Show what you sent.", footer=False),
    ScreenCommand("sign_in", "Sign in", "Enter a session before you need it.", footer=False),
    ScreenCommand("change_theme", "Theme", "Choose a theme.", footer=False),
    ScreenCommand("suspend", "Suspend", "Suspend the wizard; fg resumes.", "ctrl+z", footer=False),
    ScreenCommand(
        "draw_again",
        "Redraw",
        "Redraw the screen.",
        "ctrl+l",
        footer=False,
        early=True,
    ),
    ScreenCommand("leave", "Quit", "Quit, and keep a draft.", "ctrl+q", footer=False, early=True),
    ScreenCommand(
        "interrupt",
        "Quit now",
        "Copy the selection; press twice to quit.",
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
