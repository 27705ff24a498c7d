"""The pictures show the wizard as it is, and need nothing but themselves."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.film import MAX_BYTES
from tests.pictures import FOLDER, STEPS, draw, words
from tests.support.services import CREATED
from tests.support.walk import TOKEN
from wizard.tui.status import STEP_NAMES

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
        svg = re.sub(r"(<text[^>]*>)[^<]*", r"\1", svg)  # an address in a text is a text
        unwanted = r"//|@import|@font-face|<image|<script|href=(?!\"#)|url\((?!#)"
        assert re.findall(unwanted, svg) == [], name


def test_they_show_no_secret() -> None:
    for name, svg in kept().items():
        assert TOKEN[-8:] not in "".join(words(svg)).replace(" ", ""), name


def test_the_moving_one_goes_from_the_types_to_the_ids_and_is_not_large() -> None:
    svg = kept()["moving"]
    assert len(svg.encode()) < MAX_BYTES
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own
    name = "{http://www.w3.org/2000/svg}"
    rows = {f"#{row.get('id')}": " ".join(row.itertext()) for row in root.iter(f"{name}g")}
    [moving] = [group for group in root.iter(f"{name}g") if group.get("class") == "film"]
    frames = ["\n".join(rows[row.get("href", "")] for row in frame) for frame in moving]
    current = [re.findall(r"● (\w+)", frame) for frame in frames]
    order = [step for [step] in current]
    assert list(dict.fromkeys(order)) == list(filter(order.__contains__, STEP_NAMES.values()))
    assert order[0] == "Type"
    assert str(CREATED.connector_id) in frames[-1]
    assert svg.count("translateX") == len(frames) + 1  # each once, and the last for who wants calm
    assert "prefers-reduced-motion" in svg


def test_the_readme_names_only_those_that_are_there() -> None:
    readme = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"\.pictures/([\w-]+)\.svg", readme)
    assert named
    assert set(named) <= set(STEPS)
