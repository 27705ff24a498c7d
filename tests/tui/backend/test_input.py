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

from wizard.tui.backend.input_parser import InputParser, escape_delay, new_decoder

KEYS = {
    # Keys as most terminals send them.
    "\x1b[A": ("up", None),
    "\x1bOD": ("left", None),
    "\x1b[Z": ("shift+tab", None),
    "\x1bOP": ("f1", None),
    "\x1b[[E": ("f5", None),
    "\x1b[3$": ("shift+delete", None),
    "\x1b[3~": ("delete", None),
    "\x1b[1;5D": ("ctrl+left", None),
    "\x1b[1;3A": ("alt+up", None),
    "\x1b[1;2R": ("shift+f3", None),
    "\r": ("enter", "\r"),
    "\x11": ("ctrl+q", "\x11"),
    "\x1bx": ("alt+x", None),
    "\x1b\x7f": ("ctrl+w", None),
    "\x1bOq": ("1", "1"),
    # kitty's protocol.
    "\x1b[97;;97u": ("a", "a"),
    "\x1b[97;2;65u": ("A", "A"),
    "\x1b[97u": ("a", "a"),
    "\x1b[32;2u": ("space", " "),
    "\x1b[13u": ("enter", "\r"),
    "\x1b[13;129u": ("enter", "\r"),
    "\x1b[9;2u": ("shift+tab", None),
    "\x1b[27u": ("escape", None),
    "\x1b[115;5u": ("ctrl+s", None),
    "\x1b[99;69u": ("ctrl+c", None),
    "\x1b[57399;129;48u": ("0", "0"),
    "\x1b[57414u": ("enter", "\r"),
    "\x1b[57439;;97u": ("raise_volume", None),
    # Another layout: the key is the one that a US keyboard has in its place.
    "\x1b[1081;5u": ("ctrl+q", None),
    "\x1b[1081::113;5u": ("ctrl+q", None),
    "\x1b[1089::99;5u": ("ctrl+c", None),
    "\x1b[1090;5u": ("ctrl+n", None),
    "\x1b[1090:1058:110;6u": ("ctrl+shift+n", None),
    "\x1b[969::118;5u": ("ctrl+v", None),
    "\x1b[1081::113;;1081u": ("й", "й"),
    # Option and AltGr choose a character; alt and ctrl by themselves type none.
    "\x1b[97;3;229u": ("å", "å"),
    "\x1b[113;7;64u": ("at", "@"),
    "\x1b[98;3;98u": ("alt+b", None),
    "\x1b[115;5;115u": ("ctrl+s", None),
    "\x1b[115;9;115u": ("super+s", None),
    # modifyOtherKeys.
    "\x1b[27;5;115~": ("ctrl+s", None),
    "\x1b[27;3;98~": ("alt+b", None),
    "\x1b[27;2;65~": ("A", "A"),
}

NOTHING = {
    "numbers beyond Unicode": ["\x1b[1114112u", "\x1b[97;1;9999999999u", "\x1b[0;;55296u"],
    "numbers beyond all": ["\x1b[9999999999;5~", f"\x1b[{'9' * 4000}u", f"\x1b[{'9' * 9000}u"],
    "controls as text": ["\x1b[97;;27u", "\x1b[0;;3:17u", "\x1b[0;;155u", "\x1b[3u"],
    "locks and modifiers": [
        f"\x1b[{code};{held};{text}u"
        for code in (*range(57358, 57361), *range(57441, 57455))
        for held, text in ((65, 65), (129, 49), (2, ""))
    ],
    "keys that nobody knows": ["\x1b[60000;;97u", "\x1b[99~", "\x1b[1;5K", "\x1bOZ"],
    "releases": ["\x1b[97;1:3;97u", "\x1b[1;5:3A", "\x1b[3;1:3~"],
    "sizes": ["\x1b[48;24;80;0;0t", "\x1b[48;100000;100000;1;1t", "\x1b[8;24;80t"],
    "attributes": ["\x1b[?62;22c", "\x1b[>41;354;0c", "\x1b[=0c", "\x9b?1;2c", "\x1b[?1;2;c"],
    "states": ["\x1b[0n", "\x1b[?997;1n", "\x1b[24;80R", "\x1b[1;1R", "\x1b[?1;1R"],
    "modes": ["\x1b[?2048;2$y", "\x1b[?1016;1$y", "\x1b[4;2$y", "\x1b[?29u", "\x1b[>4;2m"],
    "colours": ["\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\", "\x1b]4;1;rgb:1/2/3\x07", "\x9d10;x\x9c"],
    "names": ["\x1bP>|XTerm(390)\x1b\\", "\x90>|x\x9c", "\x1bP1+r544e=78\x1b\\", "\x1bP!|0\x1b\\"],
    "pictures": ["\x1b_Gi=31;OK\x1b\\", "\x9fGi=1;x\x9c"],
    "other strings": ["\x1b^x\x1b\\", "\x1bXx\x1b\\", "\x1b]52;c;eA==\x1b\\", "\x1b]lt\x1b\\"],
    "old clicks": ["\x1b[M !!", "\x1b[M#\x7f!", "\x1b[32;10;10M"],
    "clicks out of sight": ["\x1b[<0;0;1M", "\x1b[<0;-1;5M", "\x1b[<0;1001;1M", "\x1b[<999;1;1M"],
    "other control characters": ["\x80", "\x85", "\x9c"],
}  # fmt: skip


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
