"""A person at the wizard in this process: keys go in, text is read off the screen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, suppress
from typing import Any, TypeVar

from textual import events
from textual.keys import key_to_character
from textual.pilot import Pilot, WaitForScreenTimeout
from textual.screen import Screen
from textual.widget import Widget

from wizard.core.results import RunResult
from wizard.tui.app import WizardApp

S = TypeVar("S", bound=Screen[Any])
W = TypeVar("W", bound=Widget)


class Hand:
    """What a person does and sees."""

    def __init__(self, app: WizardApp, pilot: Pilot[RunResult]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """As ``pilot.press``, which waits for a whole idle process after every key."""
        for key in keys:
            self.app.post_message(events.Key(key, key_to_character(key)))
            await self.settle()

    async def settle(self) -> None:
        """Let what was begun be done."""
        for _ in range(3):
            await asyncio.sleep(0.004)
            with suppress(WaitForScreenTimeout):  # when it is just being left
                await self.pilot._wait_for_screen(1.0)
            self.app.screen._on_timer_update()

    async def paste(self, text: str) -> None:
        """As a terminal hands over a paste: at once, to the app."""
        self.app.post_message(events.Paste(text))
        await self.settle()

    async def at(self, kind: type[S]) -> S:
        """Wait until the screen is of this kind."""
        for _ in range(200):
            screen = self.app.screen
            if isinstance(screen, kind) and screen.is_mounted and screen.children:
                await self.settle()
                return screen
            await self.pilot.pause(0.01)
        raise AssertionError(f"not at {kind.__name__}, but at {self.app.screen}\n{self.seen()}")

    async def until(self, holds: Callable[[], Any]) -> None:
        """Wait until something holds."""
        for _ in range(200):
            if holds():
                return
            await self.pilot.pause(0.01)
        raise AssertionError(f"it never came to hold\n{self.seen()}")

    async def left(self) -> None:
        """Wait until the wizard has ended: the last key may still be under way."""
        await self.until(lambda: self.app.return_value is not None)

    async def sees(self, *words: str) -> None:
        """Wait until all these words are on the screen."""
        await self.until(lambda: all(word in self.seen() for word in words))

    def seen(self) -> str:
        """The screen as rows of characters."""
        strips = self.app.screen._compositor.render_strips(self.app.size)
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)

    def line(self, at: int) -> str:
        """One row: 0 is the header, -1 the footer."""
        return self.seen().splitlines()[at]

    def one(self, kind: type[W]) -> W:
        """The one widget of this kind."""
        return self.app.screen.query_one(kind)


Sitting = Callable[..., AbstractAsyncContextManager[Hand]]
"""``async with sit() as hand``: the wizard runs; options by name, size as columns, lines."""
