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

from wizard.tui.commands import Command
from wizard.tui.screens.base import WizardScreen


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. ``key``: the letter that chooses it at once. ``value``: what the asker gets."""

    key: str
    words: str
    value: Any


class Answers(OptionList):
    """The answers, each on a line."""


class Question(WizardScreen[Any]):
    """Asks, and is dismissed with the value of the answer; escape gives that of ``otherwise``.

    title, text: what it is about; text may have several lines. said: a server's words, shown as
    they are. first: the index of the answer that enter gives.
    """

    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("choose", "Choose", "Give the answer that is marked.", "enter", early=True),
        Command("close", "Back", "Close this without an answer.", "escape"),
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
    ) -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._said = said
        self._answers = answers
        self._first = first
        self._otherwise = otherwise

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

    @staticmethod
    def _line(answer: Answer) -> Option:
        key = (f" {answer.key} ", "bold")
        return Option(Content.assemble(key, f" {answer.words}"))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """An answer was chosen."""
        event.stop()
        self.dismiss(self._answers[event.option_index].value)

    def on_key(self, event: events.Key) -> None:
        """A letter answers at once."""
        for answer in self._answers:
            if event.key == answer.key:
                event.stop()
                self.dismiss(answer.value)

    def action_choose(self) -> None:
        """Give the marked answer."""
        self.query_one(Answers).action_select()

    def action_close(self) -> None:
        """Give none."""
        self.dismiss(self._otherwise)
