"""Step 2: the connector's name, and what to index."""

from __future__ import annotations

from textual.content import Content

from wizard.flow import Step
from wizard.tui.screens.form_step import FormStep
from wizard.tui.screens.type_list import EVIDENCE, evidence_of


class Configure(FormStep):
    """What to index."""

    STEP = Step.CONFIGURE
    HELP_TEXT = (
        "Say what to index. Fields with * must be filled in; the others can stay as they are."
    )

    def intro(self) -> Content | str:
        """How sure the fields are, and what to look out for."""
        about = self.about
        evidence = evidence_of(about)
        notes = [] if evidence == EVIDENCE["documented"] else [evidence]
        notes += [f"! {note}" for note in about.notes]
        if about.raw_editor:
            notes.append("! If you know better, f4 edits all of it as JSON.")
        return "\n".join(notes)
