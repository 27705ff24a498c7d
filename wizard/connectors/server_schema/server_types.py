"""The types of a server over those of the catalog, as far as lists and steps need them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from wizard.connectors.metadata import ConnectorInfo
from wizard.connectors.server_schema.schema import GROUP, ServerSchema
from wizard.utils.text import shortened

if TYPE_CHECKING:
    from wizard.connectors.connector import Connector

_MAX_SHOWN: Final = 4
_REFRESH_SECONDS: Final = 1800
_PRUNE_SECONDS: Final = 30 * 86400


class ServerTypes:
    """What a kept schema says of each type."""

    def __init__(self, schema: ServerSchema) -> None:
        self.schema = schema

    @property
    def types(self) -> Iterable[str]:
        """All types of the server."""
        return self.schema.types

    def about(self, type_name: str, position: int) -> ConnectorInfo:
        """Return what a list shows of a type that the catalog does not know."""
        item = self.schema.types[type_name]
        words = f"Fields from {self._name}."
        if not item.is_typed:
            words = f"Your server's schema of {self.schema.day} doesn't list all of its fields."
        knows_credential = item.parts.get("credentials") is not None
        return ConnectorInfo(
            type=type_name,
            position=position,
            label=shortened(_label(type_name)),
            category=GROUP,
            summary="A type that only your server knows.",
            evidence="server",
            evidence_words=words,
            needs=() if knows_credential else ("The keys that its credential has.",),
            refresh=_REFRESH_SECONDS,
            prune=_PRUNE_SECONDS,
            raw_editor=not item.is_typed,
        )

    @property
    def _name(self) -> str:
        return f"your server's schema of {self.schema.day}"

    def described(self, about: ConnectorInfo) -> ConnectorInfo:
        """Return what is known of a type of the catalog, with what the server says of it."""
        words, note = self._evidence(about)
        if not words:
            return about
        return about.replaced(
            evidence_words=words, notes=(*about.notes, note) if note else about.notes
        )

    def standing(self, about: ConnectorInfo) -> str:
        """Return how a type compares with the catalog.

        ``added`` and ``missing`` are types that only one of both has. Of the others one ``agrees``,
        ``differs``, or cannot be compared, which is empty.
        """
        item = self.schema.types.get(about.type)
        if item is None:
            return "missing"
        if about.evidence == "server":
            return "added"
        if item.differences:
            return "differs"
        return "agrees" if item.is_typed else ""

    def _evidence(self, about: ConnectorInfo) -> tuple[str, str]:
        """Return the words on the evidence, and a note if anything differs."""
        of = self._name
        standing = self.standing(about)
        if standing == "missing":
            return f"Not confirmed: {of} doesn't have this type.", ""
        if standing == "agrees":
            return f"Confirmed by {of}.", ""
        if not standing:
            return "", ""
        found = self.schema.types[about.type].differences
        words = [difference.words for difference in found[:_MAX_SHOWN]]
        if len(found) > _MAX_SHOWN:
            words.append(f"{len(found) - _MAX_SHOWN} more")
        return f"Not confirmed: {of} differs.", f"Your server differs: {'; '.join(words)}."

    def connector(self, about: ConnectorInfo) -> Connector:
        """Return a type that the catalog does not know, with its models."""
        from wizard.connectors.server_schema.forms import connector_from

        return connector_from(self.schema, about)

    def completed(self, connector: Connector) -> Connector:
        """Return a type of the catalog with the fields that only the server knows."""
        from wizard.connectors.server_schema.forms import completed

        return completed(self.schema, connector)


def _label(type_name: str) -> str:
    words = type_name.replace("_", " ").replace("-", " ").split()
    return " ".join(word[:1].upper() + word[1:] for word in words) or type_name
