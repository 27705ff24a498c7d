"""Runs the commands that request files refer to, for what they print."""

from __future__ import annotations

import os
import selectors
import shlex
import subprocess
import time
from pathlib import Path
from typing import Any, Final

from wizard.utils.files import MAX_BYTES, FileError
from wizard.utils.text import looks_like_secret, sanitize

MAX_SECONDS: Final = 60
"""How long a command may take; a person may have to unlock their password store meanwhile."""

_ADVICE: Final = "Run it yourself to see why."

_KEPT_BACK: Final = ("CLARM_SESSION", "CLARM_API_KEY")
"""Variables that no other program needs."""


class NothingPrinted(FileError):
    """A command ended without what was wanted, which may not be there yet."""


def arguments(command: Any) -> list[str]:
    """Return the arguments that a reference's ``cmd`` means; empty if it means none.

    A text is split as a shell splits it, and nothing in it is expanded.
    """
    if isinstance(command, str):
        try:
            return shlex.split(command)
        except ValueError:  # quotes without an end
            return []
    is_list = isinstance(command, list) and all(isinstance(part, str) for part in command)
    return command if is_list and command[:1] not in ([], [""]) else []


def output_of(argv: list[str], folder: Path, *, seconds: float = MAX_SECONDS) -> bytes:
    """Return what a command prints when it is run in ``folder``, without a shell.

    Raises FileError, which repeats neither the output nor the arguments.
    """
    name = "This command" if looks_like_secret(argv[0]) else sanitize(argv[0], 100)
    try:
        process = subprocess.Popen(  # noqa: S603 - the author of the file asks for it
            argv,
            cwd=folder,
            env={key: value for key, value in os.environ.items() if key not in _KEPT_BACK},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError as error:
        raise FileError.of_os(error, name) from None
    except ValueError:  # a null character
        raise FileError("No command can have this name.", where=name) from None
    with process:
        try:
            output = _read(process, time.monotonic() + seconds)
            if len(output) > MAX_BYTES:
                raise FileError("This prints too much.", where=name, advice=_ADVICE)
            status = process.wait(seconds)
        except (TimeoutError, subprocess.TimeoutExpired):
            words = f"This hasn't ended after {seconds:g} s."
            raise FileError(words, where=name, advice=_ADVICE) from None
        finally:
            process.kill()  # ``with`` waits for its end
    if status != 0 or not output.strip():
        words = f"This ended with status {status}." if status else "This printed nothing."
        raise NothingPrinted(words, where=name, advice=_ADVICE)
    return output


def _read(process: subprocess.Popen[bytes], deadline: float) -> bytes:
    """Read to the end, or somewhat over the limit. Raises TimeoutError.

    What the command has started may keep its output open, so it is not waited for without a limit.
    """
    stream, output = process.stdout, bytearray()
    if stream is None:
        return b""
    with selectors.DefaultSelector() as selector:
        selector.register(stream, selectors.EVENT_READ)
        while len(output) <= MAX_BYTES:
            if not selector.select(max(0.0, deadline - time.monotonic())):
                raise TimeoutError
            part = os.read(stream.fileno(), 65536)
            if not part:
                break
            output += part
    return bytes(output)
