"""What Microsoft Graph answers about sites (learn.microsoft.com)."""

from __future__ import annotations

from wizard.sandbox.vendors import _microsoft
from wizard.sandbox.vendors._microsoft import graph_error, pages, token
from wizard.sandbox.vendors.answers import VendorAnswer

_HOST = "https://contoso.sharepoint.com"


def _site(path: str, name: str) -> dict[str, str]:
    return {"id": f"contoso.sharepoint.com,{name}", "displayName": name, "webUrl": f"{_HOST}{path}"}


ANSWERS = (
    token("Sites.Read.All"),
    VendorAnswer("GET /v1.0/sites/root", _site("", "Communication site")),
    graph_error(
        "GET /v1.0/sites/*/nowhere", 404, "itemNotFound", "Requested site could not be found"
    ),
    VendorAnswer("GET /v1.0/sites/*:/*", _site("/sites/support", "Support")),
    *pages(
        "/v1.0/sites/getAllSites",
        [_site("", "Communication site"), _site("/sites/support", "Support")],
        [_site("/sites/sales", "Sales"), _site("/personal/ada_contoso_com", "Ada Lovelace")],
    ),
    VendorAnswer("GET /v1.0/sites", {"value": [_site("/sites/support", "Support")]}),
)
WRONG = _microsoft.WRONG
EXPIRED = _microsoft.EXPIRED
NO_SCOPE = _microsoft.NO_SCOPE
