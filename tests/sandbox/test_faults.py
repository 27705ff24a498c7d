"""Faults to order, as the client sees them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from wizard.api import (
    BaseUrl,
    Client,
    Created,
    CreateSourceRequest,
    Outcome,
    OutcomeUnknown,
    Refused,
    Timeouts,
    UnknownReason,
)
from wizard.api import RefusalReason as Reason
from wizard.sandbox import Sandbox

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def running() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(running: Sandbox) -> Iterator[Sandbox]:
    yield running
    running.state.faults.clear()


def control(sandbox: Sandbox, method: str, body: Any = None) -> httpx.Response:
    cookie = f"fastapiusersauth={sandbox.session.get_secret_value()}"
    return httpx.request(
        method, f"{sandbox.url}/sandbox/faults", json=body, headers={"Cookie": cookie},
        trust_env=False,
    )  # fmt: skip


NUMBERS = iter(range(1000))


SHORT = Timeouts(read=0.3, total=1.0)
"""For an answer that is not to come in time; any other may come late on a busy machine."""


async def create(
    sandbox: Sandbox, name: str | None = None, timeouts: Timeouts | None = None
) -> Outcome:
    timeouts = timeouts or Timeouts()
    client = Client(BaseUrl.parse(sandbox.url), session=sandbox.session, timeouts=timeouts)
    return await client.create(
        CreateSourceRequest(
            name=name or f"fault {next(NUMBERS)}",
            type="web",
            config={"base_url": "https://x.example", "web_connector_type": "single"},
        )
    )


@pytest.mark.parametrize(
    ("fault", "outcome", "why"),
    [
        ({"delay": 0.05}, Created, None),
        ({"delay": 2}, OutcomeUnknown, UnknownReason.TIMEOUT),
        ({"drip": 0.0001}, Created, None),
        ({"drip": 0.02, "size": 1000}, OutcomeUnknown, UnknownReason.TIMEOUT),
        ({"cut": "before"}, OutcomeUnknown, UnknownReason.CUT),
        ({"cut": "head"}, OutcomeUnknown, UnknownReason.CUT),
        ({"cut": "middle"}, OutcomeUnknown, UnknownReason.CUT),
        ({"content_length": 5}, OutcomeUnknown, UnknownReason.UNREADABLE),
        ({"size": 3_000_000}, OutcomeUnknown, UnknownReason.UNREADABLE),
        ({"gzip_bomb": 5_000_000}, OutcomeUnknown, UnknownReason.UNREADABLE),
        ({"html": "Sign in", "status": 200}, OutcomeUnknown, UnknownReason.UNREADABLE),
        ({"body": "{\"connector_id\": 1}"}, OutcomeUnknown, UnknownReason.NO_IDS),
        ({"status": 500}, OutcomeUnknown, UnknownReason.SERVER_ERROR),
        ({"status": 502, "html": "Bad Gateway"}, OutcomeUnknown, UnknownReason.SERVER_ERROR),
        ({"status": 418}, OutcomeUnknown, UnknownReason.SERVER_ERROR),
        ({"status": 599}, OutcomeUnknown, UnknownReason.SERVER_ERROR),
        ({"status": 503, "retry_after": 7}, Refused, Reason.UNAVAILABLE),
        ({"retry_after": 7}, Refused, Reason.RATE_LIMITED),
        ({"redirect": "https://evil.example/"}, Refused, Reason.REDIRECT),
        ({"status": 403, "detail": "Access denied. User is not authenticated."},
         Refused, Reason.SESSION),
        ({"status": 400, "detail": "Connector validation error: bad token"},
         Refused, Reason.SOURCE),
    ],
    ids=str,
)  # fmt: skip
async def test_a_fault_does_what_it_says_once(
    sandbox: Sandbox, fault: dict[str, Any], outcome: type[Outcome], why: str | None
) -> None:
    before = sandbox.state.count
    assert control(sandbox, "POST", fault).json() == {"waiting": 1}

    late = why is UnknownReason.TIMEOUT
    faulty = await create(sandbox, timeouts=SHORT if late else None)
    assert type(faulty) is outcome
    if isinstance(faulty, Refused):
        assert faulty.kind == why
        assert faulty.retry_after == fault.get("retry_after")
    if isinstance(faulty, OutcomeUnknown):
        assert faulty.reason == why
    assert sandbox.state.count == before + 1
    assert isinstance(await create(sandbox), Created)


async def test_plain_text_500(sandbox: Sandbox) -> None:
    control(sandbox, "POST", {"status": 500})
    outcome = await create(sandbox)
    assert isinstance(outcome, OutcomeUnknown)
    assert outcome.server_message == "Internal Server Error"


@pytest.mark.parametrize("fault", [{"cut": "before"}, {"status": 502}, {"retry_after": 1}])
@pytest.mark.parametrize("carried_out", [True, False])
async def test_it_can_be_created_behind_a_fault(
    sandbox: Sandbox, fault: dict[str, Any], carried_out: bool
) -> None:
    name = f"behind {fault} {carried_out}"
    control(sandbox, "POST", {**fault, "created": carried_out})
    assert not isinstance(await create(sandbox, name), Created)
    assert isinstance(await create(sandbox, name), Refused if carried_out else Created)


async def test_several_in_a_row(sandbox: Sandbox) -> None:
    answer = control(sandbox, "POST", [{"status": 403, "times": 2}, {"status": 404}])
    assert answer.json() == {"waiting": 2}
    assert control(sandbox, "GET").json() == [{"status": 403, "times": 2}, {"status": 404}]

    outcomes = [await create(sandbox) for _ in range(4)]
    kinds = [outcome.kind if isinstance(outcome, Refused) else None for outcome in outcomes]
    assert kinds == [
        Reason.FORBIDDEN,
        Reason.FORBIDDEN,
        Reason.NOT_FOUND,
        None,
    ]


async def test_the_form_of_one_422(sandbox: Sandbox) -> None:
    control(sandbox, "POST", {"shape": "onyx"})
    cookie = f"fastapiusersauth={sandbox.session.get_secret_value()}"
    answers = [
        httpx.post(f"{sandbox.url}/v1/sources/create", json={}, headers={"Cookie": cookie},
                   trust_env=False).json()
        for _ in range(2)
    ]  # fmt: skip
    assert set(answers[0]) == {"status_code", "message", "data"}
    assert set(answers[1]) == {"detail"}


async def test_they_can_be_called_off(sandbox: Sandbox) -> None:
    control(sandbox, "POST", {"status": 500})
    assert control(sandbox, "DELETE").json() == {"waiting": 0}
    assert isinstance(await create(sandbox), Created)


def test_a_misspelt_fault_is_refused(sandbox: Sandbox) -> None:
    assert control(sandbox, "POST", {"staus": 500}).status_code == 422
    assert control(sandbox, "POST", {"status": 99}).status_code == 422


def servers() -> int:
    return sum(thread.name == "sandbox" for thread in threading.enumerate())


def test_it_stops_while_an_answer_is_held_back() -> None:
    before = servers()
    with Sandbox() as sandbox:
        control(sandbox, "POST", {"delay": 3600})
        cookie = f"fastapiusersauth={sandbox.session.get_secret_value()}"
        with pytest.raises(httpx.ReadTimeout):
            httpx.post(f"{sandbox.url}/v1/sources/create", headers={"Cookie": cookie}, timeout=0.1)
    assert servers() == before
