"""The stand-ins of the sources, shared by the tests of a module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from wizard.sandbox import Sandbox


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox
