"""What kind of key a text holds, told without showing any of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Summary:
    """What may be shown of a secret.

    kind: what it is, empty when not recognised. size: its characters and lines, in words.
    facts: what tells it from another one of its kind; never a part of the secret.
    problems: what is wrong with it, as sentences.
    """

    kind: str
    size: str
    facts: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


def summarise(text: str) -> Summary:
    """What ``text`` is."""
    lines = len(text.splitlines())
    characters = "1 character" if len(text) == 1 else f"{len(text):,} characters"
    return Summary("", f"{characters}, {lines:,} line" + ("s" if lines != 1 else ""))
