"""What a model may say about how its fields are asked for.

Everything here is optional: a plain pydantic model gives a good form. Put one
``Ui`` in a field's ``Annotated`` metadata to say more::

    class Server(BaseModel):
        host: Annotated[str, Ui(label="Host", placeholder="db.example.com")]
        tls: bool = True
        ca: Annotated[str | None, Ui(multiline=True, visible_when=When("tls", equals=True))] = None
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final, Literal

from pydantic_core import PydanticCustomError


class _Any:
    def __repr__(self) -> str:
        return "ANY"


ANY: Final = _Any()


@dataclass(frozen=True, slots=True)
class When:
    """A condition on another field: a sibling in the same model, or a name in the form's context.

    Give one of ``equals``, ``not_equals`` or ``filled`` (has any value that is
    neither empty, null nor false).
    """

    field: str
    equals: Any = ANY
    not_equals: Any = ANY
    filled: bool | None = None

    def holds(self, value: Any) -> bool:
        """Whether ``value``, the other field's present value, meets the condition."""
        if self.equals is not ANY and value != self.equals:
            return False
        if self.not_equals is not ANY and value == self.not_equals:
            return False
        return self.filled is None or bool(value) is self.filled


@dataclass(frozen=True, slots=True)
class FileHint:
    """The value is usually the content of a file.

    ``encoding``: how the bytes become the value; ``base64`` for binary files.
    ``name``: what the file is called, for the prompt ("the JSON key file").
    """

    encoding: Literal["text", "base64"] = "text"
    name: str = "file"


# Compared by identity: it must be hashable to stand in an annotation, and holds mappings.
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ui:
    """How a field is presented. Several in one annotation are merged, the last one wins.

    label, help: words for the field; default to its title and description. An object whose
    label is empty stands among the fields around it, without a heading.
    where: where the person finds the value, for the long help.
    group, order: the titled group the field stands in, and its place (lower is earlier).
    advanced: shown only when "Advanced" is opened.
    visible_when: see ``When``. A hidden value is kept, and not part of the result. Conditions
    that lead round in a circle are refused when the fields are made.
    placeholder: an example shown in an empty field; never a value.
    multiline: may span lines. file: see ``FileHint``.
    secret: masked, whatever the type, down to its last text. What is chosen, such as yes or no,
    cannot be masked: that is refused when the fields are made.
    labels: choice value (or union member's class name or tag) -> words.
    helps: the same keys -> a sentence on what choosing it means.
    separator: what may part the values of a list of texts beside the ends of their lines.
    suggestions: texts that are often right, offered while anything else may be typed.
    warn: text -> a sentence to show that does not block, or None.
    follows: the field beside it that decides its value. It is never asked for, and a file may give
    it all the same.
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
    follows: str | None = None

    def merged(self, other: Ui) -> Ui:
        """This one with everything that ``other`` says put over it."""
        values: dict[str, Any] = {}
        for item in fields(self):
            theirs = getattr(other, item.name)
            values[item.name] = theirs if theirs not in (None, {}, ()) else getattr(self, item.name)
        return Ui(**values)


def fields_error(message: str, *names: str) -> PydanticCustomError:
    """An error for a model validator to raise that also says which of its fields it is about.

    ``message`` is shown as it is; ``names`` are field names of the same model. What names one
    field is that field's error, what names several is told for all of them together.
    """
    return PydanticCustomError("fields", message, {"fields": list(names)})
