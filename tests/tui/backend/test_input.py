"""What bytes mean that no terminal should send: nothing, and no exception."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from textual import events
from textual.message import Message
from textual.messages import TerminalSupportsSynchronizedOutput

from tests.support.escape_sequences import KEYS, NOTHING
from wizard.tui.backend.input_parser import InputParser, escape_delay, new_decoder


def parsed(*parts: str) -> list[Message]:
    """The events of these characters."""
    parser = InputParser()
    return [event for part in parts for event in parser.feed(part)]


def keys(events_: list[Message]) -> list[tuple[str, str | None]]:
    """The names and the characters of keys, which these must be."""
    found = []
    for event in events_:
        assert isinstance(event, events.Key)
        found.append((event.key, event.character))
    return found


@pytest.mark.parametrize("sequence", KEYS, ids=ascii)
def test_a_key_is_what_it_says(sequence: str) -> None:
    assert keys(parsed(sequence, "z")) == [KEYS[sequence], ("z", "z")]


@pytest.mark.parametrize("kind", NOTHING)
def test_what_is_no_key_types_nothing(kind: str) -> None:
    for sequence in NOTHING[kind]:
        assert keys(parsed(sequence, "z")) == [("z", "z")], ascii(sequence)


def test_an_input_method_types_words() -> None:
    assert keys(parsed("\x1b[0;;20320:22909:44:33:128512u")) == [
        ("你", "你"), ("好", "好"), ("comma", ","), ("exclamation_mark", "!"),
        ("grinning_face", "\U0001f600"),
    ]  # fmt: skip


def test_clicks_are_in_cells_whatever_size_is_claimed() -> None:
    claims = "\x1b[48;24;80;0;0t\x1b[?2048;1$y\x1b[48;24;80;480;800t"
    down, up, moved, wheel = parsed(f"{claims}\x1b[<0;5;7M\x1b[<0;5;7m\x1b[<35;6;9M\x1b[<65;6;9M")
    assert isinstance(down, events.MouseDown)
    assert (down.x, down.y, down.button) == (4, 6, 1)
    assert isinstance(up, events.MouseUp)
    assert isinstance(moved, events.MouseMove)
    assert (moved.x, moved.y, moved.delta_x, moved.delta_y) == (5, 8, 1, 2)
    assert isinstance(wheel, events.MouseScrollDown)


def test_the_answers_that_were_asked_for_are_understood() -> None:
    [synchronized, focused, blurred] = parsed("\x1b[?2026;2$y\x1b[I\x1b[O")
    assert isinstance(synchronized, TerminalSupportsSynchronizedOutput)
    assert isinstance(focused, events.AppFocus)
    assert isinstance(blurred, events.AppBlur)


numbers = st.one_of(st.integers(0, 300), st.sampled_from([27, 48, 200, 1081, 57358, 57399, 20320]))
parameters = st.lists(numbers.map(str) | st.sampled_from([":", ";", "?", "<", ""]), max_size=9)
finals = st.sampled_from("~uABCDEFHMPQRSZmtycnR$[")
sequences = st.builds("\x1b[{}{}".format, parameters.map("".join), finals)


@pytest.mark.slow
@given(st.lists(sequences | st.text(max_size=4), max_size=6).map("".join))
@example("\x1b[27;2;~")
@example("\x1b[27;2;1:2~")
@example("\x1b[:;:;:u")
def test_no_sequence_raises_or_types_a_control_character(text: str) -> None:
    parser = InputParser()
    for event in [*parser.feed(text), *parser.tick()]:
        if isinstance(event, events.Key) and event.is_printable:
            assert event.character is not None
            assert event.character >= " "


@given(st.binary(max_size=60), st.lists(st.integers(0, 60), max_size=4))
def test_no_bytes_raise(data: bytes, cuts: list[int]) -> None:
    parser, decode = InputParser(), new_decoder().decode
    places = [0, *sorted(cuts), len(data)]
    for start, end in pairwise(places):
        list(parser.feed(decode(data[start:end])))


def test_bytes_that_are_no_text_are_marked_as_such() -> None:
    decode = new_decoder().decode
    typed = keys([*InputParser().feed(decode(b"a\xffb\xc3") + decode(b"\xa9"))])
    assert [character for _, character in typed] == ["a", "\ufffd", "b", "é"]
    [pasted] = InputParser().feed(decode(b"\x1b[200~\x93a\xff\x1b[201~"))
    assert isinstance(pasted, events.Paste)
    assert pasted.text == "\ufffda\ufffd"


def test_answers_in_8_bits_are_dropped() -> None:
    decode = new_decoder().decode
    assert keys(parsed(decode(b"\x9b?62;22c\x90>|x\x9c\x9d11;?\x9c\x8fP"))) == [("f1", None)]


@pytest.mark.parametrize(
    ("environ", "seconds"),
    [
        ({}, 0.1),
        ({"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22"}, 0.5),
        ({"SSH_TTY": "/dev/pts/1"}, 0.5),
        ({"ESCDELAY": "25"}, 0.025),
        ({"ESCDELAY": "25", "SSH_TTY": "/dev/pts/1"}, 0.025),
        ({"ESCDELAY": "0"}, 0.1),
        ({"ESCDELAY": "-1"}, 0.1),
        ({"ESCDELAY": "9" * 5000}, 0.1),
        ({"ESCDELAY": "soon"}, 0.1),
    ],
)
def test_how_long_the_rest_of_a_key_may_take(environ: dict[str, str], seconds: float) -> None:
    assert escape_delay(environ) == seconds


def test_silence_ends_what_is_pending(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    parser = InputParser()
    assert parser.seconds_left is None
    assert list(parser.feed("\x1b[200~octocat")) == []
    assert parser.seconds_left == 1.0
    now += 0.9
    assert list(parser.tick()) == []
    now += 0.2
    [event] = parser.tick()
    assert isinstance(event, events.Paste)
    assert event.text == "octocat"
    assert parser.seconds_left is None
    assert keys(list(parser.feed("z"))) == [("z", "z")]
