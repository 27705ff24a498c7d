"""The pictures of the README: each step, drawn by the wizard itself.

``python -m tests.pictures`` draws them anew into ``.pictures``.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from tests.support.services import FakeServices
from tests.support.walk import still, walk

FOLDER: Final = Path(__file__).parent.parent / ".pictures"
SIZE: Final = (100, 30)
STEPS: Final = (
    "type-list",
    "configure",
    "errors",
    "tested",
    "schedule",
    "review",
    "submitting",
    "result",
)

FONTS: Final = "'DejaVu Sans Mono', Menlo, Consolas, monospace"
_FROM_THE_NETWORK: Final = re.compile(r"@font-face \{.*?\n    \}\n", re.DOTALL)
_COMMENT: Final = re.compile(r" *<!--.*?-->\n")
_RANDOM: Final = re.compile(r"terminal-\d+")
_TEXT: Final = "{http://www.w3.org/2000/svg}text"


async def draw() -> dict[str, str]:
    """The pictures as SVG, by the name of what they show."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        services = FakeServices(Path(folder))
        async with still(services, SIZE) as hand:
            async for name in walk(hand, services):
                if name in STEPS:
                    svg = hand.app.export_screenshot(title="clarm-wizard", simplify=True)
                    found[name] = tidy(svg, name)
    return found


def tidy(svg: str, name: str) -> str:
    """``svg`` without what a reader would have to fetch, and without what changes by chance."""
    for unwanted in (_FROM_THE_NETWORK, _COMMENT):
        svg = unwanted.sub("", svg)
    svg = svg.replace("Fira Code, monospace", FONTS).replace("arial", "sans-serif")
    svg = _RANDOM.sub(name, svg)
    return "\n".join(line.rstrip() for line in svg.splitlines() if line.strip()) + "\n"


def words(svg: str) -> list[str]:
    """What can be read in a picture, from top to bottom."""
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own
    return [" ".join((element.text or "").split()) for element in root.iter(_TEXT)]


def main() -> None:
    """Write them all."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.svg"):
        old.unlink()
    for name, svg in asyncio.run(draw()).items():
        (FOLDER / f"{name}.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
