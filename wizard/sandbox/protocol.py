"""The server's side of HTTP, with its sockets in reach."""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol

from wizard.sandbox.delivery import Transports


def protocol_noting(transports: Transports) -> type[asyncio.Protocol]:
    """uvicorn's protocol, which also keeps its open connections in ``transports``."""

    class Noting(H11Protocol):
        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            if self.client:
                transports[self.client] = transport

        def connection_lost(self, exc: Exception | None) -> None:
            super().connection_lost(exc)
            if self.client:
                transports.pop(self.client, None)

    return Noting
