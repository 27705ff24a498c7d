"""Why the sandbox cannot run. Light to import."""

from __future__ import annotations

from importlib.util import find_spec

from wizard.utils.errors import WizardError


class SandboxError(WizardError):
    """The sandbox cannot run; the text says why and what to do."""


class SandboxMissing(SandboxError):
    """FastAPI or uvicorn is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "The sandbox needs two more packages. "
            "Install them with: pip install 'clarm-wizard[sandbox]'"
        )


class SandboxPortTaken(SandboxError):
    """Another program has the port, or it may not be had."""


def check_installed() -> None:
    """Raise ``SandboxMissing`` where the packages of the extra are not there."""
    if not all(find_spec(package) for package in ("fastapi", "uvicorn")):
        raise SandboxMissing
