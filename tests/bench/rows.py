"""What the table says: each row is a measurement, what it is held against, and the goal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from tests.bench.figures import Figure, Goal
from tests.bench.scenes import SIZES, Samples

Place: TypeAlias = tuple[str, str]
"""A scene and the name of a measurement in it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    name: str
    what: str
    unit: str
    ours: Place
    beside: Place | None = None
    goal: Goal = Goal()

    @property
    def scenes(self) -> tuple[str, ...]:
        """What has to be run for it."""
        return (self.ours[0], *([self.beside[0]] if self.beside else []))


@dataclass(frozen=True, slots=True)
class Result:
    """A row with its figures."""

    row: Row
    ours: Figure
    beside: Figure | None

    @property
    def ratio(self) -> float | None:
        """Ours to the other's, by the medians."""
        if self.beside is None or not self.beside.median:
            return None
        return self.ours.median / self.beside.median

    @property
    def reached(self) -> bool | None:
        """Whether the goal is; None where there is none."""
        return self.row.goal.reached(self.ours.median, self.ratio)


def results(rows: Sequence[Row], measured: Mapping[str, Samples]) -> Iterator[Result]:
    """The rows for which there are figures."""
    for row in rows:
        ours = Figure.of(measured.get(row.ours[0], {}).get(row.ours[1], ()))
        beside = None
        if row.beside is not None:
            beside = Figure.of(measured.get(row.beside[0], {}).get(row.beside[1], ()))
        if ours is not None:
            yield Result(row, ours, beside)


def _screen_rows(size: str) -> Iterator[Row]:
    """The same at each size; goals that name 80x24 hold there alone."""
    small = size == "80x24"

    def at(scene: str, metric: str) -> Place:
        return f"{scene}@{size}", metric

    def row(
        name: str,
        what: str,
        unit: str,
        scene: str,
        metric: str,
        goal: Goal | None = None,
        beside: str | None = "",
    ) -> Row:
        other = None
        if beside is not None:
            other = at(beside or f"{scene} bare", metric)
        return Row(f"{name}@{size}", what, unit, at(scene, metric), other, goal or Goal())

    def bytes_goal(most: float) -> Goal | None:
        return Goal(most=most) if small else None

    half = Goal(ratio=0.5) if small else None
    yield row("start-time", "first usable paint of the type list", "ms", "types", "start usable",
              Goal(ratio=1.10) if small else None)  # fmt: skip
    yield row("start-bytes", "bytes to the first usable paint", "B", "types", "start sent", half)
    yield row("start-all-bytes", "bytes until the start is quiet", "B", "types", "start size", half)
    yield row("filter-bytes", "filtering the list, a key", "B", "types", "filter size",
              bytes_goal(1300))  # fmt: skip
    yield row("filter-time", "filtering the list, key to last byte", "ms", "types", "filter last")
    yield row("filter-first", "filtering the list, key to first byte", "ms", "types",
              "filter first")  # fmt: skip
    yield row("move-bytes", "moving in the list, a key", "B", "types", "move size",
              bytes_goal(280))  # fmt: skip
    yield row("move-time", "moving in the list, key to last byte", "ms", "types", "move last")
    yield row("idle-bytes", "idle over SSH", "B/s", "types", "idle bytes", Goal(most=0))
    yield row("idle-cpu", "idle, of a core", "%", "types", "idle cpu", Goal(most=0.2))
    for count in (5, 20, 100):
        scene = f"form {count}"
        goal = Goal(ratio=1.25) if count == 20 else None
        yield row(f"next-{count}-time", f"next step, form of {count} fields, usable", "ms", scene,
                  "next usable", goal)  # fmt: skip
        yield row(f"next-{count}-settled", f"next step, form of {count}, to the last byte", "ms",
                  scene, "next settled")  # fmt: skip
        yield row(f"next-{count}-bytes", f"next step, form of {count}", "B", scene, "next size")
        yield row(f"tab-{count}-bytes", f"tab in a form of {count}, a key", "B", scene, "tab size",
                  bytes_goal(600))  # fmt: skip
        yield row(f"tab-{count}-time", f"tab in a form of {count}, key to last byte", "ms", scene,
                  "tab last")  # fmt: skip
        yield row(f"typing-{count}-bytes", f"typing in a form of {count}, a key", "B", scene,
                  "type size", bytes_goal(100))  # fmt: skip
        yield row(f"typing-{count}-time", f"typing in a form of {count}, key to last byte", "ms",
                  scene, "type last", Goal(ratio=1.25) if count == 100 else None)  # fmt: skip


ROWS: Final[tuple[Row, ...]] = tuple(row for size in SIZES for row in _screen_rows(size))


def chosen(names: Sequence[str]) -> tuple[Row, ...]:
    """The rows whose names contain one of these; all of them if none is given.

    Raises ValueError for a name that fits no row.
    """
    for name in names:
        if not any(name in row.name for row in ROWS):
            raise ValueError(f"no row has {name!r} in its name")
    return tuple(row for row in ROWS if not names or any(name in row.name for name in names))
