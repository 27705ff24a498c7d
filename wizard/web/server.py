"""textual-serve's server, adapted to pages on which secrets are typed."""

from __future__ import annotations

import asyncio
import logging
import socket
from pathlib import Path
from typing import Final

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from textual_serve.server import Server

from wizard.core import crash_report
from wizard.web.middleware import guard_app

FOLDER: Final = Path(__file__).parent

SHUTDOWN_SECONDS: Final = 5.0
"""Seconds that open wizards have to save what was typed when the server is stopped."""


class WizardServer(Server):
    """One page at ``address``, below a path that cannot be guessed."""

    def __init__(self, command: str, host: str, port: int, secret_path: str) -> None:
        super().__init__(command, host, port, title="clarm-wizard", templates_path=FOLDER)
        self.address = f"{self.public_url}/{secret_path}/"
        self._authority = f"{host}:{port}"
        self._prefix = f"/{secret_path}"
        self._sittings: dict[asyncio.Task[object], web.Request] = {}

    def run(self, listening: socket.socket) -> None:
        """Serve on ``listening`` until ctrl+c or SIGTERM, then let open wizards save."""
        self.initialize_logging()
        web.run_app(
            self._make_app(),
            sock=listening,
            print=None,
            access_log=None,  # it would contain the path
            shutdown_timeout=SHUTDOWN_SECONDS,
        )

    def initialize_logging(self) -> None:
        """Replace textual-serve's logging, which would print variables and what was typed."""
        logging.basicConfig(handlers=[_Reports()], level=logging.ERROR, force=True)

    async def _make_app(self) -> web.Application:
        served = await super()._make_app()
        served.router.add_get("/page.js", self._script)
        return guard_app(self._authority, self._prefix, served)

    async def _script(self, request: web.Request) -> web.FileResponse:
        return web.FileResponse(FOLDER / "page.js")

    async def on_startup(self, app: web.Application) -> None:
        """Print nothing, since the caller reports the address."""

    async def on_shutdown(self, app: web.Application) -> None:
        """Close all connections and wait for their wizards to exit cleanly."""
        for request in self._sittings.values():
            if request.transport is not None:
                request.transport.close()
        if self._sittings:
            await asyncio.wait(set(self._sittings), timeout=SHUTDOWN_SECONDS)

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Handle one session, from opening the page to closing it or to the wizard's end."""
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("a request outside of a task")
        self._sittings[task] = request
        try:
            return await super().handle_websocket(request)
        finally:
            del self._sittings[task]


class _Reports(logging.Handler):
    """Records where a failure occurred, and nothing else."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        if error is not None and not _is_the_clients(error):
            crash_report.report(error)


def _is_the_clients(error: BaseException) -> bool:
    """Return whether the client sent something other than HTTP, which aiohttp logs as an error."""
    return isinstance(error, HttpProcessingError | web.RequestPayloadError)
