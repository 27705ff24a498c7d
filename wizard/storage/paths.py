"""Where this program keeps its files."""

# Nothing from __future__: a NamedTuple compiles each annotation that is text, at every start.

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple, Self

import platformdirs

APP: Final = "clarm-wizard"


class Paths(NamedTuple):
    """The places of one kind of run. Asking for them creates nothing.

    ``history`` is a file, the others are folders; ``crash`` takes the reports of crashes.
    """

    config: Path
    state: Path
    drafts: Path
    history: Path
    crash: Path

    @classmethod
    def find(cls, *, sandbox: bool = False) -> Self:
        """The places of runs against a real server, or of the sandbox, which keeps its own.

        Honours ``XDG_*`` where they are absolute.
        """
        state = _absolute(platformdirs.user_state_path, ".local/state")
        kept = state / "sandbox" if sandbox else state
        return cls(
            config=_absolute(platformdirs.user_config_path, ".config"),
            state=state,
            drafts=kept / "drafts",
            history=kept / "history.jsonl",
            crash=_absolute(platformdirs.user_log_path, ".local/state", "log"),
        )


def _absolute(find: Callable[..., Path], usual: str, *below: str) -> Path:
    """The place that ``find`` knows; the usual one if a variable names a relative path.

    XDG's specification says so; not every version of platformdirs does. What is not absolute even
    then is below a home folder that nobody knows, which is refused when it is to be made.
    """
    found = find(APP, appauthor=False)
    if found.is_absolute():
        return found
    return Path(os.path.expanduser(f"~/{usual}"), APP, *below)
