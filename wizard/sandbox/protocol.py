"""An HTTP protocol that records each connection's transport, so that faults can cut it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    from wizard.sandbox.faults import Transports


def protocol_noting(transports: Transports) -> type[asyncio.Protocol]:
    """Return uvicorn's protocol class, extended to record open connections in ``transports``."""

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
