"""Repair rules for URLs: extract the part that a field needs, or the site that a page belongs to.

See ``wizard.connectors.repairs`` for how fields use them.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from wizard.connectors.repairs import Repair, Rule

__all__ = [
    "address_up_to",
    "host_of",
    "part_of_address",
    "root_of_site",
    "site_of_page",
    "subdomain_of",
]

_ADDRESS: Final = re.compile(r"://|/|^[\w-]+(\.[\w-]+)+$")


def host_of(text: str) -> str:
    """Return the host of a URL, with or without a scheme, in lower case; empty if it has none."""
    try:
        return urlsplit(text if "://" in text else f"//{text}").hostname or ""
    except ValueError:
        return ""


def subdomain_of(domain: str, *more: str) -> Rule:
    """``acme.zendesk.com`` or ``https://acme.zendesk.com/agent`` -> ``acme``.

    A text that contains other parts of a URL is rejected too, since the server adds the domain.
    """
    reason = f"Enter only the first part: your-company for your-company.{domain}"

    def find(text: str) -> Repair | None:
        if re.search(r"[./:@\\\s]", text) is None:
            return None
        host = host_of(text)
        ends = (f".{each}" for each in (domain, *more))
        name = next((host.removesuffix(end) for end in ends if host.endswith(end)), "")
        is_name = name != "www" and re.fullmatch(r"[\w-]+", name)
        return Repair(reason, name if is_name else None, sure=True)

    return find


def part_of_address(pattern: str, reason: str, *, of: str = _ADDRESS.pattern) -> Rule:
    """``https://app.gitbook.com/o/1/s/AbC/page`` -> ``AbC``: the group that ``pattern`` captures.

    Applies only to texts that contain a match for ``of``: by default, those with a slash or that
    are a host name. If ``pattern`` does not match, nothing is offered.
    """

    def find(text: str) -> Repair | None:
        if re.search(of, text) is None:
            return None
        match = re.search(pattern, text, re.IGNORECASE)
        return Repair(reason, match[match.lastindex or 0] if match else None, sure=True)

    return find


def address_up_to(pattern: str, reason: str) -> Rule:
    """``https://x/sites/a/Forms/AllItems.aspx?id=1`` -> ``https://x/sites/a``.

    Offers the match of ``pattern`` at the start of a URL. A URL that does not match, or that
    matches completely, is left to other rules.
    """

    def find(text: str) -> Repair | None:
        match = re.match(pattern, text, re.IGNORECASE)
        return Repair(reason, match[0]) if match and match[0] != text else None

    return find


def root_of_site(reason: str, host: str = "") -> Rule:
    """``https://acme.atlassian.net/jira/your-work?x=1`` -> ``https://acme.atlassian.net``.

    ``host``: a pattern that the host name must match, if other sites may live below a path.
    """

    def find(text: str) -> Repair | None:
        match = re.match(r"(?:(https?)://)?([\w.-]+(?::\d+)?)[/?#]+[^/?#]", text, re.IGNORECASE)
        if match is None or re.search(host, host_of(text)) is None:
            return None
        return Repair(reason, f"{(match[1] or 'https').lower()}://{match[2]}")

    return find


def site_of_page(*pages: str) -> Rule:
    """``https://wiki.x/below/books/handbook?page=2`` -> ``https://wiki.x/below``, for ``"books"``.

    A site may live below a path, so only the part that starts with the name of one of its ``pages``
    is removed, along with anything after a ``?`` or ``#``.
    """
    names = "|".join(map(re.escape, pages)) or "(?!)"
    site = re.compile(
        rf"((?:https?://)?+[^/?#\s]+(?:/[^?#\s]*?)?)/*(?:/(?:{names})(?:[/?#].*)?|[?#].*)", re.I
    )
    reason = "Enter only the site's URL, without a page"

    def find(text: str) -> Repair | None:
        match = site.fullmatch(text)
        return Repair(reason, match[1]) if match else None

    return find
