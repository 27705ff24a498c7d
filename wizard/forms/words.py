"""Names of code as words for people."""

from __future__ import annotations

import html
import re
from typing import Final

NOT_SET: Final = "Not set"
"""What stands for null, wherever it can be chosen."""

_CAPITALS = {
    name.lower(): name
    for name in (
        "API", "ARN", "AWS", "CA", "CPU", "CSV", "DB", "DNS", "FTP", "GB", "GCP", "HTML", "HTTP",
        "HTTPS", "IAM", "ID", "IDs", "IP", "JQL", "JSON", "JWT", "LDAP", "MB", "OAuth", "OS",
        "PDF", "RAM", "S3", "SAML", "SDK", "SQL", "SSH", "SSL", "SSO", "TCP", "TLS", "TTL",
        "UDP", "UI", "URI", "URL", "URLs", "UTC", "UUID", "VM", "XML", "YAML",
    )
}  # fmt: skip
_NAMES = "|".join(sorted((n for n in _CAPITALS.values() if not n.isupper()), key=len, reverse=True))
_WORD = re.compile(rf"(?:{_NAMES})(?![a-z])|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+|[^\W_]+")


def humanize(name: str) -> str:
    """``repo_owner`` -> ``Repo owner``; ``apiKeyId`` -> ``API key ID``."""
    parts = [part for part in re.split(r"[\W_]+", name) if part]
    found = [[part] if part.lower() in _CAPITALS else _WORD.findall(part) for part in parts]
    words = [_CAPITALS.get(word.lower(), word.lower()) for part in found for word in part]
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
    """The first paragraph of a docstring on one line, HTML taken out of it; empty for none."""
    return " ".join(without_html((text or "").strip()).strip().split("\n\n")[0].split())


_BLOCKS = "p|div|ul|ol|li|br|hr|h[1-6]|table|tr|pre|blockquote"
_INLINE = "a|abbr|b|big|code|del|em|font|i|img|ins|kbd|mark|s|samp|small|span|strong|sub|sup|u|var"
_TAG = re.compile(rf"<(/?)({_BLOCKS}|{_INLINE})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_ALONE = ("br", "hr", "img", "p", "li")
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[a-z][a-z0-9]*);", re.IGNORECASE)


def without_html(text: str) -> str:
    """The words of a text in HTML. What only looks like a tag, such as ``<id>``, stays.

    A tag that has an end counts as one only where that end is there as well.
    """
    ended = {name.lower() for end, name in _TAG.findall(text) if end}

    def replaced(tag: re.Match[str]) -> str:
        name = tag[2].lower()
        if name not in ended and name not in _ALONE:
            return tag[0]
        if re.fullmatch(_INLINE, name):
            return ""
        return "\n\n" if name == "p" else " "

    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), _TAG.sub(replaced, text))
