"""The lines of a row as they were last drawn."""

from __future__ import annotations

import operator
from collections.abc import Sequence

from textual.strip import Strip


class DrawnLines:
    """Keeps completed lines, as the compositor asks every row for its lines when one has changed.

    They stand until a line is another object, as after a refresh, or what else decides on them
    has changed.
    """

    def __init__(self) -> None:
        self._decisive: tuple[object, ...] = ()
        self._lines: Sequence[Strip] = ()
        self._completed: list[Strip] = []

    def get(self, lines: Sequence[Strip], *decisive: object) -> list[Strip] | None:
        """Return the completed ``lines``; None if they have to be completed anew."""
        same = len(lines) == len(self._lines) and all(map(operator.is_, lines, self._lines))
        return self._completed if same and decisive == self._decisive else None

    def keep(
        self, completed: list[Strip], lines: Sequence[Strip], *decisive: object
    ) -> list[Strip]:
        """Keep and return what ``lines`` were completed to."""
        self._completed, self._lines, self._decisive = completed, lines, decisive
        return completed
