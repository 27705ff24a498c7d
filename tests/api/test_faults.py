"""What the wire can do to a submission, and what the wizard then knows and says."""

from __future__ import annotations

import asyncio
import gzip
import json
import tracemalloc
import zlib
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.api.sending import COOKIE, REQUEST, TOKEN, client
from tests.support.raw_server import Peer, Script, Serve, answer, then_send
from wizard.api import (
    Created,
    Outcome,
    OutcomeUnknown,
    Progress,
    Refused,
    Timeouts,
    UnknownReason,
)
from wizard.api import RefusalReason as Reason

IDS = {"connector_id": 17, "credential_id": 42, "status": "success", "message": "Created"}


async def cut_before_the_request(peer: Peer) -> None:
    peer.reset()


async def cut_in_the_head(peer: Peer) -> None:
    await peer.reader.readexactly(20)
    peer.reset()


async def cut_in_the_body(peer: Peer) -> None:
    await peer.reader.readuntil(b"\r\n\r\n")
    peer.reset()


async def cut_after_the_request(peer: Peer) -> None:
    await peer.request()
    peer.reset()


async def no_answer(peer: Peer) -> None:
    await peer.request()
    await asyncio.sleep(60)


async def endless_information(peer: Peer) -> None:
    await peer.request()
    while True:
        await peer.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        await asyncio.sleep(0.01)


def pydantic_errors() -> list[dict[str, Any]]:
    """What a plain union of models complains about: one bad request, every member."""
    sent = {"repo_owner": 1, "github_access_token": TOKEN}
    return [
        {
            "type": "missing",
            "loc": ["body", "config", "WebConnectorConfig", "base_url"],
            "msg": "Field required",
            "input": sent,
        },
        {
            "type": "string_type",
            "loc": ["body", "config", "GithubConnectorConfig", "repositories", 3],
            "msg": "Input should be a valid string",
            "input": TOKEN,
        },
        {
            "type": "value_error",
            "loc": ["body", "name"],
            "msg": f"Value error, {TOKEN} is no name",
            "input": TOKEN,
            "ctx": {"error": {}},
        },
    ]


FIELDS = [
    (("config", "WebConnectorConfig", "base_url"), "Field required"),
    (("config", "GithubConnectorConfig", "repositories", 3), "Input should be a valid string"),
    (("name",), "******** is no name"),
]


def onyx(text: str) -> dict[str, Any]:
    return {"status_code": 422, "message": text, "data": None}


def printed(errors: list[dict[str, Any]]) -> str:
    """The errors as Onyx prints them: Python, with tuples, flattened."""
    tuples = [{**error, "loc": tuple(error["loc"])} for error in errors]
    return repr(tuples).replace("\n", " ").replace("   ", " ")


@dataclass(frozen=True)
class Row:
    name: str
    script: Script
    outcome: type[Outcome]
    exit_code: int
    why: str | None = None  # the kind of a refusal, the reason of an unknown
    words: tuple[str, ...] = ()  # to be found in the message
    said: tuple[str, ...] = ()  # to be found in the server's own words
    fields: list[tuple[tuple[str | int, ...], str]] = field(default_factory=list)
    retry_after: int | None = None
    more: dict[str, Any] = field(default_factory=dict)  # attributes of the outcome

    def __str__(self) -> str:
        return self.name


def created(name: str, *pieces: bytes, pause: float = 0.0, **more: Any) -> Row:
    ids = {"connector_id": 17, "credential_id": 42}
    return Row(name, then_send(*pieces, pause=pause), Created, 0, more=ids | more)


def refused(
    name: str,
    kind: Reason,
    *pieces: bytes,
    exit_code: int = 1,
    words: tuple[str, ...] = (),
    said: tuple[str, ...] = (),
    fields: list[tuple[tuple[str | int, ...], str]] | None = None,
    retry_after: int | None = None,
) -> Row:
    script = then_send(*pieces)
    return Row(name, script, Refused, exit_code, kind, words, said, fields or [], retry_after)


def unknown(
    name: str,
    reason: UnknownReason,
    script: Script | bytes,
    said: tuple[str, ...] = (),
    words: tuple[str, ...] = (),
) -> Row:
    if isinstance(script, bytes):
        script = then_send(script)
    words = (*words, "may or may not exist", "before you send it again")
    return Row(name, script, OutcomeUnknown, 3, reason, words, said)


