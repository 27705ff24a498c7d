"""Puts the kept schema of the chosen server over the catalog, before arguments are parsed.

A type that only the server has is then an argument like any other.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

_CONFIG_FOLDERS: Final = ("$XDG_CONFIG_HOME", "~/.config", "~/Library/Application Support")
"""Where the settings may be; which of them it is takes longer to find out."""

_WITHOUT_TYPES: Final = (
    *("server-schema", "sandbox", "paths", "completion"),
    *("login", "logout", "status", "history", "drafts"),
)
"""Commands that do not use the catalog, or only as it is without a server."""


def use_schema_of_chosen_server(argv: Sequence[str]) -> str:
    """Use what is kept for the server that ``argv`` chooses; return a sentence if that fails."""
    if "--sandbox" in argv or any(word in argv[:2] for word in _WITHOUT_TYPES):
        return ""
    if not any(map(_has_schemas, _CONFIG_FOLDERS)):
        return ""
    from wizard.core.server_schema import use_kept_schema
    from wizard.core.services import InvalidServerUrl, base_url
    from wizard.storage.paths import Paths

    try:
        host = base_url(_api_url(argv)).host
    except InvalidServerUrl:
        return ""  # which the command reports
    return use_kept_schema(host, Paths.find().config)


def _has_schemas(folder: str) -> bool:
    found = os.path.expanduser(os.path.expandvars(folder))
    return os.path.isdir(os.path.join(found, "clarm-wizard", "server-schemas"))


def _api_url(argv: Sequence[str]) -> str | None:
    """Return the value of ``--api-url``, if it is given."""
    for number, word in enumerate(argv):
        if word == "--api-url":
            return argv[number + 1] if number + 1 < len(argv) else None
        if word.startswith("--api-url="):
            return word.partition("=")[2]
    return None
