"""Dialogs: questions with a few answers, on their own screens so that keys are unambiguous."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from wizard.api.messages import duration
from wizard.tui.commands import ScreenCommand
from wizard.tui.screens.base import SCROLLING, WizardScreen

T = TypeVar("T")


class WindowScreen(WizardScreen[T]):
    """Asks a question in a small window over the screen that it is about."""

    def head(self) -> ComposeResult:
        """Yield no header: that of the screen below is in sight."""
        yield from ()

    def body(self) -> ComposeResult:
        with Vertical(id="question"):
            yield from self.question()

    def question(self) -> ComposeResult:
        """Yield the widgets in the window."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class DialogChoice:
    """One answer of a dialog.

    key: the letter that chooses it.
    value: what the caller gets.
    wait: seconds until it can be chosen.
    also: another letter, for yes or no where the question suits.
    """

    key: str
    words: str
    value: Any
    wait: int = 0
    also: str = ""


class ChoiceList(OptionList):
    """The answers, one per line."""


class ChoiceDialog(WindowScreen[Any]):
    """Asks a question with a few answers.

    It is dismissed with the answer's value, or with ``otherwise`` on escape.

    title, text: the question; text may have several lines.
    said: a server's words, shown verbatim.
    first: index of the answer marked at first, which enter chooses.
    letters: whether letters choose answers; False where the user may be typing when the dialog
        appears.
    """

    SCREEN_COMMANDS: ClassVar[tuple[ScreenCommand, ...]] = (
        ScreenCommand("choose", "Choose", "Choose this answer.", "enter", early=True),
        ScreenCommand("close", "Back", "Close this without answering.", "escape"),
        *SCROLLING,
    )
    AUTO_FOCUS = "ChoiceList"
    HELP_TEXT: ClassVar[str] = (
        "Choose an answer with the arrow keys and enter, its letter or the mouse."
    )

    def __init__(
        self,
        title: str,
        text: str,
        answers: Sequence[DialogChoice],
        *,
        said: str = "",
        first: int = 0,
        otherwise: Any = None,
        letters: bool = True,
    ) -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._said = said
        self._answers = answers
        self._first = first
        self._otherwise = otherwise
        self._letters = letters
        self._seconds = 0

    def question(self) -> ComposeResult:
        yield Static(self._title, markup=False, classes="title")
        with VerticalScroll(can_focus=False):
            yield Static(self._text, markup=False, classes="text")
            if self._said:
                yield Static("Server response:", classes="said-label")
                yield Static(self._said, markup=False, classes="said")
        yield ChoiceList(*(self._line(answer) for answer in self._answers))

    def on_mount(self) -> None:
        """Mark the answer that enter gives."""
        answers = self.query_one_optional(ChoiceList)
        if answers is not None:
            answers.highlighted = self._first
        if any(answer.wait for answer in self._answers):
            self.set_interval(1, self._tick)

    def _tick(self) -> None:
        self._seconds += 1
        answers = self.query_one(ChoiceList)
        for index, answer in enumerate(self._answers):
            if answer.wait:
                answers.replace_option_prompt_at_index(index, self._words(answer))
                if not self._left(answer):
                    answers.enable_option_at_index(index)

    def _left(self, answer: DialogChoice) -> int:
        return max(0, answer.wait - self._seconds)

    def _words(self, answer: DialogChoice) -> Content:
        left = self._left(answer)
        waiting = f" (in {duration(left)})" if left else ""
        letter = answer.key if self._letters else "•"
        return Content.assemble((f" {letter} ", "bold"), f" {answer.words}{waiting}")

    def _line(self, answer: DialogChoice) -> Option:
        return Option(self._words(answer), disabled=bool(self._left(answer)))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give the chosen answer."""
        event.stop()
        self.dismiss(self._answers[event.option_index].value)

    def on_key(self, event: events.Key) -> None:
        """Give the answer that the letter stands for."""
        for answer in self._answers:
            if self._letters and event.key in (answer.key, answer.also) and not self._left(answer):
                event.stop()
                self.dismiss(answer.value)

    def action_choose(self) -> None:
        """Give the marked answer."""
        self.query_one(ChoiceList).action_select()

    def action_close(self) -> None:
        """Close without an answer."""
        self.dismiss(self._otherwise)
