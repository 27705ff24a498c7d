"""The help below a form: two lines at most, and never half a sentence without a sign."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from wizard.tui.form.notes import fitted

WORDS = st.lists(st.text("abcdefghij.,", min_size=1, max_size=12), max_size=60).map(" ".join)


@given(WORDS, st.integers(30, 120), st.integers(1, 3))
def test_it_fits_and_says_where_the_rest_is(words: str, width: int, lines: int) -> None:
    shown = fitted(words, width, lines)
    assert len(Content(shown).wrap(width)) <= lines
    if shown != words:
        assert len(Content(words).wrap(width)) > lines
        kept, _, rest = shown.partition(" … ")
        assert rest == "Press f1 for details."
        assert words.startswith(kept)
