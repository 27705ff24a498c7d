"""The commands, each imported only when it is needed.

Parsing a command's arguments imports its module, so modules stay light: each ``run`` imports what
its work requires.
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
    "check": "check",
    "list": "choices",
    "create": "create",
    "plan": "plan",
    "login": "auth",
    "logout": "auth",
    "status": "auth",
    "history": "history",
    "again": "again",
    "drafts": "drafts",
    "sandbox": "sandbox",
    "serve": "serve",
    "server-schema": "server_schema",
    "paths": "paths",
    "completion": "completion",
}
"""The module of each command, in the order of the help. There its constant has its name."""

UNLISTED: Final = dict.fromkeys(("rotate", "edit", "update", "delete"), "no_call")
"""Commands that no help and no completion offers."""

_WIZARD: Final = "run"


def load_command(name: str | None) -> Command:
    """Return a command by its name; None selects the wizard itself."""
    module = f"{__name__}.{(MODULES.get(name) or UNLISTED[name]) if name else _WIZARD}"
    __import__(module)
    command: Command = getattr(sys.modules[module], (name or _WIZARD).upper().replace("-", "_"))
    return command
