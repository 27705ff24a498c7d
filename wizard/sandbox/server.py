"""Starts and stops the embedded API."""

from __future__ import annotations

import ipaddress
import secrets
import socket
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from wizard.api.base_url import COOKIE
from wizard.forms import Secret
from wizard.sandbox.errors import SandboxError, SandboxPortTaken, check_installed
from wizard.sandbox.faults import Shape, Transports
from wizard.sandbox.state import Role, State

if TYPE_CHECKING:
    import uvicorn

    from wizard.sandbox.validation import Catalogue

_STOP_SECONDS: Final = 5.0  # seconds to wait for the thread to end

_GUIDE: Final = """\
The sandbox is at {url}. Nothing you send to it leaves this machine.

Use it from another terminal:
  export CLARM_API_URL={url}
  export CLARM_SESSION={session}
  clarm-wizard

Compare its schema with the types the wizard knows:
  clarm-wizard server-schema

Inject a fault into the next request:
  curl -b {cookie}={session} {url}/sandbox/faults \\
    -H 'Content-Type: application/json' -d '{{"status": 503, "retry_after": 20}}'

Press ctrl+c to stop.
"""


class Sandbox:
    """The embedded API on a loopback port, from ``start`` to ``stop`` or in a ``with`` block.

    port: 0 for any free one.
    session: the cookie's value; random if omitted.
    role, shape: the role of the signed-in user, and the form of a 422.
    drift: whether its types and fields differ from the catalogue's.

    Creating one costs little, since the server's packages load on ``start``. Once started, ``url``
    is the address and ``session`` the cookie to sign in with; ``state`` holds the faults to inject
    and the requests that arrived.

    Raises SandboxMissing, SandboxPortTaken, and ValueError for a ``host`` other than this machine.
    """

    def __init__(
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        session: Secret | None = None,
        role: Role = "admin",
        shape: Shape = "fastapi",
        catalogue: Catalogue | None = None,
        drift: bool = False,
    ) -> None:
        if not ipaddress.ip_address(host).is_loopback:
            raise ValueError("the sandbox only works on this machine")
        check_installed()
        self.session = session or Secret(secrets.token_urlsafe(32))
        self.state = State(self.session, role=role, shape=shape)
        self._host = host
        self._port = port
        self._catalogue = catalogue
        self._drift = drift
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """The base address; complete once the server has started."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self._port}"

    def start(self) -> None:
        """Start the server in a thread and return once it responds."""
        import uvicorn

        from wizard.sandbox.app import create_app
        from wizard.sandbox.protocol import protocol_noting

        if self._drift:
            from wizard.sandbox.drift import DriftedConnectors

            self._catalogue = DriftedConnectors()
        listening = self._listen()
        self._port = listening.getsockname()[1]
        transports: Transports = {}
        config = uvicorn.Config(
            create_app(self.state, self._catalogue, transports),
            http=protocol_noting(transports),
            loop="asyncio",
            ws="none",
            lifespan="off",
            log_config=None,
            log_level="critical",
            access_log=False,
            timeout_graceful_shutdown=0,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._server.run, args=([listening],), name="sandbox", daemon=True
        )
        self._thread.start()
        while not self._server.started and self._thread.is_alive():
            time.sleep(0.002)
        if not self._server.started:
            raise SandboxError("The sandbox stopped while it was starting. Try again.")

    def stop(self) -> None:
        """Stop immediately, aborting open requests; does nothing if it is not running."""
        if self._server and self._thread:
            self._server.should_exit = True
            self._thread.join(_STOP_SECONDS)
        self._server = self._thread = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    def _listen(self) -> socket.socket:
        family = socket.AF_INET6 if ":" in self._host else socket.AF_INET
        # asyncio disables Nagle's algorithm only if TCP is named explicitly.
        listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        if sys.platform != "win32":  # on Windows, two programs could share a port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((self._host, self._port))
        except (OSError, OverflowError):
            listening.close()
            raise SandboxPortTaken(
                f"Port {self._port} is in use or not allowed. Choose another, or omit --port to "
                "use any free port."
            ) from None
        return listening


def serve(port: int = 0, *, drift: bool = False, tell: Callable[[str], None]) -> None:
    """Run the sandbox until ctrl+c, reporting its address and how to use it.

    drift: differ from the catalogue, as a server of another version does. Raises what ``Sandbox``
    raises.
    """
    with Sandbox(port=port, drift=drift) as sandbox:
        session = sandbox.session.get_secret_value()
        tell(_GUIDE.format(url=sandbox.url, session=session, cookie=COOKIE).rstrip())
        with suppress(KeyboardInterrupt):
            threading.Event().wait()
