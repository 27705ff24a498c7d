"""Serialized input: each key, paste and click is fully handled before the next.

Textual sends a key to the field that has the focus when the key arrives, and the field handles it a
little later. Over a slow line keys arrive in bursts: if enter is followed by a pasted token, the
paste would reach the field being left, which may show and save what it gets. A second click would
choose again in a dialog that the first one has closed. Each event is therefore held here until
everything caused by the previous one is done.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import ExitStack, suppress
from functools import partial
from typing import Any, Final, Generic, TypeVar

from textual import events
from textual.app import App
from textual.errors import NoWidget
from textual.geometry import Size
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget

R = TypeVar("R")

POLL_SECONDS: Final = 0.01
"""Seconds between checks of whether a screen is ready."""

MAX_WAIT_SECONDS: Final = 1.0
"""Longest wait in seconds for the previous event; a removed field passes no marker on."""

MAX_HOLD_SECONDS: Final = 5.0
"""Longest wait in seconds for the screen that input is held for."""

MAX_FRAME_SECONDS: Final = 0.05
"""Longest wait in seconds for all that a key changes, which is then drawn together."""

ERASERS: Final = ("backspace", "delete")

QUEUED_EVENTS: Final = (events.Key, events.Paste, events.MouseDown, events.MouseUp)

BURST_SECONDS: Final = 0.7
"""Input within this of the one before belongs with it; longer than keys take to repeat."""

MAX_ROUNDS: Final = 3
"""A key causes messages (enter in the last field), and those cause others (form complete)."""


class InputProcessed(Message, namespace="in_order"):
    """Follows an event's path up from the field, so it arrives once all have handled the event.

    turn: number of the event.
    rounds: how many more times to send it.
    """

    def __init__(self, turn: int, rounds: int) -> None:
        super().__init__()
        self.turn = turn
        self.rounds = rounds


class _InputToken:
    """One event's turn; faster than a partial, whose parameters Textual counts on every call."""

    def __init__(self, number: int, then: Callable[[int], Awaitable[None]]) -> None:
        self._number = number
        self._then = then

    async def over(self) -> None:
        """Continue with the held events; runs in the field's task, so it must not await its end."""
        await self._then(self._number)


