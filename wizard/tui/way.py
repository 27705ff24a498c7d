"""The way through the steps: which of them can be gone to from the present one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wizard.flow import Step
    from wizard.tui.controller import WizardController


def open_steps(journey: WizardController) -> list[Step]:
    """Return the steps before the present one, and those after it up to what is not complete."""
    from wizard.flow import STEPS, Step

    flow = journey.flow
    if flow is None or flow.step is Step.RESULT or flow.connector is None:
        return []
    missing = flow.first_incomplete()
    last = max(flow.step, missing[0] if missing else Step.REVIEW, key=STEPS.index)
    # A folder's file says the type.
    first = Step.TYPE if journey.plan is None else Step.CONFIGURE
    reached = STEPS[STEPS.index(first) : STEPS.index(last) + 1]
    return [step for step in reached if step is not flow.step]
