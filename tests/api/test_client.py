"""Connecting, sending once, stopping half-way."""

from __future__ import annotations

import asyncio
import json
import shutil
import socket
import ssl
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

import wizard.api
from tests.support.raw_server import Peer, Serve
from wizard.api import (
    BaseUrl,
    Client,
    Connecting,
    Created,
    CreateSourceRequest,
    NotConnected,
    NotConnectedReason,
    OutcomeUnknown,
    Progress,
    Retrying,
    Sending,
    Timeouts,
    UnknownReason,
    UnsafeCredential,
    Waiting,
    when_cancelled,
)
from wizard.forms import Secret

SESSION = Secret("c00kie-value-of-the-session")
REQUEST = CreateSourceRequest(
    name="Docs", type="slack", credentials={"slack_bot_token": Secret("xoxb-1")}
)
QUICK = Timeouts(connect=0.3, read=0.4, total=1.0, pauses=(0.5, 2.0))
IDS = {"connector_id": 17, "credential_id": 42, "status": "success", "message": "Created"}
FULL = (
    f"HTTP/1.1 200 OK\r\ncontent-length: {len(json.dumps(IDS))}\r\n\r\n{json.dumps(IDS)}".encode()
)


class Log:
    """What a client told, and how long it slept, without sleeping."""

    def __init__(self) -> None:
        self.events: list[Progress] = []
        self.slept: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def client(self, url: str, timeouts: Timeouts = QUICK) -> Client:
        return Client(BaseUrl.parse(url), session=SESSION, timeouts=timeouts, sleep=self.sleep)


async def well_behaved(peer: Peer) -> None:
    await peer.request()
    await peer.send(FULL)


async def silent(peer: Peer) -> None:
    await peer.reader.read(-1)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


# ------------------------------------------------------------------ what goes over the wire


async def test_the_request_on_the_wire(serve: Serve) -> None:
    async with serve(well_behaved) as server:
        outcome = await Log().client(server.url).create(REQUEST)
        head, _, body = server.requests[0].partition(b"\r\n\r\n")

    lines = head.decode().split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    assert isinstance(outcome, Created)
    assert lines[0] == "POST /v1/sources/create HTTP/1.1"
    assert headers["cookie"] == "fastapiusersauth=c00kie-value-of-the-session"
    assert headers["content-type"] == headers["accept"] == "application/json"
    assert "authorization" not in headers
    assert json.loads(body) == {
        "name": "Docs",
        "type": "slack",
        "config": {},
        "credential": {"credentials": {"slack_bot_token": "xoxb-1"}},
        "refresh_freq": None,
        "prune_freq": None,
    }


async def test_each_request_has_a_connection_of_its_own_and_nothing_of_the_one_before(
    serve: Serve,
) -> None:
    async def stays_open(peer: Peer) -> None:
        await peer.request()
        await peer.send(FULL.replace(b"200 OK\r\n", b"200 OK\r\nset-cookie: planted=1\r\n"))
        await peer.request()  # never comes, since the server may be about to close

    async with serve(stays_open) as server:
        client = Log().client(server.url)
        outcomes = [await client.create(REQUEST), await client.create(REQUEST)]
        outcomes += await asyncio.gather(*(client.create(REQUEST) for _ in range(20)))
        assert server.connections == len(server.requests) == 22
    assert all(isinstance(outcome, Created) for outcome in outcomes)
    assert all(b"planted" not in request for request in server.requests)
    assert len(set(server.requests)) == 1


def test_a_client_outlives_an_event_loop() -> None:
    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            self.wfile.write(FULL)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        client = Log().client(f"http://127.0.0.1:{server.server_port}")
        outcomes = [asyncio.run(client.create(REQUEST)) for _ in range(2)]
        server.shutdown()
    assert [type(outcome) for outcome in outcomes] == [Created, Created]


async def test_an_api_key_goes_instead_of_the_session(serve: Serve) -> None:
    async with serve(well_behaved) as server:
        client = Client(BaseUrl.parse(server.url), session=SESSION, api_key=Secret("clm_key"))
        await client.create(REQUEST)
        head = server.requests[0].partition(b"\r\n\r\n")[0].lower()

    assert b"authorization: bearer clm_key" in head
    assert b"cookie" not in head


