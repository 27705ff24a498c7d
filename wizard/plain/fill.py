"""Any form as line prompts, from the first question to a valid value."""

from __future__ import annotations

from typing import Any

from wizard.forms import FormState
from wizard.forms.json_editing import to_json
from wizard.plain.console import Console, EndOfInput
from wizard.plain.field_help import GREETING
from wizard.plain.form_prompts import END, START, FormPrompts
from wizard.plain.input import InvalidAnswer, say_all
from wizard.plain.open_console import open_console
from wizard.utils.exit_codes import ExitCode
from wizard.utils.text import sanitize


def fill_in(state: FormState[Any]) -> tuple[ExitCode, str]:
    """Ask for everything; return how it ended, and a message to show."""
    try:
        with open_console() as console:
            return _asked(state, console)
    except InvalidAnswer as wrong:
        return ExitCode.USAGE, sanitize(str(wrong), multiline=True)
    except (EndOfInput, KeyboardInterrupt):
        return ExitCode.LEFT, "Stopped. Nothing was written."


def _asked(state: FormState[Any], console: Console) -> tuple[ExitCode, str]:
    prompts = FormPrompts(state, console, review=lambda: to_json(state.form, state.raw).split("\n"))
    if console.interactive:
        console.say(GREETING)
    while not prompts.walk(START):
        console.say("This is the first question.")
    while not state.validate().ok:
        errors = state.errors
        lines = prompts.explain(errors)
        if not console.interactive:
            return ExitCode.USAGE, "\n".join(lines)
        say_all(console, ["Fix this before you write it:", *lines])
        if not prompts.visit([error.fields[0] if error.fields else error.loc for error in errors]):
            prompts.walk(END)
    return ExitCode.DONE, ""
