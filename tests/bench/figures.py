"""Many measurements of one thing, and what is said of them."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


def p95(samples: Sequence[float]) -> float:
    """The smallest that at least 95 of 100 are at or under."""
    return sorted(samples)[math.ceil(len(samples) * 0.95) - 1]


@dataclass(frozen=True, slots=True)
class Figure:
    """The median, the 95th percentile, and the number of measurements."""

    median: float
    p95: float
    count: int

    @classmethod
    def of(cls, samples: Iterable[float]) -> Figure | None:
        """None if there are none."""
        found = list(samples)
        if not found:
            return None
        return cls(statistics.median(found), p95(found), len(found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What is to be reached: at most so many times what is beside it, or at most so much.

    least: at least so many times, instead.
    """

    ratio: float | None = None
    most: float | None = None
    least: float | None = None

    def words(self, unit: str) -> str:
        """As it stands in the table."""
        if self.ratio is not None:
            return f"≤ {self.ratio:g} ×"
        if self.least is not None:
            return f"≥ {self.least:g} ×"
        return f"≤ {self.most:,g} {unit}".rstrip() if self.most is not None else ""

    def reached(self, median: float, ratio: float | None) -> bool | None:
        """Whether it is; None where nothing is asked for, or nothing is there to compare."""
        if self.most is not None:
            return median <= self.most
        if ratio is None:
            return None
        if self.least is not None:
            return ratio >= self.least
        return ratio <= self.ratio if self.ratio is not None else None
