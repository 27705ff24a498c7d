"""Wikipedia: the edition in a language. See ``_wiki``."""

from __future__ import annotations

from wizard.connectors.checks._wiki import HEADERS, SITE, failures, names_exist, picks, titles
from wizard.connectors.checks.declarations import NO_HOST, Ask, Check, Failure, Meaning

_LANGUAGE = "config.language_code"
_API = f"https://{{{_LANGUAGE}}}.wikipedia.org/w"
_NAME = "query.general.sitename"

CHECK = Check(
    headers=HEADERS,
    derive=titles,
    requests=(
        Ask(
            url=f"{_API}{SITE}",
            asks="which edition this is",
            found=_NAME,
            account=(_NAME, "query.general.lang"),
        ),
        names_exist(_API),
    ),
    failures=(
        *failures(_LANGUAGE),
        Failure(
            NO_HOST, Meaning.SITE, "Wikipedia has no edition in this language.", path=_LANGUAGE
        ),
    ),
)

PICKS = picks(_API)
