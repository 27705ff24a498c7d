"""The results as a table, as JSON, and as the table of the README."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tests.bench.figures import Figure
from tests.bench.rows import NO_GOAL, ROWS, Result

HEADS = ("name", "what", "to reach", "ours", "p95", "beside", "p95", "ratio", "reached")


def number(value: float) -> str:
    """With as many digits as it has to say."""
    if value >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 1 else f"{value:.2f}"


def said(reached: bool | None) -> str:
    """In a word."""
    return {True: "yes", False: "NO", None: ""}[reached]


def line(result: Result) -> tuple[str, ...]:
    """The cells of one."""

    def both(figure: Figure | None) -> tuple[str, str]:
        return (number(figure.median), number(figure.p95)) if figure else ("", "")

    ours = both(result.ours)
    ratio = "" if result.ratio is None else f"{result.ratio:.2f}"
    return (
        result.row.name,
        result.row.what,
        result.row.goal.words(result.row.unit),
        f"{ours[0]} {result.row.unit}",
        ours[1],
        *both(result.beside),
        ratio,
        said(result.reached),
    )


def as_text(results: Sequence[Result]) -> str:
    """For a terminal."""
    rows = [HEADS, *map(line, results)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADS))]
    return "".join(
        "  ".join(
            cell.ljust(width) if column < 3 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        + "\n"
        for row in rows
    )


def as_markdown(results: Sequence[Result]) -> str:
    """For the README: what has a goal."""
    rows = [
        "| what | to reach | measured | beside it | ratio | reached |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for result in results:
        if result.row.goal == NO_GOAL:
            continue
        unit = result.row.unit
        size = result.row.name.partition("@")[2]
        what = f"{result.row.what}, {size}" if size else result.row.what
        beside = f"{number(result.beside.median)} {unit}".rstrip() if result.beside else ""
        cells = (
            what,
            result.row.goal.words(unit),
            f"{number(result.ours.median)} {unit}".rstrip(),
            beside,
            "" if result.ratio is None else f"{result.ratio:.2f}",
            said(result.reached).lower(),
        )
        rows.append("| " + " | ".join(cells) + " |")
    return "\n".join(rows) + "\n"


def as_json(results: Sequence[Result]) -> list[dict[str, Any]]:
    """For programs."""

    def figure(found: Figure | None) -> dict[str, float] | None:
        if found is None:
            return None
        return {"median": found.median, "p95": found.p95, "count": found.count}

    return [
        {
            "name": result.row.name,
            "what": result.row.what,
            "unit": result.row.unit,
            "goal": result.row.goal.words(result.row.unit),
            "ours": figure(result.ours),
            "beside": figure(result.beside),
            "ratio": result.ratio,
            "reached": result.reached,
        }
        for result in results
    ]


def from_json(rows: Sequence[Mapping[str, Any]]) -> Iterator[Result]:
    """What ``as_json`` gave, for those rows that there still are."""
    known = {row.name: row for row in ROWS}
    for row in rows:
        if row["name"] in known:
            beside = row["beside"] and Figure(**row["beside"])
            yield Result(known[row["name"]], Figure(**row["ours"]), beside)
