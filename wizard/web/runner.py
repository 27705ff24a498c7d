"""Starts and stops the web server."""

from __future__ import annotations

import secrets
import shlex
import socket
import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from typing import Final

HOST: Final = "127.0.0.1"


class WebError(RuntimeError):
    """The page cannot be served; the text says why and what to do."""


class WebMissing(WebError):
    """textual-serve is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "The wizard in a browser needs one more package. "
            "Install it with: pip install 'clarm-wizard[web]'"
        )


class WebPortTaken(WebError):
    """The port is in use by another program, or not permitted."""

    def __init__(self, port: int) -> None:
        super().__init__(
            f"Port {port} is in use or not allowed. Choose another, or omit --port to use any "
            "free port."
        )


def serve(command: Sequence[str], *, port: int = 0, ready: Callable[[str], None]) -> None:
    """Serve the output of ``command`` to browsers on this machine only, until ctrl+c.

    command: starts a wizard with a browser as its terminal, once for each page that is opened.
    port: 0 for any free one.
    ready: called with the address once it can be opened. Part of the address cannot be guessed,
    which keeps everyone else out, including other users of this machine.

    Raises WebMissing and WebPortTaken.
    """
    if find_spec("textual_serve") is None:
        raise WebMissing
    from wizard.web.server import WizardServer

    with _listening(port) as listening:
        port = listening.getsockname()[1]
        # textual-serve runs it through a shell, which need not remain.
        run = f"exec {shlex.join(command)}"
        server = WizardServer(run, HOST, port, secrets.token_urlsafe(24))
        ready(server.address)
        server.run(listening)


def _listening(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET)
    if sys.platform != "win32":  # on Windows, two programs could share a port
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        listening.listen()
    except (OSError, OverflowError):
        listening.close()
        raise WebPortTaken(port) from None
    return listening
