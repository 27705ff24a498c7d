"""A command that runs in this process, a file for it, and what it comes to."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SESSION = "planted-session-value"
TOKEN = "xoxb-planted-token"


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Command = Callable[..., Done]


def write(file: str, /, **changes: Any) -> str:
    """A private request file for a Slack connector, called after the file."""
    values = {
        "name": Path(file).stem,
        "type": "slack",
        "config": {},
        "credential": {"credentials": {"slack_bot_token": TOKEN}},
        **changes,
    }
    path = Path(file)
    path.touch(0o600)
    path.write_text(json.dumps(values))
    return file
