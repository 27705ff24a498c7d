"""What a MediaWiki answers (mediawiki.org, API). One at ``root.*`` has its API at the root."""

from __future__ import annotations

from typing import Any

from wizard.sandbox.vendors.answers import VendorAnswer


def _site(name: str, script: str) -> dict[str, Any]:
    general = {
        "mainpage": "Main Page",
        "sitename": name,
        "generator": "MediaWiki 1.43.0",
        "lang": "en",
        "script": f"{script}/index.php",
        "scriptpath": script,
    }
    return {"batchcomplete": True, "query": {"general": general}}


def _query(**found: Any) -> dict[str, Any]:
    return {"batchcomplete": True, "query": found}


_GONE = {"ns": 0, "title": "Nowhere", "missing": True}
_RED = {"ns": 14, "title": "Category:Physik", "missing": True, "categoryinfo": {"size": 3}}
_THERE = {"pageid": 1, "ns": 0, "title": "Main Page"}

ANSWERS = (
    VendorAnswer("GET /w/*", "<h1>Not Found</h1>", 404, {"Content-Type": "text/html"}, "root.*"),
    VendorAnswer("GET /w/api.php?*siteinfo*", _site("Example Wiki", "/w")),
    VendorAnswer("GET /api.php?*siteinfo*", _site("Example Wiki", ""), host="root.*"),
    VendorAnswer("GET */api.php?*titles=*Nowhere*", _query(pages=[_THERE, _GONE])),
    VendorAnswer("GET */api.php?*titles=*", _query(pages=[_THERE, _RED])),
    VendorAnswer(
        "GET */api.php?*allcategories*",
        _query(allcategories=[{"category": "Physics"}, {"category": "Art & design"}]),
    ),
    VendorAnswer("GET */api.php?*allpages*", _query(allpages=[_THERE])),
)
