"""SharePoint: which application it is, and whether it sees the sites.

Facts: learn.microsoft.com, Microsoft Graph: sites by path, the root site, getAllSites. An
application with Sites.Selected sees the sites that it was granted, and lists none.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from wizard.connectors.checks._microsoft import (
    BEARER,
    GRAPH,
    denied,
    failures,
    hosts,
    sign_in,
    sign_in_by_certificate,
)
from wizard.connectors.checks.declarations import (
    Ask,
    Check,
    Failure,
    Meaning,
    NextUrl,
    Pick,
    Values,
)

_KEY, _PASSWORD = "credentials.sp_private_key", "credentials.sp_certificate_password"
_SITES = "config.sites"
_DENIED = denied("sp", "Sites.Read.All")
_FIELDS = "$select=id,displayName,webUrl"
_READING = "|".join(
    f"Sites.{what}"
    for what in ("Read.All", "ReadWrite.All", "Manage.All", "FullControl.All", "Selected")
)
_OF_SITE = re.compile(r"/(?:sites|teams|personal)/[^/]+")


def _derive(values: Values) -> dict[str, Any]:
    found: dict[str, None] = {}
    for address in values.get(_SITES) or ():
        parts = urlsplit(address)
        path = _OF_SITE.match(unquote(parts.path))
        if path is not None:
            found[f"{parts.hostname}:{quote(path[0])}"] = None
    return {**hosts(values), "sites": list(found)}


CHECK = Check(
    derive=_derive,
    requests=(
        sign_in("sp", **{"credentials.method": "ClientSecret"}),
        sign_in_by_certificate("sp", _KEY, _PASSWORD, **{"credentials.method": "Certificate"}),
        Ask(
            url=f"{GRAPH}/sites/root?{_FIELDS}",
            headers=BEARER,
            when={_SITES: None},
            found="id",
            account=("webUrl",),
            failures=(_DENIED,),
        ),
        Ask(
            url=f"{GRAPH}/sites/{{each|raw}}?{_FIELDS}",
            headers=BEARER,
            each="derived.sites",
            found="id",
            account=("displayName",),
            failures=(
                replace(
                    _DENIED,
                    words=f"{_DENIED.words} With Sites.Selected, grant it access to the site.",
                ),
                Failure(
                    404,
                    Meaning.MISSING,
                    "The application works, but the site doesn't exist.",
                    at="error.code",
                    says="^itemNotFound$",
                    path=_SITES,
                ),
            ),
        ),
    ),
    failures=failures("sp", _PASSWORD),
    needs={_READING: "it can't read sites."},
)

_LISTED = Pick(
    path=_SITES,
    ask=Ask(url=f"{GRAPH}/sites?search=*&$select=displayName,webUrl&$top=200", headers=BEARER),
    rows="value[]",
    value="webUrl",
    label="displayName",
    only={"webUrl": re.compile("/sites/")},  # older servers know no others
    pages=NextUrl("@odata.nextLink"),
)
PICKS = (
    replace(
        _LISTED,
        ask=Ask(
            url=f"{GRAPH}/sites/getAllSites?$select=displayName,webUrl&$top=200", headers=BEARER
        ),
        otherwise=_LISTED,
        advice="Listing requires the Sites.Read.All application permission.",
    ),
)
