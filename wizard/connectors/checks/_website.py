"""What the types that read public web pages share."""

from __future__ import annotations

from typing import Final

from wizard.connectors.checks.declarations import Failure, Meaning

ADDRESS: Final = "config.base_url"
PAGE: Final = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
TITLE: Final = r"text (?is)\A.*?<title[^<>]*>([^<]*)"
REDIRECTS: Final = (301, 302, 303, 307, 308)
MOVED: Final = Failure(
    REDIRECTS,
    Meaning.UNKNOWN,
    "This URL redirects to {answer header location}. Enter that one instead.",
    at="header location",
    path=ADDRESS,
)
CLOSED: Final = (
    Failure(
        401,
        Meaning.WRONG,
        "The page asks for a password, and the connector doesn't have one.",
        path=ADDRESS,
    ),
    Failure(
        403,
        Meaning.REFUSED_HERE,
        "The site blocks this machine or all programs. It may not block Clarm.",
    ),
    Failure((404, 410), Meaning.MISSING, "This page doesn't exist.", path=ADDRESS),
)
