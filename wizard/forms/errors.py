"""What is wrong with a form, said for people, at the field it is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wizard.forms.raw import Loc


@dataclass(frozen=True, slots=True)
class FieldError:
    """One thing to mend.

    loc: the field's location, or that of the object a rule over several fields is about (``()``:
    the whole form).
    message: a sentence, free of what was typed into secrets.
    fields: locations of the fields that a rule across fields names.
    missing: nothing was entered yet, which is no mistake while the person is still typing.
    fix: a raw value that would be right, to be offered and never forced.
    offered: the part of ``fix`` that this error is about, to show; empty where it is secret.
    below: the way from ``loc`` to a value that no field is for, where it is about one.
    choices: the values of which one should be there, for who writes values rather than choosing
    among their labels, which the message names.
    """

    loc: Loc
    message: str
    fields: tuple[Loc, ...] = ()
    missing: bool = False
    fix: Any = None
    offered: str = ""
    below: Loc = ()
    choices: tuple[Any, ...] = ()


@dataclass(slots=True)
class FormProblem:
    """An error before it has words: pydantic's type and context, at a location."""

    loc: Loc
    type: str
    context: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""


class ConversionError(ValueError):
    """A text that cannot become a value; carries a problem's type, words if it has own ones,
    and context.
    """

    def __init__(self, type: str, words: str = "", **context: Any) -> None:
        super().__init__(type)
        self.type = type
        self.words = words
        self.context = context


@dataclass(slots=True)
class ReadContext:
    """One reading of a form: what it runs into, and the values around it."""

    context: Mapping[str, Any] = field(default_factory=dict)
    problems: list[FormProblem] = field(default_factory=list)

    def fail(self, loc: Loc, type: str, text: str = "", **context: Any) -> None:
        """Record a problem at ``loc``."""
        self.problems.append(FormProblem(loc, type, context, text))