class SerializedInputApp(App[R], Generic[R]):
    """App that handles each input event completely before the next."""

    _burst_began = 0.0
    """When the first of the quick succession came that the event being handled belongs to."""
    _last_typed = 0.0

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self._held: deque[events.Event] = deque()
        self._turn = 0
        self._under_way = False
        self._is_closed = False
        self._known: Screen[Any] | None = None
        self._clicked: Widget | None = None
        self._limit: asyncio.TimerHandle | None = None
        self._frame = ExitStack()

    async def on_event(self, event: events.Event) -> None:
        """Hold input events while a previous one is in progress."""
        if not isinstance(event, QUEUED_EVENTS) or event.is_forwarded:
            await super().on_event(event)
        elif self._under_way:
            self._held.append(event)
        else:
            await self._look_at(event)

    @staticmethod
    def input_clock() -> float:
        """Return the time, by the clock that tells when input came."""
        return Message().time

    def is_deliberate(self, shown_at: float) -> bool:
        """Return whether the input that is being handled began well after ``shown_at``.

        What was typed ahead, or repeats because a key is held down, did not.
        """
        return self._burst_began >= shown_at + BURST_SECONDS

    def hold_input(self) -> None:
        """Hold all input until ``release_input``, or until ``MAX_HOLD_SECONDS`` have passed."""
        self._turn += 1
        self._under_way = self._is_closed = True
        go_on = partial(self.call_later, self._next, self._turn)
        self._limit = asyncio.get_running_loop().call_later(MAX_HOLD_SECONDS, go_on)

    def release_input(self) -> None:
        """Handle the input held by ``hold_input`` once the current screen is ready."""
        if self._is_closed:
            self._is_closed = False
            self._follow(self._turn, MAX_ROUNDS)

    async def caught_up(self) -> None:
        """Wait until held events are handled, or until ``MAX_WAIT_SECONDS`` have passed."""
        if not self._held:
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(MAX_WAIT_SECONDS):
                while self._under_way:
                    await asyncio.sleep(POLL_SECONDS)

    async def few_pending(self, count: int) -> None:
        """Wait until at most ``count`` events and other messages are pending."""
        while len(self._held) + self._message_queue.qsize() > count:
            await asyncio.sleep(POLL_SECONDS)

    async def _look_at(self, event: events.Event) -> None:
        self._note_time(event)
        self._turn = turn = self._turn + 1
        self._under_way = True
        go_on = partial(self.call_later, self._next, turn)
        self._limit = asyncio.get_running_loop().call_later(MAX_WAIT_SECONDS, go_on)
        self._draw_together(event)
        field = self._typed_into(event)
        self._clicked = self._under(event) if isinstance(event, events.MouseEvent) else None
        if self._clicked is None or self._clicked.parent is not None:
            await super().on_event(event)  # a widget that is still drawn may be gone
        # Not the turn of now: the event may have led to a screen that input is held for.
        if field is None:
            self._follow(turn, MAX_ROUNDS)
        else:
            field.post_message(events.Callback(callback=_InputToken(turn, self._next).over))

    def _note_time(self, event: events.Event) -> None:
        if event.time - self._last_typed >= BURST_SECONDS or isinstance(event, events.MouseEvent):
            self._burst_began = event.time
        if not isinstance(event, events.MouseEvent):
            self._last_typed = event.time

    def _typed_into(self, event: events.Event) -> Widget | None:
        """Return the field that takes the character, if nothing else has to be waited for."""
        field = self.focused
        if field is None or not getattr(field, "writes_at_once", False):
            return None
        typed = isinstance(event, events.Key) and field.check_consume_key(
            event.key, event.character
        )
        return field if typed else None

    def _draw_together(self, event: events.Event) -> None:
        """Draw nothing until the key is handled, if the field that takes it asks for that."""
        asked = getattr(self.focused, "draws_together", False)
        if asked and isinstance(event, events.Key) and (event.is_printable or event.key in ERASERS):
            limit = asyncio.get_running_loop().call_later(MAX_FRAME_SECONDS, self._frame.close)
            self._frame.callback(self._draw, self.screen, self.size)
            self._frame.callback(limit.cancel)
            self._frame.enter_context(self.batch_update())

    def _draw(self, screen: Screen[Any], size: Size) -> None:
        """Draw what has changed since ``screen`` had this size."""
        if self.screen_stack:
            if (self.screen, self.size) != (screen, size):
                self.screen.refresh()  # Textual has lost what it laid out meanwhile
            self.screen.check_idle()

    def _under(self, event: events.MouseEvent) -> Widget | None:
        try:
            return self.get_widget_at(event.x, event.y)[0]
        except NoWidget:
            return None

    def _follow(self, turn: int, rounds: int) -> None:
        """Send a marker after the event, unless the app has ended."""
        if self.screen_stack:
            clicked = self._clicked
            if clicked is None or not clicked.is_attached or clicked.screen is not self.screen:
                clicked = None  # gone, with everything it would have passed on
            target = clicked or self.focused or self.screen
            target.post_message(InputProcessed(turn, rounds - 1))

    async def on_in_order_input_processed(self, message: InputProcessed) -> None:
        """Continue once all have handled the event and the resulting screen is ready."""
        if not self.screen_stack:
            return
        if not self._settled():
            self.set_timer(POLL_SECONDS, partial(self._follow, message.turn, MAX_ROUNDS))
        elif message.rounds > 0:
            self._follow(message.turn, message.rounds)
        else:
            await self._next(message.turn)

    def _settled(self) -> bool:
        """Return whether the screen is mounted and has had time to set its focus."""
        known, self._known = self._known, self.screen
        return known is self.screen and self.screen.is_mounted

    async def _next(self, turn: int) -> None:
        if self._under_way and turn == self._turn:
            self._under_way = False
            self._frame.close()
            if self._limit is not None:
                self._limit.cancel()
            if self._held:
                await self._look_at(self._held.popleft())
