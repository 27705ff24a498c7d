"""What is known of a field, as far as two schemas can be compared by it."""

from __future__ import annotations

from typing import Final, NamedTuple

ANYTHING: Final = "anything"
LIST: Final = "a list"
KINDS: Final = {
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "yes or no",
    "object": "an object",
}
"""What the types of JSON Schema are called here."""


class FieldFacts(NamedTuple):
    """What is known of a field: its kinds, whether it is needed, and what it is chosen from."""

    kinds: frozenset[str]
    required: bool = False
    choices: frozenset[str] = frozenset()

    def merged(self, other: FieldFacts) -> FieldFacts:
        """Return the facts about a field that two members have."""
        both = bool(self.choices) and bool(other.choices)
        return FieldFacts(
            self.kinds | other.kinds,
            choices=self.choices | other.choices if both else frozenset(),
        )

    @property
    def words(self) -> str:
        """The kinds in words."""
        return " or ".join(sorted(self.kinds)) or ANYTHING


def plural(kind: str) -> str:
    """Return what several values of a kind are called."""
    word, of, rest = kind.removeprefix("an ").removeprefix("a ").partition(" of ")
    return f"{word if word == KINDS['boolean'] else f'{word}s'}{of}{rest}"


def fits(here: FieldFacts, server: FieldFacts) -> bool:
    """Return whether what one side sends may be what the other one takes."""
    return any(_fits(kind, other) for kind in here.kinds for other in server.kinds)


def _fits(kind: str, other: str) -> bool:
    if ANYTHING in (kind, other) or kind == other:
        return True
    if LIST in (kind, other):
        return kind.startswith(LIST) and other.startswith(LIST)
    return kind == KINDS["integer"] and other == KINDS["number"]
