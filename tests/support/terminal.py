"""Real terminals for tests: a command under a pty, its screen kept by an emulator."""

from __future__ import annotations

import errno
import fcntl
import os
import re
import select
import signal
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

import pyte
from wcwidth import wcwidth

COMMAND = (str(Path(sys.executable).with_name("clarm-wizard")),)
"""The installed command."""

KEYS = {
    "enter": "\r", "tab": "\t", "shift+tab": "\x1b[Z", "escape": "\x1b", "backspace": "\x7f",
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "space": " ",
    "home": "\x1b[H", "end": "\x1b[F", "pageup": "\x1b[5~", "pagedown": "\x1b[6~",
    "delete": "\x1b[3~", "f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR", "f4": "\x1bOS",
    "f6": "\x1b[17~", "f7": "\x1b[18~",
    **{f"ctrl+{chr(code + 96)}": chr(code) for code in range(1, 27)},
}  # fmt: skip


PATIENCE = 20.0
"""Seconds after which what was waited for is missed."""

STILL_SECONDS = 0.4
"""Without a byte in between."""


class Screen(pyte.Screen):
    """Combines what takes no column with the character before, as terminals do; pyte drops it."""

    def draw(self, data: str) -> None:
        """Show characters."""
        for char in data:
            if wcwidth(char) == 0 and self.cursor.x:
                line, x = self.buffer[self.cursor.y], self.cursor.x - 1
                line[x] = line[x]._replace(data=line[x].data + char)
            else:
                super().draw(char)

    def cells(self) -> list[list[tuple[str, str, str, bool]]]:
        """What the eye sees of each cell: a character and its colours, of a blank the paper."""
        return [[_seen(self.buffer[y][x]) for x in range(self.columns)] for y in range(self.lines)]


def _seen(char: Any) -> tuple[str, str, str, bool]:
    if char.data == " " and not char.reverse:
        return " ", "", char.bg, False
    return char.data, char.fg, char.bg, char.reverse


