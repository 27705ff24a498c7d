"""How long a form takes to open, to be typed in and to be checked, beside a bare Textual app.

Run as ``python -m tests.benchmarks.form_open``. It prints and judges nothing: times are of the
machine, so look at the ratios.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from typing import Annotated, Any

from pydantic import BaseModel, Field, create_model
from textual.app import App, ComposeResult
from textual.widgets import Input, Static

from wizard.forms import Form, FormState, Ui
from wizard.tui.form import ModelForm
from wizard.tui.form.rows import Folds, rows

ROUNDS = 5
SIZE = (80, 24)


def model(fields: int, groups: int) -> type[BaseModel]:
    """``fields`` numbers in ``groups`` groups; 0: without any."""
    titles = [f"Group {n % groups}" if groups else None for n in range(fields)]
    return create_model(
        "Large",
        **{
            f"field_{n}": (Annotated[int, Ui(group=title), Field(ge=0)], n)
            for n, title in enumerate(titles)
        },
    )


class Bare(App[None]):
    """Nothing but a line."""

    def compose(self) -> ComposeResult:
        yield Static("bare")


class Inputs(App[None]):
    """As many plain inputs as a form has."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count

    def compose(self) -> ComposeResult:
        for _ in range(self.count):
            yield Input()


class Filling(App[None]):
    """A form."""

    def __init__(self, of: type[BaseModel]) -> None:
        super().__init__()
        self.of = of

    def compose(self) -> ComposeResult:
        yield ModelForm(self.of, blink=False)


async def drawn(app: App[None]) -> float:
    """Milliseconds until the app shows its first screen with a field in it."""
    start = time.perf_counter()
    async with app.run_test(size=SIZE):
        return (time.perf_counter() - start) * 1000


async def opened(app: App[None]) -> float:
    """Milliseconds until the app has settled."""
    start = time.perf_counter()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        return (time.perf_counter() - start) * 1000


async def median(measure: Callable[[], Awaitable[float]]) -> float:
    """Of several rounds, after one to warm up."""
    await measure()
    return statistics.median([await measure() for _ in range(ROUNDS)])


async def typed(of: type[BaseModel], *, open_groups: bool) -> float:
    """Milliseconds from a key to the settled screen."""
    app = Filling(of)
    async with app.run_test(size=SIZE) as pilot:
        form = app.query_one(ModelForm)
        if open_groups:
            for place in form.places():
                form.go_to(place.loc)
        form.go_to(form.places()[0].loc)
        await pilot.pause()
        times = []
        for key in "123456":
            start = time.perf_counter()
            await pilot.press(key)
            await pilot.pause()
            times.append((time.perf_counter() - start) * 1000)
        return statistics.median(times)


async def typed_plain() -> float:
    """The same in a plain input."""
    app = Inputs(1)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        times = []
        for key in "123456":
            start = time.perf_counter()
            await pilot.press(key)
            await pilot.pause()
            times.append((time.perf_counter() - start) * 1000)
        return statistics.median(times)


def headless(of: type[BaseModel]) -> tuple[float, float, float]:
    """Milliseconds for the specification, for a reading and for working out the rows."""
    start = time.perf_counter()
    state: FormState[Any] = FormState(Form.from_model(of))
    list(state.places())
    built = time.perf_counter()
    state.read()
    read = time.perf_counter()
    state.set(("field_0",), "5")
    state.read()
    again = time.perf_counter()
    rows(state, Folds())
    end = time.perf_counter()
    return (built - start) * 1000, (again - read) * 1000, (end - again) * 1000


async def main() -> None:
    """Print a table."""
    say = sys.stdout.write
    bare = await median(lambda: opened(Bare()))
    say(f"bare app                     {bare:7.0f} ms\n")
    for fields, groups in ((5, 0), (20, 0), (100, 0), (500, 0), (500, 25), (2000, 100)):
        of = model(fields, groups)
        took = await median(lambda of=of: opened(Filling(of)))
        name = f"{fields} fields, {groups} groups"
        first = await median(lambda of=of: drawn(Filling(of)))
        say(f"{name:<28} {took:7.0f} ms   {took / bare:5.1f} x bare, first drawn {first:.0f} ms\n")
    for count in (20, 100, 500):
        took = await median(lambda count=count: opened(Inputs(count)))
        name = f"{count} plain inputs"
        say(f"{name:<28} {took:7.0f} ms   {took / bare:5.1f} x bare\n")
    say(f"a key in a plain input       {await typed_plain():7.1f} ms\n")
    for fields, groups, all_open in ((20, 0, False), (500, 25, False), (500, 0, False)):
        took = await typed(model(fields, groups), open_groups=all_open)
        say(f"a key, {fields} fields, {groups} groups   {took:7.1f} ms\n")
    for fields in (20, 500, 2000):
        built, read, laid = headless(model(fields, fields // 20))
        say(f"headless, {fields} fields: {built:.1f} ms specification, {read:.2f} ms reading, ")
        say(f"{laid:.2f} ms rows\n")


if __name__ == "__main__":
    asyncio.run(main())
