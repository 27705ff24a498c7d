from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.utils.text import sanitize

ESC = "\x1b"
NASTY = st.lists(
    st.one_of(
        st.text(max_size=8),
        st.text(st.characters(categories=("Cc", "Cf", "Cs", "Mn", "Zl", "Zp")), max_size=8),
        st.sampled_from(
            [
                f"{ESC}[31m",
                f"{ESC}]8;;https://evil.example{ESC}\\",
                f"{ESC}]52;c;Zm9v\x07",
                f"{ESC}]0;unterminated",
                f"{ESC}P1$r",
                "\x9b2J",
                "\x9d8;;x\x9c",
                "\u202e",
                "\u200b",
                "\ufeff",
                "\r\n",
                "[bold red]markup[/]",
            ]
        ),
    ),
    max_size=12,
).map("".join)


@given(NASTY, st.integers(0, 60), st.booleans())
def test_nothing_unsafe_is_left_and_it_is_bounded(text: str, limit: int, multiline: bool) -> None:
    result = sanitize(text, limit, multiline=multiline)

    assert len(result) <= limit
    for char in result:
        if multiline and char == "\n":
            continue
        assert unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}
        assert char not in "\u115f\u1160\u3164\ufe0f"
    result.encode("utf-8")


@given(NASTY, st.integers(0, 60), st.booleans())
def test_cleaning_twice_changes_nothing(text: str, limit: int, multiline: bool) -> None:
    once = sanitize(text, limit, multiline=multiline)
    assert sanitize(once, limit, multiline=multiline) == once


@given(st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), max_size=50))
def test_plain_text_stays_as_it_is(text: str) -> None:
    unseen = "\u115f\u1160\u3164\uffa0"
    assert sanitize(text) == "".join(char for char in text if char not in unseen)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"a{ESC}[1;31mred{ESC}[0m b", "ared b"),
        (f"see {ESC}]8;;https://evil.example{ESC}\\the docs{ESC}]8;;{ESC}\\", "see the docs"),
        (f"x{ESC}]52;c;c2VjcmV0\x07y", "xy"),
        (f"x{ESC}]0;no end", "x0;no end"),
        (f"x{ESC}(B{ESC}cy", "xy"),
        ("one\r\ntwo\tthree\x00", "one two three"),
        ("admin\u202etxt.exe\u2066\u200b", "admintxt.exe"),
        ("a\ud800b", "a\ufffdb"),
        ("[red]not markup[/red] [@click=app.quit]x[/]", None),
        ("Zażółć 日本語 é", None),
    ],
)
def test_known_tricks(text: str, expected: str | None) -> None:
    assert sanitize(text) == (text if expected is None else expected)


def test_lines_are_kept_where_they_are_wanted() -> None:
    assert sanitize("a\r\nb\rc\u2028d\x85e", multiline=True) == "a\nb\nc\nd\ne"
    assert sanitize("a\r\nb") == "a b"


def test_stacked_marks_are_thinned() -> None:
    assert sanitize("e" + "\u0301" * 50 + "x") == "e" + "\u0301" * 4 + "x"


def test_what_was_cut_says_so() -> None:
    assert sanitize("abcdef", 4) == "abc…"
    assert sanitize("abcd", 4) == "abcd"
    assert sanitize("x" * 10_000_000, 100) == "x" * 99 + "…"
    assert sanitize("\x00" * 10_000_000, 100) == "…"
