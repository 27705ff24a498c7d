"""The help for a question, and the commands that every question takes."""

from __future__ import annotations

from typing import Any, Final

from wizard.forms import UNSET, FormState
from wizard.forms.messages import MAX_EXAMPLE_CHARS
from wizard.forms.questions import FieldQuestion, GateQuestion, shown
from wizard.plain.input import SAVE
from wizard.plain.renderers import renderer_for
from wizard.utils.text import shortened

COMMANDS = "< goes back one question. ! is the review so far. ? is this help."
SAVING: Final = (
    f"{SAVE} and a path writes what is known as a request file, without secrets; what is missing "
    "is left open in it."
)
GREETING: Final = (
    "Enter alone keeps what stands in brackets. ? is help for a question, < goes back to the one "
    "before, ! is the review so far. ctrl+c leaves."
)
LITERALS = "Double the first sign of a value that begins with ?, <, ! or @; or put \\ before it."


def help_lines(state: FormState[Any], item: FieldQuestion | GateQuestion) -> list[str]:
    """Return the help for a question: its topic, the possible answers and the commands."""
    if isinstance(item, GateQuestion):
        return [f"{inner.label}: {_about(inner)}".rstrip(": ") for inner in item.inside] + [
            COMMANDS
        ]
    control, field = item.control, item.field
    renderer = renderer_for(control)
    found = [f"{item.label}. {_about(item)}".rstrip()]
    if control.ui.where:
        found.append(f"Where to find it: {control.ui.where}")
    found += renderer.hints(control)
    if field is not None and field.example:
        found.append(f"For example: {shortened(field.example, MAX_EXAMPLE_CHARS)}")
    if control.ui.suggestions:
        found.append(f"Often right: {'; '.join(control.ui.suggestions)}")
    found.append(_nothing(state, item))
    found.append('- alone goes back to the default, or to nothing. "" is the empty text.')
    if control.nullable:
        found.append("null is nothing at all, and is told apart from the empty text.")
    return [*found, LITERALS, COMMANDS]


def _about(item: FieldQuestion) -> str:
    if item.field is not None:
        return item.field.help
    return item.control.ui.help or ""


def _nothing(state: FormState[Any], item: FieldQuestion) -> str:
    """Describe what pressing enter alone does."""
    raw = shown(state, item)
    words = renderer_for(item.control).show(item.control, raw)
    if words and raw is not None:
        entered = state.entered(item.loc) is not UNSET
        return f"Enter alone {'keeps' if entered else 'takes the default:'} {words}."
    return "It has to be answered." if item.required else "Enter alone leaves it out."
