"""What is done at the terminal, by the wizard and by a bare Textual app, and measured meanwhile.

Each function is one run of one program, and returns its measurements by name. The first usable
paint is the moment at which everything that a person needs stands on the screen (words from its
top, its middle and its bottom) with the cursor in the field that takes the next key. That a key
is taken from then on is measured too: the scenes "at once" press one at that very moment, and
wait for its effect.
"""

from __future__ import annotations

import atexit
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, partial
from itertools import count
from pathlib import Path
from typing import Final, TypeAlias

from tests.bench.server import server
from tests.bench.terminal import Answer, Terminal
from tests.support.terminal import COMMAND
from wizard.tui.input_queue import BURST_SECONDS

Samples: TypeAlias = dict[str, list[float]]
Size: TypeAlias = tuple[int, int]

SERVER: Final = ("--api-url", "http://127.0.0.1:9")
"""Nobody listens there, and nothing is sent."""

BARE: Final = (sys.executable, "-m", "tests.bench.bare")
WIDE: Final = (sys.executable, "-m", "tests.bench.wide")

FILTER: Final = ("g", "i", "t", "backspace", "backspace", "backspace")
MOVES: Final = ("down",) * 5
TYPED: Final = tuple("abcdefghij")
TABS: Final = ("tab",) * 3
IDLE: Final = 5.0

