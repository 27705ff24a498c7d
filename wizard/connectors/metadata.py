"""What there is to know of a type before its models are loaded."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Literal

    Evidence = Literal["documented", "inferred", "internal"]


class ConnectorInfo:
    """The first thing in each type's module, written with literals only.

    The index reads it from the file's text, without running the module; of ``type``, ``position``,
    ``label`` and ``category`` a line each, as long as they stand first. Never changed, and equal to
    another that says the same. No dataclass: to import those takes longer than to read all types.

    type: the value sent as ``type``; case matters. position: its place in the API's list, from 1.
    label, category, summary: words for lists. name: of a connector, where it is not the label.
    evidence: ``documented`` when the fields stand in Clarm's own documentation, ``inferred`` when
    they were read elsewhere, ``internal`` for types that are not meant to index a source.
    evidence_words: a sentence on that, where the usual one would not be true of all fields.
    aliases: other words people look for it by.
    needs: what to have at hand before starting, a sentence each.
    docs_url: the vendor's page on making the credential.
    refresh, prune: suggested frequencies in seconds; None for "once" and "never".
    notes: warnings worth reading before the form.
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

    def _values(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self.__slots__)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ConnectorInfo) and self._values() == other._values()

    def __hash__(self) -> int:
        return hash(self._values())

    def __repr__(self) -> str:
        return f"About({self.type!r})"
