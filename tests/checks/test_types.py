"""Each type's check and picks against a stand-in of its vendor, over real HTTP."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from tests.checks.sources import KEYLESS, VendorServices, examples, flow_of, run
from wizard.checks import CheckOutcome
from wizard.checks.picks import Choice
from wizard.connectors import catalog
from wizard.connectors.checks import load_access
from wizard.connectors.checks.declarations import Check, NoCheck, Pick
from wizard.core.source_fields import field_at, fields_of
from wizard.core.source_test import SourceTest
from wizard.flow import Step, WizardFlow
from wizard.forms import UNSET, ItemList, MultiChoice
from wizard.sandbox import Sandbox

CHECKED = [name for name in catalog.values() if isinstance(load_access(name).check, Check)]
KEYED = [name for name in CHECKED if name not in KEYLESS]
SLOW_SECONDS = 0.3


def test_every_type_says_how_it_is_checked_or_why_not() -> None:
    for name in catalog.values():
        check = load_access(name).check
        if isinstance(check, NoCheck):
            assert check.reason.endswith("."), name
    assert len(CHECKED) == 45


@pytest.mark.parametrize("name", CHECKED)
def test_a_good_credential_passes_and_its_owner_is_named(name: str, sandbox: Sandbox) -> None:
    result = run(sandbox, flow_of(name))
    assert result.outcome is CheckOutcome.PASSED, result
    assert result.account, result
    assert not result.findings, result


@pytest.mark.slow
@pytest.mark.parametrize("name", CHECKED)
def test_every_example_can_be_checked_or_says_why_not(name: str, sandbox: Sandbox) -> None:
    for number, _ in enumerate(examples(name)):
        result = run(sandbox, flow_of(name, example=number))
        assert result.outcome in (CheckOutcome.PASSED, CheckOutcome.SKIPPED), result
        assert result.outcome is CheckOutcome.PASSED or result.findings[0].words


@pytest.mark.slow
@pytest.mark.parametrize("mark", ["bad", "expired"])
@pytest.mark.parametrize("name", KEYED)
def test_a_bad_credential_fails_at_its_field(name: str, mark: str, sandbox: Sandbox) -> None:
    flow = flow_of(name, mark)
    result = run(sandbox, flow)
    assert result.outcome is CheckOutcome.FAILED, result
    field = field_at(flow, result.findings[0].path)
    assert field is not None, result
    assert field.path.startswith("credentials."), result


@pytest.mark.slow
@pytest.mark.parametrize("name", KEYED)
def test_a_missing_right_is_told(name: str, sandbox: Sandbox) -> None:
    result = run(sandbox, flow_of(name, "noscope"))
    assert result.findings, result
    assert result.outcome in (CheckOutcome.FAILED, CheckOutcome.PASSED), result


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "mark"),
    [
        (name, mark)
        for name in CHECKED
        for mark in ("rate", "down", "html", "cut", "moved", "slow")
        if (name, mark) not in {("web", "html"), ("web", "moved")}  # these do say something there
    ],
)
def test_what_says_nothing_never_condemns(name: str, mark: str, sandbox: Sandbox) -> None:
    result = run(sandbox, flow_of(name, mark), SLOW_SECONDS if mark == "slow" else 20.0)
    assert result.outcome is CheckOutcome.CANNOT_TELL, result
    assert result.findings[0].words


@pytest.mark.slow
@pytest.mark.parametrize("name", CHECKED)
def test_asking_changes_nothing(name: str, sandbox: Sandbox) -> None:
    """Every request reads; the ones that are posted are searches, queries and tokens."""
    sandbox.state.vendor_requests.clear()
    for number, _ in enumerate(examples(name)):
        run(sandbox, flow_of(name, example=number))
    for line in sandbox.state.vendor_requests:
        method, url = line.split()
        assert method in ("GET", "HEAD") or url.endswith(READING_POSTS), line


READING_POSTS = (
    "/token", "/access_token", "/graphql", "/search", "/auth.test", "/jql/parse",
    "/list_folder", "/get_current_account", "/access-token-info", "/services/Soap/u/59.0",
    ".amazonaws.com/", "/REST/1.0/",
)  # fmt: skip

PICKS = [(name, pick) for name in CHECKED for pick in load_access(name).picks]


def test_many_fields_can_be_picked() -> None:
    assert len(PICKS) >= 20


@pytest.mark.slow
@pytest.mark.parametrize(("name", "pick"), PICKS, ids=lambda each: getattr(each, "path", each))
def test_what_is_picked_is_a_valid_value(name: str, pick: Pick, sandbox: Sandbox) -> None:
    test = SourceTest(VendorServices(sandbox))
    flow, field = next(
        (flow, field)
        for number, _ in enumerate(examples(name))
        if (field := field_at(flow := flow_of(name, example=number), pick.path)) is not None
        and test.pick(flow, field.step, field.place.loc) is pick
    )
    assert test.missing(flow, pick) == []
    found = asyncio.run(_choices(test, flow, pick))
    assert found
    state = flow.forms[field.step]
    for choice in found:
        several = isinstance(field.place.control, ItemList | MultiChoice)
        entered = field.place.control.format_any([choice.value] if several else choice.value)
        state.set(field.place.loc, entered)
        assert not [e for e in state.read().errors if e.loc == field.place.loc], choice


async def _choices(test: SourceTest, flow: WizardFlow, pick: Pick) -> list[Choice]:
    return [choice async for page in test.choices(flow, pick, "a") for choice in page]


@pytest.mark.slow
def test_no_secret_stays_in_a_result(sandbox: Sandbox) -> None:
    for name in KEYED:
        for mark in ("", "bad", "noscope"):
            flow = flow_of(name, mark)
            text = repr(run(sandbox, flow))
            for secret in flow.request().secrets():
                value = secret if isinstance(secret, str) else secret.get_secret_value()
                assert value not in text, name
                assert json.dumps(value)[1:-1] not in text, name


def test_a_check_writes_no_file(sandbox: Sandbox, home: Path) -> None:
    run(sandbox, flow_of("github"))
    assert not [path for path in home.rglob("*") if path.is_file()]


@pytest.mark.parametrize("name", CHECKED)
def test_a_list_asks_for_nothing_first_that_may_stay_empty(name: str, sandbox: Sandbox) -> None:
    flow = flow_of(name)
    configure = flow.forms[Step.CONFIGURE]
    test = SourceTest(VendorServices(sandbox))
    control = configure.form.control_at(("config",))
    keys = [member.key for member in getattr(control, "variants", ())]
    for key in keys or [""]:
        if key:
            configure.choose(("config",), key)
        for field in fields_of(flow):
            flow.forms[field.step].set(field.place.loc, UNSET)
        for place in configure.places():
            pick = test.pick(flow, Step.CONFIGURE, place.loc)
            lacking = test.missing(flow, pick) if pick is not None else []
            for field in lacking:
                if field.step is Step.CONFIGURE:
                    assert field.place.field is not None
                    assert field.place.field.required, (place.label, field.path)
