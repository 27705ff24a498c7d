"""The banner that says what a server refused, until that is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from wizard.flow import Step, WizardFlow


class RefusalBanner(NamedTuple):
    """Knows how long a refusal is said.

    step: the step that it is about; None if its fields are marked.
    left: the part of the refusal that fits no field; it stays in the banner.
    """

    step: Step | None
    left: str

    def is_fixed(self, flow: WizardFlow, changed: Step) -> bool:
        """Return whether everything that was refused has been changed."""
        marked = any(state.outside_errors for state in flow.forms.values())
        return not marked and self.step in (None, changed)
