"""What is done at the terminal, by the wizard and by a bare Textual app, and measured meanwhile.

Each function is one run of one program, and returns its measurements by name. The first usable
paint is the moment at which everything that a person needs stands on the screen (a word from its
top, its middle and its bottom) with the cursor in the field that takes the next key.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Final, TypeAlias

from tests.bench.terminal import Answer, Terminal
from tests.e2e.terminal import COMMAND

Samples: TypeAlias = dict[str, list[float]]
Size: TypeAlias = tuple[int, int]

SERVER: Final = ("--api-url", "http://127.0.0.1:9")
"""Nobody listens there, and nothing is sent."""

BARE: Final = (sys.executable, "-m", "tests.bench.bare")
WIDE: Final = (sys.executable, "-m", "tests.bench.wide")

FILTER: Final = ("g", "i", "t", "backspace", "backspace", "backspace", "s", "l")
MOVES: Final = ("down",) * 8
TYPED: Final = tuple("abcdefgh")
TABS: Final = 3
IDLE: Final = 5.0

ROOM: Final = {24: 20, 40: 36}
"""How many rows of a list surely stand in a screen of so many lines."""


def opened(answer: Answer) -> Samples:
    """Of a start, or of a key that brings another screen."""
    return {
        "usable": [answer.usable * 1000],
        "sent": [answer.sent],
        "settled": [answer.last * 1000],
        "size": [answer.size],
    }


def pressed(name: str, answers: Iterable[Answer]) -> Samples:
    """Of keys."""
    found = list(answers)
    return {
        f"{name} first": [answer.first * 1000 for answer in found],
        f"{name} last": [answer.last * 1000 for answer in found],
        f"{name} size": [answer.size for answer in found],
    }


def named(prefix: str, samples: Samples) -> Samples:
    """The same with longer names."""
    return {f"{prefix} {name}": found for name, found in samples.items()}


def keys(terminal: Terminal, name: str, pressed_keys: Sequence[str]) -> Samples:
    """Press them, one after the other."""
    return pressed(name, [terminal.press(key) for key in pressed_keys])


def at_rest(terminal: Terminal) -> Samples:
    """Nobody does anything."""
    size, cpu = terminal.idle(IDLE)
    return {"idle bytes": [size / IDLE], "idle cpu": [100 * cpu / IDLE]}


def types(size: Size, *, bare: bool) -> Samples:
    """The list of types: its start, the filter, moving in it, and rest."""
    command = (*BARE, "list") if bare else (*COMMAND, *SERVER)
    words = ("Ingestion API", "GitBook") if bare else ("Choose a type", "Confluence", "More")
    with Terminal(command, columns=size[0], rows=size[1]) as terminal:
        found = named("start", opened(terminal.started(*words)))
        found |= keys(terminal, "filter", FILTER)
        for _ in range(2):
            terminal.press("backspace")
        if bare:
            terminal.press("tab")
        found |= keys(terminal, "move", MOVES)
        found |= at_rest(terminal)
        found["peak"] = [terminal.peak()]
        return found


def form(size: Size, shown: int, hidden: int = 0, *, bare: bool) -> Samples:
    """The next step is a form of so many fields: the way there, typing, and tab."""
    last = min(shown, 7)
    if bare:
        command = (*BARE, "push", str(shown))
        first, then = ("First",), ("Line 001", f"Line {last:03}")
    else:
        command = (*WIDE, "0", str(shown), str(hidden), *SERVER, "--type", "github")
        first = ("step 2 of 6", "Connector name", "More")
        then = ("step 3 of 6", f"Field {last:03}", "Help for 001", "More")
    found: Samples = {}
    with Terminal(command, columns=size[0], rows=size[1]) as terminal:
        terminal.started(*first)
        if bare:
            found |= keys(terminal, "type", TYPED)
        found |= named("next", opened(terminal.press("ctrl+n", *then)))
        terminal.idle(0.3)
        if not bare:
            found |= keys(terminal, "type", TYPED)
        found |= keys(terminal, "tab", ("tab",) * TABS)
    return found


SIZES: Final[dict[str, Size]] = {"80x24": (80, 24), "120x40": (120, 40)}

SCENES: Final = {
    f"{name}@{size}": run
    for size, given in SIZES.items()
    for name, run in {
        "types": partial(types, given, bare=False),
        "types bare": partial(types, given, bare=True),
        **{f"form {n}": partial(form, given, n, bare=False) for n in (5, 20, 100, 50, 500)},
        **{f"form {n} bare": partial(form, given, n, bare=True) for n in (5, 20, 100)},
        "form 50+450": partial(form, given, 50, 450, bare=False),
    }.items()
}
"""Each program with its keys, by name."""
