"""Nothing that comes from a file or a clipboard reaches the terminal as a command."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.widgets import TextArea

from tests.support.form_pilot import Driver, filling
from tests.support.models import dynamic_model
from wizard.forms import FieldError, Ui
from wizard.tui.sanitize import hidden_in, sanitize_text

BAD = "a\x1b]52;c;eA==\x07b\x9b31mc\u202ed\x00\u200b\ud800e"
WANTED = "a]52;c;eA==b31mcd?e"
COMMANDS = "\x1b\x07\x9b\x00\u202e\u200b\ud800"


def drawn(driver: Driver) -> str:
    shown = driver.seen()
    assert not [c for c in COMMANDS if c in shown]
    return shown


@pytest.mark.slow
async def test_values_labels_errors_and_offers_are_drawn_without_commands() -> None:
    whole = BAD.replace("\ud800", "")
    bad_choice: Any = Literal.__getitem__((whole, "x"))
    model = dynamic_model(
        "M",
        text=(Annotated[str, Ui(label=f"L{BAD}", help=f"H{BAD}", placeholder=BAD)], ...),
        lines=(list[str], ...),
        choice=(bad_choice, ...),
        secret=(Annotated[str, Ui(secret=True)], ...),
    )
    values = {"text": BAD, "lines": [BAD], "choice": whole, "secret": BAD}
    async with filling(model, values) as driver:
        shown = drawn(driver)
        assert f"L{WANTED} *  {WANTED} " in shown
        assert "7 hidden characters" in shown
        assert f"◉ {WANTED.replace('?', '')}" in shown
        assert f"H{WANTED}." in shown
        assert driver.state.shown(("text",)) == BAD
        await driver.do(lambda: driver.form.show_errors([FieldError(("text",), f"No {BAD}")]))
        assert f"× No {WANTED}" in drawn(driver)
        await driver.press("ctrl+g")
        assert f"L{WANTED}" in drawn(driver)
        await driver.press("escape", "f4")
        assert driver.app.screen.query_one(TextArea)
        drawn(driver)
        await driver.press("f4")
        await driver.paste('{"text": "\x1b[1mx", "lines": ["y"]}'.replace("\x1b", "\\u001b"))
        assert "[1mx" in drawn(driver)


async def test_the_value_keeps_what_is_not_drawn() -> None:
    async with filling(dynamic_model("M", text=(str, ...))) as driver:
        await driver.paste("a\u200bb")
        assert "1 hidden character" in driver.seen()
        await driver.press("end", "c")
        assert driver.state.raw == {"text": "a\u200bbc"}


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_a_value_that_fills_its_line_says_what_is_not_drawn(size: tuple[int, int]) -> None:
    async with filling(dynamic_model("M", text=(str, ...)), size=size) as driver:
        await driver.paste("\u200b" + 200 * "b")
        assert "1 hidden character" in driver.seen()


@given(st.text())
def test_what_is_left_is_as_wide_as_before(text: str) -> None:
    assert cell_len(sanitize_text(text)) == cell_len(text)
    assert hidden_in(sanitize_text(text)) == 0


def test_all_that_is_never_drawn_is_counted_and_what_joins_letters_stays() -> None:
    assert hidden_in("a\u00ad\u2063\ufff9\U000e0041b") == 4
    assert hidden_in("\u0645\u06cc\u200c\u062e\u0648") == 0
    family = "\U0001f469\u200d\U0001f467"
    assert sanitize_text(family) == family
