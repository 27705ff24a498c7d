"""Error messages for people: they say what is expected rather than what failed internally."""

from __future__ import annotations

import html
import re
from typing import Any, Final

from wizard.forms.controls import (
    BooleanControl,
    ChoiceControl,
    Control,
    Entries,
    ItemList,
    JsonText,
    KeyValueList,
    MultiChoice,
    Scalar,
    TextList,
    UnionControl,
)
from wizard.forms.errors import FormProblem
from wizard.utils.text import shortened

NOT_SET: Final = "Not set"
"""What stands for null, wherever it can be chosen."""

MAX_EXAMPLE_CHARS: Final = 200
"""How much of an example a help shows; a field shows as much as fits."""

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
    """Return a docstring's first paragraph on one line, as plain text; empty if there is none."""
    if not text:
        return ""
    plain = without_html(text.strip()).strip()
    return " ".join(without_markdown(plain.split("\n\n")[0]).split())


_BLOCKS = "p|div|ul|ol|li|br|hr|h[1-6]|table|tr|pre|blockquote"
_INLINE = "a|abbr|b|big|code|del|em|font|i|img|ins|kbd|mark|s|samp|small|span|strong|sub|sup|u|var"
_TAG = re.compile(rf"<(/?)({_BLOCKS}|{_INLINE})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_ALONE = ("br", "hr", "img", "p", "li")
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[a-z][a-z0-9]*);", re.IGNORECASE)


