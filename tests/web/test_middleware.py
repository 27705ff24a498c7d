"""Who may ask the served wizard, and what it tells the browser."""

from __future__ import annotations

import contextlib
import logging
import re
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from tests.support.served import LONG, Served, served
from wizard.web import server

pytestmark = pytest.mark.slow

UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "MDEyMzQ1Njc4OWFiY2RlZg==",
}


@pytest.fixture(scope="module")
def wizard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    state = tmp_path_factory.mktemp("state")  # the home of a test is none of a module's
    with served(XDG_STATE_HOME=str(state)) as running:
        yield running


def test_the_page_is_there_and_refers_to_nothing_elsewhere(wizard: Served) -> None:
    page = httpx.get(wizard.address)
    assert page.status_code == 200
    addresses = re.findall(r"""["'(]((?:\w+:)?//[^"')]*)""", page.text)
    assert addresses
    for address in addresses:
        assert urlsplit(address).netloc == urlsplit(wizard.address).netloc
        if address.startswith("http") and not address.endswith("/"):
            assert httpx.get(address).status_code == 200


def test_the_address_is_a_secret_of_this_run(wizard: Served) -> None:
    with served() as other:
        paths = {urlsplit(one.address).path.strip("/") for one in (wizard, other)}
    assert len(paths) == 2
    assert min(map(len, paths)) >= 32


def test_the_browser_is_told_to_run_and_ask_nothing_else(wizard: Served) -> None:
    headers = httpx.get(wizard.address).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/ws", "/static/js/textual.js", "/guessed/", "/guessed/ws"])
def test_without_the_secret_path_there_is_nothing(wizard: Served, path: str) -> None:
    assert httpx.get(wizard.origin + path).status_code == 404


@pytest.mark.parametrize("host", ["clarm.example", "clarm.example:80", "localhost", "[::1]", ""])
def test_another_name_for_this_machine_is_refused(wizard: Served, host: str) -> None:
    answer = httpx.get(wizard.address, headers={"Host": host})
    assert answer.status_code in (400, 403)
    assert "terminal" not in answer.text


def test_a_page_of_another_origin_is_refused(wizard: Served) -> None:
    for origin in ("http://clarm.example", "null", "http://127.0.0.1", "http://127.0.0.1:1"):
        assert httpx.get(wizard.address, headers={"Origin": origin}).status_code == 403
        answer = httpx.get(f"{wizard.address}ws", headers={**UPGRADE, "Origin": origin})
        assert answer.status_code == 403


def test_a_web_socket_is_for_the_page_alone(wizard: Served) -> None:
    assert httpx.get(f"{wizard.address}ws", headers=UPGRADE).status_code == 403


@pytest.mark.skipif(sys.platform != "linux", reason="it reads the kernel's table")
def test_it_listens_to_this_machine_alone(wizard: Served) -> None:
    port = urlsplit(wizard.address).port
    listening = "0A"
    lines = [
        line.split()
        for table in ("tcp", "tcp6")
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]
    ]
    addresses = [line[1] for line in lines if line[1].endswith(f":{port:04X}")]
    assert f"0100007F:{port:04X}" in addresses
    open_to = [line[1] for line in lines if line[3] == listening and line[1] in addresses]
    assert open_to == [f"0100007F:{port:04X}"]


MALFORMED = {
    "two hosts": b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    "a bad name": b"GET / HTTP/1.1\r\nHost: a\r\nx y: 1\r\n\r\n",
    "a bad length": b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
    "two lengths": b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
    "a control": b"GET / HTTP/1.1\r\nHost: a\r\nX: \x00\r\n\r\n",
    "a bad chunk": b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
    "a bad compression": b"POST / HTTP/1.1\r\nHost: a\r\nContent-Encoding: gzip\r\n"
    b"Content-Length: 5\r\n\r\nabcde",
    "a bad address": b"GET http://[::1 HTTP/1.1\r\nHost: a\r\n\r\n",
    "no protocol": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    "a long line": b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n\r\n",
}


def answer_to(wizard: Served, sent: bytes) -> bytes:
    """What the server says to these bytes, to the end of the connection."""
    where = urlsplit(wizard.address)
    assert where.hostname
    assert where.port
    with socket.create_connection((where.hostname, where.port), timeout=LONG) as connection:
        connection.sendall(sent)
        answer = b""
        with contextlib.suppress(ConnectionResetError):
            while part := connection.recv(65536):
                answer += part
    return answer


def test_what_is_no_request_is_answered_and_no_failure_of_ours(home: Path) -> None:
    with served() as wizard:
        answers = {what: answer_to(wizard, sent)[:12] for what, sent in MALFORMED.items()}
        # What only turns out to be malformed in its body was already told that it may not ask.
        assert answers == dict.fromkeys(MALFORMED, b"HTTP/1.0 400") | {
            "a bad compression": b"HTTP/1.1 403"
        }
        assert httpx.get(wizard.address).status_code == 200
    assert not list(home.rglob("crash-*.txt"))


def test_a_failure_is_kept_without_what_was_typed(home: Path) -> None:
    record = logging.LogRecord("textual-serve", 40, "", 0, "xoxb-typed", None, None)
    try:
        raise ValueError("xoxb-typed")
    except ValueError:
        record.exc_info = sys.exc_info()
    server._Reports().emit(record)
    [report] = home.rglob("crash-*.txt")
    assert "ValueError" in report.read_text()
    assert "xoxb" not in report.read_text()
