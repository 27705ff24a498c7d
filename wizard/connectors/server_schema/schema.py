"""What a server's document says of its types, in the form in which it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, TypeAlias

from wizard import __version__
from wizard.connectors.server_schema.drift import FEWER_TYPES, Difference
from wizard.utils.text import sanitize
from wizard.utils.timestamps import now, read_stamp, write_stamp

VERSION: Final = 1
"""Of the format. A file of another version is told and not used."""

PARTS: Final = ("config", "credentials")
"""The parts of a request whose fields depend on its type."""

Node: TypeAlias = Any
"""A JSON Schema: an object, or a boolean."""

GROUP: Final = "From your server"
"""The category of types, and the group of fields, that the catalog does not know."""

_MONTHS: Final = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)


@dataclass(frozen=True, slots=True)
class TypeSchema:
    """What the document says of a type.

    parts: the members of each part, as JSON Schema; None if it says nothing of that part.
    differences: from the catalog.
    """

    parts: Mapping[str, tuple[Node, ...] | None]
    differences: tuple[Difference, ...] = ()

    @property
    def is_typed(self) -> bool:
        """Whether the document names the fields of all parts."""
        return all(self.parts.get(part) is not None for part in PARTS)


@dataclass(frozen=True, slots=True, eq=False)
class ServerSchema:
    """The types of a server.

    host: the server's, as it is shown. source: where the document came from. definitions: what the
    schemas of a part refer to. missing: the types of the catalog that the server does not have.
    version: of the program that compared it.
    """

    host: str
    source: str
    read_at: datetime
    types: Mapping[str, TypeSchema]
    definitions: Mapping[str, Mapping[str, Node]]
    missing: tuple[str, ...] = ()
    version: str = field(default=__version__)

    @property
    def day(self) -> str:
        """The day on which it was read, for people."""
        day = self.read_at.astimezone()
        year = f" {day.year}" if day.year != now().astimezone().year else ""
        return f"{day.day} {_MONTHS[day.month - 1]}{year}"

    @property
    def differences(self) -> tuple[Difference, ...]:
        """All differences from the catalog, in the order of the types."""
        missing = (Difference(FEWER_TYPES, name) for name in self.missing)
        return (*missing, *(found for item in self.types.values() for found in item.differences))

    def as_json(self) -> dict[str, Any]:
        """Return it as plain JSON."""
        return {
            "version": VERSION,
            "host": self.host,
            "source": self.source,
            "read_at": write_stamp(self.read_at),
            "compared_by": self.version,
            "missing": list(self.missing),
            "types": {
                name: {
                    "parts": {
                        part: None if nodes is None else list(nodes)
                        for part, nodes in item.parts.items()
                    },
                    "differences": [found.as_json() for found in item.differences],
                }
                for name, item in self.types.items()
            },
            "definitions": {part: dict(found) for part, found in self.definitions.items()},
        }

    @classmethod
    def from_json(cls, value: Any) -> ServerSchema:
        """Return what ``as_json`` returned. Raises ValueError for anything else."""
        if not isinstance(value, dict):
            raise ValueError("no object")
        read_at = read_stamp(value.get("read_at"))
        if value.get("version") != VERSION or read_at is None:
            raise ValueError("another version, or none")
        definitions = _table(value.get("definitions"))
        return cls(
            host=_text(value.get("host")),
            source=_text(value.get("source")),
            read_at=read_at,
            types={
                _text(name): _type_from(_table(item))
                for name, item in _table(value.get("types")).items()
            },
            definitions={part: _table(definitions.get(part)) for part in PARTS},
            missing=tuple(map(_text, _list(value.get("missing")))),
            version=_text(value.get("compared_by")),
        )


def _type_from(value: Mapping[str, Any]) -> TypeSchema:
    given = _table(value.get("parts"))
    parts = {
        part: None if given.get(part) is None else tuple(map(_table, _list(given[part])))
        for part in PARTS
    }
    return TypeSchema(parts, tuple(map(Difference.from_json, _list(value.get("differences")))))


def _table(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError("no object")
    return value


def _list(value: Any) -> Iterable[Any]:
    if not isinstance(value, list):
        raise ValueError("no list")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str) or sanitize(value, len(value) + 1) != value:
        raise ValueError("no text")
    return value
