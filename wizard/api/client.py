"""HTTP client for the Clarm API, and the only module that imports httpx."""

from __future__ import annotations

import asyncio
import re
import ssl
import threading
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy
from typing import Any, Final
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx

from wizard import __version__
from wizard.api.base_url import COOKIE, BaseUrl
from wizard.api.connection_errors import WORTH_RETRYING, not_connected
from wizard.api.error_response import refusal
from wizard.api.messages import UNKNOWN_ADVICE
from wizard.api.outcome import NotConnected, NotConnectedReason, Outcome, OutcomeUnknown
from wizard.api.progress import Connecting, Progress, Retrying, Sending, Waiting
from wizard.api.redact import Redactor
from wizard.api.request import CreateSourceRequest
from wizard.api.response import BodyReader, RawResponse, ResponseDefect, success
from wizard.forms import Secret

_UNSAFE: Final = re.compile(r"[^\x21-\x7e]|;")  # controls and blanks too: they end headers
_CLOSED: Final = re.compile(r"server disconnected|peer closed", re.IGNORECASE)


class UnsafeCredential(ValueError):
    """A session or API key that cannot be sent in a header.

    The text never repeats the value.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeouts:
    """Time limits in seconds, and the pauses between connection attempts.

    connect: limit for connecting, and again for the TLS handshake. read: limit between two chunks
    of the response. total: limit from the first byte sent to the last byte received, so that a
    response that trickles in cannot block the user forever. pauses: one per retry.
    """

    connect: float = 10.0
    read: float = 60.0
    total: float = 120.0
    pauses: tuple[float, ...] = (1.0, 3.0)


class Client:
    """Creates sources at ``base_url``, authenticated by a session cookie or an API key.

    ``api_key`` takes precedence over ``session``. Raises ``UnsafeCredential`` if neither is given
    or the value cannot be sent in a header. Certificates are always verified. ``SSL_CERT_FILE``,
    ``SSL_CERT_DIR`` and the proxy variables are honoured, except that loopback requests never use a
    proxy.
    """

    def __init__(
        self,
        base_url: BaseUrl,
        *,
        session: Secret | None = None,
        api_key: Secret | None = None,
        timeouts: Timeouts | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._base_url = base_url
        self._timeouts = timeouts or Timeouts()
        self._sleep = sleep
        self._by_key = api_key is not None
        self._secret = _checked(*((api_key, "API key") if self._by_key else (session, "session")))
        self._redactor = Redactor([self._secret])
        self._url = httpx.URL(base_url.create_url)
        self._http = _Http(base_url, self._timeouts)

    async def create(
        self,
        request: CreateSourceRequest,
        *,
        on_progress: Callable[[Progress], None] | None = None,
    ) -> Outcome:
        """Send ``request`` once and return its outcome.

        Only a failed connection is retried; once a byte may have been sent, nothing is repeated.
        Network failures are returned, never raised. If cancelled, pass the last event to
        ``wizard.api.progress.when_cancelled`` to get the outcome. Raises ``ValueError`` or
        ``TypeError`` if the request cannot be encoded as JSON (see ``CreateSourceRequest.encode``).
        """
        tell = on_progress or (lambda _: None)
        body = request.encode()
        pauses = self._timeouts.pauses
        attempts = len(pauses) + 1
        for attempt, pause in enumerate(pauses, start=1):
            tell(Connecting(attempt, attempts))
            outcome = await self._attempt(request, body, tell)
            if not isinstance(outcome, NotConnected) or outcome.reason not in WORTH_RETRYING:
                return outcome
            tell(Retrying(pause, outcome.message))
            await self._sleep(pause)
        tell(Connecting(attempts, attempts))
        return await self._attempt(request, body, tell)

    async def _attempt(
        self, request: CreateSourceRequest, body: bytes, tell: Callable[[Progress], None]
    ) -> Outcome:
        exchange = _Exchange(tell, self._timeouts)
        try:
            http = await self._http.client()
            await exchange.run(http, self._url, self._headers(), body)
        except Exception as error:  # whatever it is, it must not carry the headers out
            if not exchange.sent:
                return not_connected(
                    error,
                    self._base_url.host,
                    exception_reason(error),
                    proxy="" if self._base_url.loopback else proxy_for(self._base_url.url),
                )
            exchange.flaw = response_defect(error)
        answer = exchange.answer()
        if isinstance(answer, OutcomeUnknown):
            return answer
        names = _names(request.body())
        redactor = Redactor(request.secrets(), names=names, also=self._redactor)
        if 200 <= answer.status < 300:
            return success(answer, redactor)
        return refusal(answer, redactor, by_key=self._by_key)

    def _headers(self) -> dict[str, str]:
        value = self._secret.get_secret_value()
        proof = {"Authorization": f"Bearer {value}"} if self._by_key else {
            "Cookie": f"{COOKIE}={value}"
        }  # fmt: skip
        return {
            "Accept": "application/json",
            "Accept-Encoding": "identity",
            "Content-Type": "application/json",
            "User-Agent": f"clarm-wizard/{__version__}",
            **proof,
        }


class _Http:
    """The httpx client, created for the first request and reused for all of them.

    It keeps no connections alive: the server may close an idle one just as a request is sent on it,
    which would leave the outcome of that request unknown.
    """

    def __init__(self, base_url: BaseUrl, timeouts: Timeouts) -> None:
        self._base_url = base_url
        self._timeouts = timeouts
        self._making = threading.Lock()
        self._client: httpx.AsyncClient | None = None

    async def client(self) -> httpx.AsyncClient:
        """Return the client, creating it if needed.

        Raises whatever httpx raises, and ``OSError`` if the certificates cannot be read.
        """
        if self._client is not None:
            return self._client
        # Reads files named by the environment, so run it in a thread.
        return await asyncio.to_thread(self._made)

    def _made(self) -> httpx.AsyncClient:
        with self._making:
            if self._client is None:
                self._client = httpx.AsyncClient(
                    verify=self._trusted(),
                    trust_env=not self._base_url.loopback,
                    timeout=httpx.Timeout(self._timeouts.read, connect=self._timeouts.connect),
                    limits=httpx.Limits(max_keepalive_connections=0),
                    follow_redirects=False,
                )
                # Cookies set by a response must not be sent with the next request.
                self._client.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=()))
            return self._client

    def _trusted(self) -> ssl.SSLContext:
        """Return the TLS context that certificates are verified with."""
        if self._base_url.url.startswith("https:"):
            return httpx.create_ssl_context()
        # Plain http: no certificate is presented, and this context would trust none.
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


class _Exchange:
    """A single connection and request, and as much of the response as arrived."""

    def __init__(self, tell: Callable[[Progress], None], timeouts: Timeouts) -> None:
        self.sent = False  # whether any byte of the request may have been sent
        self.status: int | None = None
        self.flaw: ResponseDefect | None = None
        self._headers: Mapping[str, str] = {}
        self._reader = BodyReader()
        self._tell = tell
        self._timeouts = timeouts

    def answer(self) -> RawResponse | OutcomeUnknown:
        """Return the response, complete or not; ``OutcomeUnknown`` if not even a status arrived."""
        if self.status is None:
            flaw = self.flaw or ResponseDefect.CUT
            return OutcomeUnknown(
                reason=flaw.reason,
                message=f"The request was sent, but {flaw.words}. {UNKNOWN_ADVICE}",
            )
        flaw_in_body = self._reader.flaw or self.flaw
        return RawResponse(self.status, self._headers, bytes(self._reader.body), flaw_in_body)

    async def run(
        self, http: httpx.AsyncClient, url: httpx.URL, headers: dict[str, str], body: bytes
    ) -> None:
        """Connect, send the request and read the response.

        Raises whatever httpx raises, or ``TimeoutError``.
        """
        limits = self._timeouts
        async with asyncio.timeout(2 * limits.connect) as clock:

            async def trace(event: str, info: dict[str, Any]) -> None:
                # A proxy first receives a CONNECT, which carries none of our data.
                ours = getattr(info.get("request"), "method", b"CONNECT") != b"CONNECT"
                if ours and event.endswith("send_request_headers.started"):
                    self.sent = True
                    clock.reschedule(asyncio.get_running_loop().time() + limits.total)
                    self._tell(Sending())
                elif ours and event.endswith("receive_response_headers.started"):
                    self._tell(Waiting())
                elif self.sent and event.endswith("receive_response_headers.complete"):
                    # Read the status here: httpx may still fail on a header, such as a malformed
                    # Location.
                    _, self.status, _, fields = info["return_value"]
                    self._headers = {
                        key.decode("latin-1").lower(): value.decode("latin-1")
                        for key, value in fields
                    }

            # Built here because the client would first merge in its own defaults.
            request = httpx.Request(
                "POST", url, content=body, headers=headers, extensions={"trace": trace}
            )
            response = await http.send(request, stream=True)
            try:
                self._reader = BodyReader(self._headers.get("content-encoding", ""))
                async for chunk in response.aiter_raw():
                    self._reader.feed(chunk)
                    if self._reader.flaw:
                        break
            finally:
                await response.aclose()


def _checked(secret: Secret | None, what: str) -> Secret:
    value = secret.get_secret_value() if secret else ""
    if secret is None or not value:
        raise UnsafeCredential(f"The {what} is empty.")
    if _UNSAFE.search(value):
        raise UnsafeCredential(
            f"The {what} contains a space, a semicolon or another character that can't be sent. "
            "Copy only its value."
        )
    return secret


def proxy_for(url: str) -> str:
    """Return the host of the proxy that httpx asks for ``url``, or "" if there is none."""
    parts = urlsplit(url)
    if proxy_bypass(parts.hostname or ""):
        return ""
    proxies = getproxies()
    return urlsplit(proxies.get(parts.scheme) or proxies.get("all") or "").hostname or ""


def exception_reason(error: Exception) -> NotConnectedReason | None:
    """Return the reason implied by the type of ``error``, ignoring its causes."""
    if isinstance(error, httpx.ProxyError):
        return NotConnectedReason.PROXY
    if isinstance(error, httpx.TimeoutException):
        return NotConnectedReason.TIMEOUT
    if isinstance(error, OSError) and not isinstance(error, TimeoutError):
        return NotConnectedReason.SETUP  # from reading the certificates: httpx wraps its own errors
    if isinstance(error, ValueError | ImportError):
        return NotConnectedReason.PROXY  # an address or scheme that httpx cannot use
    return None


def response_defect(error: Exception) -> ResponseDefect:
    if isinstance(error, TimeoutError | httpx.TimeoutException):
        return ResponseDefect.TIMEOUT
    if isinstance(error, httpx.RemoteProtocolError) and not _CLOSED.match(str(error)):
        return ResponseDefect.GARBLED
    return ResponseDefect.CUT


def _names(value: Any) -> set[str]:
    """Return every key in a JSON value."""
    if isinstance(value, dict):
        return set(value).union(*map(_names, value.values()))
    if isinstance(value, list):
        return set().union(*map(_names, value))
    return set()
