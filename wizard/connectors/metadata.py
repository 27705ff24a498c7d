"""Metadata of a connector type, available before its models are loaded."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Literal

    Evidence = Literal["documented", "inferred", "internal", "server"]


class ConnectorInfo:
    """The metadata at the top of each type's module, written with literals only.

    The index parses it from the source without running the module. ``type``, ``position``,
    ``label`` and ``category`` take one line each and come first. Instances are never changed, and
    are equal if their values are. Not a dataclass, because importing those takes longer than
    reading all types.

    type: the value sent as ``type``; case-sensitive.
    position: its position in the API's list, from 1.
    label, category, summary: words for lists.
    name: the name of a connector, if it differs from the label.
    evidence: ``documented`` if the fields appear in Clarm's own documentation, ``inferred`` if they
    come from elsewhere, ``internal`` for types that are not meant to index a source, ``server`` for
    those that only the server's own schema has.
    evidence_words: a sentence about the evidence, if the usual one does not hold for all fields.
    aliases: other words that people search for.
    needs: what to have ready before starting, one sentence each.
    docs_url: the vendor's page on creating the credential.
    refresh, prune: suggested intervals in seconds; None for "once" and "never".
    notes: warnings to read before filling in the form.
    raw_editor: the fields are so uncertain that editing them as JSON should be offered first.
    """

    __slots__ = (
        "aliases",
        "category",
        "docs_url",
        "evidence",
        "evidence_words",
        "label",
        "name",
        "needs",
        "notes",
        "position",
        "prune",
        "raw_editor",
        "refresh",
        "summary",
        "type",
    )

    def __init__(
        self,
        *,
        type: str,
        position: int,
        label: str,
        category: str,
        summary: str,
        evidence: Evidence,
        refresh: int | None,
        prune: int | None,
        name: str = "",
        evidence_words: str = "",
        aliases: tuple[str, ...] = (),
        needs: tuple[str, ...] = (),
        docs_url: str | None = None,
        notes: tuple[str, ...] = (),
        raw_editor: bool = False,
    ) -> None:
        self.type = type
        self.position = position
        self.label = label
        self.category = category
        self.summary = summary
        self.name = name or label
        self.evidence = evidence
        self.evidence_words = evidence_words
        self.refresh = refresh
        self.prune = prune
        self.aliases = aliases
        self.needs = needs
        self.docs_url = docs_url
        self.notes = notes
        self.raw_editor = raw_editor

    def replaced(self, *, evidence_words: str, notes: tuple[str, ...]) -> ConnectorInfo:
        """Return the same with other words on the evidence, and other notes."""
        values = {name: getattr(self, name) for name in self.__slots__}
        return ConnectorInfo(**values | {"evidence_words": evidence_words, "notes": notes})

    def _values(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self.__slots__)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ConnectorInfo) and self._values() == other._values()

    def __hash__(self) -> int:
        return hash(self._values())

    def __repr__(self) -> str:
        return f"ConnectorInfo({self.type!r})"
