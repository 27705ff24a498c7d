"""What is said on standard error once the screen is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wizard.core.startup import resume_command

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wizard.api import Outcome
    from wizard.core.plan_session import PlanSession
    from wizard.tui.status import Saved

NOT_KEPT: Final = "Can't save what you typed: {}"


def last_words(
    outcome: Outcome | None, saved: Saved, kept: str, plan: PlanSession | None = None
) -> str:
    """Return what became of the session, and how to go on with it. kept: see ``how_to_go_on``."""
    words = []
    if outcome is not None and outcome.exit_code:
        words.append(outcome.message)
    if saved.problem:
        words.append(NOT_KEPT.format(saved.problem))
    elif kept:
        words.append(kept)
    elif plan is not None and plan.left():
        words.append(f"To continue:\n  {plan.command()}")
    return "\n".join(words)


def how_to_go_on(draft: str | None, plan: PlanSession | None, options: Iterable[str]) -> str:
    """Return the command that goes on with a draft; "" if there is none. options: its server's."""
    if draft is None:
        return ""
    command = plan.command() if plan is not None else resume_command(draft, options)
    return f"What you typed is saved as a draft, without secrets. To continue:\n  {command}"
