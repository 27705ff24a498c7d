"""The help of a form: below it two lines, never half a sentence without a sign; or beside it."""

from __future__ import annotations

from typing import Annotated

from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, Field
from textual.content import Content

from tests.support.form_pilot import filling
from wizard.forms import Ui
from wizard.tui.form.hint import shortened

WORDS = st.lists(st.text("abcdefghij.,", min_size=1, max_size=12), max_size=60).map(" ".join)


@given(WORDS, st.integers(30, 120), st.integers(1, 3))
def test_it_fits_and_says_where_the_rest_is(words: str, width: int, lines: int) -> None:
    shown = shortened(words, width, lines)
    assert len(Content(shown).wrap(width)) <= lines
    if shown != words:
        assert len(Content(words).wrap(width)) > lines
        kept, _, rest = shown.partition(" … ")
        assert rest == "Press f1 for details."
        assert words.startswith(kept)


class Place(BaseModel):
    town: Annotated[str, Ui(help="Where it is.", where="On a map.")] = Field(examples=["Rome"])
    street: Annotated[str, Ui(help="Any street.")] = ""


async def test_a_wide_form_has_all_help_beside_it() -> None:
    async with filling(Place, size=(110, 24)) as driver:
        await driver.sees(
            "│  Where it is.", "│  Where to find it: On a map.", "│  For example: Rome"
        )
        rows = driver.rows()
        assert "▌ Town *" in rows[0]
        assert rows[0].index("│") > 72
        await driver.press("tab")
        await driver.sees("│  Any street.")
        await driver.pilot.resize_terminal(100, 24)
        await driver.settle()
        assert driver.rows()[-2].strip() == "Any street."
        assert "│" not in driver.seen()
        await driver.pilot.resize_terminal(110, 5)
        await driver.press("shift+tab")
        await driver.settle()
        assert driver.rows()[-1].endswith("│  Press f1 for details.")
