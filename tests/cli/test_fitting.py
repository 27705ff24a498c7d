"""Lists fit the terminal's width, and are the same everywhere where there is none."""

from __future__ import annotations

import os
import termios
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tests.cli.command import Command
from wizard.cli import output
from wizard.storage.drafts import DraftStore
from wizard.storage.history import History
from wizard.storage.paths import Paths

HOST = "127.0.0.1:41234"
NAME = "Confluence: the handbook of everybody"

Width = Callable[[int], None]


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Width:
    """Makes both streams look like a terminal of some width."""

    def width(columns: int) -> None:
        monkeypatch.setattr(output, "columns", lambda _: columns)

    return width


@pytest.fixture
def sent() -> None:
    history = History(Paths.find().history, clock=lambda: datetime(2026, 1, 2, tzinfo=UTC))
    first = history.intent(host=HOST, type="confluence", name=NAME, digest="0")
    history.created(first, connector_id=70001, credential_id=80001, status="success")
    history.intent(host=HOST, type="web", name="Docs", digest="1")


@pytest.mark.usefixtures("sent")
@pytest.mark.parametrize("columns", [130, 80, 60])
def test_the_history_fits(command: Command, terminal: Width, columns: int) -> None:
    terminal(columns)
    done = command("history")
    lines = [*done.out.splitlines(), *done.err.splitlines()]
    assert max(map(len, lines)) <= columns
    words = " ".join(done.out.split())
    for part in ("created", "confluence", NAME, "70001", "80001", "unknown", "Docs", HOST):
        assert part in words
    assert (lines[0].split()[0] == "ID") == (columns == 130)


@pytest.mark.usefixtures("sent")
def test_the_history_is_a_table_where_there_is_no_terminal(command: Command) -> None:
    lines = command("history").out.splitlines()
    assert len(lines) == 3
    assert lines[0].split()[0] == "ID"
    assert len(lines[2]) > 80


@pytest.mark.parametrize("columns", [80, 60])
def test_the_status_fits(command: Command, terminal: Width, columns: int) -> None:
    whole = command("status").out
    terminal(columns)
    lines = command("status").out.splitlines()
    assert max(map(len, lines)) <= columns
    assert " ".join(" ".join(lines).split()) == " ".join(whole.split())
    indent = len("keyring  ")
    assert lines[2].startswith("keyring  ")
    assert all(line[:indent].isspace() for line in lines[3:])


def test_the_drafts_fit(command: Command, terminal: Width) -> None:
    store = DraftStore(Paths.find().drafts)
    draft_id = store.new_id()
    store.save(draft_id, {"type": "confluence", "name": NAME, "step": "review", "host": HOST})
    store.release(draft_id)
    terminal(60)
    lines = command("drafts").out.splitlines()
    assert max(map(len, lines)) <= 60
    assert lines[0].split()[0] == draft_id
    assert lines[0].split()[-1] == "confluence"
    assert [line.strip() for line in lines[1:]] == [NAME, "at review"]


def test_the_width_is_that_of_the_terminal() -> None:
    leader, follower = os.openpty()
    try:
        termios.tcsetwinsize(follower, (20, 57))
        with os.fdopen(follower, "w") as stream:
            assert output.columns(stream) == 57
            assert output.wrapped("word " * 20, stream, indent="  ").count("\n  word") == 1
    finally:
        os.close(leader)


def test_a_pipe_has_no_width() -> None:
    leader, follower = os.pipe()
    os.close(leader)
    with os.fdopen(follower, "w") as stream:
        assert output.columns(stream) is None
        assert output.wrapped("word " * 50, stream) == "word " * 50


def test_wide_characters_count_twice(terminal: Width) -> None:
    terminal(20)
    rows, entries = [("漢字漢字漢字", "1")], [("漢字漢字漢字", "number 1")]
    assert output.listing(("NAME", "N"), rows, entries).splitlines()[0] == "NAME    N"
    terminal(14)
    assert output.listing(("NAME", "N"), rows, entries).splitlines()[1] == "  number 1"
