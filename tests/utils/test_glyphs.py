"""Where a terminal shows ASCII only, all that we draw has a look-alike as wide as itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.utils import glyphs
from wizard.utils.glyphs import needs_ascii, to_ascii


@pytest.mark.parametrize(
    ("environ", "encoding", "expected"),
    [
        ({"TERM": "xterm-256color"}, "utf-8", False),
        ({"TERM": "xterm-256color"}, "UTF-8", False),
        ({"TERM": "xterm-256color"}, "ANSI_X3.4-1968", True),
        ({"TERM": "xterm"}, "ISO-8859-1", True),
        ({"TERM": "linux"}, "utf-8", True),
        ({"TERM": "vt220"}, "utf-8", True),
        ({}, "utf-8", False),
        ({"TERM": "linux", "CLARM_WIZARD_ASCII": "0"}, "ISO-8859-1", False),
        ({"TERM": "xterm", "CLARM_WIZARD_ASCII": "1"}, "utf-8", True),
        ({"TERM": "linux", "CLARM_WIZARD_SERVED": "1"}, "utf-8", False),
    ],
)
def test_ascii_is_for_those_who_have_nothing_else(
    environ: dict[str, str], encoding: str, expected: bool
) -> None:
    assert needs_ascii(environ, encoding) is expected


@given(st.text())
def test_any_text_becomes_ascii_and_keeps_its_length(text: str) -> None:
    shown = to_ascii(text)
    assert shown.isascii()
    assert len(shown) == len(text)


def test_letters_keep_their_shape() -> None:
    assert to_ascii("“Größe” → naïve · 日本…") == '"Gro?e" > naive - ??~'


@pytest.mark.parametrize("bare", [False, True])
def test_choices_differ_in_any_terminal(bare: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glyphs, "ascii_only", lambda: bare)
    signs = [glyphs.check(True), glyphs.check(False), glyphs.check(None)]
    signs += [glyphs.radio(chosen=True), glyphs.radio(chosen=False)]
    assert len(set(signs)) == len(signs)
    assert all(sign.isascii() is bare for sign in signs)
