"""Airtable: whose token it is, and whether it sees the base, the table and its records.

Facts: airtable.com/developers (whoami needs no scope and tells a personal token's scopes to
nobody), support.airtable.com (error types), pyairtable (bases, tables, pages).
"""

from __future__ import annotations

import re

from wizard.connectors.checks.declarations import (
    Ask,
    Check,
    Contains,
    Cursor,
    Failure,
    Meaning,
    Pick,
    Values,
    bearer,
)

_API = "https://api.airtable.com/v0"
_BASE, _TABLE, _URL = "config.base_id", "config.table_name_or_id", "config.airtable_url"


def _in_address(values: Values) -> dict[str, str]:
    """Return the IDs of base and table that stand in the address of a table."""
    found = re.search(r"airtable\.com/(app\w+)/(tbl\w+)", str(values.get(_URL) or ""))
    return {"base": found[1], "table": found[2]} if found else {}


def _table(base: str, table: str, base_path: str, table_path: str) -> tuple[Ask, ...]:
    hidden = Failure(
        403,
        Meaning.SCOPE,
        "The token works, but it can't see this base. Either it doesn't have the "
        "schema.bases:read scope, or the base isn't added to the token, or the ID is wrong. "
        "Airtable doesn't say which.",
        at="error.type",
        path=base_path,
    )
    closed = Failure(
        403,
        Meaning.SCOPE,
        "The token sees the table but can't read its records. Add the data.records:read scope.",
        at="error.type",
        path="credentials.airtable_access_token",
    )
    missing = "The base has no table with this name or ID."
    return (
        Ask(
            url=f"{_API}/meta/bases/{base}/tables",
            found="tables",
            contains=(Contains(("tables[].id", "tables[].name"), table.strip("{}"), missing),),
            failures=(
                hidden,
                Failure((404, 422), Meaning.MISSING, "No base has this ID.", path=base_path),
            ),
        ),
        Ask(
            url=f"{_API}/{base}/{table}?pageSize=1&maxRecords=1",
            found="records",
            failures=(closed, Failure((404, 422), Meaning.MISSING, missing, path=table_path)),
        ),
    )


CHECK = Check(
    headers=bearer("credentials.airtable_access_token"),
    derive=_in_address,
    requests=(
        Ask(
            url=f"{_API}/meta/whoami",
            asks="who the token belongs to",
            found="id",
            account=("email", "id"),
        ),
        *_table(f"{{{_BASE}}}", f"{{{_TABLE}}}", _BASE, _TABLE),
        *_table("{derived.base}", "{derived.table}", _URL, _URL),
        Ask(
            url=f"{_API}/meta/bases",
            when={_BASE: None, _URL: None},
            found="bases[0].id",
            empty=Failure(
                200,
                Meaning.MISSING,
                "The token works but sees no base. Add bases to it.",
                path="credentials.airtable_access_token",
            ),
            failures=(
                Failure(
                    403,
                    Meaning.SCOPE,
                    "The token works but doesn't have the schema.bases:read scope.",
                    path="credentials.airtable_access_token",
                ),
            ),
        ),
    ),
    failures=(
        Failure(
            401,
            Meaning.WRONG,
            "Airtable doesn't recognize this token: it has a typo, has expired or was revoked. "
            "Create one at airtable.com/create/tokens.",
        ),
        Failure(
            429,
            Meaning.RATE,
            "Airtable asks you to wait 30 seconds. The token may be fine.",
        ),
    ),
)

PICKS = (
    Pick(
        path=_BASE,
        ask=Ask(url=f"{_API}/meta/bases"),
        rows="bases[]",
        value="id",
        label="name",
        pages=Cursor("offset", "offset"),
        advice="Listing requires the schema.bases:read scope.",
    ),
    # The ID outlives a change of the name.
    Pick(
        path=_TABLE,
        ask=Ask(url=f"{_API}/meta/bases/{{{_BASE}}}/tables"),
        rows="tables[]",
        value="id",
        label="name",
    ),
    Pick(
        path="config.view_id",
        ask=Ask(url=f"{_API}/meta/bases/{{{_BASE}}}/tables"),
        rows="tables[].views[]",
        value="id",
        label="name",
    ),
)
