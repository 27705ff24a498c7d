"""The embedded API: what is known of the real one, running on this machine only.

``Sandbox`` runs it alongside the program, ``serve`` in the foreground. FastAPI and uvicorn come
with the extra ``sandbox`` and are loaded only when one of them starts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wizard.sandbox.errors import SandboxError, SandboxMissing, SandboxPortTaken

if TYPE_CHECKING:
    from wizard.sandbox.server import Sandbox, serve

__all__ = ["Sandbox", "SandboxError", "SandboxMissing", "SandboxPortTaken", "serve"]


def __getattr__(name: str) -> Any:
    if name not in ("Sandbox", "serve"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from wizard.sandbox import server  # its models would delay the first screen

    return getattr(server, name)
