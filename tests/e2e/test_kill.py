"""However a wizard ends, what was typed and what was sent is known afterwards."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.injection import injecting
from tests.support.terminal import COMMAND, Terminal
from tests.support.terminal_steps import (
    LONG,
    assert_restored,
    at_step,
    begin,
    drafts,
    history,
    leave_at_once,
    request_file,
    sees,
    send,
    until,
)
from wizard.sandbox import Sandbox
from wizard.sandbox.faults import Fault
from wizard.storage.history import History
from wizard.storage.paths import Paths

CHUNKS = [f"{number:02}" for number in range(30)]


def typed(terminal: Terminal) -> None:
    """A long text, without a pause; it has been read."""
    for chunk in CHUNKS:
        terminal.type(chunk)
    sees(terminal, CHUNKS[-1])


def only_draft() -> tuple[str, str]:
    """The ID of the one draft that there is, and what stands as the address in it."""
    [found] = drafts().list().drafts
    config = drafts().load(found.id).payload["forms"]["configure"].get("config", {})
    return found.id, config.get("base_url", "")


def test_typing_is_kept_whatever_ends_it(home: Path) -> None:
    with Terminal("--type", "web") as terminal:
        begin(terminal)
        terminal.press("tab")
        typed(terminal)
        terminal.process.kill()
        terminal.wait_exit(LONG)
    draft_id, kept = only_draft()
    whole = "".join(CHUNKS)
    assert whole.startswith(kept)
    # Nobody types these many in a second: a chunk takes a twentieth of one at least.
    assert len(kept) >= len(whole) - 2 * 25

    # The next start offers it, and goes on in the same field. Then the window is closed.
    with Terminal() as terminal:
        sees(terminal, "Website · Configure")
        terminal.press("enter")
        at_step(terminal, 2, kept[-20:])
        terminal.press("end", "X")
        sees(terminal, f"{kept[-6:]}X")
        terminal.close()
        assert terminal.wait_exit(LONG) == 130
    assert only_draft() == (draft_id, f"{kept}X")

    with Terminal("--resume", draft_id) as terminal:
        at_step(terminal, 2, kept[-20:])
        terminal.press("end", "Y")
        sees(terminal, f"{kept[-6:]}XY")
        terminal.process.terminate()
        assert terminal.wait_exit(LONG) == 130
        assert_restored(terminal)
    assert only_draft() == (draft_id, f"{kept}XY")

    with Terminal("--plain", "--resume", draft_id) as terminal:
        sees(terminal, "URL, required")
        terminal.type("https://new.example.com\n")
        sees(terminal, "3 of 4")
        terminal.close()
        assert terminal.wait_exit(LONG) == -signal.SIGHUP
    assert only_draft() == (draft_id, "https://new.example.com")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    """A server that one is signed in to."""
    with Sandbox() as sandbox:
        monkeypatch.setenv("CLARM_API_URL", sandbox.url)
        monkeypatch.setenv("CLARM_SESSION", sandbox.session.get_secret_value())
        yield sandbox


def test_a_wizard_that_ends_while_it_waits_for_an_answer(server: Sandbox, tmp_path: Path) -> None:
    path = str(request_file(tmp_path / "request.json"))

    def waiting(terminal: Terminal) -> None:
        count = server.state.count
        server.state.faults.add(Fault(delay=120))
        at_step(terminal, 5, "creates this connector")
        send(terminal)
        sees(terminal, "Waiting")
        until(lambda: server.state.count == count + 1)

    with Terminal("--from", path) as terminal:
        waiting(terminal)
        terminal.process.kill()
        terminal.wait_exit(LONG)
    [killed] = history()
    assert (killed.outcome, killed.ended, killed.name) == ("unknown", None, "Docs")

    # The next start says so, and what to look for; nothing is sent before that is answered.
    with Terminal(rows=30) as terminal:
        sees(terminal, "We don't know", "“Docs” among the connectors")
        terminal.press("enter")
        sees(terminal, "Choose a type")
        assert leave_at_once(terminal) == 130
    with Terminal("--from", path, rows=40) as terminal:
        sees(terminal, "“Docs” was sent before", "creates this connector")
        server.state.faults.add(Fault(delay=120))
        send(terminal)
        sees(terminal, "We don't know")
        assert server.state.count == 1
        terminal.press("n")
        sees(terminal, "Waiting")
        until(lambda: server.state.count == 2)
        # By a signal, it has the time to note how it ended.
        terminal.process.terminate()
        assert terminal.wait_exit(LONG) == 3
        assert_restored(terminal)
        assert "may or may not" in terminal.text()
    terminated, killed = history()
    assert (terminated.outcome, killed.exists) == ("unknown", False)
    assert terminated.ended
    History(Paths.find().history).resolve(terminated.id, exists=False)

    with Terminal("--from", path) as terminal:
        waiting(terminal)
        terminal.close()
        assert terminal.wait_exit(LONG) == 3
    assert history()[0].ended
    assert [entry.outcome for entry in history()] == ["unknown"] * 3
    assert server.state.count == 3


@pytest.mark.parametrize(("number", "code"), [(signal.SIGKILL, -9), (signal.SIGTERM, 3)])
def test_a_create_that_ends_while_it_waits(
    server: Sandbox, tmp_path: Path, number: signal.Signals, code: int
) -> None:
    path = str(request_file(tmp_path / "request.json"))
    server.state.faults.add(Fault(delay=120))
    with subprocess.Popen([*COMMAND, "create", path], stderr=subprocess.PIPE) as process:
        until(lambda: server.state.count == 1)
        process.send_signal(number)
        process.communicate(timeout=LONG)
    assert process.returncode == code
    again = subprocess.run([*COMMAND, "create", path], capture_output=True, text=True, check=False)
    assert again.returncode == 3
    assert "was sent before" in again.stderr
    assert "Look for “Docs”" in again.stderr
    assert server.state.count == 1
    shown = subprocess.run([*COMMAND, "history", "--json"], capture_output=True, check=False)
    [entry] = json.loads(shown.stdout)
    assert entry["outcome"] == "unknown"
    assert "Look for “Docs”" in entry["advice"]


BEFORE = "before a byte left"
AFTER = "after the answer, before it was noted"
MOMENTS = {
    BEFORE: {"wizard__api__client": "_Exchange.run = lambda *_: __import__('os').kill(0, 9)"},
    AFTER: {
        "wizard__core__submission": "Submission._note_end = lambda *_: __import__('os').kill(0, 9)"
    },
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_kill_9_at_the_worst_moments(server: Sandbox, tmp_path: Path, moment: str) -> None:
    path = str(request_file(tmp_path / "request.json"))
    env = os.environ | injecting(tmp_path / "code", **MOMENTS[moment])
    done = subprocess.run([*COMMAND, "create", path], env=env, check=False, process_group=0)
    assert done.returncode == -signal.SIGKILL
    assert server.state.count == (moment is AFTER)
    [entry] = history()
    assert (entry.outcome, entry.name, entry.ended) == ("unknown", "Docs", None)


def test_two_wizards_at_once(home: Path) -> None:
    with Terminal("--type", "web") as first, Terminal("--type", "web") as second:
        for number, terminal in enumerate((first, second)):
            begin(terminal)
            terminal.press("tab")
            terminal.type(f"https://{number}.example.com")
            terminal.press("tab")
            sees(terminal, f"Website: {number}.example.com")
            terminal.press("shift+tab", "end")
        for terminal in (first, second):
            at_step(terminal, 2, "· saved")
        found = {draft.id: draft for draft in drafts().list().drafts}
        assert {draft.name for draft in found.values()} == {
            "Website: 0.example.com",
            "Website: 1.example.com",
        }
        assert all(draft.in_use for draft in found.values())
        taken = next(iter(found))
        with Terminal("--resume", taken) as third:
            sees(third, "This draft is open", "in another", "wizard")
            assert leave_at_once(third) == 130
        second.process.kill()
        second.wait_exit(LONG)
        first.type("/more")
        sees(first, "example.com/more")
        first.process.send_signal(signal.SIGINT)
        assert first.wait_exit(LONG) == 130
        assert_restored(first)
    kept = [drafts().load(draft.id).payload["forms"]["configure"] for draft in found.values()]
    assert sorted(form["config"]["base_url"] for form in kept) == [
        "https://0.example.com/more",
        "https://1.example.com",
    ]


@pytest.fixture
def small_disk(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A disk of its own for what is kept, of 256 KiB."""
    folder = home / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k,mode=700", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("a disk can only be made by root")
    for name in ("CONFIG", "STATE", "DATA", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(folder / name.lower()))
    yield folder
    while folder.is_mount():
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(folder: Path) -> Path:
    """Let there be no room for another byte."""
    path = folder / "filling"
    with path.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(b"\0" * 4096)
    return path


