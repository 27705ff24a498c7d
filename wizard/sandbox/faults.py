"""Fault injection: what the next responses are, and how their delivery fails."""

from __future__ import annotations

import asyncio
import http
import json
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field
from starlette.types import ASGIApp, Message, Receive, Scope, Send

Shape = Literal["fastapi", "onyx"]
_BLOCK_BYTES = 64 * 1024


class Fault(BaseModel):
    """What happens to the next ``times`` requests.

    First ``delay`` seconds pass. Then the answer: the real one, unless something of
    ``status`` to ``gzip_bomb`` asks for another; ``created`` has the request carried out
    all the same. Then its way: ``cut``, ``drip`` (seconds between two bytes), or a false
    ``content_length``.

    detail: the JSON body ``{"detail": ...}``. body: text. html: the title of a web page.
    redirect: an address, with status 307. retry_after: the header, as given.
    size: a body of that many bytes. gzip_bomb: one that unpacks to that many.
    cut: before any answer, in its head, or in its body before both IDs are there.
    shape: the form of a validation error.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    times: int = Field(1, ge=1)
    delay: float = Field(0, ge=0)
    created: bool = False

    status: int | None = Field(None, ge=200, le=599)
    detail: Any = None
    body: str | None = None
    html: str | None = None
    redirect: str | None = None
    retry_after: str | int | None = None
    size: int | None = Field(None, ge=0)
    gzip_bomb: int | None = Field(None, ge=0)

    cut: Literal["before", "head", "middle"] | None = None
    drip: float | None = Field(None, ge=0)
    content_length: int | None = Field(None, ge=0)
    shape: Shape | None = None

    @property
    def is_canned(self) -> bool:
        """Whether the response is not the real one."""
        return any(
            value is not None
            for value in (
                self.status, self.detail, self.body, self.html,
                self.redirect, self.retry_after, self.size, self.gzip_bomb,
            )
        )  # fmt: skip

    @property
    def reaches_the_app(self) -> bool:
        """Whether the request is carried out."""
        return self.created or not (self.is_canned or self.cut == "before")


@dataclass
class Reply:
    """A response before it is sent."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    blocks: Iterable[bytes] = ()
    length: int = 0

    @classmethod
    def of(cls, status: int, content_type: str, body: bytes, **headers: str) -> Reply:
        """Return a reply with a complete body."""
        return cls(status, {"content-type": content_type, **headers}, [body], len(body))

    def head(self, content_length: int | None = None) -> bytes:
        """Return status line and headers, with a false ``content_length`` if given."""
        length = self.length if content_length is None else content_length
        lines = self.headers | {"content-length": str(length), "connection": "close"}
        text = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        return f"HTTP/1.1 {self.status} {_phrase(self.status)}\r\n{text}\r\n".encode("latin-1")


def canned(fault: Fault) -> Reply:
    """Return the response that ``fault`` asks for."""
    headers: dict[str, str] = {}
    status = fault.status or 200
    if fault.redirect is not None:
        status = fault.status or 307
        headers["location"] = fault.redirect
    if fault.retry_after is not None:
        status = fault.status or 429
        headers["retry-after"] = str(fault.retry_after)
    if fault.size is not None:
        reply = Reply(status, {"content-type": "application/json"}, _blocks(fault.size), fault.size)
    elif fault.gzip_bomb is not None:
        headers["content-encoding"] = "gzip"
        reply = Reply.of(status, "application/json", _bomb(fault.gzip_bomb))
    elif fault.html is not None:
        page = f"<!doctype html><html><head><title>{fault.html}</title></head><body></body></html>"
        reply = Reply.of(status, "text/html", page.encode())
    elif fault.body is not None:
        reply = Reply.of(status, "application/json", fault.body.encode())
    elif fault.detail is None and status == http.HTTPStatus.INTERNAL_SERVER_ERROR:
        reply = Reply.of(status, "text/plain", b"Internal Server Error")
    else:
        detail = _phrase(status) if fault.detail is None else fault.detail
        reply = Reply.of(status, "application/json", json.dumps({"detail": detail}).encode())
    reply.headers |= headers
    return reply


