"""Files that stand for several sources, with a row of values in ``each`` for every one of them."""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from wizard.request_files.problems import UNRESOLVED, Loc, RequestProblem
from wizard.request_files.reader import RequestSource
from wizard.request_files.resolver import ASK, is_ask, names_reference
from wizard.storage.history import content_digest
from wizard.utils.text import closest_match, cut_apart, did_you_mean, sanitize

EACH: Final = "each"

_PARTS: Final = re.compile(r"\{\{|\}\}|\{[^{}]*\}|[{}]")
"""An escaped brace, a placeholder, or a brace that stands alone."""

_MAX_LABEL_CHARS: Final = 60
_DIGEST_CHARS: Final = 8

_SHOWN: Final = ("name", "type", "config", "refresh_freq", "prune_freq", "note")
"""The values of a file that contain no secrets."""


def expand(source: RequestSource) -> list[RequestSource]:
    """Return the sources that a file stands for: one for each row, or itself without ``each``.

    ``{key}`` in a text takes the row's value of that key; ``{{`` and ``}}`` are braces. What is
    wrong is in the sources' ``problems``.
    """
    if EACH not in source.values:
        return [source]
    rows = source.values[EACH]
    problems = tuple(_problems_of(rows))
    values = {key: value for key, value in source.values.items() if key != EACH}
    if problems:
        return [replace(source, values=values, problems=problems)]
    hidden = _used_in([v for key, v in values.items() if key not in _SHOWN], secret=True)
    labels = _labels(rows, _used_in([values.get(key) for key in _SHOWN]) - hidden)
    known = dict.fromkeys(key for row in rows for key in row)
    found = [
        _expanded(source, values, _Row(row, tuple(known)), label)
        for row, label in zip(rows, labels, strict=True)
    ]
    return _with_name_problems(found, next((key for key in known if key not in hidden), ""))


def _problems_of(rows: Any) -> Iterable[RequestProblem]:
    """Yield what keeps ``each`` from being understood."""
    if not isinstance(rows, list) or not rows:
        yield RequestProblem((EACH,), 'Enter a list of rows, as in [{ repo = "docs" }].')
        return
    for number, row in enumerate(rows):
        if not isinstance(row, Mapping) or not row:
            yield RequestProblem((EACH, number), 'Enter a row of values, as in { repo = "docs" }.')
            continue
        for key, cell in row.items():
            if not (isinstance(cell, str | bool | int | float) or is_ask(cell)):
                words = "Enter text, a number, true or false, or { ask = true }."
                yield RequestProblem((EACH, number, key), words)


def _labels(rows: Iterable[Mapping[str, Any]], named: Container[str]) -> list[str]:
    """Return a label for each row: its values, followed by a number where two are alike.

    Long values are cut and get a digest, which stays when rows are added or moved.
    named: the keys of the values that may be shown and kept, since they are no secrets.
    """
    labels: list[str] = []
    for number, row in enumerate(rows, start=1):
        shown = (cell for key, cell in row.items() if key in named and not is_ask(cell))
        cells = ", ".join(map(_text, shown))
        label = cut_apart(cells, _MAX_LABEL_CHARS, digest_chars=_DIGEST_CHARS).strip()
        label = label or str(number)
        labels.append(f"{label} {number}" if label in labels else label)
    return labels


def _used_in(value: Any, *, secret: bool = False) -> set[str]:
    """Return the keys that the texts of ``value`` have placeholders of.

    secret: leave out those in references, which say where a secret is.
    """
    if isinstance(value, str):
        return {match[0][1:-1] for match in _PARTS.finditer(value)}
    if isinstance(value, Mapping):
        if secret and names_reference(value):
            return set()
        value = list(value.values())
    elif not isinstance(value, list):
        return set()
    return set().union(*(_used_in(item, secret=secret) for item in value))


def _expanded(
    source: RequestSource, values: Mapping[str, Any], row: _Row, label: str
) -> RequestSource:
    filled = {key: row.fill(value, (key,)) for key, value in values.items()}
    content = json.dumps(filled, sort_keys=True, default=str).encode()
    return replace(
        source,
        values=filled,
        row=label,
        # Adding a row changes the file, but not the sources of the other rows.
        digest=content_digest(content) if source.digest else "",
        problems=tuple(row.problems),
    )


def _with_name_problems(sources: Iterable[RequestSource], key: str) -> list[RequestSource]:
    """Return the sources; one whose name an earlier one has gets a problem."""
    first: dict[tuple[Any, str], str] = {}
    found = []
    for source in sources:
        name = source.values.get("name")
        if isinstance(name, str):
            same = first.setdefault((str(source.values.get("type")), name.strip()), source.row)
            if same != source.row:
                such = f" such as {{{key}}}" if key else ""
                words = f"The row “{same}” has the same name. Add a placeholder{such}."
                problem = RequestProblem(("name",), words)
                source = replace(source, problems=(*source.problems, problem))
        found.append(source)
    return found


@dataclass(slots=True)
class _Row:
    """One row, and the problems met while filling in its values; keys are those of all rows."""

    cells: Mapping[str, Any]
    keys: tuple[str, ...]
    problems: list[RequestProblem] = field(default_factory=list)

    def fill(self, value: Any, loc: Loc) -> Any:
        """Return ``value`` with the row's values in place of the placeholders in its texts."""
        if isinstance(value, str):
            return self._fill_text(value, loc)
        if isinstance(value, list):
            return [self.fill(item, (*loc, index)) for index, item in enumerate(value)]
        if isinstance(value, Mapping):
            found = {key: self.fill(item, (*loc, key)) for key, item in value.items()}
            if names_reference(found):
                for item in found.values():
                    if is_ask(item) or item is UNRESOLVED:
                        return item
            return found
        return value

    def _fill_text(self, text: str, loc: Loc) -> Any:
        parts = [(match[0], match.span()) for match in _PARTS.finditer(text)]
        for part, _ in parts:
            if part in ("{", "}"):
                return self._fail(loc, "This file has `each`, so write {{ for { and }} for }.")
            if part not in ("{{", "}}") and part[1:-1] not in self.cells:
                return self._fail(loc, self._unknown(part[1:-1]))
        cells = [self.cells[part[1:-1]] for part, _ in parts if part not in ("{{", "}}")]
        if any(is_ask(cell) for cell in cells):
            return dict(ASK)
        if len(parts) == len(cells) == 1 and parts[0][0] == text:
            return cells[0]  # not only its text, so that a number stays one
        return _PARTS.sub(self._replacement, text)

    def _replacement(self, match: re.Match[str]) -> str:
        part = match[0]
        return part[0] if part in ("{{", "}}") else _text(self.cells[part[1:-1]])

    def _unknown(self, name: str) -> str:
        """Describe a placeholder without repeating it, as it may be part of a secret."""
        if name in self.keys:
            near = closest_match(name, self.cells)
            hint = f" Did you mean its `{sanitize(near, 40)}`?" if near else ""
            return f"This row of `each` has no `{sanitize(name, 40)}`.{hint}"
        if near := did_you_mean(name, [f"{{{key}}}" for key in self.keys]):
            return f"No row of `each` has this placeholder.{near}"
        return "No row of `each` has this placeholder. Write {{ for { and }} for }."

    def _fail(self, loc: Loc, message: str) -> Any:
        self.problems.append(RequestProblem(loc, message))
        return UNRESOLVED


def _text(cell: Any) -> str:
    return str(cell).lower() if isinstance(cell, bool) else str(cell)
