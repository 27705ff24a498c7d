"""Fetches the OpenAPI document of a server, or of a page about it.

The session goes to the API's own host only, and only if that does not answer without it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from wizard.api.base_url import COOKIE, BaseUrl, BaseUrlError
from wizard.api.response import RawResponse, ResponseDefect
from wizard.api.vendor import NotReached, UnsafeRequest, VendorRequest
from wizard.api.vendor_client import VendorClient
from wizard.forms import Secret
from wizard.utils.errors import WizardError

MAX_BYTES: Final = 8 * 1024 * 1024
TOTAL_SECONDS: Final = 30.0
_SIGN_IN: Final = (401, 403)


class DocumentNotFetched(WizardError):
    """There is no document at an address; the text says why."""

    usage = True


class DocumentUrl:
    """The address of a document. Raises ``DocumentNotFetched`` for one that is not asked."""

    def __init__(self, text: str) -> None:
        bare, mark, query = text.strip().partition("#")[0].partition("?")
        try:
            self.base = BaseUrl.parse(bare)
        except BaseUrlError as error:
            raise DocumentNotFetched(str(error).replace("API URL", "URL")) from None
        if not query.isascii() or not query.isprintable() or " " in query:
            raise DocumentNotFetched("The URL can contain only plain ASCII characters.")
        path = urlsplit(bare).path
        parts = urlsplit(self.base.url)
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self.folder = path.rpartition("/")[0]
        self.url = f"{self.origin}{path}{mark}{query}"

    def is_on(self, server: BaseUrl) -> bool:
        """Return whether it is on the API's own host."""
        return urlsplit(server.url)[:2] == urlsplit(self.origin)[:2]


def _no_session() -> Secret | None:
    return None


async def fetch_document(
    address: DocumentUrl,
    *,
    session: Callable[[], Secret | None] = _no_session,
    seconds: float = TOTAL_SECONDS,
) -> str:
    """Return the text at an address. Raises ``DocumentNotFetched``.

    session: looked for and sent in a second attempt, where the first is refused; only for the API's
    own host. May block.
    """
    client = VendorClient("", seconds=seconds)
    answer = await _get(client, address, {})
    found = None
    if isinstance(answer, RawResponse) and answer.status in _SIGN_IN:
        found = await asyncio.to_thread(session)
    if found is not None:
        cookie = f"{COOKIE}={found.get_secret_value()}"
        answer = await _get(client, address, {"Cookie": cookie})
    if isinstance(answer, NotReached):
        raise DocumentNotFetched(answer.message)
    if words := _objection(answer, signed_in=found is not None):
        raise DocumentNotFetched(words, where=address.url)
    return answer.text


async def _get(
    client: VendorClient, address: DocumentUrl, headers: dict[str, str]
) -> RawResponse | NotReached:
    request = VendorRequest(
        "GET",
        address.url,
        {"Accept": "application/json, application/yaml;q=0.9, */*;q=0.1", **headers},
        max_bytes=MAX_BYTES,
        on_this_machine=address.base.loopback,
    )
    try:
        return await client.send(request)
    except UnsafeRequest as error:
        raise DocumentNotFetched(str(error)) from None


def _objection(answer: RawResponse, *, signed_in: bool) -> str:
    """Return why an answer is no document; empty if it may be one."""
    if answer.status in _SIGN_IN:
        how = "doesn't accept the session" if signed_in else "asks for a session"
        return f"The server {how} ({answer.status}). Download the document, then use the file."
    if 300 <= answer.status < 400:
        return "This redirects to another host, which the wizard doesn't follow. Use that URL."
    if answer.status == 404:
        return "This URL has no document (404). Use the document's URL."
    if answer.status != 200:
        return f"The response has status {answer.status} and isn't a document."
    if answer.flaw is ResponseDefect.TOO_LONG:
        return f"This is larger than {MAX_BYTES // 1024 // 1024} MiB. No API needs that much."
    if answer.flaw is not None:
        return f"Can't read it: {answer.flaw.words}."
    if answer.is_html:
        return "This is a web page, not an OpenAPI document."
    return ""
