"""Step 5: what was entered, in words, before it is sent; each line leads to where it was."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from math import inf
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget
from textual.widgets import Button, OptionList, Static

from wizard.core.notices import notices
from wizard.core.review import ReviewEntry, ending_of, entries, what_follows
from wizard.core.source_fields import field_at
from wizard.flow import Step
from wizard.tui.commands import ScreenCommand
from wizard.tui.screens.base import BACK, SCROLLING
from wizard.tui.screens.flow_screen import SAVE_FILE
from wizard.tui.screens.source_test import STOP, SourceTestScreen
from wizard.tui.status import TITLES
from wizard.tui.widgets.review_list import ReviewLine, ReviewList
from wizard.tui.widgets.source_test_line import SourceTestLine
from wizard.tui.widgets.text import Banner
from wizard.utils.glyphs import WARNING, WRONG

if TYPE_CHECKING:
    from wizard.flow import WizardFlow
    from wizard.forms import Loc

PRELOAD_DELAY_SECONDS: Final = 0.3
"""Seconds until the client is loaded."""

ONCE_MORE: Final = "Nothing was sent yet. To send this, press the key again."

MISSING: Final = "Some values are missing: see above."


class ReviewActions(Horizontal):
    """The buttons: left and right move between them, up and down lead to what is above them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", show=False),
        Binding("right", "move(1)", show=False),
        Binding("up", "screen.look(-1)", show=False),
        Binding("down", "screen.look(1)", show=False),
    ]

    def action_move(self, by: int) -> None:
        """Focus the next or previous button, if there is one."""
        buttons = [each for each in self.query(Button) if each.focusable and each.display]
        at = next((n for n, button in enumerate(buttons) if button.has_focus), 0) + by
        if 0 <= at < len(buttons):
            buttons[at].focus()


