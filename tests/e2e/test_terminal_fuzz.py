"""Thousands of strings that no terminal should send, to the installed command in a real one.

They are made with a fixed seed: random bytes, and mutations of what terminals do send. Keys that
leave, send, suspend or choose are left out, so that the same process takes them all.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from random import Random

from tests.e2e.raw_terminal import RawTerminal, assert_given_back
from tests.support.escape_sequences import FATAL, KEYS, NOTHING, UNASKED
from tests.support.terminal_steps import LONG, begin

COUNT = 4_000

SEEDS = tuple(
    text.encode()
    for text in (
        *FATAL.values(), *UNASKED, *KEYS, *(text for kind in NOTHING.values() for text in kind),
        "\x1b[200~octocat", "\x1b[201~", "\x1b[200~a\x1b[31mb\x1b[201~", "\x1b[0;;20320:20320u",
        "\x1b", "\x1b[", "\x1bO", "\x1b]", "\x1bP", "\x1b_", "\x1b[<35;10;3M", "\x1b[I", "\x1b[O",
    )
    if len(text) < 100
)  # fmt: skip

NUMBERS = (
    b"0", b"1", b"3", b"7", b"27", b"48", b"129", b"200", b"201", b"255", b"256", b"1000", b"1001",
    b"1081", b"2026", b"2048", b"20320", b"55296", b"57358", b"57441", b"65535", b"1114111",
    b"1114112", b"9999999999", b"9" * 20, b"", b"-1", b"?", b":", b"1:2:3",
)  # fmt: skip
INSERTS = (
    b"\x1b", b"[", b"]", b"O", b"P", b"_", b";", b":", b"<", b"$", b"~", b"u", b"\\", b"\x07",
    b"\x9b", b"\x9c", b"\x90", b"\xff", b"\xc3", b"\xf0\x9f", b"\x18", b"\x00",
)  # fmt: skip

LEFT_OUT = re.compile(rb"[\x03\x0a\x0d\x0e\x10\x11\x1a dlsy]")
"""ctrl+c, ctrl+n, ctrl+q, ctrl+z, enter, the palette, and what answers questions."""

NUMBERS_LEFT_OUT = re.compile(
    rb"(?<!\d)0*(?:10|13|32|67|68|76|78|80|81|83|89|90|99|100|108|110|112|113|115|121|122|1081|1089"
    rb"|1090|57414)(?!\d)"
)
"""The same keys as kitty's protocol has them."""

PRESSES = re.compile(rb"\x1b\[<\d+;\d+;\d+[Mm]")

TYPED = re.compile(rb"(\x1b\[[0-?]*[ -/]*[@-~][!-~])[!-~]+(?=\x1b)")
"""What is left of a sequence that was cut in two is text; a character of it is enough."""


def mutated(random: Random) -> bytes:
    """One of the seeds, with other numbers most times, or changed in up to two places."""
    text = random.choice(SEEDS)
    for _ in range(random.randrange(3)):
        place = random.randrange(len(text) + 1)
        match random.randrange(12):
            case 0:
                text = text[:place]
            case 1:
                text = text[:place] + random.choice(INSERTS) + text[place:]
            case 2:
                text = text[:place] + text[place + 1 :]
            case 3:
                text = text[:place] + random.choice(SEEDS) + text[place:]
            case _:
                text = re.sub(rb"\d+", lambda _: random.choice(NUMBERS), text, count=place)
    return text


def pieces() -> Iterator[bytes]:
    """All of the strings one after the other, the same each time, cut anywhere."""
    random = Random(2048)
    text = b"".join(
        mutated(random) if number % 40 else random.randbytes(random.randrange(1, 9))
        for number in range(COUNT)
    )
    text = TYPED.sub(rb"\1", LEFT_OUT.sub(b"", text))
    text = PRESSES.sub(b"\x1b[<35;9;9M", NUMBERS_LEFT_OUT.sub(b"7", text))
    while text:
        length = random.choice((1, 2, 3, 30, 300, 3000))
        yield text[:length]
        text = text[length:]


def test_no_bytes_stop_the_keys() -> None:
    random = Random(7)
    with RawTerminal("--sandbox", "--type", "github") as terminal:
        begin(terminal)
        for piece in pieces():
            assert terminal.process.poll() is None, terminal.text()
            terminal.write(piece)
            if not random.randrange(60):
                terminal.send("", pause=random.choice((0.01, 0.06, 0.2)))
        end = time.monotonic() + 3 * LONG
        while terminal.process.poll() is None:
            assert time.monotonic() < end, terminal.text()
            terminal.send("\x03", pause=1.5)  # in which a paste ends that has no end
        assert terminal.wait_exit(LONG) == 130
        assert_given_back(terminal)