async def test_a_refused_api_key_is_called_one(serve: Serve) -> None:
    async def script(peer: Peer) -> None:
        await peer.request()
        await peer.send(b"HTTP/1.1 401 No\r\ncontent-length: 0\r\n\r\n")

    async with serve(script) as server:
        client = Client(BaseUrl.parse(server.url), api_key=Secret("clm_key"))
        outcome = await client.create(REQUEST)

    assert "API key" in outcome.message
    assert outcome.exit_code == 4


@pytest.mark.parametrize(
    "value", ["", "x1 y1", "x1;b=c", "x1\r\nX: y", "x1\n", "caf\u00e9", "x1\x00b"]
)
def test_what_no_header_can_carry_is_refused_without_repeating_it(value: str) -> None:
    base = BaseUrl.parse("http://localhost")
    for kind in ("session", "api_key"):
        sign_in: dict[str, Any] = {kind: Secret(value)}
        with pytest.raises(UnsafeCredential) as caught:
            Client(base, **sign_in)
        assert value == "" or value not in str(caught.value)


def test_a_client_needs_something_to_sign_in_with() -> None:
    with pytest.raises(UnsafeCredential):
        Client(BaseUrl.parse("http://localhost"))


async def test_events_come_in_order(serve: Serve) -> None:
    log = Log()
    async with serve(well_behaved) as server:
        await log.client(server.url).create(REQUEST, on_progress=log.events.append)
    assert log.events == [Connecting(1, 3), Sending(), Waiting()]


async def test_sending_is_told_before_the_first_byte_leaves(serve: Serve) -> None:
    arrived: list[int] = []

    async with serve(well_behaved) as server:

        def seen(event: Progress) -> None:
            if event == Sending():
                arrived.append(len(server.requests))

        await Log().client(server.url).create(REQUEST, on_progress=seen)
    assert arrived == [0]


# ------------------------------------------------------------------ never connected


async def not_connected(url: str, reason: NotConnectedReason, *, tries: int = 3) -> NotConnected:
    log = Log()
    outcome = await log.client(url).create(REQUEST, on_progress=log.events.append)

    assert isinstance(outcome, NotConnected)
    assert outcome.reason is reason
    assert outcome.exit_code == 1
    assert "Nothing was sent" in outcome.message
    assert "c00kie" not in repr(outcome)
    assert log.slept == list(QUICK.pauses)[: tries - 1]
    expected: list[Progress] = [Connecting(1, 3)]
    for attempt, pause in enumerate(log.slept, start=2):
        expected += [Retrying(pause, outcome.message), Connecting(attempt, 3)]
    assert log.events == expected
    return outcome


async def test_name_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: Any, **__: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    outcome = await not_connected("https://api.nowhere.example", NotConnectedReason.NAME)
    assert "Can't find api.nowhere.example" in outcome.message


async def test_connection_refused() -> None:
    await not_connected(f"http://127.0.0.1:{free_port()}", NotConnectedReason.REFUSED)


