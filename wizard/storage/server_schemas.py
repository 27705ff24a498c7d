"""The kept schemas of servers, a file each."""

from __future__ import annotations

import hashlib
import json
import os
import re
from pathlib import Path
from typing import Final

from wizard.connectors.server_schema.schema import ServerSchema
from wizard.storage.atomic import StorageError, write_private
from wizard.utils.errors import FileAccessError, FileError
from wizard.utils.files import read_bytes_file

FOLDER: Final = "server-schemas"
"""Below the settings."""

_MAX_BYTES: Final = 32 * 1024 * 1024


class ServerSchemaStore:
    """The schemas below the folder of the settings, by the server's host as it is shown."""

    def __init__(self, config: Path) -> None:
        self._folder = config / FOLDER

    def path(self, host: str) -> Path:
        """Return the file of a server."""
        digest = hashlib.sha256(host.encode()).hexdigest()[:8]
        return self._folder / f"{re.sub(r'[^A-Za-z0-9.-]+', '_', host)[:80]}-{digest}.json"

    def read(self, host: str) -> ServerSchema | None:
        """Return the schema of a server, None if there is none.

        Raises FileError for one that is damaged.
        """
        path = self.path(host)
        if not os.path.lexists(path):
            return None
        try:
            found = ServerSchema.from_json(json.loads(read_bytes_file(path, limit=_MAX_BYTES)))
            if found.host == host:
                return found
        except FileAccessError:
            raise
        except (ValueError, RecursionError, FileError):
            pass
        raise FileError(
            "Can't read your server's saved schema, so it isn't used.",
            where=str(path),
            advice="Run clarm-wizard server-schema again.",
        )

    def write(self, schema: ServerSchema) -> Path:
        """Keep a schema in place of an earlier one. Raises StorageError."""
        path = self.path(schema.host)
        write_private(path, json.dumps(schema.as_json()).encode("ascii"))
        return path

    def forget(self, host: str) -> bool:
        """Remove the schema of a server; return whether there was one. Raises StorageError."""
        path = self.path(host)
        try:
            path.unlink()
        except FileNotFoundError:
            return False
        except OSError as error:
            raise StorageError.of_os(error, str(path)) from None
        return True
