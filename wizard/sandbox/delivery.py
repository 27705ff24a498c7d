"""Between the application and the socket: where ordered faults happen, byte by byte."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from wizard.sandbox.faults import Fault, Faults, Reply, canned, pieces

Transports = dict[tuple[str, int], asyncio.Transport]
"""The open connections of a server, by the other side's address and port."""

_FULL: Final = 256 * 1024


class FaultyDelivery:
    """ASGI middleware: notes each request to ``path``, and gives it the next fault, if any.

    The body is in ``scope["body"]``, where ``Gate`` put it.

    An answer with a fault goes straight to the transport, since the server itself would
    not let a broken one pass.
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
        """One request."""
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
        while transport.get_write_buffer_size() > _FULL and not transport.is_closing():
            await asyncio.sleep(0.01)
        if transport.is_closing():
            return
    transport.close()


async def _reply_of(app: ASGIApp, scope: Scope, receive: Receive) -> Reply:
    """What the application answers, kept back."""
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
