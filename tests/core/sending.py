"""A request, what may come of it, and a disk that is full when it counts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from wizard.api import (
    CreateSourceRequest,
    NotConnected,
    NotConnectedReason,
    OutcomeUnknown,
    RefusalReason,
    Refused,
    UnknownReason,
)
from wizard.forms import Secret
from wizard.storage.atomic import StorageError
from wizard.storage.history import History
from wizard.storage.history_file import PendingWrite

REQUEST = CreateSourceRequest(
    name="Docs", type="web", credentials={"token": Secret("s3cret-value")}
)
REFUSED = Refused(
    kind=RefusalReason.DUPLICATE_NAME,
    message="Choose another.",
    server_message="exists",
    status_code=400,
)
UNKNOWN = OutcomeUnknown(reason=UnknownReason.TIMEOUT, message="No answer.")
OFFLINE = NotConnected(reason=NotConnectedReason.NAME, message="No such host.")


class BrokenHistory(History):
    """A disk that is full when it counts."""

    def __init__(self, path: Path, *, before: bool, after: bool) -> None:
        super().__init__(path)
        self.before, self.after = before, after

    def write_batch(self, lines: Sequence[PendingWrite]) -> None:
        for line in lines:
            if self.before if line.kind == "intent" else self.after:
                raise StorageError("The disk is full.")
        super().write_batch(lines)
