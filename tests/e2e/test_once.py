"""However many runs send the same at once: one request a name, and the others say why not."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.support.terminal import COMMAND, Terminal
from tests.support.terminal_steps import (
    LONG,
    at_step,
    leave_at_once,
    request_file,
    sees,
    send,
    until,
)
from wizard.sandbox import Sandbox
from wizard.sandbox.faults import Fault

Run = subprocess.Popen[str]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    """A server that one is signed in to."""
    with Sandbox() as sandbox:
        monkeypatch.setenv("CLARM_API_URL", sandbox.url)
        monkeypatch.setenv("CLARM_SESSION", sandbox.session.get_secret_value())
        yield sandbox


def files(folder: Path, count: int) -> list[str]:
    """Request files of as many names."""
    paths = []
    for number in range(count):
        path = folder / f"{number:02}.json"
        config = {"base_url": f"https://{number}.example.com"}
        path.write_text(json.dumps({"name": path.stem, "type": "web", "config": config}))
        paths.append(str(path))
    return paths


def start(stack: ExitStack, *arguments: str, answers: str = "") -> Run:
    """The command, with nothing but pipes, and what it is to read."""
    process = subprocess.Popen(
        [*COMMAND, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    stack.enter_context(process)
    stack.callback(process.kill)
    assert process.stdin
    process.stdin.write(answers)
    process.stdin.close()
    process.stdin = None
    return process


def ends(runs: Sequence[Run]) -> list[tuple[int, str, str]]:
    """The status, stdout and stderr of each, once all have ended."""
    return [(run.wait(), *said) for run in runs for said in [run.communicate(timeout=3 * LONG)]]


def sent(server: Sandbox) -> dict[str, int]:
    """How often each name was sent."""
    return Counter(request["name"] for request in server.state.requests)


def once(paths: Sequence[str]) -> dict[str, int]:
    return {Path(path).stem: 1 for path in paths}


def test_many_processes_send_the_same_files_once(server: Sandbox, tmp_path: Path) -> None:
    paths = files(tmp_path, 5)
    server.state.faults.add(Fault(times=100, delay=0.2))
    with ExitStack() as stack:
        found = ends([start(stack, "create", "--json", *paths) for _ in range(20)])
    assert sent(server) == once(paths)
    items: list[Any] = [item for _, out, _ in found for item in json.loads(out)]
    assert len(items) == 20 * len(paths)
    made = {(item["name"], item["connector_id"]) for item in items if "error" not in item}
    assert len(made) == len(paths)
    failures = [item["error"] for item in items if "error" in item]
    assert {failure["kind"] for failure in failures} <= {"not_sent"}
    assert all("Another run has been sending this for" in f["message"] for f in failures)
    assert {code for code, *_ in found} <= {0, 1}
    assert all(code == ("error" in out) for code, out, _ in found)


def test_the_same_batch_begun_again_while_it_runs(server: Sandbox, tmp_path: Path) -> None:
    paths = files(tmp_path, 12)
    server.state.faults.add(Fault(times=100, delay=0.5))
    with ExitStack() as stack:
        first = start(stack, "create", "--json", "--jobs=2", *paths)
        until(lambda: server.state.count >= 4)
        second = start(stack, "create", "--json", "--jobs=2", *paths)
        found = ends([first, second])
    assert sent(server) == once(paths)
    for _, out, err in found:
        assert "Traceback" not in err
        for item in json.loads(out):
            assert "error" not in item or item["error"]["kind"] == "not_sent"
    # Whoever comes to a file that the other has sent has its IDs.
    items = [item for _, out, _ in found for item in json.loads(out) if "error" not in item]
    assert {item["name"] for item in items} == set(once(paths))
    assert len({item["connector_id"] for item in items}) == len(paths)


def test_to_send_again_holds_for_what_was_sent_before_alone(
    server: Sandbox, tmp_path: Path
) -> None:
    [path] = files(tmp_path, 1)
    server.state.faults.add(Fault(cut="before"), Fault(delay=LONG))
    with ExitStack() as stack:
        assert ends([start(stack, "create", path)])[0][0] == 3
        first = start(stack, "create", "--again", path)
        until(lambda: server.state.count == 2)
        [(code, _, err)] = ends([start(stack, "create", "--again", path)])
        assert (code, server.state.count) == (1, 2)
        assert "Another run has been sending this for" in err
        # It was killed: nobody sends it any more, and nobody knows what came of it.
        first.kill()
        first.wait()
        [(code, _, err)] = ends([start(stack, "create", path)])
        assert (code, server.state.count) == (3, 2)
        assert "Look for “00”" in err
        assert ends([start(stack, "create", "--again", path)])[0][0] == 0
    assert server.state.count == 3


def test_line_prompts_that_send_the_same_at_once(server: Sandbox, tmp_path: Path) -> None:
    path = str(request_file(tmp_path / "request.json"))
    server.state.faults.add(Fault(delay=3))
    with ExitStack() as stack:
        arguments = ("--plain", "--json", "--from", path)
        found = ends([start(stack, *arguments, answers="yes\n") for _ in range(4)])
    assert server.state.count == 1
    assert sorted(code for code, *_ in found)[0] == 0
    for code, out, err in found:
        assert bool(out.strip()) is (code == 0)
        assert code == 0 or "Another run has been sending this for" in err or "before" in err


def test_a_window_sees_that_another_run_sends_it_and_looks_again(
    server: Sandbox, tmp_path: Path
) -> None:
    path = str(request_file(tmp_path / "request.json"))
    server.state.faults.add(Fault(delay=LONG))
    with ExitStack() as stack, Terminal("--from", path, rows=30) as terminal:
        at_step(terminal, 5, "creates this connector")
        other = start(stack, "create", path)
        until(lambda: server.state.count == 1)
        send(terminal)
        sees(terminal, "Another run has been sending this for")
        terminal.press("c")
        sees(terminal, "Another run has been sending this for")
        assert server.state.count == 1
        other.kill()
        other.wait()
        terminal.press("c")
        sees(terminal, "We don't know")
        terminal.press("n")
        at_step(terminal, 6)
        assert leave_at_once(terminal) == 0
    assert server.state.count == 2


def test_what_another_run_made_since_the_review_is_not_sent_unasked(
    server: Sandbox, tmp_path: Path
) -> None:
    path = str(request_file(tmp_path / "request.json"))
    with ExitStack() as stack, Terminal("--from", path, rows=30) as terminal:
        at_step(terminal, 5, "creates this connector")
        assert ends([start(stack, "create", path)])[0][0] == 0
        send(terminal)
        sees(terminal, "connector ID 1", "creates another")
        assert server.state.count == 1
        terminal.press("y")
        sees(terminal, "already has this name")
        assert server.state.count == 2
