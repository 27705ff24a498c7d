"""Messages of the app, in lines of their own above the footer, where they cover nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textual.content import Content
from textual.widgets import Static

from wizard.tui.status import Message
from wizard.utils.glyphs import WARNING, WRONG

SIGNS: Final = {"warning": (WARNING, "$text-warning"), "error": (WRONG, "$text-error")}


class MessageLine(Static):
    """Shows the messages, the latest first; a click takes them away."""

    SCOPED_CSS = False
    # Here because the first screen, which loads very little, may need it.
    DEFAULT_CSS = """
    MessageLine {
        dock: bottom;
        height: auto;
        max-height: 4;
        margin: 0 0 1 0;
        padding: 0 1;
        background: $surface;
        color: $foreground;
    }
    .-tall MessageLine { max-height: 7; }
    .-short MessageLine { max-height: 3; }
    """

    def __init__(self, messages: Sequence[Message]) -> None:
        super().__init__(_content(messages), markup=False)

    def show(self, messages: Sequence[Message]) -> None:
        """Show these messages."""
        self.update(_content(messages))

    def on_click(self) -> None:
        """Take the messages away."""
        self.app.clear_notifications()


def _content(messages: Sequence[Message]) -> Content:
    return Content("\n").join(_line(message) for message in reversed(messages))


def _line(message: Message) -> Content:
    if message.severity not in SIGNS:
        return Content(message.text)
    sign, color = SIGNS[message.severity]
    return Content.assemble((f"{sign} ", f"bold {color}"), (message.text, color))
