"""The outcome of an attempt to create a source: exactly one of four types.

==================  ==============================================  =========
outcome             meaning                                         exit code
==================  ==============================================  =========
``Created``         the server returned both IDs                    0
``Refused``         the server answered and did not create it       1 or 4
``NotConnected``    nothing left this machine; safe to try again    1 (130)
``OutcomeUnknown``  it may have arrived; never resend it unasked    3
==================  ==============================================  =========

``message`` is for the user: what happened, where, and what to do. ``server_message`` is the
server's own text, cleaned and redacted; empty if there was none.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, TypeAlias


class RefusalReason(StrEnum):
    """Why the server refused the request."""

    SESSION = "session"  # not signed in, or no longer signed in
    FORBIDDEN = "forbidden"  # signed in, but not allowed
    NOT_VERIFIED = "not_verified"
    CREDENTIAL = "credential"  # the server lost or rejects the credential just sent
    SOURCE = "source"  # the server contacted the source itself and was turned away
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
    """Why it is unknown whether the source exists."""

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
    """One complaint about one field of the request.

    loc: the server's location below ``body``: keys, list indexes and whatever else the server adds
    (class names of union members, an offset into invalid JSON). type: pydantic's error type, if
    given.
    """

    loc: tuple[str | int, ...]
    message: str
    type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Created:
    """The server accepted the request.

    ``status`` and ``message`` are the server's text, cleaned and redacted. ``warnings`` are the
    wizard's own, for an unusual response.
    """

    connector_id: int
    credential_id: int
    status: str
    message: str
    warnings: tuple[str, ...] = ()

    @property
    def exit_code(self) -> int:
        """Always 0."""
        return 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """The server answered and did not create the source.

    retry_after: the number of seconds that the server asked to wait.
    """

    kind: RefusalReason
    message: str
    server_message: str = ""
    fields: tuple[FieldErrorMessage, ...] = ()
    status_code: int
    retry_after: int | None = None

    @property
    def exit_code(self) -> int:
        """4 if not signed in or not permitted, otherwise 1."""
        return (
            4
            if self.kind
            in {RefusalReason.SESSION, RefusalReason.FORBIDDEN, RefusalReason.NOT_VERIFIED}
            else 1
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeUnknown:
    """The request may have arrived; the user has to check before it is sent again."""

    reason: UnknownReason
    message: str
    server_message: str = ""
    status_code: int | None = None

    @property
    def exit_code(self) -> int:
        """Always 3."""
        return 3


@dataclass(frozen=True, slots=True, kw_only=True)
class NotConnected:
    """Not one byte of the request left this machine."""

    reason: NotConnectedReason
    message: str

    @property
    def exit_code(self) -> int:
        """130 if the user cancelled, otherwise 1."""
        return 130 if self.reason is NotConnectedReason.CANCELLED else 1


Outcome: TypeAlias = Created | Refused | OutcomeUnknown | NotConnected
