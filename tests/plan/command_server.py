"""Runs commands one after another, each in a fork, and ends one at a write that it is told.

A fork starts in a fraction of the time of a new process, as all that a command imports is there. It
ends as suddenly when it is told to.
Reads requests and prints answers as lines of JSON.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from typing import Any

import anyio._backends._asyncio  # noqa: F401
import httpcore  # noqa: F401

import wizard.api.client
import wizard.auth.keyring
import wizard.cli.batch
import wizard.cli.candidates
import wizard.cli.commands.create
import wizard.cli.commands.history
import wizard.cli.commands.plan
import wizard.cli.commands.run
import wizard.cli.parser
import wizard.connectors.types.web
import wizard.core.services
import wizard.core.settle_submission
import wizard.plan  # noqa: F401
from wizard.cli.main import run
from wizard.core.hardening import prepare_http

KILLED = 137
_WRITES = ("write", "fsync", "replace")


def kill_at(number: int) -> None:
    """End this process before its write of that number, counted from 0, as suddenly as kill -9."""
    left = number

    def counted(name: str) -> None:
        call = getattr(os, name)

        def hooked(*arguments: Any, **options: Any) -> Any:
            nonlocal left
            left -= 1
            if left < 0:
                os._exit(KILLED)
            return call(*arguments, **options)

        setattr(os, name, hooked)

    for name in _WRITES:
        counted(name)


def fork(arguments: list[str], environment: dict[str, str], kill: int | None) -> dict[str, Any]:
    """Run a command in a fork; return its status and what it printed."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as errors:
        child = os.fork()
        if not child:
            os.dup2(out.fileno(), 1)
            os.dup2(errors.fileno(), 2)
            os.environ.update(environment)
            if kill is not None:
                kill_at(kill)
            os._exit(run(arguments))
        _, status = os.waitpid(child, 0)
        out.seek(0)
        errors.seek(0)
        code = os.waitstatus_to_exitcode(status)
        return {"code": code, "out": out.read(), "err": errors.read()}


def main() -> None:
    prepare_http()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(fork(**json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
