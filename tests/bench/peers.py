"""Other programs that ask in a terminal, as far as they are installed: their start, keys, memory.

Commands are looked for in the folders that ``CLARM_BENCH_PEERS`` names, separated as in the PATH,
and on the PATH; packages in the environments that these folders belong to. So they need no place
among the dependencies:

    python -m venv /tmp/lines && /tmp/lines/bin/pip install questionary InquirerPy
    CLARM_BENCH_PEERS=/tmp/lines/bin python -m tests.bench --only peer
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from shlex import join
from shutil import which
from typing import Final, NamedTuple

from tests.bench.bare import ROWS
from tests.bench.scenes import FILTER, MOVES, TYPED, Samples, keys, named, opened
from tests.bench.terminal import Terminal

FOLDERS: Final = os.environ.get("CLARM_BENCH_PEERS", "")


class Peer(NamedTuple):
    """A program, the words on its first screen, and the keys that are pressed then."""

    command: Sequence[str]
    words: Sequence[str]
    pressed: Sequence[str] = ()


def measured(peer: Peer) -> Samples:
    """Start it, and press keys."""
    with Terminal(peer.command) as terminal:
        found = named("start", opened(terminal.started(*peer.words, cursor=False)))
        terminal.rest()
        found |= keys(terminal, "key", peer.pressed)
        return found | {"peak": [terminal.peak()]}


def _command(name: str) -> str | None:
    return which(name, path=os.pathsep.join(filter(None, [FOLDERS, os.environ.get("PATH")])))


def _python_with(package: str) -> str | None:
    """Return the interpreter of an environment in which a package is installed."""
    for folder in filter(None, FOLDERS.split(os.pathsep)):
        if any(Path(folder).parent.glob(f"lib/python3*/site-packages/{package}")):
            return str(Path(folder) / "python")
    return None


QUESTION: Final = "Choose a type"


def _known() -> Iterator[tuple[str, Peer]]:
    entries = [cell for row in ROWS for cell in reversed(row.rsplit(maxsplit=1))]
    if path := _command("whiptail"):
        command = (path, "--menu", QUESTION, "24", "80", "16", *entries)
        yield "whiptail", Peer(command, (QUESTION, "Slack", "Ok"), MOVES)
    if path := _command("fzf"):
        command = ("sh", "-c", f"printf '%s\\n' {join(ROWS)} | {path}")
        yield "fzf", Peer(command, ("51/51", "Slack"), FILTER)
    if python := _python_with("questionary"):
        first, text = (QUESTION, "Slack"), ("Its name",)
        code = "import questionary as q; q.{}.ask()"
        choice = code.format(f"select({QUESTION!r}, choices={ROWS!r})")
        yield "questionary-list", Peer((python, "-c", choice), first, MOVES)
        line = code.format(f"text({text[0]!r})")
        yield "questionary-text", Peer((python, "-c", line), text, TYPED)
    if python := _python_with("InquirerPy"):
        code = f"from InquirerPy import inquirer as i; i.fuzzy({QUESTION!r}, {ROWS!r}).execute()"
        yield "inquirerpy", Peer((python, "-c", code), (QUESTION, "Slack"), FILTER)
    if path := _command("posting"):
        yield "posting", Peer((path,), ("Send", "Collection"))
    if path := _command("harlequin"):
        yield "harlequin", Peer((path,), ("Query Editor", "Data Catalog"))


SCENES: Final[dict[str, Callable[[], Samples]]] = {
    name: partial(measured, peer) for name, peer in _known()
}
"""By name."""
