"""Dialogs: questions with a few answers, on their own screens so that keys are unambiguous."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from wizard.api import CreateSourceRequest, NotConnected, OutcomeUnknown, RefusalReason, Refused
from wizard.api.messages import duration
from wizard.core.prior_attempts import taken_words
from wizard.core.startup import begun_words
from wizard.core.submit_workflow import Decision
from wizard.flow import Step
from wizard.storage.atomic import StorageError
from wizard.storage.conflicts import Conflict, Reason
from wizard.storage.history_events import HistoryEntry
from wizard.tui.commands import ScreenCommand
from wizard.tui.screens.base import SCROLLING, WizardScreen
from wizard.utils.timestamps import local_time

if TYPE_CHECKING:
    from wizard.storage.drafts import DraftSummary


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


class ChoiceDialog(WizardScreen[Any]):
    """Asks a question and is dismissed with the answer's value, or ``otherwise`` on escape.

    title, text: the question; text may have several lines.
    said: a server's words, shown verbatim.
    first: index of the answer marked at first, which enter chooses.
    letters: whether letters choose answers; False where the user may be typing when the dialog
        appears.
    """

    SCREEN_COMMANDS: ClassVar[tuple[ScreenCommand, ...]] = (
        ScreenCommand("choose", "Choose", "Give the answer that is marked.", "enter", early=True),
        ScreenCommand("close", "Back", "Close this without an answer.", "escape"),
        *SCROLLING,
    )
    AUTO_FOCUS = "ChoiceList"
    HELP_TEXT: ClassVar[str] = (
        "Choose an answer with the arrow keys and enter, with its letter, or with the mouse."
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

    def body(self) -> ComposeResult:
        with Vertical(id="question"):
            yield Static(self._title, markup=False, classes="title")
            with VerticalScroll(can_focus=False):
                yield Static(self._text, markup=False, classes="text")
                if self._said:
                    yield Static("The server's words:", classes="said-label")
                    yield Static(self._said, markup=False, classes="said")
            yield ChoiceList(*(self._line(answer) for answer in self._answers))

    def on_mount(self) -> None:
        """Mark the answer that enter gives."""
        answers = self.maybe(ChoiceList)
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


_BACK: Final = DialogChoice("r", "Back to the review", Decision.STOP)


def confirm(
    request: CreateSourceRequest, host: str, before: str = "", failed: str = ""
) -> ChoiceDialog:
    """Return the dialog to show before anything goes to the real server; True means send.

    before: a note on what the same request created earlier, if anything.
    failed: what a test of the credential found wrong, if anything.
    """
    words = f"It creates the connector “{request.name}” on {host}. "
    words += f"There is no way to undo that from here. {before}".rstrip()
    return ChoiceDialog(
        "The test failed. Send it anyway?" if failed else "Send this now?",
        f"{failed}\n\n{words}".lstrip(),
        [DialogChoice("n", "Not yet", False), DialogChoice("y", f"Yes, send it to {host}", True)],
        otherwise=False,
    )


def ask_source(words: str, action: str) -> ChoiceDialog:
    """Return the dialog to show before a source is asked for the first time.

    words: which host is asked for what. action: what is done then, such as "Test".
    """
    answers = [
        DialogChoice(action[0].lower(), action, True),
        DialogChoice("n", "Not now", False),
    ]
    return ChoiceDialog(f"{action} now?", words, answers, otherwise=False)


def credential_first(words: str) -> ChoiceDialog:
    """Return the dialog to show where a list needs a credential that is not there yet."""
    return ChoiceDialog(
        words,
        "The list comes from your account. Fill in the credential now; Next or f7 then brings you "
        "back to the list.",
        [
            DialogChoice("g", "Go there, and come back to choose", True),
            DialogChoice("n", "Not now", False),
        ],
        otherwise=False,
    )


def cannot(why: str) -> ChoiceDialog:
    """Return the dialog that says why sending is not possible."""
    return ChoiceDialog("This cannot be sent", why, [DialogChoice("r", "Back to the review", None)])


def obstacle(found: Conflict | StorageError) -> ChoiceDialog:
    """Return the dialog for whatever prevents sending."""
    if isinstance(found, StorageError):
        return unrecorded(found)
    if found.reason is Reason.UNRESOLVED:
        return unsettled(found.entry)
    return in_flight(found) if found.reason is Reason.IN_FLIGHT else created_meanwhile(found)


def unrecorded(error: StorageError) -> ChoiceDialog:
    """Return the dialog for a history that cannot be written."""
    return ChoiceDialog(
        "Not sent: it cannot be noted first",
        f"{error}\n\n"
        "Each sending is written to the history before it leaves, so that a lost answer can be "
        "followed up. That does not work now.",
        [
            DialogChoice("r", "Back to the review; nothing was sent", Decision.STOP),
            DialogChoice("s", "Send without a history entry", Decision.GO_ON),
        ],
        otherwise=Decision.STOP,
    )


def in_flight(conflict: Conflict) -> ChoiceDialog:
    """Return the dialog for a request that another session is sending already."""
    return ChoiceDialog(
        "Not sent: it is being sent already",
        f"{conflict} Nothing was sent from here. Look again once that run has its answer.",
        [DialogChoice("l", "Check again", Decision.GO_ON), _BACK],
        otherwise=Decision.STOP,
    )


def created_meanwhile(conflict: Conflict) -> ChoiceDialog:
    """Return the dialog for a connector that another session created after the user confirmed."""
    return ChoiceDialog(
        "Not sent: it was created meanwhile",
        f"{conflict} Sending it once more creates another.",
        [
            DialogChoice("r", "Back to the review; nothing was sent", Decision.STOP),
            DialogChoice("s", "Send again", Decision.GO_ON),
        ],
        otherwise=Decision.STOP,
    )


def not_connected(outcome: NotConnected) -> ChoiceDialog:
    """Return the dialog for a failed connection, with nothing sent."""
    return ChoiceDialog(
        "Not sent: no connection",
        outcome.message,
        [DialogChoice("t", "Try again", Decision.GO_ON), _BACK],
        otherwise=Decision.STOP,
    )


_STEPS_TO_MEND: Final = {
    RefusalReason.CREDENTIAL: (Step.CREDENTIAL, "Go to the credential"),
    RefusalReason.SOURCE: (Step.CREDENTIAL, "Go to the credential"),
    RefusalReason.INVALID: (Step.CONFIGURE, "Go to the configuration"),
    RefusalReason.TOO_LARGE: (Step.CONFIGURE, "Go to the configuration"),
    RefusalReason.DISABLED_TYPE: (Step.TYPE, "Choose another type"),
}


def refused(outcome: Refused) -> ChoiceDialog:
    """Return the dialog for a refusal that fits no field.

    Its answer is a Decision, or the Step to go to.
    """
    answers = [_BACK]
    if outcome.kind in (RefusalReason.RATE_LIMITED, RefusalReason.UNAVAILABLE):
        again = DialogChoice("s", "Send it again", Decision.GO_ON, wait=outcome.retry_after or 0)
        answers.insert(0, again)
    elif outcome.kind in (RefusalReason.FORBIDDEN, RefusalReason.NOT_VERIFIED):
        answers.append(DialogChoice("o", "Use another session", Decision.NEW_SESSION))
    elif outcome.kind in _STEPS_TO_MEND:
        step, words = _STEPS_TO_MEND[outcome.kind]
        answers.insert(0, DialogChoice("g", words, step))
    lines = [f"{'.'.join(map(str, item.loc))}: {item.message}" for item in outcome.fields]
    said = "\n".join([outcome.server_message, *lines]).strip()
    first = 1 if answers[0].wait else 0
    return ChoiceDialog(
        "Not created", outcome.message, answers, said=said, first=first, otherwise=Decision.STOP
    )


def unknown(outcome: OutcomeUnknown, name: str) -> ChoiceDialog:
    """Return the dialog for an outcome that is unknown."""
    return _look(f"{outcome.message} Its name is “{name}”.", outcome.server_message)


def unsettled(entry: HistoryEntry, *, letters: bool = True) -> ChoiceDialog:
    """Return the dialog for an earlier submission with an unknown outcome.

    letters: see ``ChoiceDialog``.
    """
    when = local_time(entry.time)
    return _look(f"Sent {when}. {entry.advice}", letters=letters)


def seems_to_exist(entry: HistoryEntry) -> ChoiceDialog:
    """Return the dialog for a name that an earlier submission without an answer has taken."""
    return ChoiceDialog(
        "It seems to exist: note it?",
        taken_words(entry),
        [
            DialogChoice("n", "Mark as created", Decision.EXISTS),
            DialogChoice("c", "Choose another name", Decision.STOP),
        ],
        otherwise=Decision.STOP,
    )


def begun(draft: DraftSummary) -> ChoiceDialog:
    """Return the dialog for a file that was begun before; True means to go on there."""
    return ChoiceDialog(
        "Go on where you left off?",
        f"{begun_words(draft)}\n\nWhat was typed is kept, secrets apart.",
        [
            DialogChoice("g", "Go on there", True),
            DialogChoice("b", "Begin from the file", False),
        ],
        otherwise=False,
    )


def exists(name: str, state: str, lines: Sequence[str]) -> ChoiceDialog:
    """Return the dialog on a source of a plan that exists."""
    answers = [DialogChoice("b", "Back to the list", None)]
    return ChoiceDialog(f"“{name}”: {state}", "\n\n".join(lines), answers)


def _look(what: str, said: str = "", *, letters: bool = True) -> ChoiceDialog:
    return ChoiceDialog(
        "Created or not? Nobody knows yet",
        f"{what}\n\nIt is not sent again before you say what you found.",
        [
            DialogChoice("l", "Decide later", Decision.STOP),
            DialogChoice("e", "I looked: it exists", Decision.EXISTS),
            DialogChoice("m", "I looked: it is not there", Decision.MISSING),
        ],
        said=said,
        otherwise=Decision.STOP,
        letters=letters,
    )


class LeaveChoice(Enum):
    """How to leave."""

    STAY = "stay"
    KEEP = "keep"
    DISCARD = "discard"


class LeaveDialog(ChoiceDialog):
    """Asks whether to leave, and whether to keep the draft.

    problem: why no draft can be kept, if so.
    """

    def __init__(
        self, *, typed: bool, sending: bool, sent: bool, created: bool, problem: str = ""
    ) -> None:
        stay = DialogChoice("s", "Stay", LeaveChoice.STAY, also="n")
        if sending:
            title = "Leave while it is being sent?"
            text = "It is on its way. If you leave now, nobody knows whether it will be created."
            answers = [stay, DialogChoice("l", "Leave now", LeaveChoice.KEEP, also="y")]
        elif typed and problem:
            title = "Leave the wizard?"
            text = f"No draft of what you typed can be kept: {problem}"
            text += "" if sent else " Nothing was sent."
            answers = [stay, DialogChoice("l", "Leave, and lose it", LeaveChoice.KEEP, also="y")]
        elif typed:
            title = "Leave the wizard?"
            text = "What you typed is kept as a draft, secrets apart."
            text += "" if sent else " Nothing was sent."
            answers = [
                DialogChoice("l", "Leave, and keep the draft", LeaveChoice.KEEP, also="y"),
                stay,
                DialogChoice("d", "Leave, and delete the draft", LeaveChoice.DISCARD),
            ]
        else:
            title = "Leave the wizard?"
            text = "Nothing was typed, so nothing is lost."
            if created:
                text = "What was created stays; the IDs are printed once more when you leave."
            answers = [DialogChoice("l", "Leave", LeaveChoice.KEEP, also="y"), stay]
        super().__init__(title, text, answers, otherwise=LeaveChoice.STAY)
