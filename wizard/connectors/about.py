"""What there is to know of a type before its models are loaded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Evidence = Literal["documented", "inferred", "internal"]


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The first thing in each type's module, written with literals only.

    The index reads it from the file's text, without running the module.

    type: the value sent as ``type``; case matters. position: its place in the API's list, from 1.
    label, category, summary: words for lists.
    evidence: ``documented`` when the fields stand in Clarm's own documentation, ``inferred`` when
    they were read elsewhere, ``internal`` for types that are not meant to index a source.
    aliases: other words people look for it by.
    needs: what to have at hand before starting, a sentence each.
    docs_url: the vendor's page on making the credential.
    refresh, prune: suggested frequencies in seconds; None for "once" and "never".
    notes: warnings worth reading before the form.
    raw_editor: the fields are so uncertain that editing them as JSON should be offered first.
    """

    type: str
    position: int
    label: str
    category: str
    summary: str
    evidence: Evidence
    refresh: int | None
    prune: int | None
    aliases: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    docs_url: str | None = None
    notes: tuple[str, ...] = ()
    raw_editor: bool = False
