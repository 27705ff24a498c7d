"""``pytest tests/tui/frames --update-frames`` writes the frames anew; look at the diff then."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-frames", action="store_true", help="write the frames as they are now"
    )


@pytest.fixture
def updating(request: pytest.FixtureRequest) -> bool:
    # The option is unknown where the tests are run from above this folder.
    return bool(request.config.getoption("--update-frames", default=False))
