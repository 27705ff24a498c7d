"""What MediaWiki and Wikipedia share: which wiki it is, and whether pages and categories exist.

Facts: mediawiki.org, API: siteinfo, query, categoryinfo, allpages, allcategories, errors. No
credential exists, so what is tested is the address and the names.
"""

from __future__ import annotations

import json
from typing import Any, Final

from wizard import __version__
from wizard.connectors.checks.declarations import Ask, Failure, Meaning, Pick, Values
from wizard.utils.text import sanitize

HEADERS: Final = {"User-Agent": f"clarm-wizard/{__version__} (https://clarm.com)"}
"""Wikimedia's wikis refuse programs that don't identify themselves."""
_FORMAT: Final = "format=json&formatversion=2"
SITE: Final = f"/api.php?action=query&meta=siteinfo&siprop=general&{_FORMAT}"
_MAX_TITLES: Final = 50
"""The most titles the API accepts in one request."""


def titles(values: Values) -> dict[str, str]:
    """Return the titles that are looked up, as the API takes them."""
    pages = values.get("config.pages") or ()
    categories = values.get("config.categories") or ()
    named = [*pages, *(f"Category:{name}" for name in categories)][:_MAX_TITLES]
    return {"titles": "|".join(named)} if named else {}


def _nothing_there(text: str, values: Values) -> Failure | None:
    """A category without a page of its own may still have members."""
    pages = json.loads(text)["query"]["pages"][:_MAX_TITLES]
    gone = [str(page.get("title")) for page in pages if _is_gone(page)]
    if not gone:
        return None
    are_pages = any(title in (values.get("config.pages") or ()) for title in gone)
    path = "config.pages" if are_pages else "config.categories"
    named = ", ".join(sanitize(title, 80) for title in gone)
    return Failure(200, Meaning.MISSING, f"The wiki has no {named}.", path=path)


def _is_gone(page: Any) -> bool:
    if not isinstance(page, dict):
        return False
    return bool(page.get("missing") or page.get("invalid")) and "categoryinfo" not in page


def names_exist(api: str, **when: Any) -> Ask:
    """Return the request that looks up the pages and categories at ``api``."""
    return Ask(
        url=f"{api}/api.php?action=query&prop=categoryinfo&titles={{derived.titles}}&{_FORMAT}",
        found="query.pages[]",
        unfit=_nothing_there,
        when=when,
    )


def failures(path: str) -> tuple[Failure, ...]:
    """Return what refusals mean; ``path``: the field of the address."""
    return (
        Failure(
            200,
            Meaning.RATE,
            "The wiki is busy. Its URL may be fine.",
            at="error.code",
            says="^(maxlag|ratelimited)$",
        ),
        Failure(
            200,
            Meaning.SITE,
            "This wiki requires sign-in, and the connector can't sign in.",
            at="error.code",
            says="^readapidenied$",
            path=path,
        ),
        Failure(
            403,
            Meaning.REFUSED_HERE,
            "The wiki blocks programs on this machine.",
        ),
    )


def picks(api: str) -> tuple[Pick, ...]:
    """Return the lists of categories and pages that begin with what was typed."""
    query = f"{api}/api.php?action=query&{_FORMAT}"
    return (
        Pick(
            path="config.categories",
            ask=Ask(url=f"{query}&list=allcategories&aclimit=50&acprefix={{typed}}"),
            rows="query.allcategories[]",
            value="category",
            label="category",
        ),
        Pick(
            path="config.pages",
            ask=Ask(url=f"{query}&list=allpages&aplimit=50&apprefix={{typed}}"),
            rows="query.allpages[]",
            value="title",
            label="title",
        ),
    )
