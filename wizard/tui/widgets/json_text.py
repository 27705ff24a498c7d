"""JSON as coloured text."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from textual.content import Content

from wizard.utils.text import sanitize

MAX_LINE_CHARS: Final = 400

_TOKENS: Final = re.compile(
    r'(?P<key>"(?:[^"\\]|\\.)*"(?=\s*:))|(?P<text>"(?:[^"\\]|\\.)*")|(?P<other>[\w.+-]+)'
)
_STYLES: Final = {"key": "$text-accent", "text": "$text-success", "other": "$text-warning"}


def json_text(value: Any) -> Content:
    """Return ``value`` as indented JSON, with its names and values in different colours."""
    lines = json.dumps(value, indent=2, ensure_ascii=False).splitlines()
    return Content("\n").join(_colored(sanitize(line, MAX_LINE_CHARS)) for line in lines)


def _colored(line: str) -> Content:
    content = Content(line)
    for token in _TOKENS.finditer(line):
        content = content.stylize(_STYLES[str(token.lastgroup)], *token.span())
    return content