CUT, TIMEOUT, NO_IDS = UnknownReason.CUT, UnknownReason.TIMEOUT, UnknownReason.NO_IDS
UNREADABLE, SERVER_ERROR = UnknownReason.UNREADABLE, UnknownReason.SERVER_ERROR
FULL = answer(200, IDS)
CHUNKED = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n"
NOT_SIGNED_IN = "Access denied. User is not authenticated."
NOT_CURATOR = "Access denied. User is not a curator or admin."
TAKEN = "Connector by this name already exists, duplicate naming not allowed."

ROWS = [
    # Success
    created("200", FULL, status="success", message="Created", warnings=()),
    created("201", answer(201, IDS)),
    created("200 in several pieces", FULL[:30], FULL[30:80], FULL[80:], pause=0.02),
    created("200 in chunks", CHUNKED, b"a\r\n" + json.dumps(IDS).encode()[:10] + b"\r\n",
            f"{len(json.dumps(IDS)) - 10:x}\r\n{json.dumps(IDS)[10:]}\r\n0\r\n\r\n".encode()),
    created("200 with more keys", answer(200, IDS | {"cc_pair_id": 7, "echo": [TOKEN]}),
            warnings=()),
    created("200 without words", answer(200, {"connector_id": 17, "credential_id": 42}),
            status="", message="",
            warnings=("The response had no status.", "The response had no message.")),
    created("200 with hostile words", answer(200, IDS | {
        "status": "\x1b[2Jok", "message": f"\u202e{TOKEN} [red]x[/red] {COOKIE}\x07"}),
        status="ok", message="******** [red]x[/red] ********"),
    created("200 in UTF-16", answer(200, json.dumps(IDS).encode("utf-16"))),
    created("200 with a byte order mark", answer(200, b"\xef\xbb\xbf" + json.dumps(IDS).encode())),
    created("200 in gzip, unasked", answer(200, gzip.compress(json.dumps(IDS).encode()),
                                           content_encoding="gzip")),
    created("200 in deflate, unasked", answer(200, zlib.compress(json.dumps(IDS).encode()),
                                              content_encoding="deflate")),
    created("200, whole, but announced longer", answer(200, IDS, length=5000)),
    created("200, cut behind both IDs", answer(200, IDS)[:-20],
            status="", message="",
            warnings=("The response had no status.", "The response had no message.")),
    created("200 in broken JSON behind both IDs",
            answer(200, '{"connector_id": 17, "credential_id": 42, "status": nonsense}')),
    # No success, though the status says so
    unknown("200 with HTML", UNREADABLE, answer(200, "<html><title>Sign in</title>x</html>"),
            said=("Sign in",)),
    unknown("200 with broken JSON", UNREADABLE, answer(200, '{"connector_id": 17, "cred')),
    unknown("200 with nothing", UNREADABLE, answer(200)),
    unknown("204", UNREADABLE, b"HTTP/1.1 204 No Content\r\n\r\n"),
    unknown("200 with deep JSON", UNREADABLE, answer(200, "[" * 100_000)),
    unknown("200 with a huge number", UNREADABLE,
            answer(200, '{"connector_id": ' + "9" * 5000 + "}")),
    unknown("200 without an ID", NO_IDS, answer(200, {"connector_id": 17, "status": "ok"}),
            said=('"connector_id": 17', '"ok"'), words=("without both IDs",)),
    unknown("200 with text for an ID", NO_IDS, answer(200, IDS | {"credential_id": "42"}),
            said=('"42"',)),
    unknown("200 with true for an ID", NO_IDS, answer(200, IDS | {"connector_id": True})),
    unknown("200 with a list", NO_IDS, answer(200, [IDS])),
    unknown("200 announced shorter", UNREADABLE, answer(200, IDS, length=20)),
    unknown("200 in brotli, unasked", UNREADABLE,
            answer(200, b"\x0b\x02\x80{}\x03", content_encoding="br"),
            words=("compression nobody asked for",)),
    unknown("200 in broken gzip", UNREADABLE,
            answer(200, b"\x1f\x8bnonsense", content_encoding="gzip")),
    # The connection
    unknown("cut before the request", CUT, cut_before_the_request),
    unknown("cut in the head", CUT, cut_in_the_head),
    unknown("cut in the body", CUT, cut_in_the_body),
    unknown("cut after the request", CUT, cut_after_the_request, words=("connection dropped",)),
    unknown("closed after the request", CUT, b""),
    unknown("cut in the answer's head", CUT, b"HTTP/1.1 200 OK\r\nContent-Le"),
    unknown("cut in the answer's body", CUT, answer(200, IDS)[:-80]),
    unknown("cut in the second ID", CUT,
            answer(200, '{"connector_id": 17, "credential_id": 42', length=99)),
    unknown("broken JSON with another ID in it", UNREADABLE,
            answer(200, '{"connector_id": 17, "credential_id": 42, "x": {"connector_id": 18,')),
    unknown("broken JSON with a fraction for an ID", UNREADABLE,
            answer(200, '{"connector_id": 17.5, "credential_id": 42, x')),
    unknown("HTML around both IDs", UNREADABLE,
            answer(200, '<html>{"connector_id": 17, "credential_id": 42, "status": 1}</html>')),
    unknown("cut in a chunk", CUT, CHUNKED + b"ff\r\n{"),
    unknown("bad chunk", UNREADABLE, CHUNKED + b"zz\r\n{}\r\n"),
    unknown("not HTTP", UNREADABLE, b"SSH-2.0-OpenSSH_9.6\r\n\r\n"),
    unknown("endless head", UNREADABLE, b"HTTP/1.1 200 OK\r\n" + b"x: y\r\n" * 100_000),
    unknown("no answer", TIMEOUT, no_answer, words=("didn't arrive in time",)),
    unknown("only 100 Continue, for ever", TIMEOUT, endless_information),
    unknown("answer in drips", TIMEOUT, then_send(*(FULL[at : at + 1] for at in range(99)),
                                                  pause=0.1)),
    # Refusals
    refused("401", Reason.SESSION, answer(401, {"detail": "Unauthorized"}), exit_code=4,
            words=("session", "paste the new cookie"), said=("Unauthorized",)),
    refused("401 about the credential", Reason.CREDENTIAL,
            answer(401, {"detail": "Credential 12 does not exist or does not belong to user"}),
            words=("session is fine",)),
    refused("403, not signed in", Reason.SESSION, answer(403, {"detail": NOT_SIGNED_IN}),
            exit_code=4, words=("may have expired",), said=(NOT_SIGNED_IN,)),
    refused("403, expired", Reason.SESSION, answer(403, {"detail": "OIDC token has expired"}),
            exit_code=4),
    refused("403, role", Reason.FORBIDDEN, answer(403, {"detail": NOT_CURATOR}), exit_code=4,
            words=("admin or curator",), said=(NOT_CURATOR,)),
    refused("403, limited role", Reason.FORBIDDEN,
            answer(403, {"detail": "User role is LIMITED."}), exit_code=4),
    refused("403, not verified", Reason.NOT_VERIFIED,
            answer(403, {"detail": "Access denied. User is not verified."}), exit_code=4,
            words=("isn't verified", "link")),
    refused("403 by something between", Reason.FORBIDDEN,
            answer(403, "<html><head><title>Blocked by Corp</title></head></html>"),
            exit_code=4, words=("between this machine and Clarm",), said=("Blocked by Corp",)),
    refused("403 without words", Reason.FORBIDDEN, answer(403), exit_code=4),
    refused("404", Reason.NOT_FOUND, answer(404, {"detail": "Not Found"}), words=("--api-url",)),
    refused("400, duplicate", Reason.DUPLICATE_NAME, answer(400, {"detail": TAKEN}),
            words=("Choose another name", "earlier failed attempt"), said=(TAKEN,)),
    refused("400, unique", Reason.DUPLICATE_NAME, answer(400, {"detail": "Name must be unique"})),
    refused("409", Reason.DUPLICATE_NAME, answer(409, {"error_code": "CONFLICT",
                                                     "detail": "Name taken: duplicate"})),
    refused("409 without words", Reason.DUPLICATE_NAME, answer(409)),
    refused("409 about something else", Reason.OTHER, answer(409,
            {"detail": "Workspace is locked"}), said=("Workspace is locked",)),
    refused("400, disabled", Reason.DISABLED_TYPE,
            answer(400, {"detail": "This connector type has been disabled by your system admin."}),
            words=("turned off",)),
    refused("400, the source", Reason.SOURCE,
            answer(400, {"detail": f"Connector validation error: bad token {TOKEN}, name exists"}),
            words=("connect to the source",), said=("bad token ********, name",)),
    refused("400, message", Reason.INVALID, answer(400, {"message": "unexpected key 'repo'"}),
            said=("unexpected key 'repo'",)),
    refused("400, only a code", Reason.INVALID, answer(400, {"error_code": "BAD_THING"}),
            said=("BAD_THING",)),
    refused("400, an object", Reason.INVALID, answer(400, {"detail": {"reason": "too old"}}),
            said=("too old",)),
    refused("400, cut", Reason.INVALID, answer(400, {"detail": "x" * 50}, length=999)),
    refused("400 in Latin-1", Reason.INVALID, answer(
        400, "Ungültig".encode("latin-1"), content_type="text/plain; charset=latin-1"),
        said=("Ungültig",)),
    refused("400 in a codec that is none", Reason.INVALID, answer(
        400, b"x" * 500_000, content_type="text/plain; charset=punycode")),
    refused("400 with escapes", Reason.INVALID, answer(
        400, {"detail": f"\x1b]52;c;x\x07a\u202eb \x1b[31m[bold]{TOKEN}[/bold]"}),
        said=("ab [bold]********[/bold]",)),
    refused("413", Reason.TOO_LARGE, answer(413, "<html><title>413 Too Large</title></html>"),
            said=("413 Too Large",)),
    refused("422", Reason.INVALID, answer(422, {"detail": pydantic_errors()}), fields=FIELDS,
            words=("Fix them",)),
    refused("422, Onyx", Reason.INVALID, answer(422, onyx(printed(pydantic_errors()))),
            fields=FIELDS),
    refused("422, Onyx, with what is no literal", Reason.INVALID, answer(422, onyx(
        printed(pydantic_errors()).replace("{'error': {}}", "{'error': ValueError('no')}"))),
        fields=FIELDS),
    refused("422, Onyx, as newer frameworks print it", Reason.INVALID, answer(422, onyx(
        "3 validation errors: " + " ".join(
            printed([error])[1:-1] for error in pydantic_errors()) + ' File "x.py", line 3')),
        fields=FIELDS),
    refused("422, Onyx, not understood", Reason.INVALID,
            answer(422, onyx(f"[{{'loc': (1, 'input': '{TOKEN}'")), said=("********",)),
    refused("422, Onyx, deep", Reason.INVALID, answer(422, onyx("'loc': " + "[" * 50_000))),
    refused("422 with integers", Reason.INVALID, answer(422, {"detail": [
        {"type": "json_invalid", "loc": ["body", 12], "msg": "JSON decode error"}]}),
        fields=[((12,), "JSON decode error")]),
    refused("422 of texts", Reason.INVALID, answer(422, {"detail": ["one", {"msg": "two"}, 3]}),
            said=("one\ntwo\n3",)),
    refused("422 outside the body", Reason.INVALID, answer(422, {"detail": [
        {"loc": ["header", "x-tenant"], "msg": "Field required", "type": "missing"}]}),
        fields=[(("header", "x-tenant"), "Field required")]),
    refused("429", Reason.RATE_LIMITED, answer(429, {"detail": "Too Many Requests"}),
            words=("slow down", "Wait a moment")),
    refused("429 with seconds", Reason.RATE_LIMITED, answer(429, retry_after="40"),
            retry_after=40, words=("in 40 seconds",)),
    refused("429 with a past date", Reason.RATE_LIMITED,
            answer(429, retry_after="Wed, 21 Oct 2015 07:28:00 GMT"), retry_after=0,
            words=("again now",)),
    refused("429 with a far date", Reason.RATE_LIMITED,
            answer(429, retry_after="Fri, 31 Dec 9999 23:59:59 GMT"), retry_after=86400),
    refused("429 with nonsense", Reason.RATE_LIMITED, answer(429, retry_after="soon")),
    refused("503 with seconds", Reason.UNAVAILABLE, answer(503, retry_after="120"),
            retry_after=120, words=("in 2 minutes",)),
    refused("406", Reason.OTHER, answer(406, {"detail": "Not acceptable"}), said=("acceptable",)),
    refused("307 to another page", Reason.REDIRECT, answer(307, location="/login"),
            words=("to another page", "doesn't follow")),
    refused("308 to a hostile place", Reason.REDIRECT,
            answer(308, location="https://user:pw@evil.example/x"),
            words=("redirect to evil.example.",)),
    refused("307 to no place at all", Reason.REDIRECT, answer(307, location="https://[bad/"),
            words=("to another page",)),
    # Nothing is certain
    unknown("302 to another page", UnknownReason.REDIRECT, answer(302, location="/login"),
            words=("to another page", "doesn't follow", "may or may not exist")),
    unknown("418", SERVER_ERROR, answer(418, {"detail": "I'm a teapot"}), said=("teapot",),
            words=("The response (418) doesn't say",)),
    unknown("503", SERVER_ERROR, answer(503, "Service Unavailable"),
            said=("Service Unavailable",), words=("(503)",)),
    unknown("408", SERVER_ERROR, answer(408)),
    unknown("500 in plain text", SERVER_ERROR, answer(500, "Internal Server Error"),
            said=("Internal Server Error",), words=("(500)",)),
    unknown("500 that tells secrets", SERVER_ERROR,
            answer(500, {"detail": f"psycopg: {TOKEN!r} {COOKIE}"}), said=("psycopg: '********'",)),
    unknown("502 in HTML", SERVER_ERROR, answer(
        502, "<html><style>x{}</style><body><h1>Bad\n Gateway</h1></body></html>"),
        said=("Bad Gateway",)),
    unknown("504", SERVER_ERROR, answer(504)),
]  # fmt: skip


