"""How large the terminal is, also where it does not say so."""

from __future__ import annotations

import fcntl
import os
import struct
import sys
import termios
from collections.abc import Iterator
from typing import TextIO

import pytest

from wizard.tui.backend.size import LARGEST, terminal_size


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[TextIO]:
    ours, theirs = os.openpty()
    with os.fdopen(theirs, "w") as stream:
        monkeypatch.setattr(sys, "__stderr__", stream)
        monkeypatch.setattr(sys, "__stdin__", None)
        monkeypatch.delenv("COLUMNS", raising=False)
        monkeypatch.delenv("LINES", raising=False)
        yield stream
    os.close(ours)


@pytest.mark.parametrize(
    ("told", "environment", "size"),
    [
        ((100, 30), {"COLUMNS": "40", "LINES": "10"}, (100, 30)),
        ((0, 0), {}, (80, 24)),
        ((0, 0), {"COLUMNS": "120", "LINES": "40"}, (120, 40)),
        ((0, 0), {"COLUMNS": "0", "LINES": "-1"}, (80, 24)),
        ((0, 0), {"COLUMNS": "many", "LINES": "٣"}, (80, 24)),
        ((100, 0), {}, (100, 24)),
        ((65535, 65535), {}, (LARGEST, LARGEST)),
    ],
)
def test_the_size_is_the_terminals_else_what_is_said_else_the_usual_one(
    terminal: TextIO,
    monkeypatch: pytest.MonkeyPatch,
    told: tuple[int, int],
    environment: dict[str, str],
    size: tuple[int, int],
) -> None:
    columns, rows = told
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert terminal_size() == size
