"""A wizard whose sources answer in a sandbox, over real HTTP on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.pilot import Hand
from tests.support.services import FakeServices
from wizard.api.vendor_client import VendorClient, VendorSandbox
from wizard.flow import Step, WizardFlow
from wizard.forms import Secret
from wizard.sandbox import Sandbox
from wizard.tui.screens.dialogs import ChoiceDialog
from wizard.tui.screens.type_list import TypeListScreen

CHOSEN = ("config", "Chosen")
OWNER = (*CHOSEN, "repo_owner")
REPOSITORIES = (*CHOSEN, "repositories")
TOKEN = ("github_access_token",)


@dataclass
class SourceServices(FakeServices):
    """The disk below a folder of the test; ``there`` answers in the place of the sources."""

    there: Sandbox | None = None

    def vendor(self, type_name: str) -> VendorClient:
        assert self.there is not None
        sandbox = VendorSandbox(self.there.url, self.there.session)
        return VendorClient(type_name, sandbox=sandbox)

    @property
    def asked(self) -> list[str]:
        """What the sources were asked."""
        assert self.there is not None
        return list(self.there.state.vendor_requests)


@pytest.fixture(scope="module")
def there() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def services(tmp_path: Path, there: Sandbox) -> SourceServices:
    there.state.vendor_requests.clear()
    return SourceServices(tmp_path, there=there)


async def at_github(
    hand: Hand, step: Step, token: str = "", owner: str = "octocat", repositories: str = "docs"
) -> WizardFlow:
    """At a step of a GitHub connector."""
    await hand.at(TypeListScreen)
    flow = WizardFlow()
    flow.choose("github")
    for loc, text in ((OWNER, owner), (REPOSITORIES, repositories)):
        if text:
            flow.forms[Step.CONFIGURE].set(loc, text)
    if token:
        flow.forms[Step.CREDENTIAL].set(TOKEN, Secret(token))
    flow.go(step)
    hand.app.controller.open_flow(flow)
    await hand.until(lambda: getattr(hand.app.screen, "flow", None) is flow)
    await hand.settle()
    return flow


async def agree(hand: Hand) -> None:
    """Say yes to the question that comes before the first time."""
    await hand.at(ChoiceDialog)
    await hand.press("enter")


async def click(hand: Hand, words: str) -> None:
    """Click on the first of these words on the screen."""
    await hand.sees(words)
    rows = hand.seen().splitlines()
    row = next(at for at, text in enumerate(rows) if words in text)
    assert await hand.pilot.click(offset=(rows[row].index(words) + 2, row))
    await hand.settle()
