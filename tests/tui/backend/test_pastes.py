"""What stands in a paste is text, however it comes and whatever it holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events

from tests.support.terminal import Terminal
from tests.support.terminal_steps import at_step
from wizard.tui.backend.input_parser import InputParser

pytestmark = pytest.mark.slow

START, END = "\x1b[200~", "\x1b[201~"

keys = st.text(st.sampled_from("ab1é\t\r\x0e"), max_size=5)
pieces = st.sampled_from(
    ["a", "é", "\n", "\r", "\t", "\x1b", "\x1b\x1b", "[", "[201", "~", "\x0e", "\x07", "\x1b[2",
     "\x1bO", "\x1b]0;t\x07", "\x1b[<0;1;1M", "200~", START, "x" * 40]
)  # fmt: skip
pasted = st.lists(pieces, max_size=8).map("".join).filter(lambda text: END not in text + END[:-1])


def told(parts: Iterable[str]) -> list[str]:
    """What comes of the parts, fed one after the other: keys, and pastes in front of a P."""
    parser = InputParser()
    found = []
    for part in filter(None, parts):
        for event in parser.feed(part):
            if isinstance(event, events.Paste):
                found.append(f"P{event.text}")
            elif isinstance(event, events.Key):
                found.append(event.character or event.key)
            else:
                raise AssertionError(event)
    return found


def cut(text: str, places: Sequence[int]) -> list[str]:
    at = [0, *sorted(place % (len(text) + 1) for place in places), len(text)]
    return [text[here:there] for here, there in pairwise(at)]


@given(keys, pasted, keys, pasted, keys, st.lists(st.integers(0, 10_000), max_size=12))
def test_keys_and_pastes_come_in_order_wherever_they_are_cut(
    one: str, first: str, two: str, second: str, three: str, places: list[int]
) -> None:
    stream = f"{one}{START}{first}{END}{two}{START}{second}{END}{three}"
    uncoloured = [re.sub(r"\x1b\[[0-?]*[ -/]*[@-~]", "", text) for text in (first, second)]
    wanted = [*one, f"P{uncoloured[0]}", *two, f"P{uncoloured[1]}", *three]
    assert told(cut(stream, places)) == wanted


def test_colours_are_left_out_and_nulls_but_nothing_else() -> None:
    text = '\x1b[1;39m{"a": \x1b[0;32m"b"\x1b[0m}\0\x1b(B\x1b]8;;x\x07'
    assert told([START + text + END]) == ['P{"a": "b"}\x1b(B\x1b]8;;x\x07']


def test_a_paste_of_many_pieces_takes_time_in_proportion() -> None:
    parser = InputParser()
    list(parser.feed(START))
    for _ in range(20_000):
        assert list(parser.feed("x" * 4000)) == []
    [event] = parser.feed(END)
    assert isinstance(event, events.Paste)
    assert len(event.text) == 80_000_000


@pytest.mark.e2e
@pytest.mark.parametrize("after", ["\x1b[31m", "\x1b", "\x1b[m\x1b[m" + "-" * 40])
def test_a_paste_with_an_escape_in_it_stays_in_its_field(after: str) -> None:
    with Terminal(
        "--sandbox", "--type", "fireflies", stdout_is_terminal=True, env={"SSH_CONNECTION": "1"}
    ) as terminal:
        at_step(terminal, 2, "Connector name")
        terminal.press("ctrl+n")
        at_step(terminal, 3, "API key")
        terminal.send(f"{START}ff-{after}key\x0e\x0e\x0ey\x07{END}")
        terminal.wait_for("characters")
        terminal.type("z")
        terminal.wait_still()
        at_step(terminal, 3, "API key")
        assert "Go to field" not in terminal.text()
