"""The pictures show the wizard as it is, and need nothing but themselves."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.pictures import FOLDER, STEPS, draw, words
from tests.support.walk import TOKEN

pytestmark = pytest.mark.slow


def kept() -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.svg")}


async def test_they_show_what_the_wizard_shows() -> None:
    """If not: ``python -m tests.pictures``, and look at them."""
    now, before = await draw(), kept()
    assert sorted(before) == sorted(now) == sorted(STEPS)
    for name, svg in now.items():
        assert words(before[name]) == words(svg), name


def test_they_refer_to_nothing_elsewhere_and_run_nothing() -> None:
    for name, svg in kept().items():
        svg = svg.replace('xmlns="http://www.w3.org/2000/svg"', "", 1)
        found = re.findall(r"//[^<]*|@import|@font-face|<image|<script|href|url\((?!#)", svg)
        # An address in a text is a text.
        assert [part for part in found if not part.startswith("//docs.github.com")] == [], name


def test_they_show_no_secret() -> None:
    for name, svg in kept().items():
        assert TOKEN[-8:] not in svg, name


def test_the_readme_names_only_those_that_are_there() -> None:
    readme = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"\.pictures/([\w-]+)\.svg", readme)
    assert named
    assert set(named) <= set(STEPS)
