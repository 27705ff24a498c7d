"""The keyring may be missing, hang, fail or forget: none of it blocks or tells the secret."""

from __future__ import annotations

import importlib
import threading
from collections.abc import Callable
from types import ModuleType

import keyring.core
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null

from tests.support.keyring import FakeKeyring
from wizard.auth.keyring import KeyringUnavailable, SessionKeyring
from wizard.forms import Secret
from wizard.storage.atomic import StorageError

SENTINEL = "s3ntinel-value"

Use = Callable[[KeyringBackend], SessionKeyring]


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Use:
    def use(backend: KeyringBackend) -> SessionKeyring:
        monkeypatch.setattr(keyring.core, "_keyring_backend", backend)
        return SessionKeyring("api.example.com", timeout=2.0)

    return use


def test_keeps_and_forgets(use: Use) -> None:
    keychain = use(FakeKeyring())
    assert keychain.get() is None
    assert keychain.put(Secret(SENTINEL)) == keychain.name() == "Fake Keyring"
    assert keychain.get() == Secret(SENTINEL)
    assert keychain.delete() is True
    assert keychain.delete() is False
    assert keychain.get() is None


@pytest.mark.parametrize("backend", [fail.Keyring, null.Keyring])
def test_a_backend_that_keeps_nothing_is_no_keyring(
    use: Use, backend: type[KeyringBackend]
) -> None:
    keychain = use(backend())
    for call in (keychain.name, keychain.get, keychain.delete, lambda: keychain.put(Secret("a"))):
        with pytest.raises(KeyringUnavailable, match="This machine has no keyring"):
            call()


class InClear(FakeKeyring):
    priority = 0.5


def test_a_backend_in_clear_is_used_only_if_named(
    use: Use, monkeypatch: pytest.MonkeyPatch
) -> None:
    keychain = use(InClear())
    with pytest.raises(KeyringUnavailable):
        keychain.put(Secret(SENTINEL))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "somewhere.InClear")
    keychain.put(Secret(SENTINEL))
    assert keychain.get() == Secret(SENTINEL)


def test_without_the_library_there_is_no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str) -> ModuleType:
        raise ImportError(name)

    monkeypatch.setattr(importlib, "import_module", refuse)
    with pytest.raises(KeyringUnavailable):
        SessionKeyring("api.example.com").get()


class Forgetful(FakeKeyring):
    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password[:5]


def test_what_was_not_kept_is_noticed(use: Use) -> None:
    with pytest.raises(StorageError, match="didn't save the session") as caught:
        use(Forgetful()).put(Secret(SENTINEL))
    assert SENTINEL not in str(caught.value)


class Failing(FakeKeyring):
    def set_password(self, service: str, username: str, password: str) -> None:
        raise RuntimeError(f"cannot keep {password}")


def test_what_a_backend_raises_is_not_passed_on(use: Use) -> None:
    with pytest.raises(StorageError, match=r"The keyring failed \(RuntimeError\)") as caught:
        use(Failing()).put(Secret(SENTINEL))
    assert SENTINEL not in str(caught.value)
    assert caught.value.__context__ is None


class Hanging(FakeKeyring):
    def __init__(self) -> None:
        super().__init__()
        self.end = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.end.wait(60)
        return None


def test_a_keyring_that_hangs_is_given_up(use: Use) -> None:
    backend = Hanging()
    use(backend)
    try:
        with pytest.raises(StorageError, match=r"didn't answer within 0\.05 seconds"):
            SessionKeyring("api.example.com", timeout=0.05).get()
        (waiting,) = (t for t in threading.enumerate() if t.name == "keyring")
        assert waiting.daemon
    finally:
        backend.end.set()
    waiting.join()
