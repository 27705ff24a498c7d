"""A server that repeats the secrets in every spelling: nothing of that is shown or kept."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.support.spellings import LOSSY, SPELLINGS
from tests.support.terminal import COMMAND, Terminal
from tests.support.terminal_steps import (
    LONG,
    at_step,
    history,
    leave_at_once,
    request_file,
    sees,
    send,
)

TOKEN = "xt-Qz7Wn4Kd9Xb2Gh5Lp8Rv1Ty6"
COOKIE = "c00k1e.Ck7Tz3Qw9Ev5Yb1Nx8Ud4Gs6"
NUMBER = 7312648590

TWICE = [
    (outer, inner)
    for outer, inner in itertools.product(("base64", "percent", "hex", "JSON"), SPELLINGS)
    if inner not in LOSSY
]


def spellings(secret: str) -> Iterator[str]:
    """``secret`` in all ways, alone and once more, whole and cut."""
    for spell in SPELLINGS.values():
        yield spell(secret)
        yield f"{spell(secret[:15])}…"
    for outer, inner in TWICE:
        yield SPELLINGS[outer](SPELLINGS[inner](secret))


def answers() -> list[tuple[int, Any]]:
    """One answer for each spelling, of all kinds in turns."""
    found: list[tuple[int, Any]] = []
    kinds = itertools.cycle(range(6))
    for secret in (TOKEN, COOKIE):
        for text in spellings(secret):
            said = f"cannot use {text} here"
            found.append(
                [
                    (200, {"connector_id": 1, "credential_id": 2, "status": text, "message": said}),
                    (400, {"detail": said}),
                    (
                        422,
                        {"detail": [{"loc": ["body", "config", text], "msg": said, "type": "x"}]},
                    ),
                    (500, said),
                    (200, {"connector_id": text}),
                    (400, f"<html><title>{said}</title></html>"),
                ][next(kinds)]
            )
    found += [
        (200, {"connector_id": NUMBER, "credential_id": 2, "status": "", "message": ""}),
        (422, {"detail": [{"loc": ["body", NUMBER], "msg": "bad", "type": "x"}]}),
        (400, {"detail": {"at": NUMBER, "also": [NUMBER + 0.5]}}),
    ]
    return found


class Echo(ThreadingHTTPServer):
    """Answers as it is told, one request after the other."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers = iter(answers())
        self.turn = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: Echo

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        with self.server.turn:
            status, said = next(self.server.answers)
        body = (said if isinstance(said, str) else json.dumps(said)).encode()
        self.send_response(status)
        kind = "html" if body.startswith(b"<html") else "plain"
        self.send_header("content-type", f"text/{kind}; charset=utf-8")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def echo() -> Iterator[Echo]:
    with Echo() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def env(server: Echo) -> dict[str, str]:
    return os.environ | {"CLARM_API_URL": server.url, "CLARM_SESSION": COOKIE}


def assert_nowhere(text: str, where: str) -> None:
    """No spelling of a secret, nor eight characters of one, is in ``text``."""
    text = text.replace("\\n", "").replace("\n", "")
    for secret in (TOKEN, COOKIE):
        for spelled in spellings(secret):
            plain = spelled.replace("\r\n", "").replace("\n", "").removesuffix("…")
            for form in {plain, json.dumps(plain)[1:-1]}:
                for start in range(0, len(form) - len(form) // 3, 4):
                    piece = form[start : start + max(12, len(form) // 3)]
                    assert piece not in text, f"{where} holds {piece}"
        for start in range(len(secret) - 7):
            assert secret[start : start + 8].lower() not in text.lower(), where
    assert str(NUMBER) not in text, where


def assert_not_kept(home: Path) -> None:
    files = [path for path in home.rglob("*") if path.is_file()]
    assert any(path.name == "history.jsonl" for path in files)
    for path in files:
        assert_nowhere(path.read_text(), str(path))


def test_files(home: Path, tmp_path: Path, echo: Echo) -> None:
    names = []
    for number, _ in enumerate(answers()):
        credentials = {"some_token": TOKEN, "pin": str(NUMBER)}
        path = tmp_path / f"{number}.json"
        request_file(path, name=f"Name {number}", credential={"credentials": credentials})
        path.chmod(0o600)
        names.append(str(path))
    done = subprocess.run(
        [*COMMAND, "create", "--json", "--jobs", "1", *names],
        env=env(echo), capture_output=True, check=False, timeout=4 * LONG,
    )  # fmt: skip
    results = json.loads(done.stdout)
    kinds = {result["error"]["kind"] if "error" in result else "created" for result in results}
    assert {"created", "invalid", "unknown"} == kinds
    assert len(history()) == len(names)
    assert_nowhere((done.stdout + done.stderr).decode(), "the output")
    assert_nowhere(json.dumps([entry.as_json() for entry in history()]), "the history")
    assert_not_kept(home)


def test_line_by_line(home: Path, tmp_path: Path, echo: Echo) -> None:
    """Sent again and again, whatever comes; the draft stays."""
    echo.answers = (answer for answer in answers() if answer[0] in (400, 422))
    path = tmp_path / "a.json"
    request_file(path, credential={"credentials": {"some_token": TOKEN}})
    path.chmod(0o600)
    said = b""
    for _ in range(6):
        done = subprocess.run(
            [*COMMAND, "--plain", "--from", str(path)],
            env=env(echo), input=b"yes\n", capture_output=True, check=False, timeout=LONG,
        )  # fmt: skip
        said += done.stdout + done.stderr
        assert b"The server says" in done.stderr or b"********" in done.stderr, done.stderr
    assert_nowhere(said.decode(), "the output")
    assert_not_kept(home)


def test_on_the_screen(home: Path, tmp_path: Path, echo: Echo) -> None:
    echo.answers = (answer for answer in answers() if answer[0] == 400)
    path = tmp_path / "a.json"
    request_file(path, credential={"credentials": {"some_token": TOKEN}})
    path.chmod(0o600)
    with Terminal("--from", str(path), env=env(echo)) as terminal:
        sees(terminal, "creates this connector")
        for _ in range(8):
            send(terminal)
            sees(terminal, "Not created", "********")
            terminal.press("r")
            at_step(terminal, 5, "creates this connector")
        leave_at_once(terminal)
    assert len(history()) == 8
    assert_nowhere(terminal.output.decode(errors="replace"), "the terminal")
    assert_not_kept(home)
