"""What was made before of the same file or request, for whom is about to send it once more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wizard.storage.atomic import StorageError

if TYPE_CHECKING:
    from wizard.api import CreateSource
    from wizard.services import Services
    from wizard.submit import Origin


def made_before(services: Services, origin: Origin | None) -> str:
    """A warning if this file, as it is now, created something on this server; else nothing.

    A history that cannot be read is no reason to stop: nothing is said then.
    """
    if origin is None:
        return ""
    return _warning(services, " from this file", source=origin.path, source_digest=origin.digest)


def request_made_before(services: Services, request: CreateSource) -> str:
    """The same for a request: whether it, secrets apart, created something on this server."""
    return _warning(services, "", digest=request.digest())


def _warning(services: Services, how: str, **wanted: Any) -> str:
    if services.sandbox:  # what an earlier one held is gone
        return ""
    try:
        found = services.history().created_before(host=services.host, **wanted)
    except StorageError:
        return ""
    if not found:
        return ""
    entry = found[0]
    if entry.connector_id is None or entry.credential_id is None:
        said = f"You noted that “{entry.name}” exists, created{how} before."
    else:
        ids = f"connector ID {entry.connector_id}, credential ID {entry.credential_id}"
        said = f"“{entry.name}” was created{how} before: {ids}."
    return f"{said} Sending it once more creates another."