@pytest.mark.skipif(sys.platform != "linux", reason="a full backlog drops connections on Linux")
async def test_connect_timeout() -> None:
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        waiting = [socket.socket() for _ in range(4)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(full.getsockname())
        port = full.getsockname()[1]
        await not_connected(f"http://127.0.0.1:{port}", NotConnectedReason.TIMEOUT)
        for one in waiting:
            one.close()


async def test_no_answer_to_the_tls_handshake(serve: Serve) -> None:
    async with serve(silent) as server:
        await not_connected(f"https://127.0.0.1:{server.port}", NotConnectedReason.TIMEOUT)
        assert server.requests == []


async def test_cut_in_the_tls_handshake(serve: Serve) -> None:
    async def cut(peer: Peer) -> None:
        await peer.reader.read(10)
        peer.reset()

    async with serve(cut) as server:
        await not_connected(f"https://127.0.0.1:{server.port}", NotConnectedReason.TLS)


async def test_http_where_tls_is_expected(serve: Serve) -> None:
    async def plain(peer: Peer) -> None:
        await peer.send(b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n")

    async with serve(plain) as server:
        await not_connected(f"https://127.0.0.1:{server.port}", NotConnectedReason.TLS)


async def test_a_connection_that_comes_up_at_the_second_attempt(serve: Serve) -> None:
    port = free_port()
    log = Log()
    late: list[Any] = []

    async def sleep(seconds: float) -> None:
        async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(FULL)
            await writer.drain()
            writer.close()

        late.append(await asyncio.start_server(handle, "127.0.0.1", port))

    client = Client(
        BaseUrl.parse(f"http://127.0.0.1:{port}"), session=SESSION, timeouts=QUICK, sleep=sleep
    )
    outcome = await client.create(REQUEST, on_progress=log.events.append)
    late[0].close()

    assert isinstance(outcome, Created)
    kinds = [type(event) for event in log.events]
    assert kinds == [Connecting, Retrying, Connecting, Sending, Waiting]


# ------------------------------------------------------------------ certificates and proxies


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A self-signed certificate and its key, for 127.0.0.1 and api.clarm.test, in one file."""
    folder = tmp_path_factory.mktemp("tls")
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not here to make a certificate")
    names = "subjectAltName=IP:127.0.0.1,DNS:api.clarm.test"
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
         "-keyout", folder / "key", "-out", folder / "cert", "-subj", "/CN=test", "-addext", names],
        check=True,
        capture_output=True,
    )  # fmt: skip
    both = folder / "both.pem"
    both.write_bytes((folder / "key").read_bytes() + (folder / "cert").read_bytes())
    return both


@pytest.fixture
def tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


async def test_a_self_signed_certificate_is_not_trusted(serve: Serve, tls: ssl.SSLContext) -> None:
    async with serve(well_behaved, tls) as server:
        outcome = await not_connected(
            f"https://127.0.0.1:{server.port}", NotConnectedReason.CERTIFICATE, tries=1
        )
        assert server.requests == []
    assert "self-signed certificate" in outcome.message
    assert "SSL_CERT_FILE" in outcome.message


async def test_a_certificate_named_in_the_environment_is_trusted(
    serve: Serve, tls: ssl.SSLContext, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    async with serve(well_behaved, tls) as server:
        outcome = await Log().client(f"https://127.0.0.1:{server.port}").create(REQUEST)
    assert isinstance(outcome, Created)


@pytest.mark.parametrize("content", [None, "not a certificate"])
async def test_unusable_certificate_files_are_told(
    content: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "authorities.pem"
    if content:
        path.write_text(content)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    outcome = await not_connected("https://127.0.0.1:9", NotConnectedReason.SETUP, tries=1)
    assert "SSL_CERT_FILE" in outcome.message


async def test_certificates_do_not_matter_without_encryption(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere/at/all.pem")
    async with serve(well_behaved) as server:
        assert isinstance(await Log().client(server.url).create(REQUEST), Created)


async def test_a_proxy_is_used_and_sees_no_secret(
    serve: Serve, tls: ssl.SSLContext, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed: list[bytes] = []

    async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65536):
            passed.append(data)
            writer.write(data)
            await writer.drain()
        writer.close()

    async with serve(well_behaved, tls) as server:

        async def proxy(peer: Peer) -> None:
            passed.append(await peer.request())
            reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
            await peer.send(b"HTTP/1.1 200 Connected\r\n\r\n")
            try:
                await asyncio.gather(pump(peer.reader, writer), pump(reader, peer.writer))
            finally:
                writer.transport.abort()

        async with serve(proxy) as between:
            monkeypatch.setenv("HTTPS_PROXY", between.url)
            monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
            log = Log()
            client = log.client("https://api.clarm.test")
            outcome = await client.create(REQUEST, on_progress=log.events.append)
        assert len(server.requests) == 1

    assert isinstance(outcome, Created)
    assert passed[0].startswith(b"CONNECT api.clarm.test:443 ")
    assert not any(b"c00kie" in data or b"xoxb" in data for data in passed)
    assert log.events == [Connecting(1, 3), Sending(), Waiting()]


async def test_a_proxy_that_refuses(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    async def proxy(peer: Peer) -> None:
        await peer.request()
        await peer.send(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n")

    async with serve(proxy) as between:
        monkeypatch.setenv("HTTPS_PROXY", between.url)
        await not_connected("https://api.clarm.test", NotConnectedReason.PROXY, tries=1)
        assert b"c00kie" not in between.requests[0]


@pytest.mark.parametrize("name", ["HTTPS_PROXY", "ALL_PROXY"])
async def test_a_proxy_that_is_not_there_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, f"http://user:proxy-password@127.0.0.1:{free_port()}")
    outcome = await not_connected("https://api.clarm.test", NotConnectedReason.REFUSED)
    assert outcome.message.startswith("Can't reach the proxy 127.0.0.1.")
    assert "proxy-password" not in repr(outcome)
    monkeypatch.setenv("NO_PROXY", "clarm.test")
    outcome = await not_connected("https://api.clarm.test", NotConnectedReason.NAME)
    assert "proxy" not in outcome.message


async def test_a_proxy_address_that_makes_no_sense(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "gopher://user:proxy-password@proxy.example")
    outcome = await not_connected("https://api.clarm.test", NotConnectedReason.PROXY, tries=1)
    assert "proxy-password" not in repr(outcome)


async def test_no_proxy_to_this_machine(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    async with serve(well_behaved) as between, serve(well_behaved) as server:
        for name in ("HTTP_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, between.url)
        await Log().client(server.url).create(REQUEST)
        assert between.connections == 0
        assert len(server.requests) == 1


# ------------------------------------------------------------------ stopping


async def cancelled_at(client: Client, stop: type[Progress]) -> Progress | None:
    """Cancel a submission as soon as it tells of ``stop``; its last event."""
    last: Progress | None = None
    reached = asyncio.Event()

    def seen(event: Progress) -> None:
        nonlocal last
        last = event
        if isinstance(event, stop):
            reached.set()

    task = asyncio.create_task(client.create(REQUEST, on_progress=seen))
    await reached.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    return last


async def test_stopped_while_waiting_for_the_answer(serve: Serve) -> None:
    async def no_answer(peer: Peer) -> None:
        await peer.request()
        await asyncio.sleep(60)

    async with serve(no_answer) as server:
        outcome = when_cancelled(await cancelled_at(Log().client(server.url), Waiting))
        assert server.connections == 1
    assert isinstance(outcome, OutcomeUnknown)
    assert outcome.reason is UnknownReason.CANCELLED
    assert outcome.exit_code == 3
    assert "may or may not exist" in outcome.message


async def test_stopped_while_sending(serve: Serve) -> None:
    async with serve(silent) as server:
        outcome = when_cancelled(await cancelled_at(Log().client(server.url), Sending))
    assert isinstance(outcome, OutcomeUnknown)


async def test_stopped_while_connecting(serve: Serve) -> None:
    async with serve(silent) as server:
        client = Log().client(f"https://127.0.0.1:{server.port}")
        outcome = when_cancelled(await cancelled_at(client, Connecting))
        assert server.requests == []
    assert isinstance(outcome, NotConnected)
    assert outcome.exit_code == 130
    assert "Nothing was created" in outcome.message


async def test_stopped_before_trying_again() -> None:
    client = Client(
        BaseUrl.parse(f"http://127.0.0.1:{free_port()}"),
        session=SESSION,
        timeouts=Timeouts(pauses=(60.0,)),
    )
    assert isinstance(when_cancelled(await cancelled_at(client, Retrying)), NotConnected)


def test_stopped_before_anything() -> None:
    assert isinstance(when_cancelled(None), NotConnected)


# ------------------------------------------------------------------ imports


@pytest.mark.slow
def test_only_the_client_needs_httpx() -> None:
    code = (
        "import sys; "
        "from wizard.api import CreateSourceRequest, Created, BaseUrl, Redactor, relevant; "
        "assert 'httpx' not in sys.modules; from wizard.api import Client; "
        "assert 'httpx' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_every_public_name_is_there() -> None:
    missing = [name for name in wizard.api.__all__ if not hasattr(wizard.api, name)]
    assert missing == []
    with pytest.raises(AttributeError):
        _ = wizard.api.nothing


def test_an_address_needs_no_pydantic() -> None:
    code = "import sys, wizard.api.base_url; assert 'pydantic' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
