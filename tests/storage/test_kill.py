"""``kill -9`` at any moment: what readers find is never half written."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from wizard.storage.drafts import DraftStore
from wizard.storage.history import History

pytestmark = pytest.mark.slow

SAVE_DRAFTS = """
import sys
from pathlib import Path
from wizard.storage.drafts import DraftStore
store = DraftStore(Path(sys.argv[1]))
number = 0
while True:
    number += 1
    long = "x" * (number * 997 % 50_000)
    store.save("0123abcd", {"number": number, "long": long, "same": number})
    print(number, flush=True)
"""

WRITE_HISTORY = """
import sys
from pathlib import Path
from wizard.storage.history import History
history = History(Path(sys.argv[1]))
number = 0
while True:
    number += 1
    name = f"{sys.argv[2]} {number}"
    intent = history.intent(host="h", type="web", name=name, digest=name)
    print("intent", intent, flush=True)
    if number % 3 == 0:
        history.refused(intent, kind="k")
    else:
        history.created(
            intent, connector_id=number, credential_id=1, status="ok"
        )
        print("created", intent, flush=True)
"""


def start(code: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE, text=True
    )


def kill(child: subprocess.Popen[str], seconds: float) -> list[str]:
    """Kill the child some time after its first line; all lines that it wrote whole."""
    assert child.stdout
    first = child.stdout.readline()
    time.sleep(seconds)
    child.kill()
    rest = child.stdout.read()
    child.wait()
    child.stdout.close()
    return [first.strip(), *rest.rpartition("\n")[0].splitlines()]


def test_a_killed_wizard_leaves_its_last_draft_whole(tmp_path: Path) -> None:
    store = DraftStore(tmp_path)
    chance = random.Random(1)
    for _ in range(8):
        said = kill(start(SAVE_DRAFTS, str(tmp_path)), chance.uniform(0, 0.03))
        listed = store.list()
        assert listed.notes == ()
        (draft,) = listed.drafts
        assert not draft.in_use
        payload = store.resume(draft.id).payload
        # The last that was reported, or the one that was being saved.
        assert payload["number"] - int(said[-1]) in (0, 1)
        assert payload["same"] == payload["number"]
        store.release(draft.id)
    assert not list(tmp_path.glob("*.broken*"))


def test_killed_writers_leave_a_history_that_tells_the_truth(tmp_path: Path) -> None:
    path = tmp_path / "history.jsonl"
    chance = random.Random(1)
    begun: set[str] = set()
    created: set[str] = set()
    for run in range(5):
        children = [start(WRITE_HISTORY, str(path), f"{run}-{child}") for child in range(3)]
        for child in children:
            for line in kill(child, chance.uniform(0, 0.02)):
                kind, intent_id = line.split()
                (begun if kind == "intent" else created).add(intent_id)
        entries = {entry.id: entry for entry in History(path).read().entries}
        assert begun <= set(entries)
        assert all(entries[intent_id].outcome == "created" for intent_id in created)
        # Only what a killed child had no time to report may be there beyond.
        assert len(set(entries) - begun) <= 3 * (run + 1)
        for entry in entries.values():
            number = int(entry.name.partition(" ")[2])
            if entry.outcome == "created":
                assert entry.connector_id == number
                assert number % 3 != 0
            elif entry.outcome == "refused":
                assert number % 3 == 0
        still_open = [entry for entry in entries.values() if entry.needs_check]
        assert len(still_open) <= 3 * (run + 1)
