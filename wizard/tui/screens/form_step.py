"""Steps with a form. The flow owns the form's state, so leaving a step loses nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, cast

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.style import Style
from textual.widgets import Button, Static

from wizard.connectors.step_forms import is_empty
from wizard.core.source_fields import pick_at
from wizard.flow import Step
from wizard.forms import Loc
from wizard.tui.commands import ScreenCommand
from wizard.tui.form import FieldLink, ModelForm, messages
from wizard.tui.screens.base import NEXT
from wizard.tui.screens.flow_screen import SAVE_FILE, FlowScreen
from wizard.tui.screens.source_test import SourceTestScreen
from wizard.tui.screens.type_details import EVIDENCE, evidence_of
from wizard.tui.widgets import frequency  # noqa: F401  its field is registered by this
from wizard.tui.widgets.source_test_line import SourceTestLine
from wizard.tui.widgets.text import Banner, Prose
from wizard.utils import gc_tuning
from wizard.utils.glyphs import WARNING

if TYPE_CHECKING:
    from wizard.tui.context import WorkflowHost

CHROME_ROWS: Final = 4
"""Header, footer, and two lines of help for the focused field."""


PRELOAD_DELAY_SECONDS: Final = 0.3
"""Seconds until the user is reading, and the next step can be prepared."""

CHOOSE: Final = FieldLink("Choose from your account (f7)", "screen.choose_values", "Choose (f7)")


class FormStepScreen(FlowScreen):
    """Shows the form of ``STEP``; enter in the last field and Next go on once it is complete."""

    STEP: Step
    INTRO: ClassVar[str] = "intro"
    """Style classes of the text above the form."""
    AUTO_FOCUS = ""
    SCREEN_COMMANDS: ClassVar[tuple[ScreenCommand, ...]] = (
        ScreenCommand(
            "edit_json", "As JSON", "Edit the request as JSON, including keys with no field.", "f4"
        ),
        ScreenCommand(
            "choose_values", "Choose", "Choose this field's values from your account.", "f7"
        ),
        NEXT,
        ScreenCommand("to_review", "Review", "Go to the review.", "ctrl+n", early=True),
        SAVE_FILE,
    )

    _form: ModelForm | None = None
    _banner = ""

    @property
    def form(self) -> ModelForm:
        """The form, kept because it is needed at every key press. Raises LookupError if absent."""
        if self._form is None:
            raise LookupError("no form yet, or none at all")
        return self._form

    def body(self) -> ComposeResult:
        gc_tuning.spare_forms()
        controller = self.wizard.controller
        self._banner = controller.banner
        if controller.banner:
            yield Banner(controller.banner)
        yield from self.note()
        intro = self.intro()
        if intro:
            room = "-below-banner" if controller.banner else ""
            with VerticalScroll(can_focus=False, classes=f"{self.INTRO} {room}"):
                yield Prose(intro)
        self._form = ModelForm(
            state=self.flow.forms[self.STEP],
            blink=self.wizard.blink,
            follow=self._follow,
            lines=self.app.size.height - CHROME_ROWS,
            link=self._link,
        )
        yield self._form

    def _follow(self, typed: Loc | None) -> None:
        """Update what depends on the form, and drop a banner whose cause was changed."""
        controller = self.wizard.controller
        controller.on_form_changed(self.STEP, typed)
        if controller.banner != self._banner:
            self._banner = controller.banner
            banner = self.query_one_optional(Banner)
            if banner is not None:
                banner.show(controller.banner)

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
        self._arrive()
        self.refresh_bindings()  # so that the first paint has the right footer
        self.set_timer(PRELOAD_DELAY_SECONDS, self.flow.look_ahead)

    def _arrive(self) -> None:
        """Say what the person was led here for, and open the list that they come back to."""
        source = self.wizard.controller.source
        told, opening = source.told, source.opening
        source.told = source.opening = None
        if told is not None and told[0] is self.STEP and self._form is not None:
            self._form.say(*told[1:])
        if opening is not None and opening[0] is self.STEP:
            self.call_after_refresh(self.action_choose_values)

    def focus_place(self) -> None:
        """Focus the first field with a server's error, else the last focused, or what is first."""
        state = self.flow.forms[self.STEP]
        place = self.wizard.controller.last_focus.get(self.STEP.value)
        shown = state.errors
        own = state.read().errors if shown else ()
        outside = [error for error in shown if error not in own]
        if outside:
            self.form.show_errors(outside)
            return
        if place is None or not self.form.go_to(place):
            self.form.focus_start()

    def on_model_form_focus_moved(self, event: messages.FocusMoved) -> None:
        """Remember the focused field."""
        event.stop()
        self.wizard.controller.on_field_focused(self.STEP, event.loc)

    def on_model_form_submitted(self, event: messages.Submitted) -> None:
        """Go on, because the form is complete."""
        event.stop()
        self.wizard.controller.next()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable the screen's own command while a field has the focus, whose form has that key."""
        if action == "edit_json":
            return self._form is not None and self._form.focused_row() is None
        if action in ("to_review", "next_step"):
            return self.flow.reviewed is (action == "to_review")
        if action == "choose_values":
            row = self._form.focused_row() if self._form is not None else None
            return row is not None and self._can_choose(row.row.loc)
        return super().check_action(action, parameters)

    def action_edit_json(self) -> None:
        """Edit as JSON while no field has the focus."""
        self.form.action_json()

    def _link(self, loc: Loc) -> FieldLink | None:
        return CHOOSE if self._can_choose(loc) else None

    def _can_choose(self, loc: Loc) -> bool:
        return pick_at(self.flow, self.STEP, loc) is not None

    def action_choose_values(self) -> None:
        """Choose the focused field's values from the account."""
        row = self.form.focused_row()
        if row is not None:
            self.run_worker(self._choose(row.row.loc), group="choices", exclusive=True)

    async def _choose(self, loc: Loc) -> None:
        from wizard.tui.screens.choosing import choose

        changed = await choose(cast("WorkflowHost", self.app), self.flow, self.STEP, loc)
        for at in changed:
            self.form.changed(at)
        if changed:
            self.form.go_to(loc)

    def action_next_step(self) -> None:
        """Go on if the form is complete, else go to the first error."""
        self.form.submit()

    def action_to_review(self) -> None:
        """Go back to the review that one came from, unless something is missing."""
        self.action_next_step()