class ReviewScreen(SourceTestScreen):
    """Shows what will be sent.

    meant: whether the person went here step by step, which makes Send the next thing to do.
    """

    SCREEN_COMMANDS: ClassVar[tuple[ScreenCommand, ...]] = (
        ScreenCommand("next_step", "Send", "Send this request.", "ctrl+n", early=True),
        STOP,
        BACK,
        *SCROLLING,
        ScreenCommand("exact", "Exact request", "Show the exact request.", "f4"),
        ScreenCommand("answers", "Answers", "Show your answers again.", "f4"),
        ScreenCommand(
            "endings",
            "Compare secrets",
            "Show or hide the last characters of the secrets.",
            "f3",
            footer=False,
        ),
        ScreenCommand(
            "copy_curl", "Copy as curl", "Copy a command that sends this, without secrets."
        ),
        SAVE_FILE,
    )
    AUTO_FOCUS = "#send"
    SCROLLS = "ReviewList, #exact"
    HELP_TEXT = (
        "These are your answers. Nothing is sent until you say so. Press enter on a line, or "
        "click it, to change it; Next then brings you back here. Press f4 for the exact request, "
        "with secrets masked, f3 for the last characters of each secret, and f6 to ask the source "
        "whether the credential works. The curl command and the request file contain variables "
        "instead of secrets."
    )
    _endings = False
    _shown_at = inf

    def __init__(self, flow: WizardFlow, *, meant: bool = False) -> None:
        super().__init__(flow)
        self._errors = flow.errors()
        self._entries = entries(flow)
        self._meant = meant and not self._errors

    def body(self) -> ComposeResult:
        yield Banner(self.wizard.controller.banner)
        yield from self.note()
        yield SourceTestLine(self.flow, self.wizard.controller.source, whole=False)
        with Widget(id="answers"):
            yield ReviewList()
            yield VerticalScroll(id="exact", can_focus=False)
        yield Static(self._what_follows(), markup=False, classes="intro")
        incomplete = bool(self._errors)
        with ReviewActions(id="actions"):
            yield Button("Send", id="send", variant="primary", compact=True, disabled=incomplete)
            yield Button("Exact request", id="show-exact", compact=True, disabled=incomplete)
            yield Button("Copy as curl", id="copy", compact=True, disabled=incomplete)
            yield Button("Save as file", id="save", compact=True)

    def _what_follows(self) -> str:
        if self._errors:
            return MISSING
        services, sent = self.wizard.services, self.wizard.controller.sent
        return what_follows(self.flow, services.host, sandbox=services.sandbox, sent=sent)

    def _load_client(self) -> None:
        from wizard.api import Client  # noqa: F401

        self.wizard.services.server()

    def on_mount(self) -> None:
        """Show the answers, and schedule loading the client."""
        self._show_lines()
        self.call_after_refresh(self._note_shown)
        if not self._meant:
            self.query_one(ReviewList).focus()
        self.set_timer(PRELOAD_DELAY_SECONDS, partial(self.wizard.preload, self._load_client))

    def _note_shown(self) -> None:
        self._shown_at = self.wizard.input_clock()

    def on_screen_suspend(self) -> None:
        """Hide what was shown of the secrets: the next screen may be one that others see."""
        if self._endings:
            self.action_endings()

    # What is shown

    def _show_lines(self) -> None:
        for listed in self.query(ReviewList):
            listed.show([*self._remarks(), *self._answers()])

    def _remarks(self) -> Iterator[ReviewLine]:
        """Yield what is missing, what a test found, and what may surprise."""
        for item in self._errors:
            label = self._label(item.step, item.error.loc)
            yield ReviewLine(item.step, item.error.loc, label, item.error.message, WRONG)
        tested = self.wizard.controller.source.latest(self.flow)
        for finding in tested.result.findings if tested and not tested.stale else ():
            field = field_at(self.flow, finding.path)
            if field is not None:
                sign, place = WARNING if finding.warning else WRONG, field.place
                yield ReviewLine(field.step, place.loc, place.label, finding.words, sign)
        for notice in notices(self.flow):
            yield ReviewLine(notice.step, notice.loc, "", notice.words, WARNING)

    def _answers(self) -> Iterator[ReviewLine]:
        step = None
        for entry in self._entries:
            shown = Step.CONFIGURE if entry.step is Step.TYPE else entry.step
            if shown is not step:
                step = shown
                yield ReviewLine(step, None, TITLES[step.value])
            if entry.words:
                yield ReviewLine(entry.step, entry.loc, entry.label, self._words(entry))

    def _words(self, entry: ReviewEntry) -> str:
        ending = ending_of(self.flow, entry) if self._endings else ""
        return f"{entry.words} {ending}".rstrip()

    def _label(self, step: Step, loc: Loc) -> str:
        place, title = self.flow.forms[step].place(loc), TITLES[step.value]
        return f"{title} · {place.label}" if place and place.label else title

    def show_test(self) -> None:
        """Show how the test stands, and what it found."""
        super().show_test()
        self._show_lines()

    def show_failure(self, step: Step, loc: Loc) -> None:
        """Mark the finding that leads to the field."""
        self.show_test()
        listed = self.query_one(ReviewList)
        listed.mark(ReviewLine(step, loc, ""))
        listed.focus()

    # What can be done

    @on(OptionList.OptionSelected)
    def _change(self, event: OptionList.OptionSelected) -> None:
        """Go to where the line was entered."""
        event.stop()
        line = self.query_one(ReviewList).line(event.option_index)
        if line is not None:
            self.wizard.controller.change(line.step, line.loc)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Run the button's action."""
        event.stop()
        actions = {
            "send": self.action_next_step,
            "show-exact": self._switch,
            "copy": self.action_copy_curl,
            "save": self.action_save_file,
        }
        actions[event.button.id or "send"]()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable what needs a complete request, or a secret."""
        if action in ("exact", "answers"):
            return not self._errors and self.has_class("-exact") is (action == "answers")
        if action == "copy_curl":
            return not self._errors
        if action == "endings":
            return any(ending_of(self.flow, entry) for entry in self._entries)
        return super().check_action(action, parameters)

    def action_next_step(self) -> None:
        """Send, or go to what is missing; not for a key that was pressed before this was shown."""
        if self._errors or self.wizard.is_deliberate(self._shown_at):
            super().action_next_step()
        else:
            self.notify(ONCE_MORE, markup=False)

    def action_look(self, by: int) -> None:
        """Go up to the answers, or scroll the exact request."""
        if self.has_class("-exact"):
            self.query_one("#exact").scroll_relative(y=by, animate=False)
        elif by < 0:
            listed = self.query_one(ReviewList)
            listed.focus()
            listed.action_last()

    def on_resize(self) -> None:
        """Show the exact request beside the answers where there is room."""
        if self.has_class("-wide") and not self._errors:
            self._fill_exact()

    def _fill_exact(self) -> None:
        box = self.query_one("#exact")
        if not box.children:
            from wizard.tui.widgets.json_text import json_text

            box.mount(Static(json_text(self.flow.request().masked())))

    def action_exact(self) -> None:
        """Show the exact request."""
        self._switch()

    def action_answers(self) -> None:
        """Show the answers again."""
        self._switch()

    def _switch(self) -> None:
        self._fill_exact()
        exact = not self.has_class("-exact")
        self.set_class(exact, "-exact")
        button = self.query_one("#show-exact", Button)
        button.label = "Answers" if exact else "Exact request"
        if exact and isinstance(self.focused, ReviewList):
            button.focus()
        self.refresh_bindings()

    def action_endings(self) -> None:
        """Show or hide the last characters of the secrets."""
        self._endings = not self._endings
        self._show_lines()

    def action_copy_curl(self) -> None:
        """Copy the request as a curl command."""
        from wizard.request_files import as_curl, with_names

        command, names = as_curl(self.flow.request(), self.wizard.services.server())
        self.wizard.copy(with_names(command, names), "The curl command")
