"""What the client for sources does and does not do, against raw servers on loopback."""

from __future__ import annotations

import asyncio
import socket
import ssl

import pytest

from wizard.api.outcome import NotConnectedReason
from wizard.api.response import RawResponse
from wizard.api.vendor import NotReached, UnsafeRequest, VendorRequest
from wizard.api.vendor_client import VendorClient, VendorSandbox
from wizard.forms import Secret

SECRET = "planted-vendor-secret"
TLS = b"\x16"
"""The first byte of a handshake, after which no request comes."""


class Raw:
    """A server that answers each connection with the next text, and keeps what it was sent."""

    def __init__(self, *answers: bytes) -> None:
        self.answers = list(answers)
        self.heard: list[bytes] = []

    async def __aenter__(self) -> Raw:
        self.server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        port = self.server.sockets[0].getsockname()[1]
        self.there = VendorSandbox(f"http://127.0.0.1:{port}", Secret("session"))
        return self

    async def __aexit__(self, *_: object) -> None:
        self.server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            first = await reader.readexactly(1)
            rest = b"" if first == TLS else await reader.readuntil(b"\r\n\r\n")
            self.heard.append(first + rest)
            writer.write(self.answers.pop(0))
        except asyncio.IncompleteReadError as error:
            self.heard.append(error.partial)
        finally:
            writer.close()


def answer(status: str, *headers: str, body: bytes = b"{}") -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


def get(url: str) -> VendorRequest:
    return VendorRequest("GET", url, {"Authorization": f"Bearer {SECRET}"})


@pytest.mark.parametrize(
    "url", ["http://api.example.com/", "https://u:p@api.example.com/", "https:///x", "ftp://a/"]
)
async def test_only_https_is_asked(url: str) -> None:
    with pytest.raises(UnsafeRequest):
        await VendorClient("github").send(get(url))


async def test_a_value_that_ends_a_header_is_not_sent() -> None:
    request = VendorRequest("GET", "https://a.example/", {"Authorization": "a\r\nHost: b"})
    with pytest.raises(UnsafeRequest):
        await VendorClient("github").send(request)


async def test_a_redirect_on_the_same_host_is_followed_and_another_is_not() -> None:
    moved = answer("302 Found", "Location: /v2/user")
    away = answer("302 Found", "Location: https://evil.example/steal")
    plain = answer("302 Found", "Location: http://api.example.com/user")
    for second, count in ((answer("200 OK"), 2), (away, 2), (plain, 2)):
        async with Raw(moved, second) as server:
            reply = await VendorClient("x", sandbox=server.there).send(
                get("https://api.example.com/user")
            )
            assert isinstance(reply, RawResponse)
            assert reply.status == (200 if second == answer("200 OK") else 302)
            assert len(server.heard) == count
            assert b"/vendors/x/api.example.com/v2/user" in server.heard[1]


async def test_a_body_is_read_up_to_a_limit() -> None:
    async with Raw(answer("200 OK", body=b"x" * 5000)) as server:
        request = VendorRequest("GET", "https://a.example/", max_bytes=1000)
        reply = await VendorClient("x", sandbox=server.there).send(request)
    assert isinstance(reply, RawResponse)
    assert len(reply.body) == 1000
    assert reply.flaw is not None


async def test_cookies_of_a_source_are_not_sent_back() -> None:
    async with Raw(answer("302 Found", "Location: /b", "Set-Cookie: a=b"), answer("200 OK")) as s:
        await VendorClient("x", sandbox=s.there).send(get("https://a.example/"))
    assert b"a=b" not in s.heard[1]


async def test_no_answer_is_told_without_the_secret() -> None:
    nobody = VendorSandbox("http://127.0.0.1:9", Secret("session"))
    reply = await VendorClient("x", sandbox=nobody).send(get("https://a.example/"))
    assert isinstance(reply, NotReached)
    assert reply.reason is NotConnectedReason.REFUSED
    assert SECRET not in repr(reply) + repr(get("https://a.example/"))


@pytest.fixture
def untrusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """No certificate is trusted."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    monkeypatch.setattr("httpx.create_ssl_context", lambda: context)


async def test_without_tls_at_the_other_end_nothing_is_sent(untrusted: None) -> None:
    async with Raw(answer("200 OK")) as server:
        port = server.there.url.rpartition(":")[2]
        reply = await VendorClient("x").send(get(f"https://127.0.0.1:{port}/"))
    assert isinstance(reply, NotReached)
    assert SECRET.encode() not in b"".join(server.heard)


PROXY = "proxy.nowhere.example"


@pytest.mark.parametrize(
    ("proxy", "errno", "reason", "words"),
    [
        ("", socket.EAI_NONAME, NotConnectedReason.NAME, "Can't find a.example"),
        ("", socket.EAI_AGAIN, NotConnectedReason.UNREACHABLE, "Can't reach a.example from here"),
        (PROXY, socket.EAI_NONAME, NotConnectedReason.PROXY, f"Can't reach the proxy {PROXY}"),
    ],
)
async def test_a_wrong_address_and_no_network_are_told_apart(
    proxy: str,
    errno: int,
    reason: NotConnectedReason,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    untrusted: None,
) -> None:
    """Only a name that does not exist says something of the address."""

    def look_up(*_: object, **__: object) -> None:
        raise socket.gaierror(errno, "no such name")

    monkeypatch.setattr("socket.getaddrinfo", look_up)
    if proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://{proxy}:3128")
    reply = await VendorClient("x").send(get("https://a.example/"))
    assert isinstance(reply, NotReached)
    assert reply.reason is reason
    assert words in reply.message


@pytest.mark.parametrize("location", ["//[", "https://a.example:99999999/"])
async def test_a_redirect_to_no_address_is_an_answer(location: str) -> None:
    async with Raw(answer("302 Found", f"Location: {location}")) as server:
        reply = await VendorClient("x", sandbox=server.there).send(get("https://a.example/"))
    assert isinstance(reply, RawResponse)
    assert reply.status == 302
