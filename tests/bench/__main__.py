"""Measure, print a table, judge nothing: ``python -m tests.bench --help``."""

from __future__ import annotations

import argparse
import compileall
import json
import platform
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from tests.bench.rows import SCENES, Row, chosen, results
from tests.bench.scenes import Samples
from tests.bench.table import as_json, as_markdown, as_text, from_json

ROOT = Path(__file__).parent.parent.parent


def main(argv: Sequence[str] | None = None) -> int:
    """Run what is asked for; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--runs", type=int, default=15, help="of each program (default: 15)")
    parser.add_argument(
        "--only", nargs="+", default=[], metavar="NAME", help="rows with this in their name"
    )
    parser.add_argument("--list", action="store_true", help="print the names of the rows")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    parser.add_argument(
        "--from", type=Path, metavar="FILE", dest="before", help="print those figures; run nothing"
    )
    parser.add_argument("--markdown", action="store_true", help="print the table of the README")
    args = parser.parse_args(argv)
    if args.runs < 1:
        parser.error("--runs has to be at least 1")
    try:
        rows = chosen(args.only)
    except ValueError as error:
        parser.error(str(error))
    if args.list:
        sys.stdout.write("".join(f"{row.name:<24} {row.what}\n" for row in rows))
        return 0
    if args.before:
        kept = json.loads(args.before.read_text())["rows"]
        found = [result for result in from_json(kept) if result.row in rows]
    else:
        found = list(results(rows, measure(rows, args.runs)))
    sys.stdout.write(as_markdown(found) if args.markdown else as_text(found))
    if args.json:
        machine = {"python": platform.python_version(), "machine": platform.platform()}
        text = json.dumps({**machine, "runs": args.runs, "rows": as_json(found)}, indent=2)
        args.json.write_text(text + "\n")
    return 0


def measure(rows: Sequence[Row], runs: int) -> dict[str, Samples]:
    """Run all scenes of these rows in turns, after one run of each to warm up the disk's cache.

    Interrupted, what there is by then.
    """
    for folder in (ROOT / "wizard", ROOT / "tests" / "bench"):
        compileall.compile_dir(folder, quiet=2)  # as it is once installed
    wanted = list(dict.fromkeys(scene for row in rows for scene in row.scenes))
    measured: dict[str, Samples] = {scene: {} for scene in wanted}
    with suppress(KeyboardInterrupt):
        for run in range(runs + 1):
            # To and fro, so that what runs before the other is not always the same one.
            for scene in wanted if run % 2 else reversed(wanted):
                progress(f"run {run} of {runs}: {scene}")
                samples = one_run(scene)
                if run:
                    for name, values in samples.items():
                        measured[scene].setdefault(name, []).extend(values)
    progress("")
    return measured


def one_run(scene: str) -> Samples:
    """Its measurements; if it fails, none, and why is said."""
    try:
        return SCENES[scene]()
    except (TimeoutError, RuntimeError, OSError) as error:
        sys.stderr.write(f"\n{scene}: {error}\n")
        return {}


def progress(words: str) -> None:
    """What is being done, on one line, for who watches."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{words}")
        sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
