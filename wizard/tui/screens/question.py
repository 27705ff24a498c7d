"""A question with a few answers, as a screen of its own, so that no key means something else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from wizard.api.words import duration
from wizard.tui.commands import Command
from wizard.tui.screens.base import SCROLLING, WizardScreen


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. ``key``: the letter that chooses it at once. ``value``: what the asker gets.
    ``wait``: the seconds that have to pass before it can be given. ``also``: another letter, that
    of yes or no where the question reads so.
    """

    key: str
    words: str
    value: Any
    wait: int = 0
    also: str = ""


class Answers(OptionList):
    """The answers, each on a line."""


class Question(WizardScreen[Any]):
    """Asks, and is dismissed with the value of the answer; escape gives that of ``otherwise``.

    title, text: what it is about; text may have several lines. said: a server's words, shown as
    they are. first: the index of the answer that enter gives. letters: whether letters answer;
    not where somebody may be typing when the question comes up.
    """

    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("choose", "Choose", "Give the answer that is marked.", "enter", early=True),
        Command("close", "Back", "Close this without an answer.", "escape"),
        *SCROLLING,
    )
    AUTO_FOCUS = "Answers"
    HELP_TEXT: ClassVar[str] = (
        "Choose an answer with the arrow keys and enter, with its letter, or with the mouse."
    )

    def __init__(
        self,
        title: str,
        text: str,
        answers: Sequence[Answer],
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

    def body(self) -> ComposeResult:
        with Vertical(id="question"):
            yield Static(self._title, markup=False, classes="title")
            with VerticalScroll(can_focus=False):
                yield Static(self._text, markup=False, classes="text")
                if self._said:
                    yield Static("The server's words:", classes="said-label")
                    yield Static(self._said, markup=False, classes="said")
            yield Answers(*(self._line(answer) for answer in self._answers))

    def on_mount(self) -> None:
        """Mark the answer that enter gives."""
        answers = self.maybe(Answers)
        if answers is not None:
            answers.highlighted = self._first
        if any(answer.wait for answer in self._answers):
            self.set_interval(1, self._tick)

    def _tick(self) -> None:
        self._seconds += 1
        answers = self.query_one(Answers)
        for index, answer in enumerate(self._answers):
            if answer.wait:
                answers.replace_option_prompt_at_index(index, self._words(answer))
                if not self._left(answer):
                    answers.enable_option_at_index(index)

    def _left(self, answer: Answer) -> int:
        return max(0, answer.wait - self._seconds)

    def _words(self, answer: Answer) -> Content:
        left = self._left(answer)
        waiting = f" (in {duration(left)})" if left else ""
        letter = answer.key if self._letters else "•"
        return Content.assemble((f" {letter} ", "bold"), f" {answer.words}{waiting}")

    def _line(self, answer: Answer) -> Option:
        return Option(self._words(answer), disabled=bool(self._left(answer)))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """An answer was chosen."""
        event.stop()
        self.dismiss(self._answers[event.option_index].value)

    def on_key(self, event: events.Key) -> None:
        """A letter answers at once."""
        for answer in self._answers:
            if self._letters and event.key in (answer.key, answer.also) and not self._left(answer):
                event.stop()
                self.dismiss(answer.value)

    def action_choose(self) -> None:
        """Give the marked answer."""
        self.query_one(Answers).action_select()

    def action_close(self) -> None:
        """Give none."""
        self.dismiss(self._otherwise)
