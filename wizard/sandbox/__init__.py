"""The embedded API: what is known of the real one, on this machine only.

``Sandbox`` runs it beside the program, ``serve`` in the foreground. FastAPI and
uvicorn come with the extra ``sandbox`` and load only when one of them starts.
"""

from __future__ import annotations

from wizard.sandbox.running import (
    Sandbox,
    SandboxError,
    SandboxMissing,
    SandboxPortTaken,
    serve,
)

__all__ = ["Sandbox", "SandboxError", "SandboxMissing", "SandboxPortTaken", "serve"]
