"""The questions about several connectors that are alike, line by line."""

from __future__ import annotations

from wizard.core.series import Question, Series, SeriesQuestions
from wizard.flow import WizardFlow
from wizard.plain.console import Console
from wizard.plain.form_prompts import END, START, FormPrompts
from wizard.plain.input import refuse, say_all
from wizard.plain.review import so_far


def ask_series(console: Console, flow: WizardFlow, like: str = "") -> Series | None:
    """Return what differs between several connectors; None if the person goes back.

    flow, like: as for ``SeriesQuestions``.
    """
    questions = SeriesQuestions(flow, like)
    start = START
    while _ask(console, questions.what, flow, start):
        names = questions.names
        if names is None or _ask(console, names, flow, START):
            return questions.series()
        start = END
    return None


def _ask(console: Console, question: Question, flow: WizardFlow, start: int) -> bool:
    """Ask until the answers are right; return False if the person goes back."""
    say_all(console, [f"{question.title}. {question.words}"])
    prompts = FormPrompts(question.state, console, review=lambda: so_far(flow))
    if not prompts.walk(start):
        return False
    while not question.validate():
        errors = question.state.errors
        first, *others = prompts.explain(errors)
        refuse(console, first, others)
        if not prompts.visit([error.loc for error in errors]):
            return False
    return True
