"""The way through the steps: which of them can be gone to from the present one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wizard.flow import Step, WizardFlow


def open_steps(flow: WizardFlow | None, *, in_plan: bool) -> list[Step]:
    """Return the steps before the present one, and those after it up to what is not complete.

    in_plan: whether the flow is one of a folder's, whose files say the type.
    """
    from wizard.flow import STEPS, Step

    if flow is None or flow.step is Step.RESULT or flow.connector is None:
        return []
    missing = flow.first_incomplete()
    last = max(flow.step, missing[0] if missing else Step.REVIEW, key=STEPS.index)
    first = Step.CONFIGURE if in_plan else Step.TYPE
    reached = STEPS[STEPS.index(first) : STEPS.index(last) + 1]
    return [step for step in reached if step is not flow.step]
