"""The differences between the catalog and the server's schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from wizard.connectors.server_schema.facts import FieldFacts, fits
from wizard.utils.text import sanitize

MORE_TYPES: Final = "type_added"
FEWER_TYPES: Final = "type_missing"
MORE: Final = "field_added"
FEWER: Final = "field_missing"
RENAMED: Final = "field_renamed"
REQUIRED: Final = "required"
OPTIONAL: Final = "optional"
KIND: Final = "kind"
CHOICES: Final = "choices"

_MIN_LIKENESS: Final = 0.6
_MAX_NAME_CHARS: Final = 60
_MAX_CHOICES: Final = 5


class Difference(NamedTuple):
    """One difference.

    field: the key, in ``part``; empty if the whole type is meant. new: the server's name for it,
    if it seems to be called otherwise there. here, server: what each side says.
    """

    kind: str
    type: str
    part: str = ""
    field: str = ""
    new: str = ""
    here: str = ""
    server: str = ""

    @property
    def words(self) -> str:
        """What the server has otherwise, as the end of a sentence about it."""
        field = quoted_name(self.field)
        return {
            MORE_TYPES: "it has this type, which the wizard doesn't know",
            FEWER_TYPES: "it doesn't have this type",
            MORE: f"it also has {field}" + (" (required)" if self.server else ""),
            FEWER: f"it doesn't have {field}",
            RENAMED: f"{field} may be {quoted_name(self.new)} there (a guess)",
            REQUIRED: f"it requires {field}",
            OPTIONAL: f"it doesn't require {field}",
            KIND: f"{field} is {self.server} there, not {self.here}",
            CHOICES: f"{field} is one of {self.server} there, not of {self.here}",
        }[self.kind]

    def as_json(self) -> dict[str, Any]:
        """Return it as plain JSON."""
        return {**self._asdict(), "guess": self.kind == RENAMED, "words": self.words}

    @classmethod
    def from_json(cls, value: Any) -> Difference:
        """Return what ``as_json`` returned. Raises ValueError."""
        found = [value.get(name) if isinstance(value, dict) else None for name in cls._fields]
        if not all(isinstance(text, str) for text in found) or found[0] not in _KINDS:
            raise ValueError("not a difference")
        return cls(*found)  # type: ignore[arg-type]


_KINDS: Final = frozenset(
    (MORE_TYPES, FEWER_TYPES, MORE, FEWER, RENAMED, REQUIRED, OPTIONAL, KIND, CHOICES)
)


def quoted_name(name: str) -> str:
    """Return a name of the document's to show in a message."""
    return f"“{sanitize(name, _MAX_NAME_CHARS)}”"


def compare(
    type_name: str, part: str, here: Mapping[str, FieldFacts], server: Mapping[str, FieldFacts]
) -> Iterator[Difference]:
    """Yield how the fields of one part of a type differ."""
    fewer = [key for key in here if key not in server]
    more = [key for key in server if key not in here]
    for old in list(fewer):
        new = _renamed(old, here[old], {key: server[key] for key in more})
        if new:
            fewer.remove(old)
            more.remove(new)
            yield Difference(RENAMED, type_name, part, old, new)
    for key in fewer:
        yield Difference(FEWER, type_name, part, key)
    for key in more:
        required = "required" if server[key].required else ""
        yield Difference(MORE, type_name, part, key, server=required)
    for key in here:
        if key in server:
            yield from _of_field(Difference("", type_name, part, key), here[key], server[key])


def _of_field(start: Difference, here: FieldFacts, server: FieldFacts) -> Iterator[Difference]:
    if here.required is not server.required:
        yield start._replace(kind=REQUIRED if server.required else OPTIONAL)
    if not fits(here, server):
        yield start._replace(kind=KIND, here=here.words, server=server.words)
    elif server.choices and here.choices != server.choices:
        ours = _listed(here.choices) if here.choices else "any value"
        yield start._replace(kind=CHOICES, here=ours, server=_listed(server.choices))


def _listed(choices: frozenset[str]) -> str:
    shown = [quoted_name(choice) for choice in sorted(choices)[:_MAX_CHOICES]]
    more = len(choices) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


def _renamed(old: str, facts: FieldFacts, added: Mapping[str, FieldFacts]) -> str:
    """Return the field that seems to be meant by another name; empty if none does."""
    from difflib import SequenceMatcher  # seldom needed

    scores = {
        new: SequenceMatcher(None, old[:_MAX_NAME_CHARS], new[:_MAX_NAME_CHARS]).ratio()
        for new, other in added.items()
        if fits(facts, other)
    }
    best = max(scores, key=lambda new: scores[new], default="")
    return best if best and scores[best] >= _MIN_LIKENESS else ""
