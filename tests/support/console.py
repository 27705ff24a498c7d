"""A person at the line prompts, who types prepared lines."""

from __future__ import annotations

from wizard.plain.console import EndOfInput
from wizard.utils.text import sanitize


class Person:
    """Answers with prepared lines, and can be asked again. ``heard``: all that was said.

    tests: whether the offer to test the credential takes one of the lines; it is declined else.
    """

    interactive = True

    def __init__(self, *lines: str, tests: bool = False) -> None:
        self.lines = list(lines)
        self.tests = tests
        self.heard: list[str] = []
        self.secret: list[bool] = []

    def say(self, line: str = "") -> None:
        self.heard.append(sanitize(line))

    def ask(self, prompt: str) -> str:
        self.heard.append(prompt)
        self.secret.append(False)
        if prompt.startswith("Test it?") and not self.tests:
            return ""
        if not self.lines:
            raise EndOfInput
        return self.lines.pop(0)

    def ask_secret(self, prompt: str) -> str:
        line = self.ask(prompt)
        self.secret[-1] = True
        return line

    def ahead(self) -> bool:
        return False

    def discard(self) -> bool:
        return False

    @property
    def text(self) -> str:
        """All that was said and asked."""
        return "\n".join(self.heard)

    def prompts(self) -> list[str]:
        """The questions that were asked, without their numbers."""
        return [line.partition(": ")[2] for line in self.heard if line.endswith(": ")]
