"""What each status proves: told apart over real connections, one request each."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.sending import REQUEST, client
from tests.support.raw_server import Serve, answer, then_send
from wizard.api import Outcome, OutcomeUnknown, RefusalReason, Refused

REFUSED = {
    307, 308,
    400, 401, 402, 403, 404, 405, 406, 407, 409, 410, 411, 412, 413, 414, 415, 416, 417,
    421, 422, 426, 428, 429, 431, 451,
}  # fmt: skip


async def outcome_of(serve: Serve, *pieces: bytes) -> Outcome:
    """What comes of one sending that is answered so."""
    async with serve(then_send(*pieces)) as server:
        outcome = await client(server.url).create(REQUEST)
        assert server.connections == 1
        assert len(server.requests) == 1
    return outcome


@pytest.mark.slow
@pytest.mark.parametrize("hundred", [300, 400, 500, 900])
async def test_only_what_is_certain_is_a_refusal(serve: Serve, hundred: int) -> None:
    found = set()
    for status in range(hundred, hundred + 100):
        outcome = await outcome_of(serve, answer(status, location="https://other.example/"))
        assert isinstance(outcome, Refused | OutcomeUnknown)
        assert outcome.status_code == status
        assert outcome.exit_code == (
            3 if isinstance(outcome, OutcomeUnknown) else outcome.exit_code
        )
        if isinstance(outcome, Refused):
            found.add(status)
            assert "may or may not" not in outcome.message
        else:
            assert "may or may not exist" in outcome.message
    assert found == {status for status in REFUSED if hundred <= status < hundred + 100}


@pytest.mark.parametrize("status", [101, 199])
async def test_what_is_no_answer_at_all_is_unknown(serve: Serve, status: int) -> None:
    outcome = await outcome_of(serve, f"HTTP/1.1 {status} Odd\r\n\r\n".encode())
    assert isinstance(outcome, OutcomeUnknown)


BETWEEN = [
    "upstream connect error or disconnect/reset before headers. reset reason: overflow",
    "upstream request timeout",
    "no healthy upstream",
    "<html><body><h1>504 Gateway Time-out</h1></body></html>",
    "Backend fetch failed",
    "The proxy server did not get a response",
    '{"detail": "The request timed out"}',
    "connection refused",
    "Connection reset by peer",
]


@pytest.mark.parametrize("body", BETWEEN)
@pytest.mark.parametrize("headers", [{}, {"retry_after": "20"}], ids=["", "retry-after"])
async def test_a_503_of_a_proxy_proves_nothing(
    serve: Serve, body: str, headers: dict[str, Any]
) -> None:
    outcome = await outcome_of(serve, answer(503, body, **headers))
    assert isinstance(outcome, OutcomeUnknown)
    assert outcome.server_message


@pytest.mark.parametrize("body", ["", "Down for maintenance", {"detail": "Service Unavailable"}])
async def test_a_503_that_says_when_to_come_back_is_a_refusal(serve: Serve, body: Any) -> None:
    outcome = await outcome_of(serve, answer(503, body, retry_after="20"))
    assert isinstance(outcome, Refused)
    assert (outcome.kind, outcome.retry_after) == (RefusalReason.UNAVAILABLE, 20)


@pytest.mark.parametrize(
    "said",
    [
        answer(503, "Down"),
        answer(503, "Down", retry_after="soon"),
        answer(503, "Down", retry_after=""),
        answer(503, "Down", retry_after="20", length=999),
    ],
    ids=["no time", "no time that can be read", "an empty time", "cut"],
)
async def test_a_503_that_says_less_proves_nothing(serve: Serve, said: bytes) -> None:
    assert isinstance(await outcome_of(serve, said), OutcomeUnknown)
