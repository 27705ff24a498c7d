"""A form in an app of its own, driven by keys, and what stands on its screen."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from pydantic import BaseModel
from textual import events
from textual.app import App, ComposeResult
from textual.keys import REPLACED_KEYS, _character_to_key, key_to_character
from textual.pilot import Pilot

from wizard.forms import Loc
from wizard.tui.form import FieldWidget, ModelForm, RowWidget

Size = tuple[int, int]
DESIGN: Size = (80, 24)
SMALL: Size = (60, 20)


class FormApp(App[Any]):
    """Nothing but the form."""

    def __init__(self, make: Callable[[], ModelForm]) -> None:
        super().__init__()
        self.make = make
        self.submitted: list[Any] = []
        self.counts: list[int] = []
        self.changed: list[Loc] = []
        self.visited: list[Loc] = []
        self.completed = 0

    def compose(self) -> ComposeResult:
        yield self.make()

    def on_model_form_submitted(self, event: ModelForm.Submitted) -> None:
        self.submitted.append(event.model)

    def on_model_form_error_count(self, event: ModelForm.ErrorCount) -> None:
        self.counts.append(event.count)

    def on_model_form_changed(self, event: ModelForm.Changed) -> None:
        self.changed.append(event.loc)

    def on_model_form_focus_moved(self, event: ModelForm.FocusMoved) -> None:
        self.visited.append(event.loc)

    def on_model_form_completed(self) -> None:
        self.completed += 1


class Driver:
    """What a person does and sees."""

    def __init__(self, app: FormApp, pilot: Pilot[Any]) -> None:
        self.app = app
        self.pilot = pilot
        self.form = app.query_one(ModelForm)

    async def press(self, *keys: str) -> None:
        """As ``pilot.press``, which waits for a whole idle process after every key."""
        for key in keys:
            name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
            self.app.post_message(events.Key(name, key_to_character(REPLACED_KEYS.get(name, name))))
            await self.settle()

    async def type(self, text: str) -> None:
        await self.press(*(_NAMES.get(c, c) for c in text))

    async def paste(self, text: str) -> None:
        # As terminals do it: to the app, each line end as a carriage return.
        self.app.post_message(events.Paste(text.replace("\n", "\r")))
        await self.settle()

    async def go(self, *loc: str | int) -> None:
        assert self.form.go_to(loc)
        await self.settle()

    async def do(self, action: Callable[[], Any]) -> Any:
        result = action()
        if isinstance(result, Awaitable):
            result = await result
        await self.settle()
        return result

    async def settle(self) -> None:
        """Let what was begun be done: what is mounted is laid out, and only then scrolled to."""
        for _ in range(3):
            await asyncio.sleep(0.004)
            await self.pilot._wait_for_screen()
            self.app.screen._on_timer_update()

    async def sees(self, *words: str) -> None:
        """Wait until all of ``words`` are on the screen."""
        for _ in range(100):
            if all(each in self.screen for each in words):
                return
            await asyncio.sleep(0.02)
        raise AssertionError(f"{words} never came; it was:\n{self.screen}")

    @property
    def state(self) -> Any:
        return self.form.state

    @property
    def screen(self) -> str:
        """What is on the screen, as text."""
        return "\n".join(
            strip.text.rstrip() for strip in self.app.screen._compositor.render_strips()
        )

    @property
    def svg(self) -> str:
        return self.app.export_screenshot()

    @property
    def focused(self) -> RowWidget:
        found = self.app.screen.focused
        assert isinstance(found, RowWidget)
        return found

    @property
    def loc(self) -> Loc:
        return self.focused.row.loc

    def at(self, *loc: str | int) -> FieldWidget:
        fields = [w for w in self.app.query("*") if isinstance(w, FieldWidget)]
        return next(field for field in fields if field.row.loc == loc)

    def texts(self) -> list[str]:
        return self.screen.splitlines()


_NAMES = {
    " ": "space",
    ".": "full_stop",
    "/": "slash",
    ":": "colon",
    "-": "minus",
    "_": "underscore",
    "=": "equals_sign",
    "@": "at",
    "[": "left_square_bracket",
    "]": "right_square_bracket",
}


@asynccontextmanager
async def filling(
    model: type[BaseModel] | None = None,
    values: Any = None,
    *,
    size: Size = DESIGN,
    focus: bool = True,
    **settings: Any,
) -> AsyncIterator[Driver]:
    """The form of ``model`` on a screen of its own, the first field focused."""
    app = FormApp(lambda: ModelForm(model, values, blink=False, **settings))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        driver = Driver(app, pilot)
        if focus:
            driver.form.focus_first()
            await pilot.pause()
        yield driver
