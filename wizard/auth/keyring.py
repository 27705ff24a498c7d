"""The system's keyring, through the ``keyring`` library, which may be missing, locked or slow.

Each call has a time limit. What the library raises is not passed on: it may hold the secret.
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
_MEMORY_ONLY: Final = "The session is kept in memory for this run only."


class KeyringUnavailable(StorageError):
    """There is no keyring here that can keep a secret."""


class SessionKeyring:
    """The session's place in the system's keyring, one for each host.

    The methods block for up to ``timeout`` seconds: in an asyncio program call them in a
    thread. They raise NoKeychain, and StorageError if the keyring fails.
    """

    def __init__(self, host: str, *, timeout: float = TIMEOUT_SECONDS) -> None:
        self._service = f"clarm-wizard {host.lower()}"
        self._timeout = timeout

    def name(self) -> str:
        """What the keyring calls itself."""
        return self._ask(lambda backend: str(backend.name))

    def get(self) -> Secret | None:
        """The session kept here, if any."""
        kept = self._ask(lambda backend: backend.get_password(self._service, _USER))
        return Secret(kept) if isinstance(kept, str) and kept else None

    def put(self, session: Secret) -> str:
        """Keep ``session``, make sure that it is kept, and return the keyring's name."""

        def work(backend: Any) -> str | None:
            value = session.get_secret_value()
            backend.set_password(self._service, _USER, value)
            kept = backend.get_password(self._service, _USER) == value
            return str(backend.name) if kept else None

        name = self._ask(work)
        if name is None:
            raise StorageError("The keyring did not keep the session.", advice=_MEMORY_ONLY)
        return name

    def delete(self) -> bool:
        """Remove the session kept here; whether there was one."""

        def work(backend: Any) -> bool:
            if backend.get_password(self._service, _USER) is None:
                return False
            backend.delete_password(self._service, _USER)
            return True

        return self._ask(work)

    def _ask(self, question: Callable[[Any], _Result]) -> _Result:
        """What ``question`` makes of the backend, found and asked in a thread of its own."""
        answers: list[_Result] = []
        failures: list[str | None] = []

        def work() -> None:
            try:
                backend = _backend()
                if backend is None:
                    failures.append(None)
                else:
                    answers.append(question(backend))
            except BaseException as error:  # whatever a backend, loaded from anywhere, may raise
                failures.append(type(error).__name__)

        # A daemon: one that hangs for ever must not keep the program from ending.
        thread = threading.Thread(target=work, name="keyring", daemon=True)
        thread.start()
        thread.join(self._timeout)
        if answers:
            return answers[0]
        if not failures:
            raise StorageError(
                f"The keyring did not answer within {self._timeout:g} seconds.",
                advice=f"It may be locked. {_MEMORY_ONLY}",
            )
        if failures[0] is None:
            raise KeyringUnavailable("There is no keyring here.", advice=_MEMORY_ONLY)
        raise StorageError(f"The keyring failed ({failures[0]}).", advice=_MEMORY_ONLY)


def _backend() -> Any:
    """The library's backend, None where it is not installed or has none that keeps secrets."""
    try:
        keyring = importlib.import_module("keyring")
    except ImportError:
        return None
    backend = keyring.get_keyring()
    if type(backend).__module__ in _NOT_KEYRINGS:
        return None
    # Low priority marks backends that keep secrets in clear; a person may still name one.
    if backend.priority < 1 and "PYTHON_KEYRING_BACKEND" not in os.environ:
        return None
    return backend
