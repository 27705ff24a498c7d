"""Whatever a terminal sends is split the same wherever it is cut, and never typed by half."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from collections.abc import Sequence as Listed
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wizard.utils.escape_sequences import (
    MAX_SEQUENCE_LENGTH,
    Character,
    Escape,
    Paste,
    Sequence,
    Token,
    Tokenizer,
)

PIECES = (
    "a", "é", "界", "\r", "\t", "\x03", "\x07", "\x1b", "\x1b\x1b", "[", "O", "]", "M", "~", "$",
    "\\", "0", ";", "<", "?", "\x1b[A", "\x1bOP", "\x1b[<0;1;1M", "\x1b[M !!", "\x1b[[A", "\x1b[3$",
    "\x1b[97;1;97u", "\x1b]11;rgb:1/2/3\x1b\\", "\x1b]0;t\x07", "\x1bPq\x1b\\", "\x1b_G\x1b\\",
    "\x9b0n", "\x9d1\x9c", "\x80", "\udc9b", "\udcff", "\x1b[200~", "\x1b[201~", "\x1b[20", "0~",
    "\x1b[200~a\x1b[31mb\x1b[201~", "\x1b[" + "1" * 40, "x" * 40,
)  # fmt: skip
streams = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=12).map("".join)


def fed(parts: Iterable[str]) -> list[Token]:
    """The tokens of parts, one after the other, and of the silence after them."""
    tokenizer = Tokenizer()
    tokens = [token for part in parts for token in tokenizer.feed(part)]
    return tokens + silence(tokenizer)


def silence(tokenizer: Tokenizer) -> list[Token]:
    """The tokens of a silence that nothing outlasts."""
    tokens: list[Token] = []
    for _ in range(10):
        if tokenizer.patience is None:
            return tokens
        tokens += tokenizer.expire()
    raise AssertionError(f"still waits after {tokens}")


def pause(tokenizer: Tokenizer, seconds: float) -> list[Token]:
    """The tokens of a silence of so many seconds."""
    tokens: list[Token] = []
    while (patience := tokenizer.patience) is not None and patience <= seconds:
        seconds -= patience
        tokens += tokenizer.expire()
    return tokens


def cut(text: str, places: Listed[int]) -> list[str]:
    at = [0, *sorted(place % (len(text) + 1) for place in places), len(text)]
    return [text[here:there] for here, there in pairwise(at)]


@given(streams, st.lists(st.integers(0, 10_000), max_size=12))
@example("\x1b[200~" + "\x1b[201" * 3 + "~", [7, 9, 13, 14])
def test_it_does_not_matter_where_it_is_cut(text: str, places: list[int]) -> None:
    assert fed(cut(text, places)) == fed([text]) == fed(text)


@given(st.lists(streams, max_size=6), st.lists(st.floats(0, 2), max_size=6))
def test_pauses_may_come_anywhere(parts: list[str], pauses: list[float]) -> None:
    tokenizer = Tokenizer()
    told = 0
    for part, seconds in zip(parts, pauses, strict=False):
        tokens = [*tokenizer.feed(part), *pause(tokenizer, seconds)]
        told += sum(len(getattr(token, "text", " ")) for token in tokens)
    silence(tokenizer)
    assert told <= 2 * sum(map(len, parts))


@given(streams)
def test_a_sequence_is_whole_and_short(text: str) -> None:
    for token in fed([text]):
        if isinstance(token, Sequence):
            assert token.text[:2] in ("\x1b[", "\x1bO")
            assert 2 < len(token.text) <= MAX_SEQUENCE_LENGTH
        if isinstance(token, Character):
            assert len(token.text) == 1
            assert not "\x80" <= token.text <= "\x9f"


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"])))
def test_text_is_text(text: str) -> None:
    assert fed([text]) == list(map(Character, text))


@pytest.mark.slow
@pytest.mark.parametrize(
    "junk",
    [
        "\x1b]" + "x" * 300_000,
        "\x1bP" + "1;" * 150_000,
        "\x1b[" + "1;" * 150_000,
        "\x1b[" * 150_000,
        "\x1b" * 300_000,
        "\x1b[200~" * 50_000,
        "\x1b[200~\x1b[201~" * 25_000,
        "\x1bO" * 150_000,
    ],
    ids=lambda junk: ascii(junk[:14]),
)
def test_work_is_in_proportion_to_the_input(junk: str) -> None:
    """Eight times as much takes eight times as many calls, and not 64 times; 4096 at a time."""

    def calls(text: str) -> int:
        parts = [text[at : at + 4096] for at in range(0, len(text), 4096)]
        count = 0

        def one_more(*_: object) -> None:
            nonlocal count
            count += 1

        sys.setprofile(one_more)
        try:
            fed(parts)
        finally:
            sys.setprofile(None)
        return count

    small, large = calls(junk[: len(junk) // 64]), calls(junk[: len(junk) // 8])
    assert large < 10 * small + 1000


@pytest.mark.slow
def test_what_has_no_end_is_dropped_and_keys_go_on() -> None:
    for start in ("\x1b]", "\x1bP", "\x1b_", "\x1b["):
        tokenizer = Tokenizer()
        assert list(tokenizer.feed(start + "7" * 300_000)) == []
        assert silence(tokenizer) == []
        assert list(tokenizer.feed("k")) == [Character("k")]


@pytest.mark.parametrize(
    "start", ["\x1b]", "\x1bP", "\x1b_", "\x1b[", "\x1b[1;5", "\x1b[[", "\x1bO"]
)
@pytest.mark.parametrize("key", ["\x03", "\x11", "\x0e", "\r", "\t"])
def test_a_control_character_gets_through_at_once(start: str, key: str) -> None:
    assert list(Tokenizer().feed(f"{start}{key}")) == [Character(key)]


def test_a_new_sequence_ends_what_came_before() -> None:
    assert fed(["\x1b]0;half\x1b[A\x1b[1;\x1b[B\x1bO\x1b[C"]) == [
        Sequence("\x1b[A"),
        Sequence("\x1b[B"),
        Sequence("\x1b[C"),
    ]


def test_half_of_a_sequence_is_never_typed() -> None:
    for whole in ("\x1b[1;5D", "\x1bOP", "\x1b]11;rgb:1/2/3", "\x1b[M !"):
        for end in range(2, len(whole)):
            assert fed([whole[:end]]) == []


def test_a_sequence_may_come_slowly() -> None:
    for parts in (("\x1b[", "D"), ("\x1b[1;", "5", "D"), ("\x1bO", "D"), ("\x1b[M ", "!!")):
        tokenizer = Tokenizer()
        tokens: list[Token] = []
        for part in parts:
            tokens += [*tokenizer.feed(part), *pause(tokenizer, 0.2)]
        assert len(tokens) == 1, parts
        assert isinstance(tokens[0], Sequence)


@pytest.mark.parametrize("rest", ["[D", "[1;5D", "OP", "[<0;5;5M"])
def test_the_rest_of_a_sequence_is_not_typed_after_its_escape(rest: str) -> None:
    hasty, patient = Tokenizer(0.1), Tokenizer(0.5)
    for tokenizer in (hasty, patient):
        assert list(tokenizer.feed("\x1b")) == []
    assert pause(hasty, 0.2) == [Escape()]
    assert [*hasty.feed(rest), *silence(hasty)] == []
    assert pause(patient, 0.2) == []
    assert list(patient.feed(rest)) == [Sequence(f"\x1b{rest}")]
    assert silence(patient) == []


@pytest.mark.parametrize("text", ["docs", "Onyx", "Product", "]", "[", "O", "[1", "Open"])
@pytest.mark.parametrize("seconds", [0.1, 0.3, 0.8])
@pytest.mark.parametrize("delay", [0.1, 0.5])
def test_what_a_person_types_after_escape_is_typed(text: str, seconds: float, delay: float) -> None:
    tokenizer = Tokenizer(delay)
    tokens = [*tokenizer.feed("\x1b"), *pause(tokenizer, seconds)]
    for char in text:
        tokens += [*tokenizer.feed(char), *pause(tokenizer, 0.1)]
    assert tokens + silence(tokenizer) == [Escape(), *map(Character, text)]


def test_escape_and_the_next_key_in_a_bunch() -> None:
    assert fed(["\x1b\x1b"]) == [Escape(), Escape()]
    assert fed(["\x1b\x1b[B"]) == [Escape(), Sequence("\x1b[B")]
    assert fed(["\x1bx"]) == [Character("x", alt=True)]


def test_a_paste_without_an_end_ends_with_silence() -> None:
    for half_of_its_end in ("", "\x1b", "\x1b[20", "\x1b[201"):
        tokenizer = Tokenizer()
        assert list(tokenizer.feed("\x1b[200~octocat\n" + half_of_its_end)) == []
        assert pause(tokenizer, 0.9) == []
        assert pause(tokenizer, 1.1) == [Paste("octocat\n")]
        assert tokenizer.patience is None
    assert list(tokenizer.feed("\x1b[201~k")) == [Character("k")]
