"""Whatever goes wrong on the way: the words, the exit code, the history, one request at most."""

from __future__ import annotations

import json
import os
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.support.injection import QUICK, injecting
from tests.support.terminal import COMMAND, Terminal
from tests.support.terminal_steps import (
    LONG,
    SESSION_HELP,
    SESSION_REJECTED,
    at_step,
    begin_from_file,
    history,
    leave_at_once,
    request_file,
    sees,
    sees_outcome,
    send,
    until,
)
from wizard.forms import Secret
from wizard.sandbox import Sandbox
from wizard.sandbox.faults import Fault


@dataclass(frozen=True)
class Case:
    """What goes wrong; what every face says of it, what the history notes, the exit code.

    kind: as ``create --json`` calls it. back: the key that leads to the review again.
    """

    fault: Fault
    words: str
    outcome: str
    code: int
    kind: str
    back: str = "r"


def unknown(words: str, **fault: Any) -> Case:
    """It may have been created."""
    return Case(Fault(**fault), words, "unknown", 3, "unknown", "l")


def refused(kind: str, words: str, code: int = 1, **fault: Any) -> Case:
    """It was not."""
    return Case(Fault(**fault), words, "refused", code, kind)


TAKEN = "Connector by this name already exists, duplicate naming not allowed."
CASES = {
    "cut before the answer": unknown("connection dropped", cut="before"),
    "cut in the answer": unknown("connection dropped", cut="middle"),
    "no answer": unknown("didn't arrive in time", delay=60),
    "500": unknown("failed while it processed the request (500)", status=500),
    "200 with a page": unknown("wasn't what the API documents", html="Welcome"),
    "duplicate name": refused("duplicate_name", "already has this name", status=400, detail=TAKEN),
    "redirect": refused("redirect", "other.example", redirect="https://other.example/login"),
    "redirect to a page": unknown("redirect to other.example", status=303,
                                  redirect="https://other.example/made"),
    "503 with a page": unknown("failed while it processed the request (503)", status=503,
                               html="Down"),
    "503 for a while": refused("unavailable", "isn't available", status=503, retry_after=0),
    "slow down": refused("rate_limited", "slow down", retry_after=40),
    "not allowed": refused(
        "forbidden", "can't create connectors", 4, status=403,
        detail="Access denied. User is not a curator or admin.",
    ),
    "not signed in": refused(
        "session", "rejected your session", 4, status=403,
        detail="Access denied. User is not authenticated.",
    ),
}  # fmt: skip


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Sandbox]:
    """A server that one is signed in to, and no patience to wait for it."""
    for name, value in injecting(tmp_path / "code", wizard__api__client=QUICK).items():
        monkeypatch.setenv(name, value)
    with Sandbox() as sandbox:
        monkeypatch.setenv("CLARM_API_URL", sandbox.url)
        monkeypatch.setenv("CLARM_SESSION", sandbox.session.get_secret_value())
        yield sandbox


@pytest.fixture
def file(tmp_path: Path) -> str:
    """A complete request file."""
    return str(request_file(tmp_path / "request.json"))


def run(*arguments: str, stdin: str = "", **env: str) -> subprocess.CompletedProcess[str]:
    """The command, with nothing but pipes."""
    return subprocess.run(
        [*COMMAND, *arguments],
        input=stdin,
        env=os.environ | env,
        capture_output=True,
        text=True,
        check=False,
        timeout=LONG,
    )


