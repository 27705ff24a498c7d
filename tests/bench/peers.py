"""Other programs that ask in a terminal, as far as they are installed: their bytes a key.

whiptail and fzf are looked for on the PATH, questionary among Python's packages.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import partial
from importlib.util import find_spec
from shlex import join
from shutil import which
from typing import Final

from tests.bench.bare import ROWS
from tests.bench.scenes import FILTER, MOVES, TYPED, Samples, keys
from tests.bench.terminal import Terminal


def measured(command: Sequence[str], pressed: Sequence[str]) -> Samples:
    """Start it, and press keys."""
    with Terminal(command) as terminal:
        while not terminal.started().size:
            pass
        return keys(terminal, "key", pressed)


def _whiptail() -> Sequence[str]:
    entries = [cell for row in ROWS for cell in reversed(row.rsplit(maxsplit=1))]
    return ("whiptail", "--menu", "Choose a type", "24", "80", "16", *entries)


def _fzf() -> Sequence[str]:
    lines = join(ROWS)
    return ("sh", "-c", f"printf '%s\\n' {lines} | fzf")


def _questionary(kind: str, choices: str = "") -> Sequence[str]:
    code = f"import questionary as q; q.{kind}('Choose a type'{choices}).ask()"
    return (sys.executable, "-c", code)


_KNOWN: Final = {
    "whiptail": (which("whiptail"), _whiptail(), MOVES),
    "fzf": (which("fzf"), _fzf(), FILTER),
    "questionary-list": (
        find_spec("questionary"),
        _questionary("select", f", choices={ROWS!r}"),
        MOVES,
    ),
    "questionary-text": (find_spec("questionary"), _questionary("text"), TYPED),
}

SCENES: Final[dict[str, Callable[[], Samples]]] = {
    name: partial(measured, command, pressed)
    for name, (installed, command, pressed) in _KNOWN.items()
    if installed
}
"""By name."""
