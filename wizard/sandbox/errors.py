"""Reasons why the sandbox cannot run. Importing this module is cheap."""

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
    """The port is in use by another program, or not permitted."""


def check_installed() -> None:
    """Raise SandboxMissing if the packages of the extra are not installed."""
    if not all(find_spec(package) for package in ("fastapi", "uvicorn")):
        raise SandboxMissing
