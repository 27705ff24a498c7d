"""The commands that ask nothing, beside the shortest program of the same interpreter."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from tests.bench.scenes import Samples, numbers
from tests.bench.server import server
from tests.bench.terminal import environment
from tests.support.terminal import COMMAND

HEAVY: Final = ("textual", "pydantic", "httpx")

SHORTEST: Final = (sys.executable, "-c", "pass")
SCRIPT: Final = (sys.executable, "-m", "tests.bench.post")
AT_ONCE: Final = "4"
"""As ``create --jobs`` has it by default."""


def timed(
    command: Sequence[str], home: Path, env: Mapping[str, str] | None = None
) -> tuple[float, float]:
    """Run it to its end; the seconds it took and the most memory it had, in MB.

    Raises RuntimeError if it fails.
    """
    began = time.perf_counter()
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment(home, env or {}),
    )
    _, status, usage = os.wait4(process.pid, 0)
    took = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command} ended with {process.returncode}")
    return took, usage.ru_maxrss / 1024


def once(*command: str) -> Samples:
    """One run."""
    with tempfile.TemporaryDirectory(prefix="bench") as home:
        took, peak = timed(command, Path(home))
        return {"time": [took * 1000], "peak": [peak]}


def heavy_imports(commands: Iterable[Sequence[str]]) -> Samples:
    """How many of the slow libraries these commands import, together."""
    count = 0
    for words in commands:
        done = subprocess.run(
            [sys.executable, "-X", "importtime", *COMMAND, *words],
            capture_output=True,
            text=True,
            check=True,
        )
        names = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
        count += len(names.intersection(HEAVY))
    return {"imports": [count]}


def request_files(folder: Path, count: int) -> list[str]:
    """So many request files, whose names no server has seen."""
    paths = []
    for _ in range(count):
        number = next(numbers)
        path = folder / f"{number:06}.json"
        path.touch(0o600)
        body = {
            "name": f"Bench {os.getpid()} {number}",
            "type": "slack",
            "config": {},
            "credential": {"credentials": {"slack_bot_token": "xoxb-made-up"}},
        }
        path.write_text(json.dumps(body))
        paths.append(str(path))
    return paths


def dry_run(count: int) -> Samples:
    """Check so many files, and show their requests."""
    with tempfile.TemporaryDirectory(prefix="bench") as home:
        folder = Path(home)
        took, _ = timed([*COMMAND, "create", "--dry-run", *request_files(folder, count)], folder)
        return {"time": [took * 1000]}


def send(count: int, *, bare: bool) -> Samples:
    """Send so many, and one: requests a second of the whole run, and once it has started."""
    url, session = server()
    env = {"CLARM_API_URL": url, "CLARM_SESSION": session}
    command = SCRIPT if bare else (*COMMAND, "create")
    option = AT_ONCE if bare else f"--jobs={AT_ONCE}"
    with tempfile.TemporaryDirectory(prefix="bench") as home:
        folder = Path(home)
        one, _ = timed([*command, option, *request_files(folder, 1)], folder, env)
        all_of_them, _ = timed([*command, option, *request_files(folder, count)], folder, env)
    return {
        "one": [one * 1000],
        "rate": [count / all_of_them],
        "started": [(count - 1) / max(all_of_them - one, 1e-9)],
    }


QUICK: Final = {
    "version": ("--version",),
    "help": ("--help",),
    "completion": ("completion", "bash"),
    "types-json": ("types", "--json"),
}

SCENES: Final[dict[str, Callable[[], Samples]]] = {
    "pass": partial(once, *SHORTEST),
    **{name: partial(once, *COMMAND, *words) for name, words in QUICK.items()},
    "imports": partial(heavy_imports, QUICK.values()),
    "dry-run 1": partial(dry_run, 1),
    "dry-run 200": partial(dry_run, 200),
    "create": partial(send, 200, bare=False),
    "create bare": partial(send, 200, bare=True),
}
