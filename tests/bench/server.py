"""The embedded API in a process of its own, for all that is sent."""

from __future__ import annotations

import atexit
import subprocess
from functools import cache

from tests.support.terminal import COMMAND


@cache
def server() -> tuple[str, str]:
    """Its address and the session's value; it starts with the first call, and ends with us."""
    process = subprocess.Popen([*COMMAND, "sandbox"], stdout=subprocess.PIPE, text=True)
    atexit.register(_end, process)
    said: dict[str, str] = {}
    for line in process.stdout or ():
        name, _, value = line.strip().removeprefix("export ").partition("=")
        said[name] = value
        if "CLARM_SESSION" in said:
            break
    return said["CLARM_API_URL"], said["CLARM_SESSION"]


def _end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    process.wait()
