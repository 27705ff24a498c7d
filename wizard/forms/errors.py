"""Form errors: problems worded for people and located at a field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wizard.forms.raw import Loc


@dataclass(frozen=True, slots=True)
class FieldError:
    """One thing to correct.

    loc: the field's location, or that of the object for a rule over several fields (``()``: the
    whole form).
    message: a sentence that repeats nothing typed into secrets.
    fields: locations of the fields that a rule across fields names.
    missing: nothing was entered yet, which is not an error while the person is still typing.
    fix: a correct raw value, to be offered and never forced.
    sure: nothing but ``fix`` can be meant, so it is taken without asking.
    offered: the part of ``fix`` that this error concerns, for display; empty if it is secret.
    below: the path from ``loc`` to a value without a field of its own, if the error concerns one.
    choices: the accepted values, for callers that write values instead of choosing among the labels
    that the message names.
    """

    loc: Loc
    message: str
    fields: tuple[Loc, ...] = ()
    missing: bool = False
    fix: Any = None
    sure: bool = False
    offered: str = ""
    below: Loc = ()
    choices: tuple[Any, ...] = ()


@dataclass(slots=True)
class FormProblem:
    """An error before it is worded: pydantic's type and context, at a location."""

    loc: Loc
    type: str
    context: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""


class ConversionError(ValueError):
    """A text that cannot be converted, with the problem's type, context and any custom wording."""

    def __init__(self, type: str, words: str = "", **context: Any) -> None:
        super().__init__(type)
        self.type = type
        self.words = words
        self.context = context


@dataclass(slots=True)
class ReadContext:
    """One reading of a form: the problems it meets, and the surrounding values."""

    context: Mapping[str, Any] = field(default_factory=dict)
    problems: list[FormProblem] = field(default_factory=list)

    def fail(self, loc: Loc, type: str, text: str = "", **context: Any) -> None:
        """Record a problem at ``loc``."""
        self.problems.append(FormProblem(loc, type, context, text))


class SchemaError(ValueError):
    """No form can be made of a JSON Schema; the text is a sentence that says why."""
