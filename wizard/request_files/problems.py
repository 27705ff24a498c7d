"""What is wrong with a request file."""

from __future__ import annotations

from typing import NamedTuple

from wizard.utils.text import sanitize

Loc = tuple[str | int, ...]


class RequestProblem(NamedTuple):
    """One thing to mend. ``loc`` is its place in the request; ``missing``: nothing is there yet.

    asked: the forms find it too, so that who fills them in is asked about it. offered: what would
    be right, as far as it may be shown.
    """

    loc: Loc
    message: str
    missing: bool = False
    asked: bool = False
    offered: str = ""

    @property
    def words(self) -> str:
        """What is wrong, and what would be right."""
        return f"{self.message} Did you mean `{self.offered}`?" if self.offered else self.message

    def __str__(self) -> str:
        return f"{dotted(self.loc)}: {self.words}" if self.loc else self.words


def dotted(loc: Loc) -> str:
    """A place as one writes it: ``config.url_rewrites[0].source``."""
    text = ""
    for part in loc:
        text += f"[{part}]" if isinstance(part, int) else f".{sanitize(part, 200)}"
    return text.removeprefix(".")
