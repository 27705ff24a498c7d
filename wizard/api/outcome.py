"""What came of one attempt to create a source: exactly one of four things.

=================  ==============================================  =========
outcome            means                                           exit code
=================  ==============================================  =========
``Created``        the server answered with both IDs               0
``Refused``        the server answered, and did not create it      1 or 4
``NotConnected``   nothing left this machine; safe to try again    1 (130)
``Unknown``        it may have arrived; never repeat it unasked    3
=================  ==============================================  =========

``message`` is for people: what happened, where, what to do. ``said`` is the
server's own words, cleaned and redacted, empty when there were none.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, TypeAlias


class RefusalReason(StrEnum):
    """Why the server refused."""

    SESSION = "session"  # not signed in, or no longer
    FORBIDDEN = "forbidden"  # signed in, but not allowed
    NOT_VERIFIED = "not_verified"
    CREDENTIAL = "credential"  # the server lost or does not accept the credential just sent
    SOURCE = "source"  # the server tried the source itself, and that said no
    DUPLICATE_NAME = "duplicate_name"
    DISABLED_TYPE = "disabled_type"
    INVALID = "invalid"
    NOT_FOUND = "not_found"
    TOO_LARGE = "too_large"
    RATE_LIMITED = "rate_limited"
    UNAVAILABLE = "unavailable"
    REDIRECT = "redirect"
    OTHER = "other"


class UnknownReason(StrEnum):
    """Why it cannot be said whether the source exists."""

    CUT = "cut"
    TIMEOUT = "timeout"
    SERVER_ERROR = "server_error"
    REDIRECT = "redirect"
    UNREADABLE = "unreadable"
    NO_IDS = "no_ids"
    CANCELLED = "cancelled"


class NotConnectedReason(StrEnum):
    """Why nothing was sent."""

    NAME = "name"
    REFUSED = "refused"
    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    CERTIFICATE = "certificate"
    TLS = "tls"
    PROXY = "proxy"
    SETUP = "setup"
    CANCELLED = "cancelled"
    OTHER = "other"


class FieldErrorMessage(NamedTuple):
    """One complaint about one place of the request.

    ``loc`` is the server's location after ``body``: keys, list indexes, and
    whatever else it puts there (class names of union members, an offset into
    broken JSON). ``type`` is pydantic's name of the error where it was given.
    """

    loc: tuple[str | int, ...]
    message: str
    type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Created:
    """The server accepted it. ``status`` and ``message`` are its words, cleaned and redacted.

    ``warnings`` are ours, where the answer was odd.
    """

    connector_id: int
    credential_id: int
    status: str
    message: str
    warnings: tuple[str, ...] = ()

    @property
    def exit_code(self) -> int:
        """0."""
        return 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """The server answered and did not create it. ``retry_after``: seconds it asked to wait."""

    kind: RefusalReason
    message: str
    server_message: str = ""
    fields: tuple[FieldErrorMessage, ...] = ()
    status_code: int
    retry_after: int | None = None

    @property
    def exit_code(self) -> int:
        """4 when not signed in or not allowed, else 1."""
        return (
            4
            if self.kind
            in {RefusalReason.SESSION, RefusalReason.FORBIDDEN, RefusalReason.NOT_VERIFIED}
            else 1
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeUnknown:
    """It may have arrived. The person has to look before it is sent again."""

    reason: UnknownReason
    message: str
    server_message: str = ""
    status_code: int | None = None

    @property
    def exit_code(self) -> int:
        """3."""
        return 3


@dataclass(frozen=True, slots=True, kw_only=True)
class NotConnected:
    """Not one byte of the request left this machine."""

    reason: NotConnectedReason
    message: str

    @property
    def exit_code(self) -> int:
        """130 when the person stopped it, else 1."""
        return 130 if self.reason is NotConnectedReason.CANCELLED else 1


Outcome: TypeAlias = Created | Refused | OutcomeUnknown | NotConnected
