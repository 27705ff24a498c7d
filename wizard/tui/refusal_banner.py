"""What a server refused, until it is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from wizard.flow import Step, WizardFlow


class Refusal(NamedTuple):
    """What a server refused.

    step: the step that it is about; None if its fields are marked.
    left: what fits no field.
    """

    step: Step | None
    left: str

    def is_mended(self, flow: WizardFlow, changed: Step) -> bool:
        """Return whether everything that was refused has been changed."""
        marked = any(state.outside_errors for state in flow.forms.values())
        return not marked and self.step in (None, changed)
