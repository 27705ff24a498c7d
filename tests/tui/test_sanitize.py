"""What is drawn of any text: as wide as it was counted, and nothing in it is a command."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len, split_graphemes

from wizard.tui.sanitize import replace_controls

JOINER, WIDE = "\u200d", "\ufe0f"
CHARACTERS = (
    f"aé1界👨👩👧❤☎♂🏽🇩ه{JOINER}{WIDE}\u20e3\u0301\u200b\u202e\xad\x1b\x9b\n\0\ud800\U000e0067"
)

texts = st.text(st.sampled_from(CHARACTERS), max_size=8) | st.text(max_size=6)


@pytest.mark.slow
@settings(max_examples=500, deadline=None)
@given(texts)
def test_it_is_as_wide_as_it_was_counted(text: str) -> None:
    drawn = replace_controls(text)
    assert cell_len(drawn) == cell_len(text)
    assert split_graphemes(drawn)[1] == cell_len(text)


@pytest.mark.slow
@settings(max_examples=500, deadline=None)
@given(texts)
def test_nothing_in_it_is_a_command_or_invisible(text: str) -> None:
    kinds = {unicodedata.category(char) for char in replace_controls(text)}
    assert not kinds & {"Cc", "Cf", "Cs", "Zl", "Zp"}


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        (f"👨{JOINER}👩{JOINER}👧 x", "👨 x"),
        (f"🏳{WIDE}{JOINER}🌈", f"🏳{WIDE}"),
        (f"👩🏽{JOINER}💻", "👩🏽"),
        (f"I❤{WIDE}work", f"I❤{WIDE}work"),
        (f"pay{JOINER}pal", "pa\ufffdal"),
        ("\x1b[31mred", "[31mred"),
    ],
)
def test_a_picture_made_of_several_is_one_of_them_and_text_is_never_left_out(
    text: str, drawn: str
) -> None:
    assert replace_controls(text) == drawn
