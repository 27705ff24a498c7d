"""What answers mean, and that any text can be answered."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.plain.answers import escaped
from wizard.plain.console import Unreadable
from wizard.plain.input import (
    Answer,
    CommandWord,
    FromFile,
    InputCommand,
    Misunderstood,
    content,
    read_answer,
)

odd = st.text(st.sampled_from('?<!@\\-"nul[]a '), min_size=1, max_size=6)


@given(text=st.text(min_size=1) | odd)
def test_every_text_can_be_answered(text: str) -> None:
    assert read_answer(escaped(text)) == text


@given(line=st.text() | odd)
def test_an_answer_is_taken_as_it_stands_or_changed_for_a_sign_in_front_of_it(line: str) -> None:
    try:
        answer = read_answer(line)
    except Misunderstood:
        assert line[0] in "?<!"
        return
    if isinstance(answer, str) and answer != line:
        assert line[1:] == answer
        assert line[0] in "\\?<!@"


@pytest.mark.parametrize(
    ("line", "meaning"),
    [
        ("", CommandWord.KEEP),
        ("-", CommandWord.RESET),
        ('""', CommandWord.BLANK),
        ("null", CommandWord.NULL),
        ("[]", CommandWord.NONE),
        ("?", InputCommand.HELP),
        ("<", InputCommand.BACK),
        ("!", InputCommand.REVIEW),
        ("@~/key.json", FromFile("~/key.json")),
        ("@@name", "@name"),
        ("!!", "!"),
        ("<<b>", "<b>"),
        ("\\null", "null"),
        ("\\@name", "@name"),
        ("\\\\server\\share", "\\\\server\\share"),
        ("\\", "\\"),
        (" ", " "),
        ("-5", "-5"),
    ],
)
def test_meanings(line: str, meaning: InputCommand | Answer) -> None:
    assert read_answer(line) == meaning


@pytest.mark.parametrize("line", ["?x", "<b>", "!important"])
def test_what_looks_like_a_command_and_is_none_is_refused_with_how_to_enter_it(line: str) -> None:
    with pytest.raises(Misunderstood) as caught:
        read_answer(line)
    assert line[0] * 2 in str(caught.value)
    assert line not in str(caught.value)


def test_a_file_gives_its_text_without_the_line_end_where_one_line_is_wanted(
    tmp_path: Path,
) -> None:
    path = tmp_path / "token"
    path.write_bytes(b"abc\n")
    assert content(FromFile(str(path)), one_line=True) == "abc"
    assert content(FromFile(str(path))) == "abc\n"
    assert content(FromFile(str(path)), binary=True) == "YWJjCg=="


def test_a_secret_taken_for_a_path_is_not_repeated() -> None:
    with pytest.raises(Unreadable) as caught:
        content(FromFile("s3cret"), secret=True)
    assert "s3cret" not in str(caught.value)
    assert "@@" in str(caught.value)
