"""Access control: admits only the page itself, in a browser on this machine.

A page of another origin cannot read what is served here, but it could open a web socket, or arrive
under a domain name of its own that resolves to this machine. Host names are therefore checked, and
the path has a part that is known only to whoever started the server.
"""

from __future__ import annotations

from typing import Final

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler

HEADERS: Final = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "img-src 'self' data:; connect-src 'self' ws://{authority}; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""The terminal in the page makes styles of its own; scripts come from the server alone."""


def guard_app(authority: str, prefix: str, served: web.Application) -> web.Application:
    """Mount ``served`` below ``prefix``, for requests whose host is ``authority`` (host:port)."""
    origin = f"http://{authority}"

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        is_page = request.headers.get(hdrs.ORIGIN) == origin
        is_socket = hdrs.UPGRADE in request.headers
        if request.headers.get(hdrs.HOST) != authority:
            raise web.HTTPForbidden(text=f"This server only answers as {authority}.\n")
        if not is_page and (is_socket or hdrs.ORIGIN in request.headers):
            raise web.HTTPForbidden(text="This page isn't allowed to connect here.\n")
        return await handler(request)

    async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
        response.headers.update(HEADERS)
        response.headers["Content-Security-Policy"] = POLICY.format(authority=authority)

    app = web.Application(middlewares=[guard])
    app.on_response_prepare.append(add_headers)
    app.add_subapp(prefix, served)
    return app
