"""Access control: checks the cookie and the body size before reading any of the body."""

from __future__ import annotations

import hmac
from typing import Final

from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from wizard.api.base_url import COOKIE
from wizard.forms import Secret

MAX_BODY_BYTES: Final = 1024 * 1024
OPENAPI_PATH: Final = "/openapi.json"

# Wording from Onyx (backend/onyx/auth/users.py, June 2025).
NOT_SIGNED_IN: Final = "Access denied. User is not authenticated."
TOO_LARGE: Final = "Request Entity Too Large"


class Gate:
    """ASGI middleware: 403 without the cookie, 413 for a body over ``MAX_BODY_BYTES``.

    The document of the API is for everybody. It also stores the body of an accepted
    request, as bytes, in ``scope["body"]``.
    """

    def __init__(self, app: ASGIApp, *, session: Secret) -> None:
        self._app = app
        self._session = session.get_secret_value().encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if scope["path"] == OPENAPI_PATH:  # public, as it is with FastAPI
            await self._app({**scope, "body": b""}, receive, send)
            return
        given = HTTPConnection(scope).cookies.get(COOKIE, "").encode()
        if not hmac.compare_digest(given, self._session):
            await _refusal(403, NOT_SIGNED_IN)(scope, receive, send)
            return
        body = bytearray()
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return  # disconnected halfway through
            body += message.get("body", b"")
            more = message.get("more_body", False)
            if len(body) > MAX_BODY_BYTES:
                await _refusal(413, TOO_LARGE)(scope, receive, send)
                return
        scope["body"] = bytes(body)
        await self._app(scope, _again(scope["body"], receive), send)


def _again(body: bytes, receive: Receive) -> Receive:
    """Return a ``receive`` that replays ``body``, then continues with ``receive``."""
    first: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return first.pop() if first else await receive()

    return again


def _refusal(status: int, detail: str) -> JSONResponse:
    return JSONResponse({"detail": detail}, status, headers={"Connection": "close"})
