"""Commands of this program, to show to a person who runs them in a shell."""

from __future__ import annotations

import shlex


def command_line(*arguments: str) -> str:
    """Return the command with ``arguments``, each quoted where a shell needs it."""
    return shlex.join(("clarm-wizard", *arguments))
