"""Keys, pastes and clicks one after the other, however fast they come.

Textual hands a key to the field that has the focus when it arrives, and that field looks at it a
little later. Over a slow line keys come in bunches: of "enter, then a token pasted" the paste
would reach the field that is being left, which may be one that shows and keeps what it is given;
a second click would choose once more in a window that the first one has closed. So each waits
here until all that the one before it led to is done.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from typing import Any, Final, Generic, TypeVar

from textual import events
from textual.app import App
from textual.errors import NoWidget
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget

R = TypeVar("R")

POLL_SECONDS: Final = 0.01
"""Seconds until the next look at whether a screen has come."""

MAX_WAIT_SECONDS: Final = 1.0
"""Seconds that a key waits for what came before; a field that has gone passes nothing on."""

QUEUED_EVENTS: Final = (events.Key, events.Paste, events.MouseDown, events.MouseUp)

MAX_ROUNDS: Final = 3
"""A key leads to messages (it is the last field), and they to others (the form is complete)."""


class InputProcessed(Message, namespace="in_order"):
    """Goes the way of a key, from the field up, so it arrives when all have looked at the key.

    turn: which key. rounds: how often it has to go again.
    """

    def __init__(self, turn: int, rounds: int) -> None:
        super().__init__()
        self.turn = turn
        self.rounds = rounds


class _InputToken:
    """A key's turn; quicker than a partial function, whose parameters are counted each time."""

    def __init__(self, number: int, then: Callable[[int], Awaitable[None]]) -> None:
        self._number = number
        self._then = then

    async def over(self) -> None:
        """Go on with what is held; in the field's own task, so that must not wait for its end."""
        await self._then(self._number)


class SerializedInputApp(App[R], Generic[R]):
    """Textual's app, which looks at one key at a time."""

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self._held: deque[events.Event] = deque()
        self._turn = 0
        self._under_way = False
        self._known: Screen[Any] | None = None
        self._clicked: Widget | None = None
        self._limit: asyncio.TimerHandle | None = None

    async def on_event(self, event: events.Event) -> None:
        """Hold what a person gives while the one before is under way."""
        if not isinstance(event, QUEUED_EVENTS) or event.is_forwarded:
            await super().on_event(event)
        elif self._under_way:
            self._held.append(event)
        else:
            await self._look_at(event)

    async def caught_up(self) -> None:
        """If anything is held, wait until it was looked at, or until that takes too long."""
        if not self._held:
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(MAX_WAIT_SECONDS):
                while self._under_way:
                    await asyncio.sleep(POLL_SECONDS)

    async def few_pending(self, count: int) -> None:
        """Wait until no more than ``count`` keys and other messages are still to be looked at."""
        while len(self._held) + self._message_queue.qsize() > count:
            await asyncio.sleep(POLL_SECONDS)

    async def _look_at(self, event: events.Event) -> None:
        self._turn += 1
        self._under_way = True
        go_on = partial(self.call_later, self._next, self._turn)
        self._limit = asyncio.get_running_loop().call_later(MAX_WAIT_SECONDS, go_on)
        field = self._typed_into(event)
        self._clicked = self._under(event) if isinstance(event, events.MouseEvent) else None
        if self._clicked is None or self._clicked.parent is not None:
            await super().on_event(event)  # what is still drawn may be gone
        if field is None:
            self._follow(self._turn, MAX_ROUNDS)
        else:
            field.post_message(events.Callback(callback=_InputToken(self._turn, self._next).over))

    def _typed_into(self, event: events.Event) -> Widget | None:
        """The field that takes the character, if nothing more has to be waited for then."""
        field = self.focused
        if field is None or not getattr(field, "writes_at_once", False):
            return None
        typed = isinstance(event, events.Key) and field.check_consume_key(
            event.key, event.character
        )
        return field if typed else None

    def _under(self, event: events.MouseEvent) -> Widget | None:
        try:
            return self.get_widget_at(event.x, event.y)[0]
        except NoWidget:
            return None

    def _follow(self, turn: int, rounds: int) -> None:
        """Send word after it; when the app has ended nobody is there to take it."""
        if self.screen_stack:
            clicked = self._clicked
            if clicked is None or not clicked.is_attached or clicked.screen is not self.screen:
                clicked = None  # gone, with all that it would have passed on
            target = clicked or self.focused or self.screen
            target.post_message(InputProcessed(turn, rounds - 1))

    async def on_in_order_input_processed(self, message: InputProcessed) -> None:
        """All have looked at it; wait for the screen that this may have led to."""
        if not self.screen_stack:
            return
        if not self._settled():
            self.set_timer(POLL_SECONDS, partial(self._follow, message.turn, MAX_ROUNDS))
        elif message.rounds > 0:
            self._follow(message.turn, message.rounds)
        else:
            await self._next(message.turn)

    def _settled(self) -> bool:
        """Whether the screen is there, and its focus: that comes a moment later."""
        known, self._known = self._known, self.screen
        return known is self.screen and self.screen.is_mounted

    async def _next(self, turn: int) -> None:
        if self._under_way and turn == self._turn:
            self._under_way = False
            if self._limit is not None:
                self._limit.cancel()
            if self._held:
                await self._look_at(self._held.popleft())
