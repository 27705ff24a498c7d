"""``again``: the wizard begins with the values of a former submission."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.command import TOKEN, Command, write
from wizard.cli.completions import listing
from wizard.sandbox import Sandbox
from wizard.storage.drafts import DraftStore
from wizard.storage.history import History
from wizard.storage.paths import Paths


def test_line_by_line_from_a_former_one(command: Command, sandbox: Sandbox) -> None:
    assert command("create", write("chat.json", config={"channels": ["general"]})).code == 0
    short = command("history").out.splitlines()[1].split()[0]
    done = command("again", short, "--plain", stdin="Second\n" + "\n" * 40)
    [draft] = DraftStore(Paths.find().drafts).list().drafts
    assert (draft.type, draft.name) == ("slack", "Second")
    assert "general" in Path(Paths.find().drafts / f"{draft.id}.json").read_text()
    assert TOKEN not in done.out + done.err
    assert sandbox.state.count == 1  # the token was not given


def test_what_cannot_be_begun_again(command: Command) -> None:
    done = command("again", "0000", "--plain")
    assert done.code == 2
    assert "0000: No history entry has this ID." in done.err
    old = History(Paths.find().history).intent(host="h", type="web", name="Docs", digest="d")
    done = command("again", old, "--plain")
    assert done.code == 1
    assert "Docs: Its values weren't saved" in done.err


def test_ids_are_completed(command: Command, sandbox: Sandbox) -> None:
    assert command("create", write("chat.json")).code == 0
    [entry] = command("history", "--json").json
    assert listing(["again", ""]) == f"{entry['id'][:8]} slack chat"
    assert listing(["history", "settle", ""]) == ""


def test_the_request_is_kept_without_its_token(command: Command, sandbox: Sandbox) -> None:
    assert command("create", write("chat.json")).code == 0
    text = Paths.find().history.read_text()
    assert TOKEN not in text
    assert "********" in json.dumps(json.loads(text.splitlines()[0])["request"])
