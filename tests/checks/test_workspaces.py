"""Google Workspace and Microsoft 365: whom a token is for, and which right or name is missing."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from tests.checks.sources import VendorServices, examples, flow_of, run
from wizard.checks import CheckOutcome
from wizard.core.source_fields import field_at
from wizard.core.source_test import SourceTest
from wizard.forms import Secret
from wizard.sandbox import Sandbox

CHOSEN = 2
BY_TOKENS = 3
CERTIFICATE = 2


@pytest.mark.parametrize(
    ("type_name", "example", "account", "scopes"),
    [
        ("google_drive", 0, "Ada Lovelace, admin@example.com", 0),
        ("google_drive", BY_TOKENS, "Ada Lovelace, admin@example.com", 2),
        ("gmail", 0, "admin@example.com", 0),
        ("sharepoint", 0, "Clarm connector, https://contoso.sharepoint.com", 1),
        ("sharepoint", 1, "Clarm connector, Support", 1),
        ("sharepoint", CERTIFICATE, "Clarm connector, https://contoso.sharepoint.com", 1),
        ("teams", 0, "Clarm connector", 4),
        ("outlook", 0, "Clarm connector", 2),
    ],
)
def test_whose_it_is(
    type_name: str, example: int, account: str, scopes: int, sandbox: Sandbox
) -> None:
    result = run(sandbox, flow_of(type_name, example=example))
    assert (result.outcome, result.account) == (CheckOutcome.PASSED, account)
    assert len(result.scopes) == scopes


@pytest.mark.parametrize(
    ("type_name", "example", "mark", "path", "words"),
    [
        ("google_drive", 0, "noscope", "google_service_account_key", "include the scope https://"),
        ("google_drive", 0, "bad", "google_service_account_key", "Create a new key"),
        ("google_drive", BY_TOKENS, "bad", "google_tokens", "Give consent again"),
        ("sharepoint", 0, "bad", "sp_client_secret", "Enter its value, not its ID"),
        ("sharepoint", 0, "expired", "sp_client_secret", "has expired"),
        ("sharepoint", 0, "noscope", "sp_client_id", "have the permission Sites.Read.All"),
        ("teams", 0, "noscope", "teams_client_id", "have the permission Team.ReadBasic.All"),
        ("OUTLOOK", 0, "noscope", "outlook_client_id", "have the permission User.Read.All"),
    ],
)
def test_what_is_wrong_and_where(
    type_name: str, example: int, mark: str, path: str, words: str, sandbox: Sandbox
) -> None:
    result = run(sandbox, flow_of(type_name, mark, example))
    assert result.outcome is CheckOutcome.FAILED
    assert result.findings[0].path == f"credentials.{path}"
    assert words in result.findings[0].words


@pytest.mark.parametrize(
    ("type_name", "example", "config", "path", "fails"),
    [
        (
            "google_drive",
            CHOSEN,
            {"shared_drive_urls": "https://drive.google.com/drive/folders/0nowhere123"},
            "config.shared_drive_urls",
            False,
        ),
        (
            "sharepoint",
            0,
            {"sites": ["https://contoso.sharepoint.com/sites/nowhere/Documents"]},
            "config.sites",
            True,
        ),
        ("teams", 0, {"teams": ["Support", "Nowhere"]}, "config.teams", False),
        (
            "outlook",
            0,
            {"indexing_scope": "emails", "email_addresses": ["nobody@example.com"]},
            "config.email_addresses",
            True,
        ),
    ],
)
def test_what_the_account_cannot_see(
    type_name: str, example: int, config: Any, path: str, fails: bool, sandbox: Sandbox
) -> None:
    flow = flow_of(type_name, example=example, config=config)
    result = run(sandbox, flow)
    assert result.outcome is (CheckOutcome.FAILED if fails else CheckOutcome.PASSED)
    assert [finding.path for finding in result.findings] == [path]
    assert field_at(flow, path) is not None


def test_the_cloud_decides_the_hosts_and_no_other_is_asked(sandbox: Sandbox) -> None:
    result = run(sandbox, flow_of("sharepoint", example=1))
    assert result.hosts == ("login.microsoftonline.us", "graph.microsoft.us")


def test_the_key_file_counts_as_tested(sandbox: Sandbox) -> None:
    """What is read out of a file changes with the file."""
    test = SourceTest(VendorServices(sandbox))
    flow = flow_of("google_drive")
    asyncio.run(test.run(flow))
    latest = test.latest(flow)
    assert latest is not None
    assert not latest.stale
    field = field_at(flow, "credentials.google_service_account_key")
    assert field is not None
    key = json.loads(field.place.shown.get_secret_value())
    state = flow.forms[field.step]
    state.set(field.place.loc, Secret(json.dumps({**key, "private_key_id": "another"})))
    latest = test.latest(flow)
    assert latest is not None
    assert latest.stale


@pytest.mark.parametrize(
    ("type_name", "example"), [("google_drive", 0), ("sharepoint", 2), ("s3", 0), ("r2", 0)]
)
def test_what_is_not_filled_in_yet_is_named(type_name: str, example: int, sandbox: Sandbox) -> None:
    names = list(examples(type_name)[example].credentials)
    flow = flow_of(type_name, example=example, credentials=dict.fromkeys(names, ""))
    test = SourceTest(VendorServices(sandbox))
    planned = test.plan(flow)
    assert not planned.reason, planned
    assert planned.missing
    assert all(field_at(flow, path) for path in planned.missing)


@pytest.mark.parametrize("type_name", ["google_drive", "sharepoint", "teams"])
def test_lists_go_on_over_the_pages(type_name: str, sandbox: Sandbox) -> None:
    path, example, expected = {
        "google_drive": ("config.shared_drive_urls", CHOSEN, ["Sales", "Support", "Archive"]),
        "sharepoint": ("config.sites", 0, ["Support", "Sales"]),  # no personal and no root sites
        "teams": ("config.teams", 0, ["Support", "Engineering", "Sales & Marketing"]),
    }[type_name]
    flow = flow_of(type_name, example=example)
    test = SourceTest(VendorServices(sandbox))
    field = field_at(flow, path)
    assert field is not None
    pick = test.pick(flow, field.step, field.place.loc)
    assert pick is not None

    async def listed() -> list[str]:
        return [choice.label async for page in test.choices(flow, pick) for choice in page]

    assert asyncio.run(listed()) == expected
