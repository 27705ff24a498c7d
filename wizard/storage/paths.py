"""Locations of the program's files."""

# No __future__ annotations here: NamedTuple compiles string annotations on every start.

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple, Self

import platformdirs

APP: Final = "clarm-wizard"


class Paths(NamedTuple):
    """File locations for one kind of run. Computing them creates nothing.

    ``history`` is a file, the others are folders; ``crash`` holds the crash reports, ``cache`` what
    can be made again.
    """

    config: Path
    state: Path
    drafts: Path
    history: Path
    crash: Path
    cache: Path

    @classmethod
    def find(cls, *, sandbox: bool = False) -> Self:
        """Return the locations for real servers, or the separate ones of the sandbox.

        Honours the ``XDG_*`` variables if they are absolute paths.
        """
        state = _absolute(platformdirs.user_state_path, ".local/state")
        kept = state / "sandbox" if sandbox else state
        return cls(
            config=_absolute(platformdirs.user_config_path, ".config"),
            state=state,
            drafts=kept / "drafts",
            history=kept / "history.jsonl",
            crash=_absolute(platformdirs.user_log_path, ".local/state", "log"),
            cache=_absolute(platformdirs.user_cache_path, ".cache"),
        )


def _absolute(find: Callable[..., Path], usual: str, *below: str) -> Path:
    """Return the path from ``find``, or the usual one if a variable names a relative path.

    The XDG specification requires this, but not every version of platformdirs does it. A result
    that is still not absolute means that the home folder is unknown; creating it is refused.
    """
    found = find(APP, appauthor=False)
    if found.is_absolute():
        return found
    return Path(os.path.expanduser(f"~/{usual}"), APP, *below)