def without_html(text: str) -> str:
    """Remove HTML tags from a text; what merely resembles a tag, such as ``<id>``, stays.

    A tag with a closing counterpart counts as one only if that counterpart is present.
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


_CODE = re.compile(r"(``[^`]+``|(?<!`)`[^`\n]+`(?!`))")
_LINKED_CODE = re.compile(r"\[(`[^`\[\]\n]+`)\]\([^()\s]*\)")
_MARKDOWN: Final = tuple(
    (re.compile(pattern, re.MULTILINE), by)
    for pattern, by in (
        (r"!?\[([^\[\]\n]+)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)", r"\1"),  # a link or a picture
        (r"<((?:https?|mailto):[^<>\s]+)>", r"\1"),
        (r"^ {0,3}(?:#{1,6} +|> ?|[-*+] +)", ""),  # a heading, a quotation or an item
        (r"(?<![\w/*])\*\*(\S(?:[^*\n]*\S)?)\*\*(?![\w/*])", r"\1"),
        (r"(?<![\w/*])\*(\S(?:[^*\n]*[^\s*])?)\*(?![\w/*])", r"\1"),
        (r"(?<!\w)(__?)([^\W_](?:[^_\n]*[^\s_])?)\1(?!\.?\w)", r"\2"),
    )
)


def without_markdown(text: str) -> str:
    """Remove the marks of Markdown from a text; code in it stays as it is, without its quotes."""
    parts = _CODE.split(_LINKED_CODE.sub(r"\1", text))
    for index, part in enumerate(parts):
        if index % 2:
            parts[index] = part.strip("`")
            continue
        for pattern, by in _MARKDOWN:
            part = pattern.sub(by, part)
        parts[index] = part
    return "".join(parts)


_MAX_LISTED_CHOICES = 5
_MAX_VALUE_CHARS = 40

_EXPECTED = {
    "integer": "a whole number",
    "float": "a number",
    "decimal": "a number",
    "date": "a date, such as 2026-01-31",
    "time": "a time, such as 14:30",
    "datetime": "a date and time, such as 2026-01-31 14:30",
    "duration": "a duration, such as 2h 30m",
    "url": "a full URL, such as https://example.com",
    "email": "an email address, such as name@example.com",
    "path": "a path",
    "uuid": "an ID, such as 123e4567-e89b-12d3-a456-426614174000",
    "bytes": "base64 text",
    "secret_bytes": "text, or base64: and base64 text",
    "address": "an IP address",
    "size": "a size, such as 10 MB",
    "pattern": "a regular expression",
}


def expected(control: Control) -> str:
    """Describe a value of ``control`` as a noun phrase: "a whole number from 1 to 10"."""
    if isinstance(control, Scalar):
        known = control.codec.expected or _EXPECTED.get(control.kind, "text")
        return known + _range(control)
    if isinstance(control, BooleanControl):
        return "yes or no"
    if isinstance(control, ChoiceControl | MultiChoice):
        labels = [option.label for option in control.options]
        return (
            f"one of {listing(labels)}"
            if len(labels) <= _MAX_LISTED_CHOICES
            else "one of the choices"
        )
    if isinstance(control, KeyValueList):
        return "key=value, one per line"
    if isinstance(control, TextList | ItemList):
        return "names and values" if isinstance(control, Entries) else "a list"
    return "JSON" if isinstance(control, JsonText) else "a value"


def _range(control: Control) -> str:
    b = control.bounds
    low = b.ge if b.ge is not None else b.gt
    high = b.le if b.le is not None else b.lt
    above = "" if b.gt is None or b.ge is not None else " (exclusive)"
    below = "" if b.lt is None or b.le is not None else " (exclusive)"
    words = ""
    if low is not None and high is not None:
        words = f" from {low}{above} to {high}{below}"
    elif low is not None:
        words = f" of at least {low}" if not above else f" above {low}"
    elif high is not None:
        words = f" of at most {high}" if not below else f" below {high}"
    return words + (f", in steps of {b.multiple_of}" if b.multiple_of is not None else "")


def message(
    problem: FormProblem, control: Control | None, line: int | None = None, value: str = ""
) -> str:
    """Return the sentence for a problem at ``control`` (None: an object), with any ``line``.

    ``value``: the value it concerns, if the line holds several.
    """
    inner: Control | None = control
    if line is not None and isinstance(control, TextList | KeyValueList):
        inner = control.item
    words = _sentence(problem, inner)
    if line is None:
        return words
    which = f"Line {line}, “{shortened(value, _MAX_VALUE_CHARS)}”" if value else f"Line {line}"
    return f"{which}: {words}"


def _sentence(problem: FormProblem, control: Control | None) -> str:
    context = dict(problem.context)
    kind = problem.type
    if isinstance(control, Scalar) and kind in ("too_short", "too_long"):
        kind = f"secret_{kind}"  # pydantic counts a secret's characters as it counts items
    if kind in _WORDS:
        return str(_WORDS[kind](context, control))
    if kind in ("value_error", "assertion_error"):
        return _own_words(problem)
    if kind in ("json", "line", "fields", "words"):
        return _finished(problem.text)
    if control is not None and _asks_again(kind):
        verb = (
            "Choose"
            if isinstance(control, BooleanControl | ChoiceControl | MultiChoice | UnionControl)
            else "Enter"
        )
        return f"{verb} {expected(control)}."
    return _finished(problem.text or "This value isn't valid")


def choices(problem: FormProblem, control: Control | None) -> tuple[Any, ...]:
    """Return the values to choose from if the problem is that none was given; otherwise empty."""
    if not _asks_again(problem.type) or not isinstance(control, ChoiceControl | MultiChoice):
        return ()
    return tuple(getattr(option.value, "value", option.value) for option in control.options)


def _asks_again(kind: str) -> bool:
    """Return whether naming what was expected is a complete message."""
    return (
        kind.endswith(("_parsing", "_type", "_than", "_equal", "_than_equal", "_of"))
        or kind.startswith(("date", "time", "uuid", "url", "choice", "is_inst"))
        or kind in ("literal_error", "enum")
    )


def _own_words(problem: FormProblem) -> str:
    error = problem.context.get("error")
    text = str(error) if error is not None else ""
    if not text:
        text = problem.text.removeprefix("Value error, ").removeprefix("Assertion failed, ")
    return _finished(text)


def _finished(text: str) -> str:
    text = text.strip() or "This value isn't valid"
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?")) else text + "."


def _missing(_: dict[str, Any], control: Control | None) -> str:
    if isinstance(control, BooleanControl):
        return "Choose yes or no."
    return (
        "Choose one."
        if isinstance(control, ChoiceControl | MultiChoice | UnionControl)
        else "Fill this in."
    )


def _url_scheme(context: dict[str, Any], _: Control | None) -> str:
    schemes = str(context.get("expected_schemes", "https")).replace("'", "").replace(" or ", ", ")
    return f"Start with {listing([f'{s.strip()}://' for s in schemes.split(',')])}."


def _counted(before: str, key: str, one: str, many: str) -> Any:
    def say(context: dict[str, Any], _: Control | None) -> str:
        count = context.get(key, 0)
        return f"{before} {count} {one if count == 1 else many}."

    return say


_WORDS: dict[str, Any] = {
    "missing": _missing,
    "missing_argument": _missing,
    "url_scheme": _url_scheme,
    "string_too_short": _counted("Enter at least", "min_length", "character", "characters"),
    "string_too_long": _counted("Enter at most", "max_length", "character", "characters"),
    "bytes_too_short": _counted("Enter at least", "min_length", "byte", "bytes"),
    "bytes_too_long": _counted("Enter at most", "max_length", "byte", "bytes"),
    "url_too_long": _counted("Enter at most", "max_length", "character", "characters"),
    "too_short": _counted("Enter at least", "min_length", "value", "values"),
    "too_long": _counted("Enter at most", "max_length", "value", "values"),
    "secret_too_short": _counted("Enter at least", "min_length", "character", "characters"),
    "secret_too_long": _counted("Enter at most", "max_length", "character", "characters"),
    "string_pattern_mismatch": lambda c, _: f"This doesn't match the pattern {c.get('pattern')}.",
    "finite_number": lambda c, _: "Enter a finite number.",
    "int_parsing_size": lambda c, _: "This number has too many digits. Shorten it.",
    "duration_unclear": lambda c, _: (
        "Enter numbers without commas or spaces, each followed by its unit, such as 1.5h, 2h 30m "
        "or 3600s."
    ),
    "extra_forbidden": lambda c, _: "Unknown name.",
    "duplicate_key": lambda c, _: f"Line {c.get('line')} repeats a name.",
    "decimal_max_digits": _counted("Enter at most", "max_digits", "digit", "digits"),
    "decimal_max_places": _counted("Enter at most", "decimal_places", "decimal", "decimals"),
    "date_past": lambda c, _: "Enter a date in the past.",
    "date_future": lambda c, _: "Enter a date in the future.",
    "datetime_past": lambda c, _: "Enter a time in the past.",
    "datetime_future": lambda c, _: "Enter a time in the future.",
    "timezone_aware": lambda c, _: "Add the time zone, such as +00:00.",
    "timezone_naive": lambda c, _: "Remove the time zone.",
    "path_not_file": lambda c, _: "This file doesn't exist.",
    "path_not_directory": lambda c, _: "This folder doesn't exist.",
    "path_exists": lambda c, _: "This path already exists.",
    "path_does_not_exist": lambda c, _: "The folder for it doesn't exist.",
    "broken_check": lambda c, _: f"Can't check this value ({c.get('name')}).",
    "dict_type": lambda c, _: "Enter named values.",
    "list_type": lambda c, _: "Enter a list.",
}
