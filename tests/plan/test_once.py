"""Whatever happens on the way, each source of a folder is created once, and the plan is true."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.plan.command_server import KILLED

Answer = Literal["created", "refused", "lost", "lost before"]
"""lost: it is created, and the answer does not come. lost before: it is not created either."""

ANSWERS: tuple[Answer, ...] = ("created", "refused", "lost", "lost before")
MAX_WRITES = 30
"""More than a command does for a few sources, so that some are not killed."""


@dataclass
class Clarm:
    """A server that answers as it is told, and then creates whatever it is sent."""

    answers: list[Answer]
    posts: Counter[str] = field(default_factory=Counter)
    created: dict[str, int] = field(default_factory=dict)
    unclear: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, name: str) -> Answer:
        """Take a request, and return how to answer it."""
        with self.lock:
            self.posts[name] += 1
            if name in self.created:
                self.wrong.append(f"{name} was sent though it exists")
            if name in self.unclear:
                self.wrong.append(f"{name} was sent though it may exist")
            answer = self.answers.pop(0) if self.answers else "created"
            if answer in ("created", "lost"):
                self.created[name] = len(self.created) + 1
            if answer.startswith("lost"):
                self.unclear.add(name)
            return answer


@contextmanager
def serving(clarm: Clarm) -> Iterator[str]:
    """The address at which it can be reached."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            answer = clarm.take(body["name"])
            if answer.startswith("lost"):
                self.close_connection = True
                return
            said: dict[str, Any] = {"detail": "Out of order."}
            if answer == "created":
                number = clarm.created[body["name"]]
                said = {
                    "connector_id": number, "credential_id": 1000 + number, "status": "success",
                    "message": "Queued.",
                }  # fmt: skip
            data = json.dumps(said).encode()
            self.send_response(200 if answer == "created" else 400)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


@dataclass
class Team:
    """Colleagues with homes of their own, who share a folder."""

    commands: subprocess.Popen[str]
    clarm: Clarm
    url: str
    place: Path

    @property
    def folder(self) -> Path:
        return self.place / "sources"

    def run(self, person: int, *arguments: str, kill: int | None = None) -> tuple[int, str]:
        """Run a command as a person; return its status and what it printed, for others or them."""
        home = str(self.place / f"home {person}")
        names = ("HOME", *(f"XDG_{kind}_HOME" for kind in ("STATE", "CONFIG", "DATA", "CACHE")))
        environment = dict.fromkeys(names, home) | {
            "CLARM_API_URL": self.url,
            "CLARM_SESSION": "planted-session",
        }
        asked = {"arguments": arguments, "environment": environment, "kill": kill}
        assert self.commands.stdin
        assert self.commands.stdout
        self.commands.stdin.write(json.dumps(asked) + "\n")
        self.commands.stdin.flush()
        done = json.loads(self.commands.stdout.readline())
        return done["code"], done["out"] or done["err"]

    def plan(self, person: int) -> list[dict[str, Any]]:
        """The sources as a person sees them, each of which has to be true."""
        code, out = self.run(person, "plan", "--json", str(self.folder))
        assert out.startswith("{"), out
        sources: list[dict[str, Any]] = json.loads(out)["sources"]
        for source in sources:
            name, state = source["name"], source["state"]
            exists = name in self.clarm.created
            assert state != "created" or exists
            assert state in ("created", "look_up") or not exists
            if source["connector_id"] is not None:
                assert source["connector_id"] == self.clarm.created[name]
        states = {source["state"] for source in sources}
        assert code == (3 if "look_up" in states else 2 if states - {"created"} else 0)
        return sources

    def settle(self, person: int) -> None:
        """Look in Clarm for all that the person has to look for, and say what is there."""
        for source in self.plan(person):
            if source["state"] != "look_up":
                continue
            number = self.clarm.created.get(source["name"])
            found = ["--missing"]
            if number is not None:
                found = ["--exists", "--connector", str(number), "--credential", str(1000 + number)]
            self.clarm.unclear.discard(source["name"])
            command = ("history", "settle", source["history_id"], "--in", str(self.folder))
            assert self.run(person, *command, *found)[0] == 0


@pytest.fixture(scope="module")
def commands() -> Iterator[subprocess.Popen[str]]:
    """What runs the commands."""
    command = [sys.executable, "-m", "tests.plan.command_server"]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, text=True, cwd=root, **pipes) as process:
        yield process
        assert process.stdin
        process.stdin.close()


STEPS = st.tuples(
    st.integers(0, 1),
    st.none() | st.integers(0, MAX_WRITES),
    st.booleans(),
    st.integers(1, 3),
)
"""Who sends, at which write it is killed, whether they settle afterwards, how many at once."""


@pytest.mark.slow
@settings(max_examples=9)
@given(
    rows=st.lists(st.integers(1, 3), min_size=1, max_size=2),
    answers=st.lists(st.sampled_from(ANSWERS), max_size=4),
    steps=st.lists(STEPS, min_size=1, max_size=3),
)
def test_each_source_is_created_once(
    commands: subprocess.Popen[str],
    rows: Sequence[int],
    answers: list[Answer],
    steps: Sequence[tuple[int, int | None, bool, int]],
) -> None:
    given_answers = Counter(answers)
    clarm = Clarm(list(answers))
    with tempfile.TemporaryDirectory() as place, serving(clarm) as url:
        team = Team(commands, clarm, url, Path(place))
        names = write_folder(team.folder, rows)
        for person, kill, settles, jobs in steps:
            command = ("create", "--ready", "--json", f"--jobs={jobs}", str(team.folder))
            code, _ = team.run(person, *command, kill=kill)
            assert code in (0, 1, 3) if kill is None else (0, 1, 3, KILLED)
            assert clarm.wrong == []
            team.plan(1 - person)
            if settles:
                team.settle(person)
        for _ in range(len(answers) + 2):
            team.settle(0)
            if team.run(0, "create", "--ready", str(team.folder))[0] == 0:
                break
        assert clarm.wrong == []
        assert clarm.created.keys() == names
        again = given_answers - Counter(clarm.answers)
        resent = again["refused"] + again["lost before"]
        assert sum(clarm.posts.values()) == len(names) + resent
        for person in (0, 1):
            assert {source["state"] for source in team.plan(person)} == {"created"}
            assert all(source["connector_id"] for source in team.plan(person))


def write_folder(folder: Path, rows: Sequence[int]) -> set[str]:
    """Write a file for each number of rows; return the names of all sources."""
    folder.mkdir()
    names = set()
    for number, count in enumerate(rows):
        each = [{"part": f"{number}-{row}"} for row in range(count)]
        values: dict[str, Any] = {
            "name": "Docs {part}" if count > 1 else f"Docs {number}",
            "type": "web",
            "config": {"base_url": f"https://{number}.example.com"},
        }
        names |= {f"Docs {row['part']}" for row in each} if count > 1 else {f"Docs {number}"}
        if count > 1:
            values["each"] = each
        (folder / f"{number}.json").write_text(json.dumps(values))
    return names
