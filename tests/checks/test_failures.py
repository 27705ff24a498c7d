"""What is told about the failures that people meet most, and at which field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.checks.sources import examples, flow_of, run
from wizard.checks import CheckOutcome
from wizard.core.source_fields import field_at
from wizard.sandbox import Sandbox

FAILED, CANNOT_TELL = CheckOutcome.FAILED, CheckOutcome.CANNOT_TELL
PASSED = CheckOutcome.PASSED
JIRA, WIKI = "https://{}.atlassian.net", "https://{}.atlassian.net/wiki"
OTHER_REALM = {"realm_url": "https://other.zulipchat.com"}
NO_OBJECT = {"requested_objects": ["Account", "Nowhere"]}
OTHER_WORKSPACE = {"asana_workspace_id": "1200000000000077"}
NO_PROJECT = {"asana_project_ids": "1200000000000002,999"}
NO_TABLE = {"table_name_or_id": "Lost"}
NO_FOLDER = {"folder_path": "/Shared/nowhere"}
OTHER_TEAM = {"clickup_team_id": "555"}
NO_LIST = {"connector_type": "list", "connector_ids": ["999"]}
AT_THE_ROOT = {"hostname": "root.example.org", "pages": ["Nowhere"]}
OLD_RT = {"requesttracker_base_url": "https://old.example.com"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "mark", "config", "credentials", "outcome", "path", "words"),
    [
        ("slack", "expired", {}, {}, FAILED, "credentials.slack_bot_token", "token rotation"),
        ("slack", "noscope", {}, {}, FAILED, "credentials.slack_bot_token", "scope channels:read"),
        ("jira", "", {"project_key": "NOWHERE"}, {}, FAILED, "config.project_key", "exist"),
        ("jira", "bad", {"scoped_token": True}, {}, FAILED, "credentials.jira_api_token", "off Sc"),
        (
            "jira",
            "",
            {"jira_base_url": JIRA.format("picky"), "jql_query": "project ~~ PROJ"},
            {},
            FAILED,
            "config.jql_query",
            "Expecting operator",
        ),
        (
            "jira",
            "bad",
            {"jira_base_url": JIRA.format("blocked")},
            {},
            CANNOT_TELL,
            "",
            "once in a browser",
        ),
        ("confluence", "", {"space": "NOWHERE"}, {}, FAILED, "config.space", "space doesn't"),
        ("confluence", "", {"page_id": "404"}, {}, FAILED, "config.page_id", "page doesn't"),
        ("confluence", "", {"cql_query": "nonsense"}, {}, FAILED, "config.cql_query", "parse cql"),
        (
            "confluence",
            "bad",
            {"wiki_base": WIKI.format("anonymous")},
            {},
            FAILED,
            "credentials.confluence_access_token",
            "as signed out",
        ),
        (
            "notion",
            "",
            {"root_page_id": "0" * 32},
            {},
            FAILED,
            "config.root_page_id",
            "isn't shared",
        ),
        ("notion", "noscope", {}, {}, FAILED, "credentials.notion_integration_token", "no page"),
        (
            "zendesk",
            "",
            {},
            {"zendesk_subdomain": "nowhere"},
            FAILED,
            "credentials.zendesk_subdomain",
            "No Zendesk",
        ),
        (
            "zendesk",
            "",
            {},
            {"zendesk_subdomain": "noguide"},
            FAILED,
            "config.content_type",
            "no help center",
        ),
        (
            "zendesk",
            "",
            {},
            {"zendesk_subdomain": "stranger"},
            CANNOT_TELL,
            "credentials.zendesk_token",
            "don't match",
        ),
        (
            "zendesk",
            "noscope",
            {"content_type": "tickets"},
            {},
            FAILED,
            "credentials.zendesk_token",
            "an agent",
        ),
        (
            "zendesk",
            "",
            {"content_type": "tickets"},
            {"zendesk_subdomain": "noguide"},
            PASSED,
            "config.content_type",
            "even for tickets",
        ),
        ("gitlab", "", {"project_name": "nowhere"}, {}, FAILED, "config.project_name", "exist"),
        ("gitlab", "expired", {}, {}, FAILED, "credentials.gitlab_access_token", "has expired"),
        ("gitlab", "noscope", {}, {}, FAILED, "credentials.gitlab_access_token", "api read_api"),
        (
            "gitlab",
            "",
            {},
            {"gitlab_url": "https://fine.example.com"},
            PASSED,
            "credentials.gitlab_access_token",
            "Issue: Read",
        ),
        ("hubspot", "noscope", {}, {}, FAILED, "credentials.hubspot_access_token", "scope tickets"),
        ("dropbox", "expired", {}, {}, FAILED, "credentials.dropbox_access_token", "four hours"),
        (
            "dropbox",
            "noscope",
            {},
            {},
            FAILED,
            "credentials.dropbox_access_token",
            "permission files.metadata.read",
        ),
        (
            "discourse",
            "",
            {"categories": ["support", "Lost"]},
            {},
            FAILED,
            "config.categories",
            "Lost",
        ),
        ("document360", "", {"workspace": "support"}, {}, FAILED, "config.workspace", "support"),
        ("gong", "", {"workspaces": ["Sales", "Lost"]}, {}, FAILED, "config.workspaces", "Lost"),
        ("zulip", "", OTHER_REALM, {}, PASSED, "config.realm_url", "your-org.zulipchat.com"),
        (
            "slab",
            "",
            {"base_url": "https://x.slab.com/"},
            {},
            PASSED,
            "config.base_url",
            "belongs to",
        ),
        (
            "bookstack",
            "expired",
            {},
            {},
            FAILED,
            "credentials.bookstack_api_token_secret",
            "has expired",
        ),
        (
            "requesttracker",
            "bad",
            {},
            OLD_RT,
            FAILED,
            "credentials.requesttracker_password",
            "doesn't accept",
        ),
        (
            "xenforo",
            "",
            {"base_url": "https://forum.example.org/boards/threads/1/"},
            {},
            CANNOT_TELL,
            "config.base_url",
            "doesn't look like",
        ),
        ("s3", "", {"prefix": "nothing/"}, {}, PASSED, "config.prefix", "nothing below"),
        ("r2", "", {"bucket_name": "nowhere"}, {}, FAILED, "config.bucket_name", "jurisdiction"),
        ("salesforce", "bad", {}, {}, FAILED, "credentials.sf_password", "locks the user"),
        ("salesforce", "expired", {}, {}, FAILED, "credentials.sf_password", "has expired"),
        ("salesforce", "noscope", {}, {}, FAILED, "credentials.sf_username", "Use Any API Auth"),
        ("salesforce", "", NO_OBJECT, {}, FAILED, "config.requested_objects", "API names"),
        (
            "asana",
            "",
            OTHER_WORKSPACE,
            {},
            FAILED,
            "config.asana_workspace_id",
            "isn't in workspace 12",
        ),
        ("asana", "", NO_PROJECT, {}, FAILED, "config.asana_project_ids", "one of these projects"),
        ("airtable", "noscope", {}, {}, FAILED, "config.base_id", "schema.bases:read"),
        ("airtable", "", {"base_id": "appNowhere"}, {}, FAILED, "config.base_id", "doesn't say"),
        ("airtable", "", NO_TABLE, {}, FAILED, "config.table_name_or_id", "no table"),
        ("discord", "noscope", {}, {}, PASSED, "credentials.discord_bot_token", "Message Content"),
        ("discord", "", {"server_ids": ["9" * 18]}, {}, FAILED, "config.server_ids", "isn't in"),
        ("freshdesk", "noscope", {}, {}, FAILED, "credentials.freshdesk_api_key", "can't see"),
        ("fireflies", "noscope", {}, {}, FAILED, "credentials.fireflies_api_key", "was cancelled"),
        ("egnyte", "", NO_FOLDER, {}, FAILED, "config.folder_path", "folder doesn't exist"),
        ("egnyte", "noscope", {}, {}, FAILED, "credentials.access_token", "Egnyte.filesystem"),
        ("highspot", "", {"spot_names": ["Lost"]}, {}, PASSED, "config.spot_names", "Lost"),
        (
            "clickup",
            "",
            {},
            OTHER_TEAM,
            FAILED,
            "credentials.clickup_team_id",
            "isn't in workspace 555",
        ),
        ("clickup", "", NO_LIST, {}, FAILED, "config.connector_ids", "list doesn't"),
        ("wikipedia", "", {"pages": ["Nowhere"]}, {}, FAILED, "config.pages", "has no Nowhere"),
        ("mediawiki", "", AT_THE_ROOT, {}, FAILED, "config.pages", "has no Nowhere"),
    ],
)
def test_a_failure_is_told_at_its_field(
    name: str,
    mark: str,
    config: Mapping[str, Any],
    credentials: Mapping[str, Any],
    outcome: CheckOutcome,
    path: str,
    words: str,
    sandbox: Sandbox,
) -> None:
    flow = flow_of(name, mark, config=config, credentials=credentials)
    result = run(sandbox, flow)
    assert result.outcome is outcome, result
    assert words in result.findings[0].words
    assert result.findings[0].path == path
    assert not path or field_at(flow, path) is not None


@pytest.mark.parametrize(
    ("name", "example", "credentials", "account"),
    [
        ("slack", 0, {}, "Acme, clarm"),
        ("jira", 0, {}, "Mia Krystof, admin@example.com"),
        ("jira", 2, {}, "Mia Krystof, mia@example.com"),
        ("confluence", 2, {}, "Mia Krystof, mia"),
        ("notion", 0, {}, "Acme, Clarm"),
        ("zendesk", 0, {}, "Ada Agent, admin@example.com, agent"),
        ("gitlab", 0, {}, "mia, Mia Krystof"),
        ("hubspot", 0, {}, "account 62515, app.hubspot.com"),
        ("zulip", 0, {}, "Acme, Clarm bot"),
        ("requesttracker", 0, {}, "sees 3 queues"),
        ("requesttracker", 0, OLD_RT, "RT/4.4.4"),
        ("axero", 0, {}, "sees 42 articles"),
        ("xenforo", 0, {}, "General | Acme Forum"),
        ("s3", 0, {}, "arn:aws:iam::123456789012:user/Alice"),
        ("salesforce", 0, {}, "Ada Lovelace, Acme"),
        ("salesforce", 2, {}, "Ada Lovelace, ada@acme.example"),
        ("asana", 0, {}, "Ada Lovelace, ada@example.com"),
        ("discord", 0, {}, "Clarm"),
        ("wikipedia", 0, {}, "Example Wiki, en"),
    ],
)
def test_an_account_is_named(
    name: str, example: int, credentials: Mapping[str, Any], account: str, sandbox: Sandbox
) -> None:
    result = run(sandbox, flow_of(name, example=example, credentials=credentials))
    assert (result.outcome, result.account) == (PASSED, account)


@pytest.mark.parametrize(("name", "example"), [("discourse", 0), ("confluence", 1), ("linear", 0)])
def test_what_needs_no_credential_passes_for_none(
    name: str, example: int, sandbox: Sandbox
) -> None:
    names = list(examples(name)[example].credentials)
    flow = flow_of(name, example=example, credentials=dict.fromkeys(names, ""))
    result = run(sandbox, flow)
    assert result.outcome is CheckOutcome.SKIPPED
    assert result.findings[0].path.startswith("credentials.")


@pytest.mark.parametrize(
    ("name", "config", "credentials", "outcome"),
    [
        ("discourse", {"base_url": "http://forum.example.com"}, {}, CANNOT_TELL),
        ("gitlab", {}, {"gitlab_url": "http://git.example.com"}, CheckOutcome.SKIPPED),
    ],
)
def test_a_secret_is_never_sent_over_http(
    name: str,
    config: Mapping[str, Any],
    credentials: Mapping[str, Any],
    outcome: CheckOutcome,
    sandbox: Sandbox,
) -> None:
    result = run(sandbox, flow_of(name, config=config, credentials=credentials))
    assert result.outcome is outcome, result
    assert "over http://" in result.findings[0].words
    assert not result.hosts


def test_a_token_with_scopes_goes_to_the_address_for_such(sandbox: Sandbox) -> None:
    numbers = [n for n, shown in enumerate(examples("jira")) if shown.config.get("scoped_token")]
    result = run(sandbox, flow_of("jira", example=numbers[0]))
    assert result.outcome is PASSED
    assert result.hosts == ("your-domain.atlassian.net", "api.atlassian.com")
