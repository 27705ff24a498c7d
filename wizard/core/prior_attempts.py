"""What was made before of the same file or request, for whom is about to send it once more."""

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
    """A warning if this file, as it is now, created something on this server; else nothing.

    A history that cannot be read is no reason to stop: nothing is said then.
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
    """What stands in the way of sending this now; nothing where the history cannot be read.

    It is looked at once more, and noted, before anything is sent.
    """
    from wizard.core.submission import attempt_of

    try:
        return services.history().conflicts(**attempt_of(request, services.host, origin))
    except StorageError:
        return []


def warning_of(conflicts: Iterable[Conflict], request: CreateSourceRequest) -> str:
    """A warning if one of that type and name was created before; else nothing.

    What was read from a file may have another name by now.
    """
    wanted = (request.type, request.name)
    for conflict in conflicts:
        if conflict.reason is Reason.CREATED and conflict.entry.sent[1:] == wanted:
            return f"{conflict} {_ANOTHER}"
    return ""
