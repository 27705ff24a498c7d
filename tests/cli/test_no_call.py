"""Commands that people guess, and that the API has no call for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import Command
from wizard.cli.commands import MODULES, UNLISTED
from wizard.cli.completions import listing
from wizard.storage.history import History
from wizard.storage.paths import Paths


@pytest.fixture(autouse=True)
def created() -> None:
    history = History(Paths.find().history)
    for number, name in ((10, "Docs"), (11, "Blog")):
        source = Path(f"{name.lower()}.toml")
        intent = history.intent(
            host="h", type="web", name=name, digest=name, source=source, source_digest=name
        )
        history.created(intent, connector_id=number, credential_id=number + 1000, status="ok")


@pytest.mark.parametrize("name", UNLISTED)
def test_each_says_in_a_sentence_where_it_can_be_done(command: Command, name: str) -> None:
    done = command(name)
    assert done.code == 2
    assert done.out == ""
    assert done.err.startswith("clarm-wizard: Clarm's API can't ")
    assert done.err.endswith("Use Clarm's dashboard instead.\n")


@pytest.mark.parametrize("given", ["docs", "10", "docs.toml", "./docs.toml"])
def test_a_connector_that_the_history_knows_is_named(command: Command, given: str) -> None:
    assert "dashboard instead, at connector 10 (“Docs”)." in command("rotate", given).err


def test_several_are_named_once_each(command: Command) -> None:
    said = command("delete", "Docs", "docs", "blog", "other").err
    assert said.endswith("at connector 10 (“Docs”) and connector 11 (“Blog”).\n")


def test_nothing_offers_them(command: Command) -> None:
    assert not set(UNLISTED) & set(MODULES)
    completed = {line.partition(" ")[0] for line in listing([""]).splitlines()}
    listed = set(command("nosuch").err.partition("Known: ")[2].rstrip(".\n").split(", "))
    assert completed == set(MODULES)
    assert set(MODULES) <= {name.partition(".")[0] for name in listed}
    assert not set(UNLISTED) & {*completed, *listed}
    assert "Did you mean" not in command("deleet").err
