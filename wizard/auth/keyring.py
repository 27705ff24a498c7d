"""The system keyring, via the ``keyring`` library, which may be missing, locked or slow.

Every call has a time limit. The library's exceptions are not passed on, as they may contain the
secret.
"""

from __future__ import annotations

import importlib
import os
import threading
from collections.abc import Callable
from typing import Any, Final, TypeVar

from wizard.forms import Secret
from wizard.storage.atomic import StorageError

TIMEOUT_SECONDS: Final = 3.0
"""Seconds that the keyring has to answer."""

_Result = TypeVar("_Result")

_USER: Final = "session"
_NOT_KEYRINGS: Final = ("keyring.backends.fail", "keyring.backends.null")
_MEMORY_ONLY: Final = "The session stays in memory, for this run only."


class KeyringUnavailable(StorageError):
    """This system has no keyring that can keep a secret."""


class SessionKeyring:
    """The session's entry in the system keyring, one per host.

    The methods block for up to ``timeout`` seconds; in asyncio code, call them in a thread. They
    raise ``KeyringUnavailable``, and ``StorageError`` if the keyring fails.
    """

    def __init__(self, host: str, *, timeout: float = TIMEOUT_SECONDS) -> None:
        self._service = f"clarm-wizard {host.lower()}"
        self._timeout = timeout

    def name(self) -> str:
        """Return the keyring's own name."""
        return self._ask(lambda backend: str(backend.name))

    def get(self) -> Secret | None:
        """Return the stored session, if any."""
        kept = self._ask(lambda backend: backend.get_password(self._service, _USER))
        return Secret(kept) if isinstance(kept, str) and kept else None

    def put(self, session: Secret) -> str:
        """Store ``session``, verify that it was stored, and return the keyring's name."""

        def work(backend: Any) -> str | None:
            value = session.get_secret_value()
            backend.set_password(self._service, _USER, value)
            kept = backend.get_password(self._service, _USER) == value
            return str(backend.name) if kept else None

        name = self._ask(work)
        if name is None:
            raise StorageError("The keyring didn't save the session.", advice=_MEMORY_ONLY)
        return name

    def delete(self) -> bool:
        """Delete the stored session; return whether there was one."""

        def work(backend: Any) -> bool:
            if backend.get_password(self._service, _USER) is None:
                return False
            backend.delete_password(self._service, _USER)
            return True

        return self._ask(work)

    def _ask(self, question: Callable[[Any], _Result]) -> _Result:
        """Return the result of ``question(backend)``, looked up and called in a separate thread."""
        answers: list[_Result] = []
        failures: list[str | None] = []

        def work() -> None:
            try:
                backend = _backend()
                if backend is None:
                    failures.append(None)
                else:
                    answers.append(question(backend))
            except BaseException as error:  # backends come from anywhere and may raise anything
                failures.append(type(error).__name__)

        # A daemon, so that a hung thread cannot keep the program from exiting.
        thread = threading.Thread(target=work, name="keyring", daemon=True)
        thread.start()
        thread.join(self._timeout)
        if answers:
            return answers[0]
        if not failures:
            raise StorageError(
                f"The keyring didn't answer within {self._timeout:g} seconds.",
                advice=f"It may be locked. {_MEMORY_ONLY}",
            )
        if failures[0] is None:
            raise KeyringUnavailable("This machine has no keyring.", advice=_MEMORY_ONLY)
        raise StorageError(f"The keyring failed ({failures[0]}).", advice=_MEMORY_ONLY)


def _backend() -> Any:
    """Return the library's backend; None if not installed or if it keeps no secrets."""
    try:
        keyring = importlib.import_module("keyring")
    except ImportError:
        return None
    backend = keyring.get_keyring()
    if type(backend).__module__ in _NOT_KEYRINGS:
        return None
    # Low priority marks backends that store secrets in clear text; users may still name one.
    if backend.priority < 1 and "PYTHON_KEYRING_BACKEND" not in os.environ:
        return None
    return backend
