"""Confluence: whom the token belongs to, and whether the spaces, page or query can be read.

Facts: confluence.js, which is made from Atlassian's OpenAPI description (a user is known or
anonymous; spaces and pages are of v2 in the cloud); onyx, confluence/connector.py (one space at
least has to be seen); see also ``_atlassian``.
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
    LinkHeader,
    Meaning,
    Offset,
    Pages,
    Pick,
    bearer,
)

_EVERYTHING: Final = {"config.space": None, "config.page_id": None, "config.cql_query": None}
_PLAIN: Final = Ask(
    url="{config.wiki_base}",
    when={"config.is_cloud": True, **PLAIN_TOKEN},
    basic=("{credentials.confluence_username}", "{credentials.confluence_access_token}"),
    failures=UNKNOWN_PLAIN,
)
_SCOPED: Final = replace(
    _PLAIN,
    url="https://api.atlassian.com/ex/confluence/{kept.cloud}/wiki",
    when={"config.is_cloud": True, **SCOPED_TOKEN},
    failures=UNKNOWN_SCOPED,
)
_DATA_CENTER: Final = Ask(
    url="{config.wiki_base}",
    when={"config.is_cloud": False},
    headers=bearer("credentials.confluence_access_token"),
    failures=UNKNOWN_PERSONAL,
)
_NO_SPACE: Final = Failure(
    404,
    Meaning.MISSING,
    "The space doesn't exist, or this account can't see it.",
    evidence=Evidence.CLIENT,
)
_SEES_NONE: Final = Failure(
    200,
    Meaning.SCOPE,
    "The account can't see any spaces, and Clarm rejects such accounts. Let it view a space.",
    evidence=Evidence.CLIENT,
)


def _whoami(way: Ask) -> Ask:
    return replace(
        way,
        url=f"{way.url}/rest/api/user/current",
        asks="who the token belongs to",
        found="type",
        equals="known",
        account=("displayName", "email", "username"),
        failures=(
            *way.failures,
            Failure(
                200,
                Meaning.WRONG,
                "The site treats you as signed out: it didn't accept this credential.",
                at="type",
                says="^anonymous$",
                evidence=Evidence.CLIENT,
            ),
            no_site("Confluence"),
        ),
    )


def _everything(way: Ask, spaces: str) -> Ask:
    return replace(
        way,
        url=f"{way.url}{spaces}?limit=1",
        when={**way.when, **_EVERYTHING},
        found="results[0].key",
        empty=_SEES_NONE,
    )


def _space(way: Ask, space: str, found: str) -> Ask:
    return replace(
        way,
        url=way.url + space,
        found=found,
        empty=_NO_SPACE,
        failures=(*way.failures, _NO_SPACE),
    )


def _page(way: Ask, pages: str) -> Ask:
    missing = Failure(
        404,
        Meaning.MISSING,
        "The page doesn't exist, or this account can't see it.",
        evidence=Evidence.CLIENT,
    )
    return replace(
        way,
        url=f"{way.url}{pages}/{{config.page_id}}",
        found="id",
        failures=(*way.failures, missing),
    )


def _query(way: Ask) -> Ask:
    refused = Failure(
        400,
        Meaning.MISSING,
        "Confluence rejected the query: {answer message}",
        evidence=Evidence.CLIENT,
    )
    return replace(
        way,
        url=f"{way.url}/rest/api/content/search?cql={{config.cql_query}}&limit=1",
        found="results",
        failures=(*way.failures, refused),
    )


def _cloud(way: Ask) -> tuple[Ask, ...]:
    return (
        _whoami(way),
        _everything(way, "/api/v2/spaces"),
        _space(way, "/api/v2/spaces?keys={config.space}&limit=1", "results[0].key"),
        _page(way, "/api/v2/pages"),
        _query(way),
    )


CHECK = Check(
    requests=(
        *_cloud(_PLAIN),
        site_id("config.wiki_base", _SCOPED.when),
        *_cloud(_SCOPED),
        _whoami(_DATA_CENTER),
        _everything(_DATA_CENTER, "/rest/api/space"),
        _space(_DATA_CENTER, "/rest/api/space/{config.space}", "key"),
        _page(_DATA_CENTER, "/rest/api/content"),
        _query(_DATA_CENTER),
    ),
    failures=(forbidden("Confluence"),),
)


def _spaces(way: Ask, spaces: str, pages: Pages) -> Pick:
    return Pick(
        path="config.space",
        ask=replace(way, url=way.url + spaces),
        rows="results[]",
        value="key",
        label="{name} ({key})",
        pages=pages,
    )


def _titles(way: Ask) -> Pick:
    query = "type%3Dpage%20and%20title~%22{typed}*%22"
    return Pick(
        path="config.page_id",
        ask=replace(way, url=f"{way.url}/rest/api/content/search?cql={query}&limit=25"),
        rows="results[]",
        value="id",
        label="title",
    )


PICKS = (
    _spaces(_PLAIN, "/api/v2/spaces?limit=250&status=current", LinkHeader()),
    _spaces(_SCOPED, "/api/v2/spaces?limit=250&status=current", None),
    _spaces(_DATA_CENTER, "/rest/api/space?limit=100", Offset("start", 100, 100)),
    *map(_titles, (_PLAIN, _SCOPED, _DATA_CENTER)),
)
