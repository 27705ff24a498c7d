"""Where this program keeps its files."""

# Nothing from __future__: a NamedTuple compiles each annotation that is text, at every start.

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
        state = platformdirs.user_state_path(APP, appauthor=False)
        kept = state / "sandbox" if sandbox else state
        return cls(
            config=platformdirs.user_config_path(APP, appauthor=False),
            state=state,
            drafts=kept / "drafts",
            history=kept / "history.jsonl",
            crash=platformdirs.user_log_path(APP, appauthor=False),
        )
