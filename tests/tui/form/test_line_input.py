"""A single line is drawn as Textual draws an input without a border."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from tests.support.form_pilot import Driver, filling
from wizard.forms import Secret, Ui
from wizard.tui.form import RowWidget
from wizard.tui.form.line_input import LineInputMixin
from wizard.utils.control_characters import is_control

pytestmark = pytest.mark.slow

Cells = list[tuple[str, Style | None]]
Kind = Literal["alpha", "beta", "gamma", "delta", "epsilon"]


class Lines(BaseModel):
    first: str = ""
    plain: str = ""
    default: str = "as before"
    hinted: Annotated[str, Ui(placeholder="owner/name")] = ""
    long: Annotated[str, Ui(label="A label that is too long to stand beside its value")] = ""
    secret: Secret = Secret("")
    depth: int = 3
    kind: Kind = "alpha"


def cells(strip: Strip) -> Cells:
    """Each character with its style."""
    return [(char, segment.style) for segment in strip for char in segment.text]


def inputs(driver: Driver) -> list[RowWidget]:
    found: list[RowWidget] = [
        row
        for row in driver.app.query("*")
        if isinstance(row, RowWidget) and isinstance(row, LineInputMixin)
    ]
    assert len(found) == len(Lines.model_fields)
    return found


@contextmanager
def as_textual_draws(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Draw with Textual's own methods, on the ground that a placeholder does not fill."""

    def line(self: Input, y: int) -> Strip:
        drawn = Input.render_line(self, y)
        return drawn.extend_cell_length(self.content_size.width, self.rich_style)

    with monkeypatch.context() as patch:
        patch.setattr(LineInputMixin, "render_lines", Widget.render_lines)
        patch.setattr(LineInputMixin, "render_line", line)
        yield


def drawn(row: RowWidget) -> list[Cells]:
    return [cells(line) for line in row.draw_lines(row.outer_size.region)]


async def check(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    for row in inputs(driver):
        ours = drawn(row)
        with as_textual_draws(monkeypatch):
            row._styles_cache.clear()
            assert ours == drawn(row), row


LINE_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
"""With these, a field grows to several lines."""
SHAPING = "\t\u200c\u200d"
"""What a filter of the app replaces as it is drawn."""
VALUES = ("", "x", "a value", "日本語のテキスト", "é́ combined", "👩‍👩‍👧 family", "long " * 40)


@pytest.mark.parametrize(
    ("value", "size"),
    [*((value, (80, 24)) for value in VALUES), ("日本語", (60, 20)), ("long " * 40, (120, 40))],
    ids=str,
)
async def test_a_line_looks_as_textual_draws_it(
    value: str, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with filling(Lines, {"plain": value, "secret": value}, size=size) as driver:
        for _ in range(len(Lines.model_fields)):
            await check(driver, monkeypatch)
            await driver.press("tab")
        await driver.go("plain")
        for key in ("home", "shift+end", "end", "left", "X"):
            await driver.press(key)
            await check(driver, monkeypatch)


async def test_a_line_that_was_scrolled_stays_so(monkeypatch: pytest.MonkeyPatch) -> None:
    async with filling(Lines, {"plain": "0123456789" * 12}) as driver:
        await driver.go("plain")
        await driver.press("end", "tab")
        await check(driver, monkeypatch)


async def test_a_placeholder_that_does_not_fit_ends_in_a_sign() -> None:
    class Long(BaseModel):
        first: str = ""
        address: Annotated[str, Ui(placeholder="https://example.com/" + "a" * 90)] = ""

    async with filling(Long, size=(60, 20)) as driver:
        assert "such as https://example.com/aaa" in driver.seen()
        assert "a…" in driver.seen()
        await driver.press("tab")
        assert "a…" in driver.seen()


@settings(max_examples=12, deadline=None)
@given(st.text(st.characters(exclude_characters=LINE_ENDS), max_size=30))
async def test_no_text_is_drawn_as_a_command_or_moves_what_follows(text: str) -> None:
    async with filling(Lines) as driver:
        await driver.do(lambda: driver.form.write(("plain",), text or "x"))
        for row in inputs(driver):
            line = row.draw_lines(row.outer_size.region)[-1]
            assert line.cell_length == row.outer_size.width
            assert not any(is_control(char) and char not in SHAPING for char in line.text)
