"""Problems found in a request file."""

from __future__ import annotations

from enum import Enum
from typing import Final, NamedTuple

from wizard.utils.text import sanitize

Loc = tuple[str | int, ...]


class _Sentinel(Enum):
    UNRESOLVED = "unresolved"


UNRESOLVED: Final = _Sentinel.UNRESOLVED
"""Stands for a value that could not be had; a problem says why."""


class RequestProblem(NamedTuple):
    """One thing to correct.

    loc: its location in the request.
    missing: nothing has been entered yet.
    asked: the forms report it too, so anyone who fills them in is asked about it.
    offered: the correct value, as far as it may be shown.
    label: what the screen calls the field; empty for what is no field.
    why: why a value is missing that is referred to, in a few words.
    """

    loc: Loc
    message: str
    missing: bool = False
    asked: bool = False
    offered: str = ""
    label: str = ""
    why: str = ""

    @property
    def words(self) -> str:
        """Describe the problem and its correction."""
        return f"{self.message} Did you mean `{self.offered}`?" if self.offered else self.message

    def __str__(self) -> str:
        return f"{dotted(self.loc)}: {self.words}" if self.loc else self.words


def dotted(loc: Loc) -> str:
    """Return a location in dotted notation: ``config.url_rewrites[0].source``."""
    text = ""
    for part in loc:
        text += f"[{part}]" if isinstance(part, int) else f".{sanitize(part, 200)}"
    return text.removeprefix(".")
