"""Notion: which workspace the integration is in, and whether a page is shared with it.

Facts: developers.notion.com, status codes; notion-sdk-js for search and its pages; onyx,
notion/connector.py, for the version of the API.
"""

from __future__ import annotations

from typing import Any, Final

from wizard.connectors.checks.declarations import (
    Ask,
    Check,
    Cursor,
    Failure,
    Meaning,
    Pick,
    bearer,
)

_API: Final = "https://api.notion.com/v1"
_PAGES: Final[dict[str, Any]] = {"filter": {"property": "object", "value": "page"}}
_SHARE = "In Notion, open its menu, select Connections and add the integration."


def _code(status: int, code: str, meaning: Meaning, words: str) -> Failure:
    return Failure(status, meaning, words, at="code", says=f"^{code}$")


CHECK = Check(
    headers={**bearer("credentials.notion_integration_token"), "Notion-Version": "2022-06-28"},
    requests=(
        Ask(
            url=f"{_API}/users/me",
            asks="which workspace the integration belongs to",
            found="id",
            account=("bot.workspace_name", "name"),
        ),
        Ask(
            url=f"{_API}/search",
            when={"config.root_page_id": None},
            method="POST",
            json={**_PAGES, "page_size": 1},
            found="results[0].id",
            empty=Failure(
                200,
                Meaning.SCOPE,
                "The token works, but no page is shared with the integration, so Clarm wouldn't "
                "index anything. In Notion, open a page's menu, select Connections and add the "
                "integration.",
            ),
        ),
        Ask(url=f"{_API}/pages/{{config.root_page_id}}", found="id"),
    ),
    failures=(
        _code(
            401,
            "unauthorized",
            Meaning.WRONG,
            "Notion doesn't recognize this token. Copy the secret again from the integration's "
            "page.",
        ),
        _code(
            403,
            "restricted_resource",
            Meaning.SCOPE,
            "The integration can't read content. Give it that capability.",
        ),
        _code(
            404,
            "object_not_found",
            Meaning.MISSING,
            f"The page doesn't exist, or it isn't shared with the integration. {_SHARE}",
        ),
        _code(
            400,
            "validation_error",
            Meaning.MISSING,
            "Notion rejected this page ID. Copy it again from the page's URL.",
        ),
    ),
)

PICKS = (
    Pick(
        path="config.root_page_id",
        ask=Ask(
            url=f"{_API}/search",
            method="POST",
            json={**_PAGES, "page_size": 100, "query": "{typed}"},
            found="results",
        ),
        rows="results[]",
        value="id",
        label="properties.*.title[].plain_text",
        pages=Cursor("next_cursor", "start_cursor"),
        advice="A page you just shared may take a while to appear.",
    ),
)
