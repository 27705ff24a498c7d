"""The lines of a row as they were last drawn."""

from __future__ import annotations

import operator
from collections.abc import Sequence

from textual.strip import Strip


class DrawnLines:
    """Keeps completed lines, as the compositor asks every row for its lines when one has changed.

    They stand until a line, or one of the objects that decide on what is added, is another one.
    """

    def __init__(self) -> None:
        self._decisive: tuple[object, ...] = ()
        self._lines: Sequence[Strip] = ()
        self._completed: list[Strip] = []

    def get(self, lines: Sequence[Strip], *decisive: object) -> list[Strip] | None:
        """Return the completed ``lines``; None if they have to be completed anew."""
        same = _same(lines, self._lines) and _same(decisive, self._decisive)
        return self._completed if same else None

    def keep(
        self, completed: list[Strip], lines: Sequence[Strip], *decisive: object
    ) -> list[Strip]:
        """Keep and return what ``lines`` were completed to."""
        self._completed, self._lines, self._decisive = completed, lines, decisive
        return completed


def _same(some: Sequence[object], others: Sequence[object]) -> bool:
    return len(some) == len(others) and all(map(operator.is_, some, others))
