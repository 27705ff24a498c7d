"""A step that is a form. The state is the flow's, so leaving and coming back loses nothing."""

from __future__ import annotations

from functools import partial
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from wizard import garbage
from wizard.files import FileProblem, read_bytes_file
from wizard.flow import Step
from wizard.tui.commands import Command
from wizard.tui.form import ModelForm, messages
from wizard.tui.screens.base import FlowScreen
from wizard.tui.widgets.banner import Banner
from wizard.tui.widgets.prose import Prose

AROUND: Final = 4
"""The header, the footer, and two lines of help for the focused field."""


AT_REST: Final = 0.3
"""Seconds after which the person reads, and the next step can be prepared."""


class FormStep(FlowScreen):
    """Shows the form of ``STEP``; enter in the last field, and next, go on when it is complete."""

    STEP: Step
    AUTO_FOCUS = ""
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command(
            "edit_json", "As JSON", "Edit all as JSON, keys that no field knows included.", "f4"
        ),
    )

    _form: ModelForm | None = None

    @property
    def form(self) -> ModelForm:
        """The form, which is asked for at each key, so not looked for."""
        if self._form is None:
            raise LookupError("no form yet, or none at all")
        return self._form

    def body(self) -> ComposeResult:
        garbage.spare_forms()
        if self.wizard.journey.banner:
            yield Banner(self.wizard.journey.banner)
        intro = self.intro()
        if intro:
            with VerticalScroll(can_focus=False, classes="intro"):
                yield Prose(intro)
        self._form = ModelForm(
            state=self.flow.forms[self.STEP],
            blink=self.wizard.blink,
            read_file=read_file,
            follow=partial(self.wizard.journey.changed, self.STEP),
            lines=self.app.size.height - AROUND,
        )
        yield self._form

    def intro(self) -> Content | str:
        """What to say above the form."""
        return ""

    def help_subject(self) -> Content | None:
        """The focused field, and what is said above the form: it may not be all in sight."""
        from wizard.tui.screens.help import field_help

        loc = None if self._form is None else self._form.focused_loc
        field = None if loc is None else field_help(self.flow.forms[self.STEP], loc)
        parts = [part for part in (field, Content(str(self.intro()))) if part]
        return Content("\n\n").join(parts) if parts else None

    def on_mount(self) -> None:
        """Go to the field with an error, or where one was."""
        self.focus_place()  # before the first paint, so that no key is lost
        self.refresh_bindings()  # so that the footer is right in it
        self.set_timer(AT_REST, self.flow.look_ahead)

    def focus_place(self) -> None:
        """Focus that field."""
        state = self.flow.forms[self.STEP]
        place = self.wizard.journey.places.get(self.STEP.value)
        shown = state.errors
        own = state.read().errors if shown else ()
        outside = [error for error in shown if error not in own]
        if outside:
            self.form.show_errors(outside)
            return
        if place is None or not self.form.go_to(place):
            self.form.focus_first()

    def on_model_form_focus_moved(self, event: messages.FocusMoved) -> None:
        """Remember the field."""
        event.stop()
        self.wizard.journey.at_field(self.STEP, event.loc)

    def on_model_form_submitted(self, event: messages.Submitted) -> None:
        """It is complete."""
        event.stop()
        self.wizard.journey.next()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The form has the same key while one of its fields has the focus."""
        if action == "edit_json":
            return self._form is not None and self._form.focused_row() is None
        return super().check_action(action, parameters)

    def action_edit_json(self) -> None:
        """Edit as JSON, where no field is known that could have the focus."""
        self.form.action_json()

    def action_next_step(self) -> None:
        """Go on if the form is complete, else to the first error."""
        self.form.submit()


def read_file(path: str) -> bytes:
    """The content of the file at ``path``. Raises ValueError, in words."""
    try:
        return read_bytes_file(path)
    except FileProblem as problem:
        words = f"{problem.what} {problem.advice}".strip()
    raise ValueError(words)