class PseudoTerminal:
    """A command with a terminal of its own, of a given size. Whoever uses it reads ``fd``.

    stdin and stderr are the terminal; so is stdout, or it is a pipe. ``modes`` is what termios
    said of it at first.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        env: Mapping[str, str],
        columns: int,
        rows: int,
        stdout_is_terminal: bool = True,
        tells_size: bool = True,
    ) -> None:
        self.fd, child = os.openpty()
        self.modes = termios.tcgetattr(child)
        if tells_size:
            self._tell_size(columns, rows)
        self.process = subprocess.Popen(
            command,
            stdin=child,
            stdout=child if stdout_is_terminal else subprocess.PIPE,
            stderr=child,
            env=env,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0) and None,
        )
        os.close(child)
        self.is_closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.close()
        if self.process.stdout is not None:
            self.process.stdout.close()

    def close(self) -> None:
        """Close the terminal, as closing its window does."""
        if not self.is_closed:
            self.is_closed = True
            os.close(self.fd)

    def write(self, data: bytes) -> None:
        """Send bytes as they are, while the command reads them."""
        while data:
            assert select.select([], [self.fd], [], PATIENCE)[1], "nobody reads what is sent"
            data = data[os.write(self.fd, data[:512]) :]

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        self._tell_size(columns, rows)
        self.signal(signal.SIGWINCH)

    def signal(self, number: int) -> None:
        """Send a signal to the command."""
        os.killpg(self.process.pid, number)

    def echoes(self) -> bool:
        """Whether it takes lines and shows what is typed, as a shell wants it."""
        flags = termios.tcgetattr(self.fd)[3]
        return bool(flags & termios.ECHO and flags & termios.ICANON and flags & termios.ISIG)

    def modes_now(self) -> list[Any]:
        """What termios says of it."""
        return termios.tcgetattr(self.fd)

    def set_modes(self, modes: list[Any]) -> None:
        """Set what termios says of it, as another program does."""
        termios.tcsetattr(self.fd, termios.TCSANOW, modes)

    def _tell_size(self, columns: int, rows: int) -> None:
        termios.tcsetwinsize(self.fd, (rows, columns))


class Terminal(PseudoTerminal):
    """A terminal that is read all the time, with its screen.

    stdout is a pipe, as in ``clarm-wizard | jq``, unless ``stdout_is_terminal``. ``output`` is
    every byte that reached the terminal. It has no alternate screen; ``before`` is what stands on
    it. While it ``takes_nothing``, it reads nothing of what is written to it.
    """

    def __init__(
        self,
        *arguments: str,
        env: Mapping[str, str] | None = None,
        columns: int = 80,
        rows: int = 24,
        command: Sequence[str] = COMMAND,
        stdout_is_terminal: bool = False,
        tells_size: bool = True,
        before: str = "",
    ) -> None:
        self.output = bytearray()
        self.stdout = b""
        self.takes_nothing = False
        self._closing = False
        self._expected = 0
        self._screen = Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._stream.feed(before.encode())
        self._came = threading.Condition()
        super().__init__(
            [*command, *arguments],
            env={**os.environ, "TERM": "xterm-256color", **(env or {})},
            columns=columns,
            rows=rows,
            stdout_is_terminal=stdout_is_terminal,
            tells_size=tells_size,
        )
        self._threads = [threading.Thread(target=self._read_screen, daemon=True)]
        if self.process.stdout is not None:
            self._threads.append(threading.Thread(target=self._read_stdout, daemon=True))
        for thread in self._threads:
            thread.start()

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for thread in self._threads:
            thread.join(5)
        super().__exit__(*_)

    # What it shows

    def rows(self) -> list[str]:
        """The screen's rows."""
        with self._came:
            return [row.rstrip() for row in self._screen.display]

    def text(self) -> str:
        """The whole screen."""
        return "\n".join(self.rows())

    def cells(self) -> list[list[tuple[str, str, str, bool]]]:
        """What the eye sees of each cell: a character and its colours, of a blank the paper."""
        with self._came:
            return self._screen.cells()

    def cursor(self) -> tuple[int, int]:
        """The column and the row of the terminal's own cursor."""
        with self._came:
            return self._screen.cursor.x, self._screen.cursor.y

    def wait_still(self, seconds: float = PATIENCE) -> str:
        """Wait until nothing more is written; the screen's text."""
        end = time.monotonic() + seconds
        length, since = -1, 0.0
        while time.monotonic() < end:
            if len(self.output) != length:
                length, since = len(self.output), time.monotonic()
            elif time.monotonic() - since > STILL_SECONDS:
                return self.text()
            time.sleep(0.02)
        raise AssertionError(f"it goes on writing; the screen is:\n{self.text()}")

    def wait_until(self, holds: Callable[[str], bool], what: str, seconds: float = PATIENCE) -> str:
        """Wait until the screen is as wanted; its text."""
        end = time.monotonic() + seconds
        with self._came:
            while True:
                over = self.process.poll() is not None and not self._threads[0].is_alive()
                text = self.text()
                if holds(text):
                    return text
                if over or time.monotonic() > end:
                    break
                self._came.wait(0.03)
        raise AssertionError(f"the screen never showed {what}; it was:\n{text}")

    def wait_for(self, *words: str, seconds: float = PATIENCE) -> str:
        """Wait until all of ``words`` are on the screen."""
        return self.wait_until(lambda text: all(w in text for w in words), repr(words), seconds)

    def wait_gone(self, words: str, seconds: float = PATIENCE) -> str:
        """Wait until ``words`` are not on the screen."""
        return self.wait_until(lambda text: words not in text, f"no {words!r}", seconds)

    def expect(self, words: str) -> str:
        """Wait for ``words`` after what was expected before; what came until then."""
        wanted, begun = words.encode(), self._expected
        self.wait_until(lambda _: self.output.find(wanted, begun) >= 0, repr(words))
        at = self.output.find(wanted, begun)
        self._expected = at + len(wanted)
        return self.output[begun:at].decode(errors="replace")

    # What a person does

    def press(self, *keys: str) -> None:
        """Press keys, by name."""
        for key in keys:
            self.send(KEYS.get(key, key))

    def type(self, text: str) -> None:
        """Type characters."""
        self.send(text)

    def paste(self, text: str) -> None:
        """Paste, as a terminal does it (bracketed)."""
        self.send(f"\x1b[200~{text}\x1b[201~")

    def send(self, text: str, pause: float = 0.05) -> None:
        """Send characters as they are; a short pause, in seconds, keeps keys apart."""
        self.write(text.encode())
        time.sleep(pause)

    def scribble(self, text: str) -> None:
        """Show what another program wrote on this terminal."""
        with self._came:
            self._stream.feed(text.encode())

    def close(self) -> None:
        """Close the terminal, as closing its window does."""
        self._closing = True
        self._threads[0].join()  # it must not read what gets the same number
        super().close()

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        with self._came:
            self._screen.resize(rows, columns)
        super().resize(columns, rows)

    def wait_exit(self, seconds: float = PATIENCE) -> int:
        """Wait for the end; the exit code."""
        try:
            code = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"it did not end; the screen was:\n{self.text()}") from None
        for thread in self._threads:
            thread.join(5)
        return code

    def _read_screen(self) -> None:
        while not self._closing:
            try:
                ready, _, _ = select.select([self.fd], [], [], 0.2)
                if self.takes_nothing:
                    time.sleep(0.01)
                    continue
                if not ready:
                    if self.process.poll() is not None:
                        return
                    continue
                data = os.read(self.fd, 65536)
            except OSError as error:
                if error.errno in (errno.EIO, errno.EBADF):
                    return
                raise
            if not data:
                return
            with self._came:
                self.output += data
                self._stream.feed(plain_escapes(data))
                self._came.notify_all()

    def _read_stdout(self) -> None:
        if self.process.stdout is not None:
            self.stdout = self.process.stdout.read()


# Sequences that the emulator would print: the keyboard protocol's and the like.
_UNKNOWN = re.compile(rb"\x1b\[[<=>?][0-9;]*[a-zA-Z]|\x1b\[\??[0-9;]*\$[a-z]")
_KNOWN = re.compile(rb"\x1b\[\?[0-9;]*[hl]")


def plain_escapes(data: bytes) -> bytes:
    """``data`` without what the emulator does not know."""
    return _UNKNOWN.sub(lambda m: m[0] if _KNOWN.fullmatch(m[0]) else b"", data)
