"""MediaWiki: its API is below /w, as the installer proposes, or at the root. See ``_wiki``."""

from __future__ import annotations

from dataclasses import replace

from wizard.connectors.checks._wiki import HEADERS, SITE, failures, names_exist, picks, titles
from wizard.connectors.checks.declarations import Ask, Check, Evidence, Failure, Meaning

_HOST = "https://{config.hostname|host}"
_NAME = "query.general.sitename"

CHECK = Check(
    headers=HEADERS,
    derive=titles,
    requests=(
        Ask(
            url=f"{_HOST}/w{SITE}",
            asks="which wiki this is",
            statuses=(200, 404),
            found="text",
            account=(_NAME,),
            keep={"below": _NAME},
        ),
        Ask(
            url=f"{_HOST}{SITE}",
            when={"kept.below": None},
            found=_NAME,
            account=(_NAME,),
            failures=(
                Failure(
                    404,
                    Meaning.SITE,
                    "Can't find MediaWiki at this URL: its API is neither under /w nor at the "
                    "root.",
                    path="config.hostname",
                    evidence=Evidence.GENERAL,
                ),
            ),
        ),
        names_exist(f"{_HOST}/w", **{"kept.below": True}),
        names_exist(_HOST, **{"kept.below": None}),
    ),
    failures=failures("config.hostname"),
)

PICKS = tuple(
    replace(below, otherwise=root)
    for below, root in zip(picks(f"{_HOST}/w"), picks(_HOST), strict=True)
)
