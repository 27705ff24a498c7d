"""Jira: whom the token belongs to, and whether the projects or the query can be read.

Facts: jira.js, which is made from Atlassian's OpenAPI description; Jira Server's REST API, version
2, for one's own Jira; onyx, jira/connector.py; see also ``_atlassian``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from wizard.connectors.checks._atlassian import (
    PLAIN_TOKEN,
    SCOPED_TOKEN,
    UNKNOWN_PERSONAL,
    UNKNOWN_PLAIN,
    UNKNOWN_SCOPED,
    forbidden,
    no_site,
    site_id,
)
from wizard.connectors.checks.declarations import (
    Ask,
    Check,
    Evidence,
    Failure,
    Meaning,
    Offset,
    Pick,
    bearer,
)

_EVERYTHING: Final = {"config.project_key": None, "config.jql_query": None}
_PLAIN: Final = Ask(
    url="{config.jira_base_url}/rest/api/3",
    when={"credentials.method": "Cloud", **PLAIN_TOKEN},
    basic=("{credentials.jira_user_email}", "{credentials.jira_api_token}"),
    failures=UNKNOWN_PLAIN,
)
_SCOPED: Final = replace(
    _PLAIN,
    url="https://api.atlassian.com/ex/jira/{kept.cloud}/rest/api/3",
    when={"credentials.method": "Cloud", **SCOPED_TOKEN},
    failures=UNKNOWN_SCOPED,
)
_DATA_CENTER: Final = Ask(
    url="{config.jira_base_url}/rest/api/2",
    when={"credentials.method": "DataCenter"},
    headers=bearer("credentials.jira_api_token"),
    failures=UNKNOWN_PERSONAL,
)


def _whoami(way: Ask, found: str) -> Ask:
    return replace(
        way,
        url=f"{way.url}/myself",
        asks="who the token belongs to",
        found=found,
        account=("displayName", "emailAddress"),
        failures=(*way.failures, no_site("Jira")),
    )


def _everything(way: Ask, projects: str, found: str) -> Ask:
    none = Failure(
        200,
        Meaning.SCOPE,
        "The account can't see any projects. Give it the Browse Projects permission.",
        evidence=Evidence.CLIENT,
    )
    return replace(
        way, url=way.url + projects, when={**way.when, **_EVERYTHING}, found=found, empty=none
    )


def _project(way: Ask) -> Ask:
    missing = Failure(
        404,
        Meaning.MISSING,
        "The project doesn't exist, or this account can't see it.",
        evidence=Evidence.CLIENT,
    )
    return replace(
        way,
        url=f"{way.url}/project/{{config.project_key}}",
        found="key",
        failures=(*way.failures, missing),
    )


def _refused_query(status: int, errors: str) -> Failure:
    words = f"Jira rejected the query: {{answer {errors}}}"
    return Failure(status, Meaning.MISSING, words, at=errors, path="config.jql_query")


def _cloud(way: Ask) -> tuple[Ask, ...]:
    return (
        _whoami(way, "accountId"),
        _everything(way, "/project/search?maxResults=1", "values[0].key"),
        _project(way),
        replace(
            way,
            url=f"{way.url}/jql/parse?validation=strict",
            method="POST",
            json={"queries": ["{config.jql_query}"]},
            found="queries[0].query",
            failures=(*way.failures, _refused_query(200, "queries[0].errors[]")),
        ),
    )


CHECK = Check(
    requests=(
        *_cloud(_PLAIN),
        site_id("config.jira_base_url", _SCOPED.when),
        *_cloud(_SCOPED),
        _whoami(_DATA_CENTER, "name"),
        _everything(_DATA_CENTER, "/project", "[0].key"),
        _project(_DATA_CENTER),
        replace(
            _DATA_CENTER,
            url=f"{_DATA_CENTER.url}/search?jql={{config.jql_query}}&maxResults=1",
            found="issues",
            failures=(*_DATA_CENTER.failures, _refused_query(400, "errorMessages[]")),
        ),
    ),
    failures=(forbidden("Jira"),),
)


def _projects(way: Ask, projects: str, rows: str, pages: Offset | None = None) -> Pick:
    return Pick(
        path="config.project_key",
        ask=replace(way, url=way.url + projects),
        rows=rows,
        value="key",
        label="{name} ({key})",
        pages=pages,
    )


_SEARCH: Final = "/project/search?maxResults=100&orderBy=name"
_PAGES: Final = Offset("startAt", 100, 100, until="isLast")
PICKS = (
    _projects(_PLAIN, _SEARCH, "values[]", _PAGES),
    _projects(_SCOPED, _SEARCH, "values[]", _PAGES),
    _projects(_DATA_CENTER, "/project", "[]"),
)
