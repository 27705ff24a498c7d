"""Base app whose notifications are lines of the layout, not windows over it."""

from __future__ import annotations

from functools import partial
from typing import Final, Generic, TypeVar

from textual import events
from textual.content import Content
from textual.notifications import SeverityLevel
from textual.reactive import var

from wizard.tui.screens.base import MessageScreen
from wizard.tui.secure_app import SecureApp
from wizard.tui.status import Message

R = TypeVar("R")

LEAST_SECONDS: Final = 5.0
CHARS_PER_SECOND: Final = 15
"""How fast people read, at least."""

LAST_LOOK_SECONDS: Final = 2.0
"""How long a warning that waited for somebody stays once somebody is there."""


class MessageApp(SecureApp[R], Generic[R]):
    """Says things in the ``MessageLine`` of the screen."""

    messages: var[tuple[Message, ...]] = var(())
    _inputs = 0
    _waiting: tuple[Message, ...] = ()

    async def on_event(self, event: events.Event) -> None:
        """Let go of the warnings that waited for somebody to be there."""
        if isinstance(event, events.Key | events.Paste | events.MouseDown):
            self._inputs += 1
            for message in self._waiting:
                self.set_timer(LAST_LOOK_SECONDS, partial(self._unsay, message))
            self._waiting = ()
        await super().on_event(event)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Say ``message`` for as long as it takes to read it; may be called from any thread.

        A warning or an error also waits for the next input, which shows that somebody is there.
        """
        text = Content.from_markup(message).plain if markup else message
        said = Message(f"{title}: {text}" if title else text, severity)
        self.call_later(self._say, said, timeout or LEAST_SECONDS + len(text) / CHARS_PER_SECOND)

    def clear_notifications(self) -> None:
        """Say nothing any longer."""
        self.messages = ()

    def _say(self, message: Message, seconds: float) -> None:
        others = (each for each in self.messages if each != message)
        self.messages = (*others, message)
        self.set_timer(seconds, partial(self._expire, message, self._inputs))

    def _expire(self, message: Message, inputs_before: int) -> None:
        if message.severity == "information" or self._inputs > inputs_before:
            self._unsay(message)
        else:
            self._waiting = (*self._waiting, message)

    def _unsay(self, message: Message) -> None:
        # Not by its value: the same may have been said again since.
        self.messages = tuple(each for each in self.messages if each is not message)

    def watch_messages(self, messages: tuple[Message, ...]) -> None:
        """Show them on the topmost screen that has room for them.

        A screen that watched the app itself would never be garbage-collected.
        """
        for screen in reversed(self.screen_stack if self.is_running else ()):
            if isinstance(screen, MessageScreen):
                screen.show_messages(messages)
                return
