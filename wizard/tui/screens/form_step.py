"""Steps with a form. The flow owns the form's state, so leaving a step loses nothing."""

from __future__ import annotations

from functools import partial
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.style import Style
from textual.widgets import Button, Static

from wizard.connectors.fields import NoCredential
from wizard.flow import Step
from wizard.tui.commands import ScreenCommand
from wizard.tui.form import ModelForm, messages
from wizard.tui.screens.base import FlowScreen
from wizard.tui.screens.type_list import EVIDENCE, evidence_of
from wizard.tui.widgets import frequency  # noqa: F401  its field is registered by this
from wizard.tui.widgets.text import Banner, Prose
from wizard.utils import gc_tuning

CHROME_ROWS: Final = 4
"""Header, footer, and two lines of help for the focused field."""


PRELOAD_DELAY_SECONDS: Final = 0.3
"""Seconds until the user is reading, and the next step can be prepared."""


class FormStepScreen(FlowScreen):
    """Shows the form of ``STEP``; enter in the last field and Next go on once it is complete."""

    STEP: Step
    AUTO_FOCUS = ""
    SCREEN_COMMANDS: ClassVar[tuple[ScreenCommand, ...]] = (
        ScreenCommand(
            "edit_json", "As JSON", "Edit all as JSON, keys that no field knows included.", "f4"
        ),
    )

    _form: ModelForm | None = None

    @property
    def form(self) -> ModelForm:
        """The form, kept because it is needed at every key press. Raises LookupError if absent."""
        if self._form is None:
            raise LookupError("no form yet, or none at all")
        return self._form

    def body(self) -> ComposeResult:
        gc_tuning.spare_forms()
        if self.wizard.journey.banner:
            yield Banner(self.wizard.journey.banner)
        intro = self.intro()
        if intro:
            with VerticalScroll(can_focus=False, classes="intro"):
                yield Prose(intro)
        self._form = ModelForm(
            state=self.flow.forms[self.STEP],
            blink=self.wizard.blink,
            follow=partial(self.wizard.journey.on_form_changed, self.STEP),
            lines=self.app.size.height - CHROME_ROWS,
        )
        yield self._form

    def intro(self) -> Content | str:
        """Return the text above the form."""
        return ""

    def help_subject(self) -> Content | None:
        """Return help for the focused field, and the text above the form, which may be cut off."""
        from wizard.tui.screens.help import field_help

        loc = None if self._form is None else self._form.focused_loc
        field = None if loc is None else field_help(self.flow.forms[self.STEP], loc)
        parts = [part for part in (field, Content(str(self.intro()))) if part]
        return Content("\n\n").join(parts) if parts else None

    def on_mount(self) -> None:
        """Focus a field, and schedule the preparation of the next step."""
        self.focus_place()  # before the first paint, so that no key is lost
        self.refresh_bindings()  # so that the first paint has the right footer
        self.set_timer(PRELOAD_DELAY_SECONDS, self.flow.look_ahead)

    def focus_place(self) -> None:
        """Focus the first field with a server's error, else the last focused field or the first."""
        state = self.flow.forms[self.STEP]
        place = self.wizard.journey.last_focus.get(self.STEP.value)
        shown = state.errors
        own = state.read().errors if shown else ()
        outside = [error for error in shown if error not in own]
        if outside:
            self.form.show_errors(outside)
            return
        if place is None or not self.form.go_to(place):
            self.form.focus_first()

    def on_model_form_focus_moved(self, event: messages.FocusMoved) -> None:
        """Remember the focused field."""
        event.stop()
        self.wizard.journey.on_field_focused(self.STEP, event.loc)

    def on_model_form_submitted(self, event: messages.Submitted) -> None:
        """Go on, because the form is complete."""
        event.stop()
        self.wizard.journey.next()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable the screen's own command while a field has the focus, whose form has that key."""
        if action == "edit_json":
            return self._form is not None and self._form.focused_row() is None
        return super().check_action(action, parameters)

    def action_edit_json(self) -> None:
        """Edit as JSON while no field has the focus."""
        self.form.action_json()

    def action_next_step(self) -> None:
        """Go on if the form is complete, else go to the first error."""
        self.form.submit()


class ConfigureScreen(FormStepScreen):
    """Step 2: what to index."""

    STEP = Step.CONFIGURE
    HELP_TEXT = (
        "Say what to index. Fields with * must be filled in; the others can stay as they are."
    )

    def intro(self) -> Content | str:
        """Return how reliable the fields are, and what to watch out for."""
        about = self.about
        evidence = evidence_of(about)
        notes = [] if evidence == EVIDENCE["documented"] else [evidence]
        notes += [f"! {note}" for note in about.notes]
        if about.raw_editor:
            notes.append("! If you know better, f4 edits all of it as JSON.")
        return "\n".join(notes)


class CredentialScreen(FormStepScreen):
    """Step 3: how the server signs in to the source; some types need nothing."""

    STEP = Step.CREDENTIAL
    SCREEN_COMMANDS: ClassVar[tuple[ScreenCommand, ...]] = (
        ScreenCommand(
            "open_docs", "Open page", "Open the vendor's page about the credential.", "", False
        ),
    )
    HELP_TEXT = (
        "Say how the server signs in to the source. Secrets are masked, never saved in drafts, "
        "and leave this machine only when you send. Paste with your terminal's own key; a key "
        "file can be pasted whole, or loaded with ctrl+o."
    )

    @property
    def _nothing(self) -> bool:
        connector = self.flow.connector
        return connector is not None and connector.credential is NoCredential

    def body(self) -> ComposeResult:
        if not self._nothing:
            yield from super().body()
            return
        with Vertical(id="no-credential"):
            yield Static(f"{self.about.label} needs no credential.", markup=False, classes="title")
            yield Static("There is nothing to sign in with. Go on to the schedule.", classes="text")
            yield Button("Go on", variant="primary", id="go-on")

    def intro(self) -> Content | str:
        """Return what to have at hand, and the page that says where to get it."""
        lines = [Content(f"• {need}") for need in self.about.needs]
        if self.about.docs_url:
            link = Style.from_meta({"@click": "screen.open_docs"})
            lines.append(Content.styled(self.about.docs_url, "underline").stylize(link))
        return Content("\n").join(lines)

    def focus_place(self) -> None:
        """Focus the button or the first field."""
        if self._nothing:
            self.query_one(Button).focus()
        else:
            super().focus_place()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Go on."""
        event.stop()
        self.action_next_step()

    def action_next_step(self) -> None:
        """Go on if nothing is missing."""
        if self._nothing:
            self.wizard.journey.next()
        else:
            super().action_next_step()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable opening the page for types that have none."""
        if action == "open_docs":
            return self.about.docs_url is not None
        return super().check_action(action, parameters)

    def action_open_docs(self) -> None:
        """Open the vendor's page."""
        if self.about.docs_url:
            self.wizard.open_page(self.about.docs_url)


class ScheduleScreen(FormStepScreen):
    """Step 4: how often the server indexes the source."""

    STEP = Step.SCHEDULE
    HELP_TEXT = (
        "Say how often in words, such as 30 minutes, 2h 30m, daily, once or never. Up and down "
        "go through what is usual. Seconds are sent; null means once, or never."
    )

    def intro(self) -> Content | str:
        """Return how to enter a frequency."""
        return "Up and down go through what is usual; or type 45 minutes, 2h 30m, weekly …"
