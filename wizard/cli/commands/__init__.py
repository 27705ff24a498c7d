"""The commands. A module is imported only when its command is asked for.

To parse its arguments each module is imported, so it is light: what a command needs to do its
work is imported by its ``run``.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from wizard.cli.command import Command

MODULES: Final = {
    "types": "types",
    "schema": "schema",
    "template": "template",
    "create": "create",
    "login": "auth",
    "logout": "auth",
    "status": "auth",
    "history": "history",
    "drafts": "drafts",
    "sandbox": "sandbox",
    "serve": "serve",
    "paths": "paths",
    "completion": "completion",
}
"""The module of each command, in the order of the help. There its constant has its name."""

_WIZARD: Final = "run"


def load_command(name: str | None) -> Command:
    """The command ``name`` of ``MODULES``; None is the wizard itself."""
    module = f"{__name__}.{MODULES[name] if name else _WIZARD}"
    __import__(module)
    command: Command = getattr(sys.modules[module], (name or _WIZARD).upper())
    return command
