"""The wizard behind a real pseudo-terminal: what is typed into it, and all that it shows."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Mapping
from typing import Self

PATIENCE = 20.0
"""Seconds after which something that was waited for is missed."""


class Pseudo:
    """One process with its own terminal; results come through a pipe. Use it in a ``with``."""

    def __init__(
        self, *arguments: str, environ: Mapping[str, str] | None = None, under: str = ""
    ) -> None:
        """``under``: a program in Python that starts the wizard in the place of this one."""
        self.shown = b""
        self._seen = 0
        self._command = [*(("-c", under) if under else ("-m", "wizard")), *arguments]
        self._environ = {**os.environ, "TERM": "dumb", **(environ or {})}

    def __enter__(self) -> Self:
        self.master, slave = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, *self._command],
            stdin=slave,
            stdout=subprocess.PIPE,
            stderr=slave,
            env=self._environ,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # so that ctrl+c interrupts
        )
        os.close(slave)
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()
        os.close(self.master)

    def expect(self, text: str) -> str:
        """Wait until ``text`` is shown, after what was waited for before; what came until then."""
        wanted, end = text.encode(), time.monotonic() + PATIENCE
        while (at := self.shown.find(wanted, self._seen)) < 0:
            if not self._read(end):
                raise AssertionError(f"no {text!r} in {self.shown[self._seen :]!r}")
        came = self.shown[self._seen : at]
        self._seen = at + len(wanted)
        return came.decode(errors="replace")

    def type(self, text: str) -> None:
        """Type or paste ``text``; the program reads while it is written."""
        rest = text.encode()
        while rest:
            _, writable, _ = select.select([], [self.master], [], PATIENCE)
            assert writable
            rest = rest[os.write(self.master, rest[:1024]) :]

    def resize(self, columns: int) -> None:
        """Make the terminal so wide."""
        termios.tcsetwinsize(self.master, (24, columns))

    def answer(self, prompt: str, text: str) -> str:
        """Wait for a prompt, and answer it with a line; what was said before the prompt."""
        came = self.expect(prompt)
        self.expect(": ")
        self.type(text + "\n")
        return came

    def end(self) -> tuple[int, str]:
        """Wait for the end; the exit status, and what went to stdout."""
        end = time.monotonic() + PATIENCE
        while self._read(end):
            pass
        assert self.process.stdout is not None
        result = self.process.stdout.read().decode()
        return self.process.wait(PATIENCE), result

    def echoes(self) -> bool:
        """Whether the terminal itself shows what is typed, and edits lines."""
        wanted = termios.ECHO | termios.ICANON
        return bool(termios.tcgetattr(self.master)[3] & wanted == wanted)

    def echo(self) -> None:
        """Let the terminal show what is typed, as a shell does that takes it over."""
        modes = termios.tcgetattr(self.master)
        modes[3] |= termios.ECHO | termios.ICANON
        termios.tcsetattr(self.master, termios.TCSANOW, modes)

    def send_signal(self, number: signal.Signals) -> None:
        """Send a signal to the process."""
        self.process.send_signal(number)

    def _read(self, end: float) -> bool:
        """Read what is shown next; False at the end, or when it takes too long."""
        readable, _, _ = select.select([self.master], [], [], max(0.0, end - time.monotonic()))
        if not readable:
            return False
        try:
            data = os.read(self.master, 65536)
        except OSError:  # the other end was closed
            return False
        self.shown += data
        return bool(data)
