"""Repair rules for tokens and key files pasted in the wrong form.

No reason repeats any of the text, except for a character that cannot belong to it and its position.
"""

from __future__ import annotations

import ast
import base64
import binascii
import json
import re
from typing import Any, Final

from wizard.connectors.repairs import Repair, Rule, quoted, refused_if, without

__all__ = ["KEY_FILE_RULES", "TOKEN_RULES"]

# --- Keys and tokens of one line -----------------------------------------------------------------


def _foreign(text: str) -> Repair | None:
    """Locate a character that no key contains: ``abc…``, ``abc def``, ``abc–def``."""
    match = re.search(r"[^\x21-\x7e\r\n]", text)
    if match is None:
        return None
    place = f"Character {match.start() + 1} of {len(text)}"
    if match[0] == "…":
        return Repair(f"{place} is “…”, which often means the display cut it short. Copy all of it")
    if match[0].isspace():
        return Repair(f"{place} is a space, and keys don't contain spaces. Copy it again")
    return Repair(f"{place} isn't allowed in keys: only plain letters, digits and signs are")


TOKEN_RULES: Final[tuple[Rule, ...]] = (
    quoted("Remove the quotes around it"),
    without(
        r"^(authorization\s*:\s*)?(bearer|token|basic)(\s*:\s*|\s+)(?=\S)|^authorization\s*:\s*",
        "This is a full header. Remove what comes before the key, such as Bearer",
    ),
    without(
        r"(?-i:^(?:export\s+)?[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\s*=\s*)(?=\S)",
        "Remove the name and the equals sign before it",
    ),
    refused_if(r"\*{4}|[•●·]{3}", "This is a hidden key. Copy the key itself"),
    refused_if(
        r"\.{3}$", "It ends in dots, which often means the display cut it short. Copy all of it"
    ),
    _foreign,
)
"""For a key or token of one line."""


# --- Key files in JSON ---------------------------------------------------------------------------

_STRAIGHT: Final = str.maketrans(dict.fromkeys("“”„‟″", '"'))


def _read(text: str, *, strict: bool = True) -> Any:
    """Parse JSON; returns None if the text is not JSON."""
    try:
        return json.loads(text, strict=strict)
    except (ValueError, RecursionError):
        return None


def _written(value: Any) -> str | None:
    """Format an object as the vendor writes it; None for anything else."""
    return json.dumps(value, indent=2) if isinstance(value, dict) else None


def _mended(value: Any, reason: str) -> Repair | None:
    text = _written(value)
    return Repair(reason, text) if text is not None else None


def _quoted_file(text: str) -> Repair | None:
    """Extract a key file quoted as a value in JSON, a shell or an .env file."""
    reason = "Remove the quotes around the file"
    inner = _read(text) if text.startswith('"') else None
    if isinstance(inner, str) and inner.lstrip().startswith("{"):
        return Repair(reason, inner.strip())
    return quoted(reason)(text)


def _escaped_file(text: str) -> Repair | None:
    r"""``{\"type\": …}``: unescape a key file copied from inside a JSON string."""
    if re.match(r'\{\s*(\\n\s*)*\\"', text) is None:
        return None
    inner = _read(f'"{text}"', strict=False)
    return (
        _mended(_read(inner), 'Its quotes are written as \\". Paste the original file')
        if (isinstance(inner, str))
        else None
    )


def _base64_file(text: str) -> Repair | None:
    body = "".join(text.split())
    if len(body) < 16 or re.fullmatch(r"[A-Za-z0-9+/_-]+={0,2}", body) is None:
        return None
    try:
        padded = body.rstrip("=") + "=" * (-len(body.rstrip("=")) % 4)
        inner = base64.b64decode(padded, altchars=b"-_" if re.search("[-_]", body) else None)
        value = _read(inner.decode("utf-8-sig"))
    except (binascii.Error, ValueError):
        return None
    return _mended(value, "This is the file as base64. Paste the original file")


def _typographic(text: str) -> Repair | None:
    if not text.startswith("{") or _read(text) is not None:
        return None
    straight = text.translate(_STRAIGHT)
    value = _read(straight) if straight != text else None
    return _mended(value, "Its quotes are curly, as word processors write them")


def _single_quotes(text: str) -> Repair | None:
    if re.match(r"\{\s*'", text) is None:
        return None
    try:
        value = ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None
    return _mended(value, "This is the file as a program printed it, with single quotes")


def _broken_lines(text: str) -> Repair | None:
    if not text.startswith("{") or _read(text) is not None:
        return None
    value = _read(text, strict=False)
    reason = "The private key contains real line breaks instead of \\n"
    return _mended(value, reason)


def _written_out(text: str) -> Repair | None:
    value = _read(text)
    key = value.get("private_key") if isinstance(value, dict) else None
    if not isinstance(key, str) or "\\n" not in key:
        return None
    mended = {**value, "private_key": key.replace("\\r", "").replace("\\n", "\n")}
    return _mended(mended, "The line breaks in private_key are escaped twice")


def _not_the_file(text: str) -> Repair | None:
    if text.startswith("-----BEGIN"):
        return Repair("This is only the private key. Paste the full JSON file it came from")
    if re.fullmatch(r"(?:[~.]{0,2}[/\\]|[A-Za-z]:\\)?[^\n{}\"]{1,300}\.json", text):
        return Repair("This is a file's path. Paste the file's content")
    return None


KEY_FILE_RULES: Final[tuple[Rule, ...]] = (
    _quoted_file,
    _escaped_file,
    _base64_file,
    _typographic,
    _single_quotes,
    _broken_lines,
    _written_out,
    _not_the_file,
)
"""For a key file of one JSON object, such as that of a service account."""
