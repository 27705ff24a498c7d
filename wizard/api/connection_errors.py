"""Explanations of failed connections, derived from the exceptions and their causes."""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Iterator
from typing import Final

from wizard.api.outcome import NotConnected, NotConnectedReason
from wizard.utils.text import sanitize

_UNREACHABLE: Final = {
    errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EHOSTDOWN, errno.EADDRNOTAVAIL,
}  # fmt: skip
WORTH_RETRYING: Final = frozenset(
    {
        NotConnectedReason.NAME,
        NotConnectedReason.REFUSED,
        NotConnectedReason.TIMEOUT,
        NotConnectedReason.UNREACHABLE,
        NotConnectedReason.TLS,
    }
)
"""Reasons that may be gone a second later; a bad certificate or proxy setting will not be."""

_OF_THE_NEXT_HOST: Final = frozenset(
    {NotConnectedReason.NAME, NotConnectedReason.REFUSED, NotConnectedReason.UNREACHABLE}
)
"""Reasons reported by the first host contacted, which may be a proxy."""

_WORDS: Final = {
    NotConnectedReason.NAME: "Can't find {host}. Check the URL and your connection.",
    NotConnectedReason.REFUSED: (
        "{host} doesn't accept connections. Check the URL, or try again later."
    ),
    NotConnectedReason.TIMEOUT: (
        "{host} didn't answer in time. Check your connection, or try again later."
    ),
    NotConnectedReason.UNREACHABLE: "Can't reach {host} from here. Check your connection.",
    NotConnectedReason.CERTIFICATE: (
        "The certificate of {host} isn't trusted{detail}. If your network has its own certificate "
        "authority, set SSL_CERT_FILE to its certificate file."
    ),
    NotConnectedReason.TLS: (
        "Can't connect to {host} securely. Check the URL and any proxy in between."
    ),
    NotConnectedReason.PROXY: (
        "The proxy blocked the connection to {host}. Check HTTPS_PROXY and NO_PROXY."
    ),
    NotConnectedReason.SETUP: (
        "Can't read the certificates to check {host} against. Check SSL_CERT_FILE and SSL_CERT_DIR."
    ),
    NotConnectedReason.OTHER: "Can't connect to {host}.",
}

_PROXY_NOT_REACHED: Final = "Can't reach the proxy {proxy}. Check HTTPS_PROXY and NO_PROXY."


def not_connected(
    error: BaseException, host: str, reason: NotConnectedReason | None = None, *, proxy: str = ""
) -> NotConnected:
    """Return the outcome for an ``error`` raised before anything was sent to ``host``.

    The arguments are those of ``explained``.
    """
    found, words = explained(error, host, reason, proxy=proxy)
    return NotConnected(reason=found, message=f"{words} Nothing was sent.")


def explained(
    error: BaseException, host: str, reason: NotConnectedReason | None = None, *, proxy: str = ""
) -> tuple[NotConnectedReason, str]:
    """Return why ``host`` could not be reached, and a sentence about it.

    reason: overrides the reason derived from the causes of the error, where the caller knows
    better. proxy: the host of the proxy that is contacted instead, if any.
    """
    detail = ""
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError) and cause.verify_message:
            detail = f" ({sanitize(cause.verify_message, 200)})"
    found = reason or next(filter(None, map(_reason, _causes(error))), NotConnectedReason.OTHER)
    words = _PROXY_NOT_REACHED if proxy and found in _OF_THE_NEXT_HOST else _WORDS[found]
    return found, words.format(host=host, detail=detail, proxy=sanitize(proxy, 200))


def _reason(cause: BaseException) -> NotConnectedReason | None:
    if isinstance(cause, socket.gaierror):
        # Without a network no name can be looked up, which says nothing about this one.
        offline = cause.errno == socket.EAI_AGAIN
        return NotConnectedReason.UNREACHABLE if offline else NotConnectedReason.NAME
    if isinstance(cause, ssl.SSLCertVerificationError):
        return NotConnectedReason.CERTIFICATE
    if isinstance(cause, ssl.SSLError | ConnectionResetError | EOFError):
        return NotConnectedReason.TLS
    if isinstance(cause, TimeoutError):
        return NotConnectedReason.TIMEOUT
    if isinstance(cause, ConnectionRefusedError):
        return NotConnectedReason.REFUSED
    if isinstance(cause, OSError) and cause.errno in _UNREACHABLE:
        return NotConnectedReason.UNREACHABLE
    return None


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield ``error`` and its causes; several branches if several addresses were tried."""
    waiting = [error]
    seen: set[int] = set()
    while waiting:
        cause = waiting.pop()
        if id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        if isinstance(cause, BaseExceptionGroup):
            waiting.extend(cause.exceptions)
        waiting.extend(filter(None, (cause.__context__, cause.__cause__)))