def test_on_the_screen(server: Sandbox, file: str) -> None:
    """All of them in one sitting; the form is complete all the while."""
    with Terminal("--from", file, rows=30, columns=100) as terminal:
        for number, case in enumerate(CASES.values(), start=1):
            server.state.faults.add(case.fault)
            at_step(terminal, 5, "creates this connector")
            # It is not sent again before it is said what became of it.
            if "We don't know" in send(terminal):
                terminal.press("n")
            if case.kind == "duplicate_name":
                # An earlier one that nobody knows of may have taken it.
                sees(terminal, "It probably exists")
                terminal.press("c")
            # The question for another session has words of its own.
            words = f"{SESSION_REJECTED} {SESSION_HELP}"
            sees_outcome(terminal, *(words if case.kind == "session" else case.words).split())
            assert server.state.count == number
            if case.kind == "duplicate_name":
                at_step(terminal, 2, "×")
                terminal.press("end", "!")
                sees(terminal, "Docs!")
                terminal.press("ctrl+n")
            elif case.kind != "session":
                terminal.press(case.back)
        # Signed in anew, it goes on; then it waits as long as it is asked to.
        server.state.faults.add(Fault(retry_after=5))
        terminal.paste(server.session.get_secret_value())
        terminal.press("enter")
        sees_outcome(terminal, "slow down", "(in ")
        terminal.press("s")
        sees(terminal, "in 1 second")
        terminal.wait_gone("(in ", LONG)
        assert server.state.count == len(CASES) + 1
        terminal.press("s")
        at_step(terminal, 6)
        assert leave_at_once(terminal) == 0
    assert server.state.count == len(CASES) + 2
    sent = [request["config"]["base_url"] for request in server.state.requests]
    assert set(sent) == {"https://docs.example.com"}
    outcomes = [case.outcome for case in CASES.values()]
    assert [entry.outcome for entry in history()] == ["created", "refused", *outcomes[::-1]]


@pytest.mark.parametrize("name", ["no answer", "500", "duplicate name", "redirect", "not allowed"])
def test_from_a_pipe(server: Sandbox, file: str, name: str) -> None:
    """Nobody can be asked: it is said once, and ends with the exit code."""
    case = CASES[name]
    server.state.faults.add(case.fault)
    done = run("--plain", "--from", file, stdin="yes\n")
    assert done.returncode == case.code
    assert case.words in " ".join(done.stderr.split())
    assert done.stdout == ""
    assert server.state.count == 1
    [entry] = history()
    assert entry.outcome == case.outcome


COMPLAINTS = Fault(
    status=422,
    detail=[
        {"loc": ["body", "name"], "msg": "bad name", "type": "x"},
        {"loc": ["body", "config"], "msg": "bad config", "type": "x"},
        {"loc": ["body", "unheard"], "msg": "bad part", "type": "x"},
    ],
)


def test_complaints_are_never_lost(server: Sandbox, file: str) -> None:
    """Each is said, whether a field, a part or nothing at all can be found for it."""
    server.state.faults.add(COMPLAINTS)
    piped = run("--plain", "--from", file, stdin="yes\n").stderr
    server.state.faults.add(COMPLAINTS)
    created = run("create", file).stderr
    for said in (piped, created):
        assert [part for part in ("bad name", "bad config", "bad part") if part in said] == [
            "bad name", "bad config", "bad part",
        ]  # fmt: skip
    server.state.faults.add(COMPLAINTS)
    with Terminal("--plain", "--from", file, rows=60) as terminal:
        sees(terminal, "Send it?")
        terminal.type("yes\n")
        sees(terminal, "bad config", "bad part", "Connector name: bad name")
    server.state.faults.add(COMPLAINTS)
    with Terminal("--from", file, rows=40) as terminal:
        begin_from_file(terminal)
        send(terminal)
        at_step(terminal, 2, "bad name", "bad config", "bad part")


