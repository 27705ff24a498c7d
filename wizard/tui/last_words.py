"""What a run leaves on the terminal when it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wizard.core.startup import resume_command

if TYPE_CHECKING:
    from wizard.api import Outcome
    from wizard.tui.view import PlanView

NOT_KEPT: Final = "What you typed could not be kept: {}"


def last_words(
    outcome: Outcome | None,
    problem: str,
    draft: str | None,
    plan: PlanView | None,
    *,
    sandbox: bool,
) -> str:
    """Return what to say of the last outcome and of what is left to do.

    problem: why the draft could not be saved, if so. draft, plan, sandbox: see ``how_to_go_on``.
    """
    words = [outcome.message] if outcome is not None and outcome.exit_code else []
    if problem:
        words.append(NOT_KEPT.format(problem))
    elif draft is not None:
        words.append(how_to_go_on(draft, plan, sandbox=sandbox))
    elif plan is not None and plan.session.left():
        words.append(f"Go on with:\n  {plan.session.command()}")
    return "\n".join(words)


def how_to_go_on(draft: str, plan: PlanView | None, *, sandbox: bool) -> str:
    """Return how to resume a draft: through the list of a folder's sources, if the run has one."""
    command = resume_command(draft, sandbox=sandbox) if plan is None else plan.session.command()
    return f"What you typed is kept, secrets apart. Go on with:\n  {command}"
