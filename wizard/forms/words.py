"""Names of code as words for people."""

from __future__ import annotations

import re

_CAPITALS = {
    name.lower(): name
    for name in (
        "API", "ARN", "AWS", "CA", "CPU", "CSV", "DB", "DNS", "FTP", "GB", "GCP", "HTML", "HTTP",
        "HTTPS", "IAM", "ID", "IDs", "IP", "JQL", "JSON", "JWT", "LDAP", "MB", "OAuth", "OS",
        "PDF", "RAM", "S3", "SAML", "SDK", "SQL", "SSH", "SSL", "SSO", "TCP", "TLS", "TTL",
        "UDP", "UI", "URI", "URL", "URLs", "UTC", "UUID", "VM", "XML", "YAML",
    )
}  # fmt: skip
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+|[^\W_]+")


def humanize(name: str) -> str:
    """``repo_owner`` -> ``Repo owner``; ``apiKeyId`` -> ``API key ID``."""
    words = [_CAPITALS.get(word.lower(), word.lower()) for word in _WORD.findall(name)]
    if not words:
        return name
    first = words[0] if words[0].lower() in _CAPITALS else words[0][:1].upper() + words[0][1:]
    return " ".join([first, *words[1:]])


def listing(items: list[str], last: str = "or") -> str:
    """``a, b or c``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def first_sentence(text: str | None) -> str:
    """The first paragraph of a docstring on one line; empty for none."""
    return " ".join((text or "").strip().split("\n\n")[0].split())
