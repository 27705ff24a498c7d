"""What the fault table over the wire does not reach."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from email.utils import formatdate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.api import Created, FieldErrorMessage, OutcomeUnknown, Redactor, Refused, relevant
from wizard.api.error_response import refusal
from wizard.api.messages import duration
from wizard.api.response import BodyReader, RawResponse, ResponseDefect, success

NOTHING_SECRET = Redactor([])


@pytest.mark.slow
@given(
    st.integers(300, 599),
    st.binary(max_size=200) | st.text(max_size=200).map(str.encode),
    st.dictionaries(
        st.sampled_from(["content-type", "retry-after", "location"]), st.text(max_size=30)
    ),
)
def test_no_answer_is_too_odd(status: int, body: bytes, headers: dict[str, str]) -> None:
    outcome = refusal(RawResponse(status, headers, body), NOTHING_SECRET)
    assert isinstance(outcome, Refused | OutcomeUnknown)
    assert outcome.message


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["detail", "message", "error", "loc", "msg", "type", "error_code"])
            | st.text(max_size=3),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@pytest.mark.slow
@given(st.sampled_from([400, 401, 403, 409, 422, 500]), JSON)
def test_no_json_is_too_odd(status: int, value: object) -> None:
    answer = RawResponse(status, {"content-type": "application/json"}, json.dumps(value).encode())
    assert isinstance(refusal(answer, NOTHING_SECRET), Refused | OutcomeUnknown)
    assert isinstance(success(answer, NOTHING_SECRET), OutcomeUnknown)


@pytest.mark.parametrize("depth", [60, 300, 480, 600, 900])
def test_what_is_nested_deeply_hides_nothing_that_counts(depth: int) -> None:
    deep = "[" * depth + "]" * depth
    made = '{"connector_id": 1, "credential_id": 2, "status": "s", "message": "m", "more": %s}'
    outcome = success(RawResponse(200, {}, (made % deep).encode()), NOTHING_SECRET)
    assert isinstance(outcome, Created)
    assert (outcome.connector_id, outcome.credential_id) == (1, 2)

    objects = '{"detail": ' * depth + '"no"' + "}" * depth
    for body in (deep, objects, f'{{"message": "Not today.", "more": {deep}}}'):
        assert isinstance(refusal(RawResponse(400, {}, body.encode()), NOTHING_SECRET), Refused)


@given(st.text(max_size=80), st.text(max_size=20))
def test_printed_errors_are_read_back(message: str, value: str) -> None:
    errors = [{"type": "t", "loc": ("body", "config", 0), "msg": message, "input": value}]
    body = json.dumps({"status_code": 422, "message": repr(errors), "data": None}).encode()

    outcome = refusal(RawResponse(422, {}, body), NOTHING_SECRET)
    assert isinstance(outcome, Refused)
    assert [item.loc for item in outcome.fields] == [("config", 0)]
    plain = message.removeprefix("Value error, ")
    assert outcome.fields[0].message == NOTHING_SECRET.safe(plain, 500)


def test_a_date_to_come_back_at_becomes_seconds() -> None:
    when = formatdate(time.time() + 90, usegmt=True)
    outcome = refusal(RawResponse(429, {"retry-after": when}), NOTHING_SECRET)
    assert isinstance(outcome, Refused)
    assert outcome.retry_after is not None
    assert 60 <= outcome.retry_after <= 91


@pytest.fixture
def new_york(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("TZ", "America/New_York")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("new_york")
def test_a_date_to_come_back_at_is_read_alike_everywhere() -> None:
    # -0000: the time is UTC, and says nothing of where the server is.
    when = formatdate(time.time() + 90, usegmt=False)
    assert when.endswith("-0000")
    outcome = refusal(RawResponse(429, {"retry-after": when}), NOTHING_SECRET)
    assert isinstance(outcome, Refused)
    assert outcome.retry_after is not None
    assert 60 <= outcome.retry_after <= 91


def test_the_requests_own_names_survive_in_a_location() -> None:
    body = json.dumps({"detail": [{"loc": ["body", "config", "space"], "msg": "bad space"}]})
    outcome = refusal(
        RawResponse(422, {}, body.encode()), Redactor(["space"], names=["config", "space"])
    )
    assert isinstance(outcome, Refused)
    assert outcome.fields == (FieldErrorMessage(("config", "space"), "bad ********"),)


def message(*loc: str | int) -> FieldErrorMessage:
    return FieldErrorMessage(loc, "Field required")


def test_messages_about_other_types_are_left_out() -> None:
    name = message("name")
    ours = message("config", "GithubConnectorConfig", "repo_owner")
    wrapped = message("config", "function-after[check(), GithubConfig]", "repositories", 0)
    messages = [name, message("config", "WebConnectorConfig", "base_url"), ours, wrapped]

    assert relevant(messages, ["github"]) == (name, ours, wrapped)
    assert relevant(messages, ["GithubConnectorConfig"]) == (name, ours)
    assert relevant(messages, ["google_drive"]) == tuple(messages)
    assert relevant([name], ["github"]) == (name,)
    drive = message("config", "GoogleDriveConnectorConfig", "x")
    assert relevant([*messages, drive], ["google_drive"]) == (name, drive)


def test_a_body_is_read_up_to_its_limit() -> None:
    exact = BodyReader(limit=10)
    exact.feed(b"12345")
    exact.feed(b"67890")
    assert (bytes(exact.body), exact.flaw) == (b"1234567890", None)
    exact.feed(b"1")
    assert (bytes(exact.body), exact.flaw) == (b"1234567890", ResponseDefect.TOO_LONG)


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (1, "1 second"),
        (59, "59 seconds"),
        (60, "1 minute"),
        (90, "90 seconds"),
        (121, "3 minutes"),
        (3600, "1 hour"),
        (5400, "90 minutes"),
        (86400, "24 hours"),
    ],
)
def test_waiting_times_in_words(seconds: int, expected: str) -> None:
    assert duration(seconds) == expected
