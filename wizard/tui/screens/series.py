"""Begins several connectors that are alike, or one, from the values of another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Static

from wizard.core.series import Question, Series, SeriesQuestions
from wizard.core.startup import Start
from wizard.flow import Step, WizardFlow
from wizard.tui.commands import ScreenCommand
from wizard.tui.form import ModelForm, messages
from wizard.tui.screens.base import WizardScreen
from wizard.tui.screens.dialogs import ChoiceDialog, DialogChoice
from wizard.tui.widgets.short_form import ShortForm

if TYPE_CHECKING:
    from wizard.tui.controller import WizardController

T = TypeVar("T")


class SeriesScreen(WizardScreen[bool]):
    """Asks a question; the answer says whether to go on, or back."""

    SCREEN_COMMANDS: ClassVar[tuple[ScreenCommand, ...]] = (
        ScreenCommand("next", "Next", "Continue with these.", "ctrl+n", early=True),
        ScreenCommand("close", "Back", "Go back. Nothing was sent.", "escape"),
    )
    HEADING = "Several"
    OF_A_STEP = False
    AUTO_FOCUS = "ModelForm *"
    HELP_TEXT = (
        "Choose what differs and enter one value per line. Each line becomes a connector; "
        "everything else stays the same. You see the review before anything is sent. The "
        "connectors are then sent one after the other. If one is rejected, the wizard stops and "
        "says which exist."
    )

    def __init__(self, question: Question) -> None:
        super().__init__()
        self._question = question

    def body(self) -> ComposeResult:
        with Vertical(id="save-file"):
            yield Static(self._question.title, markup=False, classes="title")
            yield Static(self._question.words, markup=False, classes="text")
            yield ShortForm(state=self._question.state, blink=self.wizard.blink)

    def action_next(self) -> None:
        """Validate the answers."""
        self.query_one(ModelForm).submit()

    def on_model_form_submitted(self, event: messages.Submitted) -> None:
        """Go on, or say what is wrong."""
        event.stop()
        if self._question.validate():
            self.dismiss(True)
        else:
            event.form.show_errors(self._question.check(event.model))

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(False)


class Asks(Protocol):
    """What shows the questions."""

    async def push_screen_wait(self, screen: Screen[T]) -> T:
        """Show a dialog and return its answer."""


async def begin_again(app: Asks, controller: WizardController, start: Start) -> None:
    """Ask whether one or several are to follow, and begin."""
    connector = start.flow.connector
    name = connector.about.label if connector is not None else ""
    answers = [
        DialogChoice("o", "One more", False),
        DialogChoice("s", "Several like this: you say what differs", True),
    ]
    words = "Starts with the values from this one. You enter secrets again."
    while True:
        dialog = ChoiceDialog(f"Another {name}", words, answers)
        several: Any = await app.push_screen_wait(dialog)
        if not several:
            break
        series = await ask_series(app, start.flow)
        if series is not None:
            controller.resume(_at_first_missing(start._replace(series=series)))
            return
    if several is not None:
        controller.resume(start)
    elif controller.flow is None:
        controller.start_over()


async def begin_several(app: Asks, controller: WizardController) -> None:
    """Ask what differs, and begin several like the one that was created last."""
    if controller.flow is None:
        return
    flow = controller.flow.clone()
    series = await ask_series(app, flow, controller.flow.name)
    if series is not None:
        controller.resume(_at_first_missing(Start(flow, {}, series=series)))


async def ask_series(app: Asks, flow: WizardFlow, like: str = "") -> Series | None:
    """Return what differs between several connectors; None if the person goes back.

    flow, like: as for ``SeriesQuestions``.
    """
    questions = SeriesQuestions(flow, like)
    while await app.push_screen_wait(SeriesScreen(questions.what)):
        names = questions.names
        if names is None or await app.push_screen_wait(SeriesScreen(names)):
            return questions.series()
    return None


def _at_first_missing(start: Start) -> Start:
    step, loc = start.flow.first_incomplete() or (Step.REVIEW, ())
    start.flow.go(step)
    return start._replace(last_focus={step.value: loc} if loc else {})
