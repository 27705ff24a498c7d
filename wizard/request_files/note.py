"""The table ``note`` of a request file: words for people, which are shown and never sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from wizard.request_files.problems import UNRESOLVED, RequestProblem
from wizard.utils.text import did_you_mean, sanitize

NOTE: Final = "note"
_KINDS: Final[Mapping[str, tuple[type, str]]] = {
    "owner": (str, "a text"),
    "say": (str, "a text"),
    "ticket": (str, "a text"),
    "optional": (bool, "true or false"),
}


class Note(NamedTuple):
    """What the author of a file notes for the people who complete it; safe to show.

    owner: who completes it.
    say: words to that person, perhaps several lines.
    ticket: where the matter is discussed.
    optional: nobody waits for this source.
    """

    owner: str = ""
    say: str = ""
    ticket: str = ""
    optional: bool = False

    @property
    def lines(self) -> list[str]:
        """The words to the person who completes the file, and the ticket."""
        ticket = [f"Ticket: {self.ticket}"] if self.ticket else []
        return [*self.say.splitlines(), *ticket]

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Note:
        """Return the note of a file's values, without what ``problems_of`` complains about."""
        table = values.get(NOTE)
        if not isinstance(table, Mapping):
            return cls()
        owner, say, ticket = (
            sanitize(text, multiline=key == "say").strip() if isinstance(text, str) else ""
            for key, text in ((key, table.get(key)) for key in ("owner", "say", "ticket"))
        )
        return cls(owner, say, ticket, table.get("optional") is True)


def problems_of(table: Any) -> Iterator[RequestProblem]:
    """Yield what is wrong with the table ``note``."""
    if not isinstance(table, Mapping):
        yield RequestProblem((NOTE,), f"Enter an object with {', '.join(_KINDS)}.")
        return
    for key, value in table.items():
        if key not in _KINDS:
            hint = did_you_mean(key, [known for known in _KINDS if known not in table])
            words = f"A note has only these keys: {', '.join(_KINDS)}.{hint}"
            yield RequestProblem((NOTE, key), words)
        elif value is not UNRESOLVED and type(value) is not _KINDS[key][0]:
            yield RequestProblem((NOTE, key), f"Enter {_KINDS[key][1]}.")
