"""A program on a terminal of its own."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import time
from types import TracebackType
from typing import Self


class Terminal:
    """Types into a program and reads what it shows, escape sequences apart."""

    def __init__(self, arguments: list[str]) -> None:
        self.text = ""
        self._process, self._leader = pty.fork()
        if self._process == 0:
            os.execvpe(arguments[0], arguments, {**os.environ, "TERM": "xterm", "COLUMNS": "200"})

    def send(self, text: str) -> None:
        os.write(self._leader, text.encode())

    def wait_for(self, word: str, seconds: float = 20) -> None:
        deadline = time.monotonic() + seconds
        while word not in self.text:
            left = deadline - time.monotonic()
            assert left > 0, self.text
            if select.select([self._leader], [], [], left)[0]:
                found = os.read(self._leader, 65536).decode(errors="replace")
                self.text += re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", found)

    def wait(self) -> int:
        """Its exit status, once it has ended."""
        while True:
            try:
                found = os.read(self._leader, 65536)
            except OSError:  # Linux says so at the end of a terminal
                found = b""
            if not found:
                break
            self.text += found.decode(errors="replace")
        _, status = os.waitpid(self._process, 0)
        self._process = 0
        return os.waitstatus_to_exitcode(status)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        os.close(self._leader)
        if self._process:
            os.kill(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)
