"""Starting and stopping what serves the page."""

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
    """It cannot be served; the text says why and what to do."""


class WebMissing(WebError):
    """textual-serve is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "The wizard in a browser needs one more package. "
            "Install it with: pip install 'clarm-wizard[web]'"
        )


class WebPortTaken(WebError):
    """Another program has the port, or it may not be had."""

    def __init__(self, port: int) -> None:
        super().__init__(
            f"Port {port} is in use, or not allowed. "
            "Choose another one, or leave out --port for any free one."
        )


def serve(command: Sequence[str], *, port: int = 0, ready: Callable[[str], None]) -> None:
    """Serve what ``command`` draws, to browsers on this machine only, until ctrl+c.

    command: starts a wizard that takes a browser for its terminal, one for each page that is
    opened. port: 0 for any free one. ready: called with the address once it can be opened; a part
    of it that nobody can guess keeps everybody else out, other users of this machine included.
    Raises ``WebMissing`` and ``WebPortTaken``.
    """
    if find_spec("textual_serve") is None:
        raise WebMissing
    from wizard.web.server import WizardServer

    with _listening(port) as listening:
        port = listening.getsockname()[1]
        # textual-serve runs it through a shell, which need not stay.
        run = f"exec {shlex.join(command)}"
        server = WizardServer(run, HOST, port, secrets.token_urlsafe(24))
        ready(server.address)
        server.run(listening)


def _listening(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET)
    if sys.platform != "win32":  # there it would let two programs share a port
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        listening.listen()
    except (OSError, OverflowError):
        listening.close()
        raise WebPortTaken(port) from None
    return listening
