"""What the table says: each row is a measurement, what it is held against, and the goal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from tests.bench import commands, engine, peers, scenes
from tests.bench.figures import Figure, Goal
from tests.bench.scenes import Samples

NO_GOAL: Final = Goal()

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
    goal: Goal = NO_GOAL

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


def _rows_at(size: str) -> Iterator[Row]:
    """What is done on a screen of this size; goals that name 80x24 are set there alone."""
    small = size == scenes.SMALL

    def row(
        name: str,
        what: str,
        unit: str,
        ours: Place,
        beside: str | Place = "",
        goal: Goal | None = None,
    ) -> Row:
        """Beside the same measurement of another scene, or another measurement."""
        other = (beside, ours[1]) if isinstance(beside, str) else beside
        return Row(
            f"{name}@{size}",
            what,
            unit,
            (f"{ours[0]}@{size}", ours[1]),
            (f"{other[0]}@{size}", other[1]) if other[0] else None,
            goal or NO_GOAL,
        )

    def here(goal: Goal) -> Goal | None:
        return goal if small else None

    def at_most(most: float) -> Goal | None:
        return here(Goal(most=most))

    half = here(Goal(ratio=0.5))

    def types(name: str) -> Place:
        return "types", name

    bare = "types bare"
    yield row("start-time", "type list: start to first usable paint", "ms", types("start usable"),
              bare, here(Goal(ratio=1.10)))  # fmt: skip
    yield row("start-again-time", "type list: the same, once it was shown before", "ms",
              ("types again", "start usable"), (bare, "start usable"),
              here(Goal(ratio=0.6)))  # fmt: skip
    yield row("start-settled", "type list: start to last byte", "ms", types("start settled"), bare)
    yield row("start-bytes", "type list: bytes to the first usable paint", "B",
              types("start sent"), bare, half)  # fmt: skip
    yield row("start-all-bytes", "type list: all bytes of the start", "B", types("start size"),
              bare, half)  # fmt: skip
    yield row("start-answered", "type list: start to the effect of a key pressed then", "ms",
              ("at once", "answered"), "at once bare")  # fmt: skip
    yield row("start-again-answered", "type list: the same, once it was shown before", "ms",
              ("at once again", "answered"), ("at once bare", "answered"),
              here(Goal(ratio=0.9)))  # fmt: skip
    for name, what, most, share in (
        ("filter", "filtering the list", 1300, 0.35),
        ("move", "moving in the list", 280, 0.5),
    ):
        yield row(f"{name}-bytes", f"{what}: a key", "B", types(f"{name} size"), bare,
                  at_most(most))  # fmt: skip
        yield row(f"{name}-first", f"{what}: key to first byte", "ms", types(f"{name} first"), bare)
        yield row(f"{name}-time", f"{what}: key to last byte", "ms", types(f"{name} last"), bare,
                  here(Goal(ratio=share)))  # fmt: skip
    yield row("idle-bytes", "idle over SSH", "B/s", types("idle bytes"), bare, at_most(0))
    yield row("idle-cpu", "idle over SSH, of a core", "%", types("idle cpu"), bare,
              at_most(0.2))  # fmt: skip
    for count in (5, 20, 100) if small else (20, 100):
        yield from _form_rows(count, row, at_most)
    yield row("github-time", "--type github: start to first usable paint", "ms",
              ("github", "start usable"), ("types bare", "start usable"))  # fmt: skip
    yield row("github-bytes", "--type github: all bytes of the start", "B",
              ("github", "start size"), ("types bare", "start size"))  # fmt: skip
    yield row("github-tab-bytes", "tab in GitHub's form: a key", "B", ("github", "tab size"),
              goal=at_most(600))  # fmt: skip
    yield row("advanced-time", "opening the advanced group", "ms", ("github", "advanced usable"))
    yield row("advanced-bytes", "opening the advanced group", "B", ("github", "advanced size"))
    if not small:
        return
    for step, what in WALK.items():
        yield row(f"walk-{step}-time", f"{what}, usable", "ms", ("walk", f"{step} usable"))
        yield row(f"walk-{step}-bytes", what, "B", ("walk", f"{step} size"))
    yield row("memory", "peak memory after a whole walk to the IDs", "MB", ("walk", "peak"),
              ("types bare", "peak"), Goal(ratio=1.25))  # fmt: skip
    yield row("growth-time", "next step: 500 fields, 450 in closed groups; beside 50", "ms",
              ("form 50+450", "next usable"), "form 50", Goal(ratio=1.5))  # fmt: skip
    yield row("growth-open-time", "next step: 500 fields, all open; beside 50", "ms",
              ("form 500", "next usable"), "form 50", Goal(ratio=1.5))  # fmt: skip
    yield row("growth-bare-time", "next step: 500 fields, all open; beside 500 Inputs", "ms",
              ("form 500", "next usable"), "form 500 bare")  # fmt: skip
    yield row("growth-settled", "next step, to the last byte: 500 fields, 450 closed; beside 50",
              "ms", ("form 50+450", "next settled"), "form 50")  # fmt: skip
    yield row("growth-typing", "typing, key to last byte: 500 fields, 450 closed; beside 50", "ms",
              ("form 50+450", "type last"), "form 50", Goal(ratio=1.5))  # fmt: skip
    yield row("growth-open-typing", "typing, key to last byte: 500 fields, open; beside 50", "ms",
              ("form 500", "type last"), "form 50", Goal(ratio=1.5))  # fmt: skip


def _form_rows(
    count: int, row: Callable[..., Row], at_most: Callable[[float], Goal | None]
) -> Iterator[Row]:
    scene, bare = f"form {count}", f"form {count} bare"
    form = f"form of {count}"
    yield row(f"next-{count}-time", f"next step, {form}: usable", "ms", (scene, "next usable"),
              bare, Goal(ratio=1.25) if count == 20 else None)  # fmt: skip
    if count > 5:
        yield row(f"next-{count}-answered", f"next step, {form}: to the effect of a key then", "ms",
                  (f"{scene} at once", "answered"), f"{scene} at once bare")  # fmt: skip
    yield row(f"next-{count}-settled", f"next step, {form}: to the last byte", "ms",
              (scene, "next settled"), bare)  # fmt: skip
    yield row(f"next-{count}-bytes", f"next step, {form}", "B", (scene, "next size"), bare)
    yield row(f"tab-{count}-bytes", f"tab, {form}: a key", "B", (scene, "tab size"), bare,
              at_most(600) if count > 5 else None)  # fmt: skip
    yield row(f"tab-{count}-time", f"tab, {form}: key to last byte", "ms", (scene, "tab last"),
              bare)  # fmt: skip
    yield row(f"typing-{count}-bytes", f"typing, {form}: a key", "B", (scene, "type size"), bare,
              at_most(100) if count > 5 else None)  # fmt: skip
    yield row(f"typing-{count}-first", f"typing, {form}: key to first byte", "ms",
              (scene, "type first"), bare)  # fmt: skip
    yield row(f"typing-{count}-time", f"typing, {form}: key to last byte", "ms",
              (scene, "type last"), bare, Goal(ratio=1.25) if count == 100 else None)  # fmt: skip


WALK: Final = {
    "choose": "a type is chosen: GitHub's form",
    "credential": "next step: the credential",
    "review": "next step: the review",
    "result": "sent, to the IDs",
}
"""The screens of a walk, in order."""


def _commands() -> Iterator[Row]:
    for name, words in commands.QUICK.items():
        factor = 3 if name == "types-json" else 2.5
        text = " ".join(words)
        yield Row(name, f"{text}; beside `python -c pass`", "ms", (name, "time"), ("pass", "time"),
                  Goal(ratio=factor))  # fmt: skip
    yield Row("imports", "of textual, pydantic, httpx, all these import", "",
              ("imports", "imports"), goal=Goal(most=0))  # fmt: skip
    for count in (1, 200):
        yield Row(f"dry-run-{count}", f"create --dry-run, files: {count}; beside `python -c pass`",
                  "ms", (f"dry-run {count}", "time"), ("pass", "time"))  # fmt: skip
    bare, script = ("create", "create bare"), "beside a bare httpx script"
    for name, what, goal in (
        ("rate", "create, 200 files, from start to end", Goal(least=0.8)),
        ("started", "create, 200 files, without the start", NO_GOAL),
    ):
        yield Row(f"create-{name}", f"{what}; {script}", "/s", (bare[0], name), (bare[1], name),
                  goal)  # fmt: skip
    yield Row("create-one", f"create, one file; {script}", "ms", ("create", "one"),
              ("create bare", "one"))  # fmt: skip
    for count in engine.SIZES:
        scene = f"engine {count}"
        for name, what in (
            ("built", "its specification"),
            ("read", "reading it after a key"),
            ("rows", "its rows"),
        ):
            yield Row(f"engine-{count}-{name}", f"{count} fields without a screen: {what}", "ms",
                      (scene, name))  # fmt: skip


START, MOVE, FILTER, TYPE, PEAK = "start", "move", "filter", "type", "peak"

PEERS: Final = {
    "whiptail": (START, MOVE),
    "fzf": (START, FILTER),
    "questionary-list": (START, MOVE),
    "questionary-text": (TYPE,),
    "inquirerpy": (START, FILTER),
    "posting": (START, PEAK),
    "harlequin": (START, PEAK),
}
"""What of ours is held against what of theirs."""


def _peers() -> Iterator[Row]:
    at = f"@{scenes.SMALL}"
    again, types, form = f"types again{at}", f"types{at}", f"form 20{at}"
    for name in peers.SCENES:
        for kind in PEERS[name]:
            if kind == START:
                goal = Goal(ratio=1.0) if name == "questionary-list" else NO_GOAL
                yield Row(f"peer-{name}-start", f"list shown before: its first paint; {name}",
                          "ms", (again, "start usable"), (name, "start usable"), goal)  # fmt: skip
            elif kind == PEAK:
                yield Row(f"peer-{name}-memory", f"peak memory after a whole walk; {name}'s start",
                          "MB", (f"walk{at}", PEAK), (name, PEAK))  # fmt: skip
            else:
                scene = form if kind == TYPE else types
                for unit, metric, what in (("B", "size", ""), ("ms", "last", " to last byte")):
                    yield Row(f"peer-{name}-{metric}", f"{kind}: a key{what}; {name}", unit,
                              (scene, f"{kind} {metric}"), (name, f"key {metric}"))  # fmt: skip


SCENES: Final = {**scenes.SCENES, **commands.SCENES, **engine.SCENES, **peers.SCENES}
"""All that can be run, by name."""

ROWS: Final[tuple[Row, ...]] = (
    *(row for size in scenes.SIZES for row in _rows_at(size)),
    *_commands(),
    *_peers(),
)


def chosen(names: Sequence[str]) -> tuple[Row, ...]:
    """The rows whose names contain one of these; all of them if none is given.

    Raises ValueError for a name that fits no row.
    """
    for name in names:
        if not any(name in row.name for row in ROWS):
            raise ValueError(f"no row has {name!r} in its name")
    return tuple(row for row in ROWS if not names or any(name in row.name for name in names))
