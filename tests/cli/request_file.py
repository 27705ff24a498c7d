"""Request files for a Slack connector."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

TOKEN = "xoxb-planted-token"


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
