"""Parses request files, JSON or TOML, into plain values without interpreting them."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final

from wizard.request_files.note import Note
from wizard.request_files.problems import RequestProblem
from wizard.storage.history import content_digest
from wizard.utils.files import (
    STDIN,
    FileError,
    expand_path,
    is_handed_over,
    parse_json,
    parse_toml,
    read_handed_over,
    read_text_file,
    read_text_stream,
    readable_by_others,
)

FROM_STDIN: Final = "-"
MAX_BYTES: Final = 8 * 1024 * 1024
"""Bytes of a request file; one with several key files in it is far below."""

_YAML_SUFFIXES: Final = (".yaml", ".yml")
_YAML: Final = re.compile(
    r"""(?:[ \t\r]*(?:\#[^\n]*)?\n)*  # empty lines and comments
    (?:---\s|%YAML\s|-\s|(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ ]*:(?:\s|\Z))""",
    re.VERBOSE,
)
"""How a text begins that can be YAML and no TOML."""


@dataclass(frozen=True, slots=True)
class RequestSource:
    """A file's content as plain values, or one of the sources that it stands for.

    name: as the person gave it.
    path: None for standard input and pipes.
    folder: the base for relative paths in the file.
    digest: identifies the content in the history.
    exposed: users other than the owner may read the file.
    row: tells apart the sources of one file; empty if the file is one source.
    problems: what ``rows.expand`` found wrong.
    """

    name: str
    folder: Path
    values: dict[str, Any] = field(repr=False)
    path: Path | None = None
    digest: str = ""
    exposed: bool = False
    row: str = ""
    problems: tuple[RequestProblem, ...] = ()

    @property
    def file(self) -> str:
        """The file's own name, without its folder."""
        return self.path.name if self.path else self.name

    @property
    def label(self) -> str:
        """What to call this source in a list: ``github.toml (docs)``."""
        return with_row(self.file, self.row)

    @property
    def note(self) -> Note:
        """The author's words for the people who complete the file."""
        return Note.of(self.values)


def with_row(name: str, row: str) -> str:
    """Return what to call one row of a file."""
    return f"{name} ({row})" if row else name


def read(name: str) -> RequestSource:
    """Read the file ``name``, or standard input for ``-``; raises FileError."""
    if name == FROM_STDIN:
        if sys.stdin is None:
            raise FileError("It's closed.", where=STDIN, advice="Enter a file's path.")
        text = read_text_stream(sys.stdin.buffer, limit=MAX_BYTES)
        return RequestSource(name, Path.cwd(), parse(text, where=STDIN))
    if is_handed_over(name):
        return RequestSource(
            name, Path.cwd(), parse(read_handed_over(name, limit=MAX_BYTES), where=name)
        )
    path = expand_path(name)
    text = read_text_file(path, limit=MAX_BYTES)
    path = path.absolute()
    return RequestSource(
        name,
        path.parent,
        parse(text, path.suffix.lower(), where=name),
        path,
        content_digest(text.encode()),
        readable_by_others(path),
    )


def parse(text: str, suffix: str = "", *, where: str) -> dict[str, Any]:
    """Parse ``text``: JSON if ``suffix`` is ``.json`` or it starts with a brace, else TOML.

    Raises FileError, which never quotes the content.
    """
    is_json = suffix == ".json" or (suffix != ".toml" and text.lstrip().startswith(("{", "[")))
    values = parse_json(text, where=where) if is_json else _toml(text, suffix, where=where)
    if not isinstance(values, dict):
        raise FileError(
            "This contains no request.",
            where=where,
            advice="Write one object with name, type, config and credential. For an example, run "
            "`clarm-wizard template TYPE`.",
        )
    plain: dict[str, Any] = _plain(values)
    return plain


def _toml(text: str, suffix: str, *, where: str) -> Any:
    """Parse TOML. Raises FileError, which names YAML where that is what stands there."""
    if suffix not in _YAML_SUFFIXES:
        try:
            return parse_toml(text, where=where)
        except FileError:
            if not _YAML.match(text):
                raise
    raise FileError(
        "This looks like YAML, which isn't supported.",
        where=where,
        advice="Use TOML or JSON. To start a TOML file, run `clarm-wizard template TYPE`.",
    )


def _plain(value: Any) -> Any:
    """Convert TOML's dates and times to ISO text, as in JSON."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return value