def pieces(fault: Fault, reply: Reply) -> Iterator[bytes]:
    """Yield ``reply`` as the bytes to send, split the way ``fault`` requires."""
    whole = _undripped(fault, reply)
    if fault.drip is None:
        return whole
    return (block[at : at + 1] for block in whole for at in range(len(block)))


def _undripped(fault: Fault, reply: Reply) -> Iterator[bytes]:
    head = reply.head(fault.content_length)
    if fault.cut == "head":
        yield head[: len(head) // 2]
        return
    yield head
    left = reply.length // 4 if fault.cut == "middle" else reply.length
    for block in reply.blocks:
        yield block[:left]
        left -= len(block)
        if left <= 0:
            return


class Faults:
    """The pending faults, first in, first out; thread-safe."""

    def __init__(self) -> None:
        self._waiting: deque[Fault] = deque()
        self._lock = Lock()

    def add(self, *faults: Fault) -> None:
        """Queue ``faults`` behind the pending ones."""
        with self._lock:
            self._waiting.extend(faults)

    def take(self) -> Fault | None:
        """Return the fault for the request that has just arrived, if any."""
        with self._lock:
            if not self._waiting:
                return None
            fault = self._waiting.popleft()
            if fault.times > 1:
                self._waiting.appendleft(fault.model_copy(update={"times": fault.times - 1}))
            return fault

    def waiting(self) -> tuple[Fault, ...]:
        """The pending faults."""
        with self._lock:
            return tuple(self._waiting)

    def clear(self) -> None:
        """Discard the pending faults."""
        with self._lock:
            self._waiting.clear()


def _phrase(status: int) -> str:
    try:
        return http.HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"


def _blocks(size: int) -> Iterator[bytes]:
    for start in range(0, size, _BLOCK_BYTES):
        yield b" " * min(_BLOCK_BYTES, size - start)


def _bomb(size: int) -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    return b"".join(packer.compress(block) for block in _blocks(size)) + packer.flush()


Transports = dict[tuple[str, int], asyncio.Transport]
"""The open connections of a server, by the other side's address and port."""

_MAX_BUFFERED_BYTES: Final = 256 * 1024


class FaultyDelivery:
    """ASGI middleware that records each request to ``path`` and applies the next fault, if any.

    The body is in ``scope["body"]``, where ``Gate`` put it. A response with a fault goes straight
    to the transport, since the server itself would not let a malformed one through.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        path: str,
        faults: Faults,
        transports: Transports,
        received: Callable[[bytes], None],
    ) -> None:
        self._app = app
        self._path = path
        self._faults = faults
        self._transports = transports
        self._received = received

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http" or scope["path"] != self._path or scope["method"] != "POST":
            await self._app(scope, receive, send)
            return
        self._received(scope["body"])
        fault = self._faults.take()
        if fault is None:
            await self._app(scope, receive, send)
            return
        await asyncio.sleep(fault.delay)
        reply = canned(fault)
        if fault.reaches_the_app:
            scope["shape"] = fault.shape
            real = await _reply_of(self._app, scope, receive)
            reply = reply if fault.is_canned else real
        transport = self._transports.get(tuple(scope["client"]))
        if transport:
            await _deliver(fault, reply, transport)
        while (await receive())["type"] != "http.disconnect":
            pass


async def _deliver(fault: Fault, reply: Reply, transport: asyncio.Transport) -> None:
    if fault.cut == "before":
        transport.abort()
        return
    for piece in pieces(fault, reply):
        transport.write(piece)
        if fault.drip:
            await asyncio.sleep(fault.drip)
        while (
            transport.get_write_buffer_size() > _MAX_BUFFERED_BYTES and not transport.is_closing()
        ):
            await asyncio.sleep(0.01)
        if transport.is_closing():
            return
    transport.close()


async def _reply_of(app: ASGIApp, scope: Scope, receive: Receive) -> Reply:
    """Run the application and return its response without sending it."""
    messages: list[Any] = []

    async def keep(message: Message) -> None:
        messages.append(message)

    await app(scope, receive, keep)
    start, *rest = messages
    body = b"".join(message.get("body", b"") for message in rest)
    headers = {
        name.decode("latin-1"): value.decode("latin-1")
        for name, value in start["headers"]
        if name != b"content-length"
    }
    return Reply(start["status"], headers, [body], len(body))
