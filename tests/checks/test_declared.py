"""What declarations can say: values, places and conditions, over a vendor that answers at once."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Mapping
from typing import Any

import pytest

from wizard.api.outcome import NotConnectedReason
from wizard.api.response import RawResponse
from wizard.api.vendor import NotReached, VendorRequest
from wizard.checks import CheckOutcome, CheckResult, plan
from wizard.checks import run as run_check
from wizard.checks.picks import choices
from wizard.connectors.checks.declarations import (
    NO_HOST,
    Ask,
    Check,
    Failure,
    Meaning,
    Pick,
    Values,
)
from wizard.forms import Secret

URL = "https://api.example.com"
VALUES = {"config.address": "https://wiki.example.org/page", "credentials.token": Secret("s3cret")}


class Answers:
    """A vendor with one answer for each path; keeps what it was asked."""

    def __init__(self, answers: Mapping[str, Any]) -> None:
        self.answers = answers
        self.asked: list[str] = []

    async def send(self, request: VendorRequest) -> RawResponse | NotReached:
        self.asked.append(request.url)
        answer = self.answers.get(request.url.partition("?")[0].removeprefix(URL), {})
        if isinstance(answer, NotReached):
            return answer
        headers = {"content-type": "application/json"}
        return RawResponse(200, headers, json.dumps(answer).encode(), None)


def run(check: Check, answers: Mapping[str, Any], values: Values = VALUES) -> CheckResult:
    return asyncio.run(run_check(check, values, Answers(answers)))


def claim_of(claims: Any) -> str:
    middle = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return f"e30.{middle}.c2ln"


@pytest.mark.parametrize(
    ("answer", "warned"),
    [
        ({"flags": 1 << 18}, False),
        ({"flags": 1 << 19 | 1 << 3}, False),
        ({"flags": 1 << 20}, True),
        ({"flags": 0}, True),
        ({"flags": "262144"}, False),  # no number: nothing can be told
        ({}, False),
    ],
)
def test_a_success_can_warn_of_bits_that_are_off(answer: Any, warned: bool) -> None:
    warning = Failure(200, Meaning.SCOPE, "Off.", at="bits flags", says=r"^(?!.*\b(18|19)\b)")
    result = run(Check(requests=(Ask(url=URL, warnings=(warning,)),)), {"": answer})
    assert result.outcome is CheckOutcome.PASSED
    assert [(f.words, f.warning) for f in result.findings] == ([("Off.", True)] if warned else [])


@pytest.mark.parametrize(
    ("token", "account", "lacks"),
    [
        (claim_of({"name": "App", "roles": ["Read"]}), "App", False),
        (claim_of({"name": "App", "roles": ["Write"]}), "App", True),
        (claim_of({"name": "App"}), "App", False),  # tells of no role
        (claim_of("text"), "", False),
        ("a.%%%.c", "", False),
        ("a.b", "", False),
        ("ü.ü.ü", "", False),
    ],
)
def test_the_claims_of_a_token_explain_and_do_not_decide(
    token: str, account: str, lacks: bool
) -> None:
    ask = Ask(url=URL, account=("claim token name",), scopes="claim token roles[]")
    result = run(Check(requests=(ask,), needs={"Read": "it cannot read."}), {"": {"token": token}})
    assert result.outcome is CheckOutcome.PASSED
    assert result.account == account
    assert bool(result.findings) is lacks


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("https://wiki.example.org/page?x=1", "https://wiki.example.org/api"),
        ("wiki.example.org", "https://wiki.example.org/api"),
        ("http://wiki.example.org:8443/", "https://wiki.example.org:8443/api"),
        ("https://user@wiki.example.org/", None),
        ("https://wiki.example.org\\@evil.example/", None),
        ("https://[::1", None),
    ],
)
def test_the_host_of_an_address_is_a_host_or_nothing_is_asked(
    address: str, asked: str | None
) -> None:
    vendor = Answers({})
    check = Check(requests=(Ask(url="https://{config.address|host}/api"),))
    result = asyncio.run(run_check(check, {"config.address": address}, vendor))
    assert vendor.asked == ([asked] if asked else [])
    assert asked or result.outcome is not CheckOutcome.PASSED


def test_a_host_that_an_answer_names_has_to_be_trusted() -> None:
    check = Check(
        requests=(
            Ask(url=URL, keep={"server": "server"}),
            Ask(url="https://{kept.server|host}/next"),
        ),
        trusted=("*.example.com",),
    )
    good, bad = (
        Answers({"": {"server": "https://eu.example.com/x"}}),
        Answers({"": {"server": "https://eu.example.com.evil.example/x"}}),
    )
    asyncio.run(run_check(check, VALUES, good))
    asyncio.run(run_check(check, VALUES, bad))
    assert good.asked == [URL, "https://eu.example.com/next"]
    assert bad.asked == [URL]


def test_what_is_declared_for_an_unknown_host_is_told_there() -> None:
    failure = Failure(NO_HOST, Meaning.SITE, "No such tenant.", path="credentials.token")
    check = Check(requests=(Ask(url=f"{URL}/{{credentials.token}}"),), failures=(failure,))
    result = run(check, {"/s3cret": NotReached(NotConnectedReason.NAME, "It was not found.")})
    assert result.outcome is CheckOutcome.FAILED
    [finding] = result.findings
    assert (finding.words, finding.path) == ("No such tenant.", "credentials.token")


def _file(values: Values) -> dict[str, Any]:
    text = values.get("credentials.file")
    return {"key": Secret(text.get_secret_value()[5:])} if text else {}


DERIVED = Check(
    requests=(
        Ask(url=f"{URL}/token", form={"key": "{derived.key}"}, keep={"token": "token"}),
        Ask(url=f"{URL}/me", headers={"Authorization": "Bearer {kept.token}"}),
    ),
    derive=_file,
)


def test_what_values_are_derived_from_counts_as_used_and_as_missing() -> None:
    there = plan(DERIVED, {"credentials.file": Secret("file:x")})
    assert (there.hosts, there.missing) == (("api.example.com",), ())
    assert there.uses == {"credentials.file"}
    gone = plan(DERIVED, {"credentials.file": None})
    assert (gone.hosts, gone.missing) == ((), ("credentials.file",))


def test_a_derived_secret_is_in_no_result() -> None:
    failure = Failure(200, Meaning.WRONG, "It says {answer echo}.", at="echo")
    check = Check(requests=DERIVED.requests, derive=_file, failures=(failure,))
    values = {"credentials.file": Secret("file:topsecret99")}
    result = run(check, {"/token": {"echo": "topsecret99"}}, values)
    assert result.outcome is CheckOutcome.FAILED
    assert "topsecret99" not in repr(result)


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        ({"kind": 0}, ["a"]),
        ({"kind": (0, 5)}, ["a", "b"]),
        ({"extra": None}, ["a", "c"]),
    ],
)
def test_a_list_can_leave_entries_out(only: Mapping[str, Any], expected: list[str]) -> None:
    rows = [{"id": "a", "kind": 0}, {"id": "b", "kind": 5, "extra": 1}, {"id": "c", "kind": 2}]
    pick = Pick(path="config.x", ask=Ask(url=URL), rows="[]", value="id", label="id", only=only)

    async def listed() -> list[str]:
        found = choices(Check(requests=()), pick, VALUES, Answers({"": rows}))
        return [choice.value async for page in found for choice in page]

    assert asyncio.run(listed()) == expected
