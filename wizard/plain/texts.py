"""Answers of several lines: when they end."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Protocol

from wizard.plain.console import LONGEST, Console, Unreadable


class Asking(Protocol):
    """What is asked for more lines."""

    @property
    def console(self) -> Console:
        """Where it is asked."""


def read_on(
    prompts: Asking,
    first: str,
    *,
    secret: bool,
    is_whole: Callable[[Sequence[str]], bool | None],
) -> str:
    """The whole text that begins with the line ``first``: until an empty line.

    is_whole: says of lines whether the end was reached, None where only an empty line can tell.
    While it is not, one empty line belongs to the text, and two end it. Within a paste none does.
    """
    ask = prompts.console.ask_secret if secret else prompts.console.ask
    lines, size = [first], len(first)
    while True:
        whole = is_whole(lines)
        # A paste may hold more than one key: it ends where the paste does.
        if whole and not prompts.console.ahead():
            break
        line = ask("" if secret else f"{len(lines) + 1}: ")
        ends = not line and (whole is not False or not lines[-1])
        if ends and not prompts.console.ahead():
            break
        lines.append(line)
        size += len(line) + 1
        if size > LONGEST:
            prompts.console.discard()
            raise Unreadable("This is too long.")
    while lines and not lines[-1]:
        lines.pop()
    return "\n".join(lines)


def is_text(_: Sequence[str]) -> None:
    """Any text: only an empty line ends it."""


def is_key(lines: Sequence[str]) -> bool | None:
    """Whether a key file (PEM or JSON) is complete; None for a text that is neither."""
    start = lines[0].lstrip()
    if start.startswith("-----BEGIN "):
        # Some keys come in one line, with \n for each line end.
        end = lines[-1].strip().removesuffix("\\n")
        return "-----END " in end and end.endswith("-----")
    return is_json(lines) if start.startswith("{") else None


def is_json(lines: Sequence[str]) -> bool | None:
    """Whether a JSON value is complete; None for a text that does not begin like a long one."""
    is_open = lines[0].lstrip().startswith(("{", "["))
    if is_open and not lines[-1].rstrip().endswith(("}", "]")):
        return False  # which spares the parsing of each beginning
    try:
        json.loads("\n".join(lines))
    except (ValueError, RecursionError):
        return False if is_open else None
    return True
