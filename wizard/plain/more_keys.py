"""Prompts for keys that are not fields of a form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wizard.forms import (
    EXTRA,
    Control,
    FormState,
    Loc,
    UnionControl,
)
from wizard.forms.questions import FieldQuestion
from wizard.forms.secret import as_secrets
from wizard.plain.input import (
    CommandWord,
    FromFile,
    content,
    is_json,
    read_on,
)
from wizard.plain.options import InvalidChoice
from wizard.plain.rendering import FormPrompter, Renderer, renders
from wizard.utils.parsing import JsonSyntaxError, strict_json


@dataclass(frozen=True, kw_only=True, eq=False)
class MoreKeys(Control):
    """A control whose raw value is a mapping; if it is secret, so is every text in it."""


def more_keys(state: FormState[Any], loc: Loc, *, secret: bool) -> FieldQuestion:
    """Return the question for further keys of the object at ``loc``, or its chosen member."""
    while isinstance(control := state.control(loc), UnionControl):
        loc = (*loc, control.variant(state.shown(loc)).key)
    label = "Other keys, as JSON"
    return FieldQuestion((*loc, EXTRA), label, MoreKeys(annotation=dict[str, Any], secret=secret))


@renders(MoreKeys)
class MoreKeysLines(Renderer):
    """A JSON object with arbitrary keys."""

    kind = "one JSON object"

    def before(self, control: MoreKeys) -> list[str]:
        return ["Keys that aren't in this form. Enter as many lines as you need."]

    def hints(self, control: MoreKeys) -> list[str]:
        return [
            "Enter a JSON object. Its keys are sent unchanged. Enter @ and a path to load a file."
        ]

    def show(self, control: MoreKeys, raw: Any) -> str:
        return f"set: {', '.join(map(str, raw))}" if isinstance(raw, dict) and raw else ""

    def ask(self, prompts: FormPrompter, question: FieldQuestion) -> Any:
        secret = question.control.secret
        answer = prompts.answer(secret=secret)
        if isinstance(answer, FromFile):
            text = content(answer, secret=secret)
        elif isinstance(answer, str):
            text = read_on(prompts, answer, secret=secret, is_whole=is_json)
        elif answer is CommandWord.KEEP:
            return answer
        else:
            return {}
        try:
            value = strict_json(text)
        except JsonSyntaxError as problem:
            words = f"{problem}."
        else:
            if isinstance(value, dict):
                return as_secrets(value) if secret else value
            words = "Enter one object: a brace, names and values, a brace."
        raise InvalidChoice(words)