def make_read_only(folder: Path) -> None:
    """Let nothing below be opened for writing any more."""
    subprocess.run(["mount", "--bind", folder, folder], check=True)
    subprocess.run(["mount", "-o", "remount,bind,ro", folder], check=True)


def test_a_full_and_a_read_only_disk(server: Sandbox, small_disk: Path, tmp_path: Path) -> None:
    filling = fill(small_disk)
    path = str(request_file(tmp_path / "request.json"))
    with Terminal("--from", path, columns=100) as terminal:
        at_step(terminal, 5, "creates this connector")
        terminal.press("escape")
        at_step(terminal, 4)
        terminal.press("escape")
        at_step(terminal, 2)
        terminal.type("More")
        sees(terminal, "not saved: The disk is full")
        filling.unlink()
        terminal.type("X")
        at_step(terminal, 2, "· saved")
        make_read_only(small_disk)
        terminal.type("Y")
        sees(terminal, "not saved: This location is read-only")
        terminal.press("ctrl+n")
        at_step(terminal, 5)
        send(terminal)
        sees(terminal, "Not sent: can't write to the history")
        assert server.state.count == 0
        terminal.press("s")
        at_step(terminal, 6)
        sees(terminal, "Can't write to the history", "Can't delete the draft")
        assert leave_at_once(terminal) == 0
    done = subprocess.run([*COMMAND, "create", path], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Not sent: can't write to the history first" in done.stderr
    assert server.state.count == 1
