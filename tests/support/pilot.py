"""A person at an app in this process: keys go in, text is read off the screen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, suppress
from typing import Any, Generic, TypeVar

from textual import events
from textual.app import App
from textual.keys import _character_to_key, key_to_character
from textual.message_pump import MessagePump
from textual.pilot import Pilot, WaitForScreenTimeout
from textual.screen import Screen
from textual.widget import Widget

from wizard.tui.app import WizardApp
from wizard.tui.input_queue import SerializedInputApp

A = TypeVar("A", bound=App[Any])
S = TypeVar("S", bound=Screen[Any])
W = TypeVar("W", bound=Widget)


LOOKS = 2000
"""So often something is looked for, a hundredth of a second apart: the machine may be busy."""


class PilotDriver(Generic[A]):
    """What a person does and sees in an app."""

    def __init__(self, app: A, pilot: Pilot[Any]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """As ``pilot.press``, which waits for a whole idle process after every key."""
        for key in keys:
            typed = len(key) == 1
            name = _character_to_key(key) if typed else key
            self.app.post_message(events.Key(name, key if typed else key_to_character(key)))
            await self.settle()

    async def settle(self) -> None:
        """Let what was begun be done."""
        for turn in range(3):
            await asyncio.sleep(0.004)
            with suppress(WaitForScreenTimeout):  # when it is just being left
                await self.pilot._wait_for_screen(1.0)
            self.app.screen._on_timer_update()
            if turn and not self._is_busy():
                return

    def _is_busy(self) -> bool:
        """Whether a key is under way, or a message or a callback waits at a widget."""
        if isinstance(self.app, SerializedInputApp) and self.app._under_way:
            return True
        pumps: tuple[MessagePump, ...] = (self.app, *self.app.screen.walk_children(with_self=True))
        return any(pump.message_queue_size or pump._next_callbacks for pump in pumps)

    async def paste(self, text: str) -> None:
        """As a terminal hands over a paste: at once, to the app."""
        self.app.post_message(events.Paste(text))
        await self.settle()

    async def until(self, holds: Callable[[], Any]) -> None:
        """Wait until something holds."""
        for _ in range(LOOKS):
            if holds():
                return
            await self.pilot.pause(0.01)
        raise AssertionError(f"it never came to hold\n{self.seen()}")

    async def sees(self, *words: str) -> None:
        """Wait until all these words are on the screen."""
        await self.until(lambda: all(word in self.seen() for word in words))

    def rows(self) -> list[str]:
        """The screen as rows of characters."""
        strips = self.app.screen._compositor.render_strips(self.app.size)
        return [strip.text.rstrip() for strip in strips]

    def seen(self) -> str:
        """The screen as one text."""
        return "\n".join(self.rows())

    def line(self, at: int) -> str:
        """One row: 0 is the header, -1 the footer."""
        return self.rows()[at]

    def one(self, kind: type[W]) -> W:
        """The one widget of this kind."""
        return self.app.screen.query_one(kind)


class Hand(PilotDriver[WizardApp]):
    """What a person does and sees in the wizard."""

    async def at(self, kind: type[S]) -> S:
        """Wait until the screen is of this kind."""
        for _ in range(LOOKS):
            screen = self.app.screen
            if isinstance(screen, kind) and screen.is_mounted and screen.children:
                await self.settle()
                return screen
            await self.pilot.pause(0.01)
        raise AssertionError(f"not at {kind.__name__}, but at {self.app.screen}\n{self.seen()}")

    async def left(self) -> None:
        """Wait until the wizard has ended: the last key may still be under way."""
        await self.until(lambda: self.app.return_value is not None)


Sitting = Callable[..., AbstractAsyncContextManager[Hand]]
"""``async with sit() as hand``: the wizard runs; options by name, size as columns, lines."""
