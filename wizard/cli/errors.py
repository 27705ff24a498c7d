"""How a command says that it cannot do its work."""

from __future__ import annotations

from wizard.exit_codes import ExitCode


class CommandError(Exception):
    """Ends a command: ``str(error)`` is shown as it is, ``code`` becomes the exit status."""

    def __init__(self, message: str, code: ExitCode = ExitCode.FAILED) -> None:
        super().__init__(message)
        self.code = code