def shown(outcome: Outcome) -> str:
    """All that a person, a log or a file could get to see of it."""
    return repr(outcome)


@pytest.mark.slow
@pytest.mark.parametrize("row", ROWS, ids=str)
async def test_each_fault(row: Row, serve: Serve) -> None:
    async with serve(row.script) as server:
        outcome = await client(server.url).create(REQUEST)

        assert server.connections == 1
        assert len(server.requests) <= 1
    assert type(outcome) is row.outcome
    assert outcome.exit_code == row.exit_code
    if isinstance(outcome, Refused):
        assert outcome.kind == row.why
        assert [(item.loc, item.message) for item in outcome.fields] == row.fields
        assert outcome.retry_after == row.retry_after
    if isinstance(outcome, OutcomeUnknown):
        assert outcome.reason == row.why
    for text in row.words:
        assert text in outcome.message
    if isinstance(outcome, Refused | OutcomeUnknown):
        for text in row.said:
            assert text in outcome.server_message
    for name, value in row.more.items():
        assert getattr(outcome, name) == value
    for secret in (COOKIE, TOKEN):
        assert secret not in shown(outcome)
    assert not any(ord(char) < 32 and char != "\n" for char in outcome.message)


@pytest.mark.slow
async def test_an_endless_answer_is_given_up_in_bounded_memory(serve: Serve) -> None:
    hundred_megabytes = 100 * 1024 * 1024
    block = b"x" * 65536

    async def script(peer: Peer) -> None:
        await peer.request()
        head = f"HTTP/1.1 200 OK\r\ncontent-length: {hundred_megabytes}\r\n\r\n"
        await peer.send(head.encode())
        while peer.server.sent < hundred_megabytes:
            await peer.send(block)

    async with serve(script) as server:
        tracemalloc.start()
        outcome = await client(server.url, Timeouts(pauses=())).create(REQUEST)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()

        assert server.sent < hundred_megabytes / 4
    assert isinstance(outcome, OutcomeUnknown)
    assert outcome.reason is UNREADABLE
    assert "far too long" in outcome.message
    assert peak < 16 * 1024 * 1024


