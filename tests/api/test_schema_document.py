"""Fetching a document: which host gets the session, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.support.raw_server import Peer, answer, serving, then_send
from wizard.api import BaseUrl
from wizard.api.schema_document import (
    MAX_BYTES,
    DocumentNotFetched,
    DocumentUrl,
    fetch_document,
)
from wizard.forms import Secret

SESSION = Secret("planted-session")


@contextmanager
def refused(words: str) -> Iterator[None]:
    with pytest.raises(DocumentNotFetched, match=words) as caught:
        yield
    assert SESSION.get_secret_value() not in str(caught.value)
    assert caught.value.usage


async def test_the_session_stays_here_as_long_as_nobody_asks_for_it() -> None:
    async with serving(then_send(answer(200, {"openapi": "3.1.0"}))) as server:
        address = DocumentUrl(f"{server.url}/openapi.json?v=1#top")
        assert await fetch_document(address, session=lambda: SESSION) == '{"openapi": "3.1.0"}'
    [request] = server.requests
    assert request.startswith(b"GET /openapi.json?v=1 HTTP/1.1\r\n")
    assert b"cookie" not in request.lower()


async def test_the_session_is_sent_where_the_host_refuses_to_answer_without_it() -> None:
    async def script(peer: Peer) -> None:
        signed_in = b"fastapiusersauth=planted-session" in await peer.request()
        await peer.send(answer(200 if signed_in else 403, "{}"))

    async with serving(script) as server:
        address = DocumentUrl(f"{server.url}/openapi.json")
        assert await fetch_document(address, session=lambda: SESSION) == "{}"
        with refused("asks for a session"):
            await fetch_document(address)
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    ("document", "api", "is_on"),
    [
        ("https://api.clarm.com/openapi.json", "https://api.clarm.com", True),
        ("https://API.clarm.com:443/docs/openapi.json", "https://api.clarm.com/api", True),
        ("https://docs.clarm.com/openapi.json", "https://api.clarm.com", False),
        ("https://api.clarm.com.evil.example/openapi.json", "https://api.clarm.com", False),
        ("https://api.clarm.com:8443/openapi.json", "https://api.clarm.com", False),
        ("http://localhost:1/openapi.json", "http://localhost:2", False),
        ("http://localhost:443/openapi.json", "https://localhost", False),
    ],
)
def test_only_the_very_same_host_is_the_api_s(document: str, api: str, is_on: bool) -> None:
    assert DocumentUrl(document).is_on(BaseUrl.parse(api)) is is_on


async def test_no_redirect_to_another_host_is_followed() -> None:
    async with serving(then_send(answer(200, "{}"))) as other:
        moved = answer(307, "", location=f"{other.url}/openapi.json")
        async with serving(then_send(moved)) as server:
            with refused("redirects to another host"):
                await fetch_document(DocumentUrl(f"{server.url}/x"), session=lambda: SESSION)
    assert other.requests == []


async def test_a_redirect_on_the_same_host_is_followed() -> None:
    async def script(peer: Peer) -> None:
        first = b"GET /old " in await peer.request()
        await peer.send(answer(301, "", location="/new") if first else answer(200, "{}"))

    async with serving(script) as server:
        assert await fetch_document(DocumentUrl(f"{server.url}/old")) == "{}"


@pytest.mark.parametrize(
    ("response", "words"),
    [
        (answer(404, "no"), "no document"),
        (answer(500, "no"), "status 500"),
        (answer(401, "no"), "doesn't accept the session"),
        (answer(200, "<!doctype html><title>Docs</title>"), "a web page"),
        (answer(200, "{}", content_encoding="br"), "Can't read it"),
        (answer(200, "{", length=100), "Can't read it"),
    ],
)
async def test_what_is_no_document_gets_a_sentence(response: bytes, words: str) -> None:
    async with serving(then_send(response)) as server:
        with refused(words):
            await fetch_document(DocumentUrl(f"{server.url}/openapi.json"), session=lambda: SESSION)


async def test_a_hundred_megabytes_are_not_read() -> None:
    async def script(peer: Peer) -> None:
        await peer.request()
        await peer.send(answer(200, b"{", length=100 * 1024 * 1024))
        for _ in range(1600):
            await peer.send(b" " * 64 * 1024)

    async with serving(script) as server:
        with refused("larger than 8 MiB"):
            await fetch_document(DocumentUrl(f"{server.url}/openapi.json"))
    assert server.sent < 4 * MAX_BYTES


async def test_a_server_that_drips_is_left() -> None:
    async def script(peer: Peer) -> None:
        await peer.request()
        await peer.reader.read()

    async with serving(script) as server:
        with refused("didn't answer in time|Can't read it"):
            await fetch_document(DocumentUrl(f"{server.url}/openapi.json"), seconds=0.2)


async def test_no_proxy_stands_between_this_machine_and_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with serving(then_send(answer(200, "{}"))) as server:
        monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
        assert await fetch_document(DocumentUrl(f"{server.url}/openapi.json")) == "{}"


@pytest.mark.parametrize(
    "text",
    [
        "http://api.clarm.com/openapi.json", "ftp://api.clarm.com/x", "https://me:pw@a.example/x",
        "https://a.example/\x1b[31mx", "https://a.example/x?\x1b[31mx",
        "https://ä.example/x", "https://", "file:///etc/passwd",
    ],
)  # fmt: skip
def test_addresses_that_are_not_asked(text: Any) -> None:
    with refused("The (address|URL)|http://"):
        DocumentUrl(text)
