"""Errors that users can fix: what is wrong, where, and what to do."""

from __future__ import annotations

import errno
from typing import Final, Self

from wizard.utils.exit_codes import ExitCode
from wizard.utils.text import sanitize


class WizardError(Exception):
    """An error with a ``message``, a ``location`` (a path, a name) and a ``hint`` on what to do.

    All three are sanitized for display. None of them may ever contain a secret.
    """

    usage = False
    """Whether the cause is how the program was called."""

    def __init__(self, what: str, *, where: str = "", advice: str = "") -> None:
        self.message = sanitize(what, 500)
        self.location = sanitize(where, 500)
        self.hint = sanitize(advice, 500)
        super().__init__(self.message, self.location, self.hint)

    @classmethod
    def of_os(cls, error: OSError, where: str) -> Self:
        """Describe what the operating system refused to do at ``where``."""
        what, advice = _OS_WORDS.get(error.errno or 0, (f"The system says: {error.strerror}.", ""))
        return cls(what, where=where, advice=advice)

    def __str__(self) -> str:
        said = f"{self.location}: {self.message}" if self.location else self.message
        return f"{said} {self.hint}".rstrip()


class FileError(WizardError):
    """A file cannot be used because of its kind or its content."""


class FileAccessError(FileError):
    """The system cannot read the file: missing, no permission, disk failure."""


_OS_WORDS: Final[dict[int, tuple[str, str]]] = {
    errno.ENOENT: ("This file doesn't exist.", "Check the path."),
    errno.EACCES: ("You don't have permission.", "Check its owner and mode with ls -ld."),
    errno.EPERM: ("You don't have permission.", "Check its owner and mode with ls -ld."),
    errno.ENOTDIR: ("A part of this path is a file, not a folder.", "Check the path."),
    errno.EISDIR: ("This is a folder, not a file.", "Enter a file's path."),
    errno.ELOOP: (
        "It's a symbolic link, which isn't followed here, or its links form a loop.",
        "Enter the file's own path.",
    ),
    errno.ENAMETOOLONG: ("This path is too long.", "Use a shorter one."),
    errno.ENXIO: ("This isn't a readable file.", "Enter a file's path."),
    errno.ENOSPC: ("The disk is full.", "Free some space, then try again."),
    errno.EDQUOT: ("Your disk quota is full.", "Free some space, then try again."),
    errno.EROFS: (
        "This location is read-only.",
        "Choose another location. To see the current ones, run clarm-wizard paths.",
    ),
    errno.EIO: ("The disk failed to read or write it.", "Check the disk."),
    errno.EMFILE: ("Too many files are open.", "Close some programs, then try again."),
    errno.ENFILE: ("Too many files are open.", "Close some programs, then try again."),
}


class CommandError(Exception):
    """Ends a command: ``str(error)`` is shown unchanged and ``code`` is the exit status."""

    def __init__(self, message: str, code: ExitCode = ExitCode.FAILED) -> None:
        super().__init__(message)
        self.code = code
