"""The pictures of the README: each step, drawn by the wizard itself, and all of them in motion.

``python -m tests.pictures`` draws them anew into ``.pictures``.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from tests import film
from tests.support.services import FakeServices
from tests.support.walk import still, walk
from wizard.auth.account import Account
from wizard.core.submission import SourceFile, attempt_of
from wizard.request_files import check, read
from wizard.storage.history import History

FOLDER: Final = Path(__file__).parent.parent / ".pictures"
SIZE: Final = (100, 30)
STEPS: Final = (
    "moving",
    "sources",
    "type-list",
    "configure",
    "errors",
    "tested",
    "schedule",
    "review",
    "submitting",
    "result",
)

SOURCES: Final = {
    "handbook": """
name = "Handbook"
type = "web"
[note]
owner = "docs"
[config]
base_url = "https://handbook.example.com"
""",
    "code": """
name = "Code of {repo}"
type = "github"
each = [{ repo = "docs" }, { repo = "website" }]
[note]
owner = "it"
say = "The token of the bot account, not yours. Ask Bea for it."
ticket = "OPS-12"
[config]
repo_owner = "octocat"
repositories = "{repo}"
[credential.credentials]
github_access_token = { ask = true }
""",
    "chat": """
name = "Chat"
type = "slack"
[note]
owner = "it"
[credential.credentials]
slack_bot_token = { ask = true }
""",
}

_FROM_THE_NETWORK: Final = re.compile(r"@font-face \{.*?\n    \}\n", re.DOTALL)
_COMMENT: Final = re.compile(r" *<!--.*?-->\n")
_RANDOM: Final = re.compile(r"terminal-\d+")
_TEXT: Final = "{http://www.w3.org/2000/svg}text"


async def draw() -> dict[str, str]:
    """The pictures as SVG, by the name of what they show."""
    found = {"sources": await _sources(), "moving": await film.draw()}
    with tempfile.TemporaryDirectory() as folder:
        services = FakeServices(Path(folder))
        async with still(services, SIZE) as hand:
            async for name in walk(hand, services):
                if name in STEPS:
                    svg = hand.app.export_screenshot(title="clarm-wizard", simplify=True)
                    found[name] = tidy(svg, name)
    return found


async def _sources() -> str:
    """The list of a folder's sources, one of them created."""
    with tempfile.TemporaryDirectory() as folder:
        services, sources = FakeServices(Path(folder)), Path(folder) / "sources"
        services.found = Account()
        sources.mkdir()
        for name, text in SOURCES.items():
            (sources / f"{name}.toml").write_text(text, encoding="utf-8")
        source = read(str(sources / "handbook.toml"))
        request = check(source).request
        assert request is not None
        history = History(services.paths.history, clock=lambda: datetime(2026, 1, 2, tzinfo=UTC))
        origin = SourceFile(sources / "handbook.toml", source.digest)
        intent = history.intent(**attempt_of(request, services.host, origin))
        history.created(intent, connector_id=10, credential_id=1010)
        async with still(services, SIZE, from_file=sources) as hand:
            await hand.app.account_known.wait()
            await hand.sees("1 of 4 created", "not signed in")
            await hand.press("down")
            await hand.sees("Ask Bea for it.")
            await hand.settle()
            svg = hand.app.export_screenshot(title="clarm-wizard", simplify=True)
            return tidy(svg.replace(folder, "~"), "sources")


def tidy(svg: str, name: str) -> str:
    """``svg`` without what a reader would have to fetch, and without what changes by chance."""
    for unwanted in (_FROM_THE_NETWORK, _COMMENT):
        svg = unwanted.sub("", svg)
    svg = svg.replace("Fira Code, monospace", film.FONTS).replace("arial", "sans-serif")
    svg = _RANDOM.sub(name, svg)
    return "\n".join(line.rstrip() for line in svg.splitlines() if line.strip()) + "\n"


def words(svg: str) -> list[str]:
    """What can be read in a picture, from top to bottom."""
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own
    return [" ".join((element.text or "").split()) for element in root.iter(_TEXT)]


def main() -> None:
    """Write them all."""
    drawn = asyncio.run(draw())
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.svg"):
        old.unlink()
    for name, svg in drawn.items():
        (FOLDER / f"{name}.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
