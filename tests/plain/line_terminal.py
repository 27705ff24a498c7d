"""The line prompts behind a real terminal: what is typed into them, and all that they show."""

from __future__ import annotations

import sys
import termios

from tests.support.terminal import Terminal


class LineTerminal(Terminal):
    """A terminal that can do nothing but show lines; results come through a pipe."""

    def __init__(self, *arguments: str, under: str = "") -> None:
        """``under``: a program in Python that starts the wizard in the place of this one."""
        command = [sys.executable, *(("-c", under) if under else ("-m", "wizard"))]
        super().__init__(*arguments, command=command, env={"TERM": "dumb"}, columns=200)

    def type(self, text: str) -> None:
        """Type or paste ``text``."""
        self.write(text.encode())

    def answer(self, prompt: str, text: str) -> str:
        """Wait for a prompt, and answer it with a line; what was said before the prompt."""
        came = self.expect(prompt)
        self.expect(": ")
        self.type(text + "\n")
        return came

    def end(self) -> tuple[int, str]:
        """Wait for the end; the exit status, and what went to stdout."""
        return self.wait_exit(), self.stdout.decode()

    def echo(self) -> None:
        """Let the terminal show what is typed, as a shell does that takes it over."""
        modes = self.modes_now()
        modes[3] |= termios.ECHO | termios.ICANON
        self.set_modes(modes)
