"""Presentation metadata: what a model may declare about how its fields are asked for.

All of it is optional: a plain pydantic model already makes a good form. Put a ``Ui`` in a field's
``Annotated`` metadata to say more::

    class Server(BaseModel):
        host: Annotated[str, Ui(label="Host", placeholder="db.example.com")]
        tls: bool = True
        ca: Annotated[str | None, Ui(multiline=True, visible_when=When("tls", equals=True))] = None
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from enum import Enum
from typing import Any, Final, Literal

from pydantic_core import PydanticCustomError


class _Any:
    def __repr__(self) -> str:
        return "ANY"


ANY: Final = _Any()


def _plain(value: Any) -> Any:
    """Return the value of an Enum's member, as which a condition may name it, too."""
    return value.value if isinstance(value, Enum) else value


@dataclass(frozen=True, slots=True)
class When:
    """A condition on another field: a sibling in the same model, or a name in the form's context.

    Give one of ``equals``, ``not_equals``, ``among`` (any of these values) or ``filled`` (any value
    that is not empty, null or false).
    """

    field: str
    equals: Any = ANY
    not_equals: Any = ANY
    filled: bool | None = None
    among: tuple[Any, ...] = ()

    @property
    def accepted(self) -> tuple[Any, ...]:
        """The values that the condition names; empty if it holds for others, too."""
        return self.among if self.equals is ANY else (self.equals,)

    def holds(self, value: Any) -> bool:
        """Return whether ``value``, the other field's current value, meets the condition."""
        given = _plain(value)
        if self.equals is not ANY and given != _plain(self.equals):
            return False
        if self.among and given not in map(_plain, self.among):
            return False
        if self.not_equals is not ANY and given == _plain(self.not_equals):
            return False
        return self.filled is None or bool(value) is self.filled


@dataclass(frozen=True, slots=True)
class FileHint:
    """Declares that the value is usually the content of a file.

    encoding: how the bytes become the value; ``base64`` for binary files.
    name: what the file is called in the prompt ("the JSON key file").
    """

    encoding: Literal["text", "base64"] = "text"
    name: str = "file"


# Compared by identity: annotations require it to be hashable, yet it contains mappings.
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ui:
    """How a field is presented; several in one annotation are merged, and the last one wins.

    label, help: words for the field; they default to its title and description. An object with an
    empty label appears among the fields around it, without a heading.
    where: where the person finds the value, for the long help.
    group, order: the titled group that contains the field, and its position (lower is earlier).
    advanced: shown only when "Advanced" is opened.
    visible_when: see ``When``. A hidden value is kept, but is not part of the result. Circular
    conditions are rejected when the fields are built.
    placeholder: an example shown in an empty field; never a value.
    multiline: may span lines.
    file: see ``FileHint``.
    secret: masked, whatever the type, including every text inside it. Choices, such as yes or no,
    cannot be masked and are rejected when the fields are built.
    labels: maps a choice's value (or a union member's class name or tag) to words.
    helps: maps the same keys to a sentence about what choosing it means.
    separator: what may separate the values of a list of texts, apart from line ends.
    suggestions: common values to offer, while anything else may be typed.
    warn: maps a text to a sentence that is shown without blocking, or None.
    address_parts: patterns of addresses that answer this field and others: their named groups are
    fields of the same model, or of another member of its union. See ``forms.address_parts``.
    follows: the sibling field that determines its value. It is never asked for, although a file may
    still set it.
    """

    label: str | None = None
    help: str | None = None
    where: str | None = None
    group: str | None = None
    order: int | None = None
    advanced: bool | None = None
    visible_when: When | None = None
    placeholder: str | None = None
    multiline: bool | None = None
    secret: bool | None = None
    file: FileHint | None = None
    separator: str | None = None
    labels: Mapping[Any, str] = field(default_factory=dict)
    helps: Mapping[Any, str] = field(default_factory=dict)
    suggestions: tuple[str, ...] = ()
    warn: Callable[[Any], str | None] | None = None
    address_parts: tuple[str, ...] = ()
    follows: str | None = None

    def merged(self, other: Ui) -> Ui:
        """Return a copy with everything that ``other`` sets merged over it."""
        values: dict[str, Any] = {}
        for item in fields(self):
            theirs = getattr(other, item.name)
            values[item.name] = theirs if theirs not in (None, {}, ()) else getattr(self, item.name)
        return Ui(**values)


def fields_error(message: str, *names: str, **offer: Any) -> PydanticCustomError:
    """Return an error for a model validator to raise that names the fields it concerns.

    ``message`` is shown as it is; ``names`` are field names of the same model. An error that names
    one field belongs to that field; one that names several is reported for all of them together.
    ``offer``: ``fix``, the right value for that one field, and ``sure`` if nothing else can be
    meant.
    """
    return PydanticCustomError("fields", message, {"fields": list(names), **offer})
