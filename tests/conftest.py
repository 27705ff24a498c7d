"""For every test: a home of its own, no keyring, no session, no real host."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.support.environment import UNWANTED
from wizard.connectors import catalog, use_server
from wizard.utils.gc_tuning import THRESHOLDS

# Whoever starts the tests with nohup, or behind a shell's &, has the children ignore these.
_USUAL: dict[signal.Signals, Callable[..., Any] | signal.Handlers] = {
    signal.SIGINT: signal.default_int_handler,
    signal.SIGHUP: signal.SIG_DFL,
    signal.SIGQUIT: signal.SIG_DFL,
}
for number, usual in _USUAL.items():
    if signal.getsignal(number) is signal.SIG_IGN:
        signal.signal(number, usual)


# Each child that compiles the wizard anew takes a second, so all of them keep what they compiled.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# How long an example takes says more about the machine than about the code.
settings.register_profile("wizard", deadline=None)
settings.load_profile("wizard")


def pytest_xdist_auto_num_workers() -> int:
    """Three for each core: much of the time a test waits, for a child or for a screen."""
    return 3 * (os.cpu_count() or 1)


E2E = Path(__file__).parent / "e2e"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what lies in the folder of end-to-end tests."""
    for item in items:
        if item.path.is_relative_to(E2E):
            item.add_marker(pytest.mark.e2e)


def pytest_sessionstart() -> None:
    """Have nothing looked through while thousands of tests are made, all of which stay."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Keep the garbage collector from looking through thousands of tests each time.

    It also looks as seldom as the command has it look: a tenth of the time went there.
    """
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
    gc.enable()


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home folder of this test, empty; children inherit it."""
    folder = tmp_path_factory.mktemp("home")
    for name in UNWANTED:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(folder))
    for name in ("CONFIG", "STATE", "DATA", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(folder / name.lower()))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    return folder


@pytest.fixture(autouse=True)
def catalog_alone() -> Iterator[None]:
    """No server's schema is left over the catalog by a command that ran in this process."""
    yield
    if catalog.server() is not None or catalog.server_problem():
        use_server(None)
