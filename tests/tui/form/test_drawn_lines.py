"""Rows keep the lines that were drawn, and never show what no longer holds."""

from __future__ import annotations

from typing import Annotated, Literal

import pytest
from pydantic import BaseModel
from textual.geometry import Region
from textual.strip import Strip

from tests.support.form_pilot import DESIGN, Driver, filling
from wizard.forms import FieldError, Secret, Ui
from wizard.tui.drawn_lines import KeepsDrawnLines
from wizard.tui.form import RowWidget

pytestmark = pytest.mark.slow


class Port(BaseModel):
    number: int = 22


class Server(BaseModel):
    name: str
    key: Secret
    depth: int = 3
    kind: Literal["a", "b"] = "a"
    mode: Literal["one", "two", "three", "four", "five"] = "one"
    on: bool = False
    hosts: list[str] = []
    notes: Annotated[str, Ui(multiline=True)] = ""
    ports: list[Port] = []
    long: Annotated[str, Ui(label="A label too long to stand beside its value")] = ""


def kept(driver: Driver) -> list[KeepsDrawnLines]:
    """The rows, and what they stand in."""
    return [each for each in driver.app.query("*") if isinstance(each, KeepsDrawnLines)]


def check(driver: Driver, what: str) -> None:
    """What a widget would show is what it would draw."""
    for widget in kept(driver):
        region = widget.outer_size.region
        assert widget.render_lines(region) == widget.draw_lines(region), (what, widget)


STEPS = (
    *("n", "é", "backspace", "left", "shift+home", "x", "ctrl+z", "enter"),
    *("s", "f3", "f3", "tab", "9", "up", "shift+tab", "tab", "tab", "space", "right"),
    *("tab", "down", "enter", "f", "enter", "tab", "space", "tab", "h", "enter", "i", "tab"),
    *("m", "enter", "o", "enter", "p", "tab", "enter", "7", "escape", "ctrl+s", "shift+tab"),
)


async def test_no_key_leaves_a_line_that_no_longer_holds() -> None:
    async with filling(Server) as driver:
        for key in STEPS:
            await driver.press(key)
            check(driver, key)
        await driver.paste("several\nlines")
        check(driver, "paste")


async def test_nor_does_what_comes_from_elsewhere() -> None:
    async with filling(Server, {"name": "n", "hosts": ["a", "b"]}) as driver:
        for width in (60, 120, 73, 80):
            await driver.pilot.resize_terminal(width, 24)
            await driver.settle()
            check(driver, f"{width} columns")
        driver.form.show_errors([FieldError(("depth",), "Too deep."), FieldError(("name",), "No.")])
        await driver.settle()
        check(driver, "errors")
        await driver.do(lambda: driver.form.write(("depth",), "5"))
        check(driver, "a value that is written")
        for theme in ("textual-light", "ansi-dark", "textual-dark"):
            driver.app.theme = theme
            await driver.settle()
            check(driver, theme)
        driver.app.app_focus = False
        await driver.settle()
        check(driver, "another window has the focus")
        await driver.pilot.resize_terminal(80, 12)
        driver.app.query_one("Body").scroll_end(animate=False)
        await driver.settle()
        check(driver, "scrolled")


async def test_a_key_draws_only_the_row_that_it_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    async with filling(Server, size=DESIGN) as driver:
        await driver.press("a")
        assert "a" in driver.seen()
        drawn = []
        draw_lines = RowWidget.draw_lines

        def noted(self: RowWidget, *given: Region) -> list[Strip]:
            drawn.append(self.row.loc)
            return draw_lines(self, *given)

        monkeypatch.setattr(RowWidget, "draw_lines", noted)
        await driver.press("b")
        assert "ab" in driver.seen()
        assert set(drawn) == {("name",)}