def test_from_files(server: Sandbox, tmp_path: Path) -> None:
    """Each by itself, then all in one go; after one that shows a bad session nothing is sent."""
    files = [
        str(request_file(tmp_path / f"{number}.json", name=name))
        for number, name in enumerate(CASES)
    ]
    for file, case in zip(files, CASES.values(), strict=True):
        server.state.faults.add(case.fault)
        done = run("create", "--json", file)
        error = json.loads(done.stdout)["error"]
        assert (error["kind"], done.returncode) == (case.kind, case.code)
        assert case.words in error["message"]
        assert case.words in done.stderr
    assert server.state.count == len(CASES)
    server.state.faults.add(CASES["not signed in"].fault)
    done = run("create", "--json", "--jobs", "1", *files[-2:])
    results = [result["error"]["kind"] for result in json.loads(done.stdout)]
    assert (results, done.returncode) == (["session", "not_sent"], 4)
    assert server.state.count == len(CASES) + 1
    # What is open is not sent again; what was refused is.
    server.state.faults.clear()
    again = json.loads(run("create", "--json", *files).stdout)
    assert [result.get("error", {}).get("kind") for result in again] == [
        "unknown" if case.outcome == "unknown" else None for case in CASES.values()
    ]


def test_line_by_line(server: Sandbox, file: str) -> None:
    """At a terminal one is asked, and goes on."""
    with Terminal("--plain", "--from", file, rows=60, columns=100) as terminal:
        server.state.faults.add(CASES["not signed in"].fault, CASES["not allowed"].fault)
        sees(terminal, "Send it?")
        terminal.type("yes\n")
        sees(terminal, "rejected your session", "Session, required, secret")
        terminal.type(f"{server.session.get_secret_value()}\n")
        sees(terminal, "can't create connectors", "Use another session?")
        terminal.type("no\n")
        for number, name in enumerate(["500", "slow down", "duplicate name"], start=3):
            server.state.faults.add(CASES[name].fault)
            terminal.type("yes\n")
            sees(terminal, "its name is taken" if name.startswith("dup") else CASES[name].words)
            assert server.state.count == number
            if name == "500":
                sees(terminal, "What did you find?")
                terminal.type("missing\n")
            if name == "duplicate name":
                sees(terminal, "Mark as created?")
                terminal.type("no\n")
                sees(terminal, CASES[name].words, "Connector name, required")
                terminal.type("Other\n")
        server.state.faults.add(Fault(delay=60))
        sees(terminal, "Connector name: Other")
        terminal.type("yes\n")
        until(lambda: server.state.count == 6)
        terminal.press("ctrl+c")
        assert terminal.wait_exit(LONG) == 3
        assert "may or may not" in " ".join(terminal.text().split())
        assert terminal.echoes()
    assert [entry.outcome for entry in history()[:2]] == ["unknown", "refused"]


def test_no_connection_and_then_one(
    file: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name, value in injecting(tmp_path / "code", wizard__api__client=QUICK).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("CLARM_SESSION", "made-up")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    nowhere = "https://no-such-host.invalid"
    done = run("create", "--api-url", nowhere, file)
    assert done.returncode == 1
    assert "Can't find" in done.stderr
    assert "Nothing was sent" in done.stderr
    done = run("--plain", "--api-url", url, "--from", file, stdin="yes\n")
    assert done.returncode == 1
    assert "doesn't accept connections" in done.stderr
    assert {entry.kind for entry in history()} == {"not_connected"}
    with Terminal("--api-url", url, "--from", file) as terminal:
        begin_from_file(terminal)
        send(terminal)
        sees_outcome(terminal, "doesn't accept connections", "Nothing was sent")
        with Sandbox(port=port, session=Secret("made-up")) as sandbox:
            terminal.press("t")
            at_step(terminal, 6)
            # Left while it waits, nobody knows what came of the next one.
            terminal.press("a")
            at_step(terminal, 2)
            terminal.press("ctrl+n")
            at_step(terminal, 5)
            sandbox.state.faults.add(Fault(delay=60))
            send(terminal)
            sees(terminal, "Waiting")
            assert leave_at_once(terminal) == 3
            until(lambda: sandbox.state.count == 2)
        assert json.loads(run("history", "--json").stdout)[0]["outcome"] == "unknown"
        assert b"connector_id" in terminal.stdout