class ConfigureScreen(FormStepScreen):
    """Step 2: what to index."""

    STEP = Step.CONFIGURE
    HELP_TEXT = (
        "Say what to index. Fill in the fields with *; the others are optional. For some fields, "
        "you can press f7 to choose from your account."
    )

    def intro(self) -> Content | str:
        """Return how reliable the fields are, and what to watch out for."""
        about = self.about
        evidence = evidence_of(about)
        lines = [] if evidence == EVIDENCE["documented"] else [Content(evidence)]
        notes = list(about.notes)
        if about.raw_editor:
            notes.append("To change anything else, press f4 and edit the JSON.")
        lines += [Content.styled(f"{WARNING} {note}", "$sign-warning") for note in notes]
        return Content("\n").join(lines)


class CredentialScreen(SourceTestScreen, FormStepScreen):
    """Step 3: how the server signs in to the source; some types need nothing."""

    STEP = Step.CREDENTIAL
    INTRO = "intro needs"
    SCREEN_COMMANDS: ClassVar[tuple[ScreenCommand, ...]] = (
        ScreenCommand("open_docs", "Open page", "Open the page about this credential.", "", False),
        ScreenCommand(
            "return_to_list", "Back to the list", "Go back and choose from your account.", "f7"
        ),
        ScreenCommand(
            "choose_values", "Choose", "Choose this field's values from your account.", "f7"
        ),
    )
    HELP_TEXT = (
        "Say how Clarm signs in to the source. Secrets are masked, never saved in drafts, and "
        "leave this machine only when you send the request or test the credential. To paste, use "
        "your terminal's own key. You can paste a whole key file or load it with ctrl+o. Press f6 "
        "to ask the source whether the credential works. This creates nothing."
    )

    @property
    def _nothing(self) -> bool:
        return is_empty(self.flow.connector, self.STEP)

    def body(self) -> ComposeResult:
        if not self._nothing:
            yield from super().body()
        else:
            with Vertical(id="no-credential"):
                words = f"{self.about.label} needs no credential."
                yield Static(words, markup=False, classes="title")
                words = "You don't need to sign in. Continue with the schedule."
                yield Static(words, classes="text")
                yield Button("Continue", variant="primary", id="go-on")
        yield SourceTestLine(self.flow, self.wizard.controller.source)

    def intro(self) -> Content | str:
        """Return what to have at hand, and the page that says where to get it."""
        lines = [Content(f"• {need}") for need in self.about.needs]
        if self.about.docs_url:
            link = Style.from_meta({"@click": "screen.open_docs"})
            lines.append(Content.styled(self.about.docs_url, "underline $link").stylize(link))
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
            self.wizard.controller.next()
        else:
            super().action_next_step()

    def action_return_to_list(self) -> None:
        """Go back to the list, if the credential is complete."""
        self.form.submit()

    def action_back_step(self) -> None:
        """Go back one step, and not to a list."""
        self.wizard.controller.source.return_to = None
        super().action_back_step()

    def on_model_form_submitted(self, event: messages.Submitted) -> None:
        """Go back to the list that needs the credential, if that is what it is for."""
        if self.wizard.controller.source.return_to is not None:
            event.stop()
            event.prevent_default()
            self.wizard.controller.source.go_back()

    def show_failure(self, step: Step, loc: Loc) -> None:
        """Show what the test found at the fields, and go to the first of them."""
        if self._form is None:
            return
        self._form.sync()
        if step is self.STEP and self.is_current:
            self._form.go_to(loc)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable opening the page for types that have none, and the way back to no list."""
        if action == "return_to_list":
            return self.wizard.controller.source.return_to is not None
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
        "Enter an interval in words, such as 30 minutes, 2h 30m, daily, once or never. Press up "
        "and down for common values. The request contains seconds; once and never are sent as "
        "null."
    )

    def intro(self) -> Content | str:
        """Return how to enter a frequency."""
        return "Press ↑/↓ for common values, or type one: 45 minutes, 2h 30m, weekly"