@pytest.mark.slow
async def test_a_gzip_bomb_is_not_unpacked(serve: Serve) -> None:
    packer = zlib.compressobj(9, wbits=31)
    zeros = bytes(1024 * 1024)
    bomb = b"".join(packer.compress(zeros) for _ in range(100)) + packer.flush()

    async with serve(then_send(answer(200, bomb, content_encoding="gzip"))) as server:
        tracemalloc.start()
        outcome = await client(server.url, Timeouts(pauses=())).create(REQUEST)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()

    assert isinstance(outcome, OutcomeUnknown)
    assert outcome.reason is UNREADABLE
    assert peak < 16 * 1024 * 1024


async def test_a_redirect_never_reaches_the_other_host(serve: Serve) -> None:
    async with serve(then_send(FULL)) as other:
        async with serve(
            then_send(answer(307, location=f"{other.url}/v1/sources/create"))
        ) as first:
            outcome = await client(first.url).create(REQUEST)
        assert other.connections == 0
    assert isinstance(outcome, Refused)
    assert outcome.kind is Reason.REDIRECT
    assert f"127.0.0.1:{other.port}" in outcome.message


async def test_a_cut_refusal_is_still_a_refusal(serve: Serve) -> None:
    async with serve(
        then_send(answer(403, b'{"detail": "Access denied. User is', length=60))
    ) as server:
        outcome = await client(server.url).create(REQUEST)
    assert isinstance(outcome, Refused)
    assert outcome.exit_code == 4


@pytest.mark.parametrize(
    ("status", "kind"), [(429, Reason.RATE_LIMITED), (503, Reason.UNAVAILABLE)]
)
async def test_what_may_be_sent_again_is_left_to_the_person(
    serve: Serve, status: int, kind: Reason
) -> None:
    events: list[Progress] = []
    async with serve(then_send(answer(status, retry_after="0"))) as server:
        outcome = await client(server.url).create(REQUEST, on_progress=events.append)
        assert server.connections == 1
    assert isinstance(outcome, Refused)
    assert outcome.kind is kind
    assert outcome.retry_after == 0
