"""What comes from the terminal, bytes that are no text and no bytes at all included."""

from __future__ import annotations

import pytest
from textual.drivers import linux_driver

import wizard.tui.terminal.driver  # noqa: F401


def test_bytes_that_are_no_text_do_no_harm() -> None:
    decoder = linux_driver.getincrementaldecoder("utf-8")()
    assert decoder.decode(b"a\xffb\xc3") == "a\ufffdb"
    assert decoder.decode(b"\xa9") == "\u00e9"
    assert decoder.decode(b"", final=True) == ""


def test_a_terminal_that_gives_nothing_is_gone() -> None:
    decoder = linux_driver.getincrementaldecoder("utf-8")()
    with pytest.raises(OSError, match="error"):
        decoder.decode(b"")
