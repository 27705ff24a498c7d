"""The help for a question, and the commands that every question takes."""

from __future__ import annotations

from typing import Any, Final

from wizard.forms import UNSET, FormState
from wizard.forms.messages import MAX_EXAMPLE_CHARS
from wizard.forms.questions import FieldQuestion, GateQuestion, shown
from wizard.plain.input import SAVE
from wizard.plain.renderers import renderer_for
from wizard.utils.text import shortened

COMMANDS = "< goes back one question, ! shows the review so far, ? shows this help."
SAVING: Final = (
    f"{SAVE} and a path writes what you've entered to a request file, without secrets. Missing "
    "values stay open."
)
GREETING: Final = (
    "Press enter to keep the value in parentheses. ? explains a question, < goes back one, ! shows "
    "the review so far, ctrl+c quits."
)
LITERALS = "If a value starts with ?, <, ! or @, double that character or put \\ before it."


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
        found.append(f"Common values: {'; '.join(control.ui.suggestions)}")
    found.append(_nothing(state, item))
    found.append('- resets to the default or to nothing. "" is empty text.')
    if control.nullable:
        found.append("null means no value, which isn't the same as empty text.")
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
        return f"Press enter to {'keep' if entered else 'use the default:'} {words}."
    return "Required." if item.required else "Press enter to skip it."
