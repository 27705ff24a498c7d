"""What is wrong with a request file."""

from __future__ import annotations

from typing import NamedTuple

from wizard.clean import clean

Loc = tuple[str | int, ...]


class Problem(NamedTuple):
    """One thing to mend. ``loc`` is its place in the request; ``missing``: nothing is there yet.

    asked: the forms find it too, so that who fills them in is asked about it.
    """

    loc: Loc
    message: str
    missing: bool = False
    asked: bool = False

    def __str__(self) -> str:
        return f"{dotted(self.loc)}: {self.message}" if self.loc else self.message


def dotted(loc: Loc) -> str:
    """A place as one writes it: ``config.url_rewrites[0].source``."""
    text = ""
    for part in loc:
        text += f"[{part}]" if isinstance(part, int) else f".{clean(part, 200)}"
    return text.removeprefix(".")
