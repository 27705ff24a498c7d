"""A form in an app of its own, driven by keys, and what stands on its screen."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from pydantic import BaseModel
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from typing_extensions import TypeVar

from tests.support.pilot import PilotDriver
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


A = TypeVar("A", bound=App[Any], default=FormApp)


class Driver(PilotDriver[A]):
    """What a person does and sees in a form."""

    def __init__(self, app: A, pilot: Pilot[Any]) -> None:
        super().__init__(app, pilot)
        self.form = app.query_one(ModelForm)

    async def type(self, text: str) -> None:
        await self.press(*text)

    async def paste(self, text: str) -> None:
        """Paste, each line end as a carriage return."""
        await super().paste(text.replace("\n", "\r"))

    async def go(self, *loc: str | int) -> None:
        assert self.form.go_to(loc)
        await self.settle()

    async def do(self, action: Callable[[], Any]) -> Any:
        result = action()
        if isinstance(result, Awaitable):
            result = await result
        await self.settle()
        return result

    @property
    def state(self) -> Any:
        return self.form.state

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

    def is_at(self, *loc: str | int) -> bool:
        return self.loc == loc

    def at(self, *loc: str | int) -> FieldWidget:
        fields = [w for w in self.app.query("*") if isinstance(w, FieldWidget)]
        return next(field for field in fields if field.row.loc == loc)


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
