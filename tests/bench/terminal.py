"""A command under a pty, with the moment at which every piece of its output came."""

from __future__ import annotations

import errno
import os
import re
import select
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyte

from tests.support.environment import UNWANTED
from tests.support.terminal import KEYS, PseudoTerminal, plain_escapes

QUIET = 0.2
"""Seconds without a byte after which a key's work counts as done."""

NOTHING = 1.0
"""Seconds without a first byte after which a key brings about nothing."""

PATIENCE = 180.0
"""Seconds after which something never comes: the machine may be busy."""

STUCK = 20.0
"""Seconds without a byte after which the rest of what was begun never comes."""

NOT_OF_A_PERSON = ("COLUMNS", "LINES", "PYTHONDONTWRITEBYTECODE")
"""What else is left out: the size is the terminal's, and programs keep what they compile."""


_FOLDERS = ("CONFIG", "STATE", "DATA", "CACHE")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a key, or a start, brought about.

    first, last: seconds until the first and until the last byte of it; size: its bytes.
    usable: seconds until the screen was usable: all words that were waited for stood on it, and
    the cursor in the field that takes the next key; 0 if no words were waited for.
    sent: its bytes up to that moment.
    """

    first: float
    last: float
    size: int
    usable: float = 0.0
    sent: int = 0


def environment(home: Path, more: Mapping[str, str]) -> dict[str, str]:
    """A home of its own, no session, no keyring, a terminal with all colours, over SSH.

    Over SSH, because no cursor blinks then: a blink would be taken for the answer to a key.
    """
    left_out = {*UNWANTED, *NOT_OF_A_PERSON}
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    return {
        **kept,
        "HOME": str(home),
        **{f"XDG_{name}_HOME": str(home / name.lower()) for name in _FOLDERS},
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        "SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22",
        **more,
    }


LIGHT: Final = 160
"""Of 255: the ground of a cursor is lighter, everything else that is drawn is darker."""


class Terminal(PseudoTerminal):
    """A command whose standard streams are all a terminal of the given size.

    home: where it keeps its files; an empty folder if none is given.

    While something is measured, output is only read and noted; the emulator that tells what stands
    on the screen is fed afterwards, from the notes, so it costs the command nothing.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 80,
        rows: int = 24,
        env: Mapping[str, str] | None = None,
        home: Path | None = None,
    ) -> None:
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._home = tempfile.TemporaryDirectory(prefix="bench")
        self._open = True
        own = environment(home or Path(self._home.name), env or {})
        self._began = time.perf_counter()
        super().__init__(command, env=own, columns=columns, rows=rows)

    def __exit__(self, *_: object) -> None:
        super().__exit__(*_)
        self._home.cleanup()

    def text(self) -> str:
        """The screen as it stands, after what was measured last."""
        return "\n".join(row.rstrip() for row in self._screen.display)

    def started(self, *words: str, cursor: bool = True) -> Answer:
        """From the start of the process until it is usable, and then quiet.

        It is usable when all these words stand on the screen, and the cursor, where one is due.
        """
        return self._answer(self._began, words, cursor)

    def press(self, key: str, *words: str, cursor: bool = True) -> Answer:
        """Press a key, by name; if words are given, until it is usable as ``started`` says."""
        began = time.perf_counter()
        self._write(key)
        return self._answer(began, words, cursor)

    def at_once(self, words: Sequence[str], key: str, effect: str, *, after: str = "") -> Answer:
        """Press ``key`` once it is usable as ``started`` says, quiet or not.

        effect: what it brings about, which is waited for. after: a key that brings the screen
        with these words. The answer counts from that one, or from the start of the process, and
        ``usable`` is when the effect stood there. For this the emulator has to look at every
        piece as it comes.
        """
        began = self._began
        if after:
            began = time.perf_counter()
            self._write(after)
        while not self._shows(words, cursor=True):
            chunks = self._read(PATIENCE, 0)
            if not chunks:
                raise TimeoutError(f"it never showed {words}, but:\n{self.text()}")
            for _, data in chunks:
                self._feed(data)
        self._write(key)
        return self._answer(began, [effect], cursor=True)

    def rest(self) -> None:
        """Wait until it neither writes nor works: what a start left to be done is done then."""
        end = time.perf_counter() + PATIENCE
        while time.perf_counter() < end:
            size, cpu = self.idle(QUIET)
            if not size and cpu <= 0.01:
                return

    def idle(self, seconds: float) -> tuple[int, float]:
        """Leave it alone: the bytes that it wrote and the seconds of a core that it took."""
        before = self.cpu()
        chunks = self._read(seconds, seconds, at_most=seconds)
        took = max(0.0, self.cpu() - before)  # a thread that ended has taken its own along
        for _, data in chunks:
            self._feed(data)
        return sum(len(data) for _, data in chunks), took

    def cpu(self) -> float:
        """The seconds of a core that its threads have taken so far."""
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/schedstat")
        # Nanoseconds; the clock ticks of ``stat`` are too coarse for a program at rest.
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9

    def peak(self) -> float:
        """The most memory that it ever had, in MB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        return int(found[1]) / 1024 if found else 0.0

    def ended(self) -> float:
        """Wait for the end; the seconds from the start until the terminal was let go."""
        while self._open and time.perf_counter() - self._began < PATIENCE:
            for _, data in self._read(QUIET, QUIET):
                self._feed(data)
        ended = time.perf_counter()
        self.process.wait(PATIENCE)
        return ended - self._began

    # How it is written to and read

    def _write(self, key: str) -> None:
        os.write(self.fd, KEYS.get(key, key).encode())

    def _answer(self, began: float, words: Sequence[str], cursor: bool) -> Answer:
        first = last = usable = 0.0
        size = sent = 0
        while True:
            wait = (
                (STUCK if words and not usable else QUIET)
                if size
                else PATIENCE
                if words
                else NOTHING
            )
            chunks = self._read(wait, QUIET)
            for at, data in chunks:
                first = first or at - began
                last = at - began
                size += len(data)
                self._feed(data)
                if words and not usable and self._shows(words, cursor=cursor):
                    usable, sent = last, size
            if not words or usable:
                return Answer(first, last, size, usable, sent)
            if not chunks or time.perf_counter() - began > PATIENCE or not self._open:
                raise TimeoutError(f"it never showed {words}, but:\n{self.text()}")

    def _read(
        self, seconds: float, quiet: float, at_most: float = PATIENCE
    ) -> list[tuple[float, bytes]]:
        """What comes within so many seconds, and from then on until nothing comes for a while."""
        chunks: list[tuple[float, bytes]] = []
        wait, end = seconds, time.perf_counter() + at_most
        while self._open:
            left = max(0.0, end - time.perf_counter())
            if not left or not select.select([self.fd], [], [], min(wait, left))[0]:
                break
            try:
                data = os.read(self.fd, 65536)
            except OSError as error:
                if error.errno != errno.EIO:
                    raise
                data = b""
            if not data:
                self._open = False
                break
            chunks.append((time.perf_counter(), data))
            wait = quiet
        return chunks

    def _feed(self, data: bytes) -> None:
        self._stream.feed(plain_escapes(data))

    def _shows(self, words: Sequence[str], *, cursor: bool) -> bool:
        text = self.text()
        return all(word in text for word in words) and (not cursor or self._has_cursor())

    def _has_cursor(self) -> bool:
        """Textual draws the cursor as the one light cell of a dark screen."""
        if not self._screen.cursor.hidden:
            return True
        cells = (cell for row in self._screen.buffer.values() for cell in row.values())
        return any(_is_light(cell.fg if cell.reverse else cell.bg) for cell in cells)


def _is_light(colour: str) -> bool:
    if re.fullmatch("[0-9a-f]{6}", colour) is None:
        return False
    red, green, blue = bytes.fromhex(colour)
    return 3 * red + 6 * green + blue > 10 * LIGHT