numbers = count(1)
"""For names that were not used before, since the sandbox refuses those that were."""


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
    seen = [answer for answer in found if answer.size]
    return {
        f"{name} first": [answer.first * 1000 for answer in seen],
        f"{name} last": [answer.last * 1000 for answer in seen],
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
    with _types(size, bare=bare) as terminal:
        found = named("start", opened(terminal.started(*_types_words(bare=bare))))
        terminal.rest()
        found |= keys(terminal, "filter", FILTER)
        if bare:
            terminal.press("tab")
        found |= keys(terminal, "move", MOVES)
        found |= at_rest(terminal)
        found["peak"] = [terminal.peak()]
        return found


def types_again(size: Size) -> Samples:
    """The start of the list, once it was shown before at this size."""
    with _types(size, bare=False, home=_used(size)) as terminal:
        return named("start", opened(terminal.started(*_types_words(bare=False))))


@cache
def _used(size: Size) -> Path:
    """The home of somebody who ran the wizard before at this size."""
    home = tempfile.TemporaryDirectory(prefix="bench")
    atexit.register(home.cleanup)
    with _types(size, bare=False, home=Path(home.name)) as terminal:
        terminal.started(*_types_words(bare=False))
        terminal.press("ctrl+c", "again", cursor=False)
        terminal.press("ctrl+c")
        terminal.ended()
    return Path(home.name)


def types_at_once(size: Size, *, bare: bool, again: bool = False) -> Samples:
    """From the start to the effect of a key that is pressed at the first usable paint."""
    with _types(size, bare=bare, home=_used(size) if again else None) as terminal:
        effect = terminal.at_once(_types_words(bare=bare), "m", "Mock connector")
        return {"answered": [effect.usable * 1000]}


def _types(size: Size, *, bare: bool, home: Path | None = None) -> Terminal:
    command = (*BARE, "list") if bare else (*COMMAND, *SERVER)
    return Terminal(command, columns=size[0], rows=size[1], home=home)


def _types_words(*, bare: bool) -> tuple[str, ...]:
    return ("Ingestion API", "GitBook", "Slab") if bare else ("Choose a type", "Confluence", "More")


def form(size: Size, shown: int, hidden: int = 0, *, bare: bool) -> Samples:
    """The next step is a form of so many fields: the way there, typing, and tab.

    Typing in the bare app is typing in its first screen, a single Input.
    """
    found: Samples = {}
    with _before_form(size, shown, hidden, bare=bare) as terminal:
        if bare:
            found |= keys(terminal, "type", TYPED)
        words = _form_words(shown, bare=bare)
        found |= named("next", opened(terminal.press("ctrl+n", *words)))
        terminal.rest()
        if not bare:
            found |= keys(terminal, "type", TYPED)
        found |= keys(terminal, "tab", TABS)
        found["peak"] = [terminal.peak()]
    return found


def form_at_once(size: Size, shown: int, *, bare: bool) -> Samples:
    """From the key for the next step to the effect of one that is pressed when that is usable."""
    with _before_form(size, shown, 0, bare=bare) as terminal:
        words = _form_words(shown, bare=bare)
        effect = terminal.at_once(words, "§", "§", after="ctrl+n")
        return {"answered": [effect.usable * 1000]}


@contextmanager
def _before_form(size: Size, shown: int, hidden: int, *, bare: bool) -> Iterator[Terminal]:
    numbers_of_fields = ("0", str(shown), str(hidden))
    ours = (*WIDE, *numbers_of_fields, *SERVER, "--type", "github")
    command = (*BARE, "push", str(shown)) if bare else ours
    first = ("First",) if bare else ("● Configure", "Connector name", "More")
    with Terminal(command, columns=size[0], rows=size[1]) as terminal:
        terminal.started(*first)
        terminal.rest()
        yield terminal


def _form_words(shown: int, *, bare: bool) -> tuple[str, ...]:
    last = min(shown, 7)
    if bare:
        return ("Line 001", f"Line {last:03}")
    return ("● Credential", f"Field {last:03}", "Help for 001", "More")


def github(size: Size) -> Samples:
    """A real form: its start, and opening its advanced group."""
    command = (*COMMAND, *SERVER, "--type", "github")
    words = ("● Configure", "Connector name", "Advanced", "The user or", "More")
    with Terminal(command, columns=size[0], rows=size[1]) as terminal:
        found = named("start", opened(terminal.started(*words)))
        terminal.rest()
        found |= keys(terminal, "tab", ("tab",) * 4)
        opens = terminal.press("enter", "▾ Advanced", "State", cursor=False)
        return found | named("advanced", opened(opens))


def walk(size: Size) -> Samples:
    """From the list of types to the IDs, against the sandbox."""
    url, session = server()
    command = (*COMMAND, "--api-url", url)
    steps: Samples = {}

    with Terminal(
        command, columns=size[0], rows=size[1], env={"CLARM_SESSION": session}
    ) as terminal:

        def step(name: str, key: str, *words: str, cursor: bool = True) -> None:
            steps.update(named(name, opened(terminal.press(key, *words, cursor=cursor))))

        terminal.started(*_types_words(bare=False))
        terminal.rest()
        for key in "gith":
            terminal.press(key)
        step("choose", "enter", "● Configure", "Connector name", "The user or", "More")
        for key in ("shift+tab", "right", "tab", f"owner{next(numbers)}"):
            terminal.press(key)
        step("credential", "ctrl+n", "● Credential", "Access token", "Classic or", "More")
        terminal.press("\x1b[200~ghp_made_up\x1b[201~")
        step("review", "ctrl+n", "● Review", "creates this", "More", cursor=False)
        time.sleep(BURST_SECONDS)  # what comes at once is not meant
        step("result", "ctrl+n", "● Result", "Connector", "Credential", cursor=False)
        steps["peak"] = [terminal.peak()]
    return steps


def _at_any(size: Size) -> dict[str, Callable[[], Samples]]:
    return {
        "types": partial(types, size, bare=False),
        "types bare": partial(types, size, bare=True),
        "at once": partial(types_at_once, size, bare=False),
        "types again": partial(types_again, size),
        "at once again": partial(types_at_once, size, bare=False, again=True),
        "at once bare": partial(types_at_once, size, bare=True),
        **{f"form {n}": partial(form, size, n, bare=False) for n in (20, 100)},
        **{f"form {n} bare": partial(form, size, n, bare=True) for n in (20, 100)},
        **{f"form {n} at once": partial(form_at_once, size, n, bare=False) for n in (20, 100)},
        **{f"form {n} at once bare": partial(form_at_once, size, n, bare=True) for n in (20, 100)},
        "github": partial(github, size),
    }


def _at_the_smaller(size: Size) -> dict[str, Callable[[], Samples]]:
    return {
        **{f"form {n}": partial(form, size, n, bare=False) for n in (5, 50, 500)},
        **{f"form {n} bare": partial(form, size, n, bare=True) for n in (5, 500)},
        "form 50+450": partial(form, size, 50, 450, bare=False),
        "walk": partial(walk, size),
    }


SMALL: Final = "80x24"
SIZES: Final[dict[str, Size]] = {SMALL: (80, 24), "120x40": (120, 40)}

SCENES: Final[dict[str, Callable[[], Samples]]] = {
    f"{name}@{size}": run
    for size, given in SIZES.items()
    for name, run in (_at_any(given) | (_at_the_smaller(given) if size == SMALL else {})).items()
}
"""Each program with its keys, by name."""
