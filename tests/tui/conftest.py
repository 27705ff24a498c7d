"""The wizard on the screen in this process, with no network and no real home."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.support.lighter_apps import lighter_apps
from tests.support.pilot import Hand, Sitting
from tests.support.services import FakeServices
from wizard.core.options import Options
from wizard.tui import input_queue
from wizard.tui.app import WizardApp


@pytest.fixture(scope="package", autouse=True)
def _lighter_apps() -> Iterator[None]:
    """Half of what these tests cost was drawn, and seen by nobody.

    What a test looks at is drawn then. The tests of ``backend``, and those with a terminal, draw
    every frame.
    """
    with lighter_apps():
        yield


@pytest.fixture
def services(tmp_path: Path) -> FakeServices:
    return FakeServices(tmp_path)


@pytest.fixture
def sit(services: FakeServices, monkeypatch: pytest.MonkeyPatch) -> Sitting:
    """``async with sit() as hand``: the wizard runs; options by name, size as columns, lines."""

    @asynccontextmanager
    async def sitting(size: tuple[int, int] = (80, 24), **options: Any) -> AsyncIterator[Hand]:
        monkeypatch.setattr(input_queue, "BURST_SECONDS", 0)  # a test need not look first
        app = WizardApp(services, Options(**options))
        async with app.run_test(size=size, notifications=True) as pilot:
            yield Hand(app, pilot)

    return sitting
