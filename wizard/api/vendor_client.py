"""HTTP client for the sources' own APIs, used only to test credentials and to list choices.

It speaks TLS only, save where nothing secret is sent, verifies certificates, follows no redirect to
another host, keeps no cookies and no connections, and reads a bounded body in a bounded time.
"""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import dataclass, replace
from http.cookiejar import DefaultCookiePolicy
from typing import Final
from urllib.parse import urljoin, urlsplit

import httpx

from wizard import __version__
from wizard.api.base_url import COOKIE
from wizard.api.client import exception_reason, proxy_for, response_defect
from wizard.api.connection_errors import explained
from wizard.api.outcome import NotConnectedReason
from wizard.api.response import BodyReader, RawResponse, ResponseDefect
from wizard.api.vendor import NotReached, VendorRequest, check_request
from wizard.forms import Secret

CONNECT_SECONDS: Final = 10.0
TOTAL_SECONDS: Final = 25.0
_MAX_REDIRECTS: Final = 3


@dataclass(frozen=True, slots=True)
class VendorSandbox:
    """Where requests go instead of to the sources: ``url`` of the sandbox, and its session."""

    url: str
    session: Secret


class VendorClient:
    """Asks the API of a source. With ``sandbox``, that answers in its place.

    type_name: the connector type, by which the sandbox knows whose answers to give.
    """

    def __init__(
        self,
        type_name: str,
        *,
        sandbox: VendorSandbox | None = None,
        seconds: float = TOTAL_SECONDS,
    ) -> None:
        self._type_name = type_name
        self._sandbox = sandbox
        self._seconds = seconds
        self._context: ssl.SSLContext | None = None

    async def send(self, request: VendorRequest) -> RawResponse | NotReached:
        """Return the answer, as much of it as came, or why there is none.

        Raises ``UnsafeRequest``, and nothing else.
        """
        check_request(request)
        try:
            async with asyncio.timeout(self._seconds), await self._client(request) as http:
                for _ in range(_MAX_REDIRECTS):
                    answer = await self._exchange(http, request)
                    target = _redirect(request, answer)
                    if target is None:
                        break
                    request = target
                return answer
        except Exception as error:  # whatever it is, it must not carry the headers out
            proxy = "" if self._sandbox else proxy_for(request.url)
            reason, words = explained(error, request.host, exception_reason(error), proxy=proxy)
            if proxy and reason is NotConnectedReason.NAME:
                reason = NotConnectedReason.PROXY  # the name that was looked up is the proxy's
            return NotReached(reason, words)

    async def _client(self, request: VendorRequest) -> httpx.AsyncClient:
        if self._context is None:
            # The sandbox is asked without TLS. Reading the authorities takes time, so do it once
            # and in a thread.
            self._context = (
                ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
                if self._sandbox
                else await asyncio.to_thread(httpx.create_ssl_context)
            )
        client = httpx.AsyncClient(
            verify=self._context,
            trust_env=self._sandbox is None and not request.on_this_machine,
            timeout=httpx.Timeout(self._seconds, connect=CONNECT_SECONDS),
            follow_redirects=False,
        )
        client.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=()))
        return client

    async def _exchange(self, http: httpx.AsyncClient, request: VendorRequest) -> RawResponse:
        url, headers = self._routed(request)
        sent = httpx.Request(request.method, url, headers=headers, content=request.body or None)
        response = await http.send(sent, stream=True)
        fields = {key.lower(): value for key, value in response.headers.items()}
        reader = BodyReader(fields.get("content-encoding", ""), request.max_bytes)
        flaw: ResponseDefect | None = None
        try:
            async for chunk in response.aiter_raw():
                reader.feed(chunk)
                if reader.flaw:
                    break
        except Exception as error:  # a status was received, which may say enough
            flaw = response_defect(error)
        finally:
            await response.aclose()
        return RawResponse(response.status_code, fields, bytes(reader.body), reader.flaw or flaw)

    def _routed(self, request: VendorRequest) -> tuple[str, dict[str, str]]:
        headers = {
            "Accept": "application/json",
            "User-Agent": f"clarm-wizard/{__version__}",
            **request.headers,
            "Accept-Encoding": "identity",
        }
        if self._sandbox is None:
            return request.url, headers
        path = request.url.partition("://")[2]
        headers["Cookie"] = f"{COOKIE}={self._sandbox.session.get_secret_value()}"
        return f"{self._sandbox.url}/vendors/{self._type_name}/{path}", headers


def _redirect(request: VendorRequest, answer: RawResponse) -> VendorRequest | None:
    """Return the request for a redirect that stays on the host, or goes on to it with TLS."""
    location = answer.headers.get("location", "")
    if answer.status not in (301, 302, 307, 308) or not location or request.method == "POST":
        return None
    try:
        url = urljoin(request.url, location)
        old, new = urlsplit(request.url), urlsplit(url)
    except ValueError:
        return None
    if new.netloc != old.netloc or new.scheme not in (old.scheme, "https"):
        return None
    return replace(request, url=url)
