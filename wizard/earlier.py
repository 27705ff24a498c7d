"""What was made before from the same file, for whom is about to send it once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wizard.storage.atomic import StorageError

if TYPE_CHECKING:
    from wizard.services import Services
    from wizard.submit import Origin


def made_before(services: Services, origin: Origin | None) -> str:
    """A warning if this file, as it is now, created something on this server; else nothing.

    A history that cannot be read is no reason to stop: nothing is said then.
    """
    # What an earlier sandbox held is gone.
    if origin is None or services.sandbox:
        return ""
    try:
        found = services.history().created_before(
            host=services.host, source=origin.path, source_digest=origin.digest
        )
    except StorageError:
        return ""
    if not found:
        return ""
    entry = found[0]
    ids = f": connector ID {entry.connector_id}, credential ID {entry.credential_id}"
    known = entry.connector_id is not None and entry.credential_id is not None
    return (
        f"“{entry.name}” was created from this file before{ids if known else ''}. "
        "Sending it once more creates another."
    )
