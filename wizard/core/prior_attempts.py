"""Warnings about earlier submissions of the same file or request."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from wizard.storage.atomic import StorageError
from wizard.storage.conflicts import Conflict, Reason, created_words

if TYPE_CHECKING:
    from wizard.api import CreateSourceRequest
    from wizard.core.services import Services
    from wizard.core.submission import SourceFile

_ANOTHER = "Sending it once more creates another."


def warning_for_file(services: Services, origin: SourceFile | None) -> str:
    """Return a warning if this file, with its current content, created a source on this server.

    Returns "" otherwise, and also if the history cannot be read: that is no reason to stop.
    """
    if origin is None:
        return ""
    try:
        found = services.history().find_created(
            host=services.host, source=origin.path, source_digest=origin.digest
        )
    except StorageError:
        return ""
    return f"{created_words(found[0], ' from this file')} {_ANOTHER}" if found else ""


def conflicts_of(
    services: Services, request: CreateSourceRequest, origin: SourceFile | None = None
) -> list[Conflict]:
    """Return the current conflicts of ``request``; none if the history cannot be read.

    They are checked again, as the intent is recorded, before anything is sent.
    """
    from wizard.core.submission import attempt_of

    try:
        return services.history().conflicts(**attempt_of(request, services.host, origin))
    except StorageError:
        return []


def warning_of(conflicts: Iterable[Conflict], request: CreateSourceRequest) -> str:
    """Return a warning if a source of this type and name was created before, otherwise "".

    What was read from a file may have been renamed since.
    """
    wanted = (request.type, request.name)
    for conflict in conflicts:
        if conflict.reason is Reason.CREATED and conflict.entry.sent[1:] == wanted:
            return f"{conflict} {_ANOTHER}"
    return ""
