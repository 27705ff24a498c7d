"""The questions of the wizard: their words, and what each answer means.

One about a sending is answered with a Decision, unless it says otherwise.
"""

from __future__ import annotations

from enum import Enum
from typing import Final

from wizard.api import CreateSource, Kind, NotConnected, Refused, Unknown
from wizard.core.submit_workflow import Decision
from wizard.flow import Step
from wizard.storage.atomic import StorageError
from wizard.storage.conflicts import Conflict, Reason
from wizard.storage.events import Entry
from wizard.tui.screens.question import Answer, Question

_BACK: Final = Answer("r", "Back to the review", Decision.STOP)


def confirm(request: CreateSource, host: str, before: str = "") -> Question:
    """Before anything leaves for the real server. True: send.

    before: what the same request created before, if so.
    """
    return Question(
        "Send this now?",
        f"It creates the connector “{request.name}” on {host}. "
        f"There is no way to undo that from here. {before}".rstrip(),
        [Answer("n", "Not yet", False), Answer("y", f"Yes, send it to {host}", True)],
        otherwise=False,
    )


def cannot(why: str) -> Question:
    """It could not even be tried."""
    return Question("This cannot be sent", why, [Answer("r", "Back to the review", None)])


def obstacle(found: Conflict | StorageError) -> Question:
    """Something stands in the way of sending."""
    if isinstance(found, StorageError):
        return unrecorded(found)
    if found.reason is Reason.UNRESOLVED:
        return unsettled(found.entry)
    return in_flight(found) if found.reason is Reason.IN_FLIGHT else created_meanwhile(found)


def unrecorded(error: StorageError) -> Question:
    """The history cannot be written."""
    return Question(
        "Not sent: it cannot be noted first",
        f"{error}\n\n"
        "Each sending is written to the history before it leaves, so that a lost answer can be "
        "followed up. That does not work now.",
        [
            Answer("r", "Back to the review; nothing was sent", Decision.STOP),
            Answer("s", "Send it without a note", Decision.GO_ON),
        ],
        otherwise=Decision.STOP,
    )


def in_flight(conflict: Conflict) -> Question:
    """Another run is at it."""
    return Question(
        "Not sent: it is being sent already",
        f"{conflict} Nothing was sent from here. Look again once that run has its answer.",
        [Answer("l", "Look again", Decision.GO_ON), _BACK],
        otherwise=Decision.STOP,
    )


def created_meanwhile(conflict: Conflict) -> Question:
    """Another run created it after the person was asked."""
    return Question(
        "Not sent: it was created meanwhile",
        f"{conflict} Sending it once more creates another.",
        [
            Answer("r", "Back to the review; nothing was sent", Decision.STOP),
            Answer("s", "Send it once more", Decision.GO_ON),
        ],
        otherwise=Decision.STOP,
    )


def not_connected(outcome: NotConnected) -> Question:
    """Nothing left."""
    return Question(
        "Not sent: no connection",
        outcome.message,
        [Answer("t", "Try again", Decision.GO_ON), _BACK],
        otherwise=Decision.STOP,
    )


_STEPS_TO_MEND: Final = {
    Kind.CREDENTIAL: (Step.CREDENTIAL, "Go to the credential"),
    Kind.SOURCE: (Step.CREDENTIAL, "Go to the credential"),
    Kind.INVALID: (Step.CONFIGURE, "Go to the configuration"),
    Kind.TOO_LARGE: (Step.CONFIGURE, "Go to the configuration"),
    Kind.DISABLED_TYPE: (Step.TYPE, "Choose another type"),
}


def refused(outcome: Refused) -> Question:
    """The server said no, and not about a certain field. Decision, or a Step: go there."""
    answers = [_BACK]
    if outcome.kind in (Kind.RATE_LIMITED, Kind.UNAVAILABLE):
        again = Answer("s", "Send it again", Decision.GO_ON, wait=outcome.retry_after or 0)
        answers.insert(0, again)
    elif outcome.kind in (Kind.FORBIDDEN, Kind.NOT_VERIFIED):
        answers.append(Answer("o", "Use another session", Decision.NEW_SESSION))
    elif outcome.kind in _STEPS_TO_MEND:
        step, words = _STEPS_TO_MEND[outcome.kind]
        answers.insert(0, Answer("g", words, step))
    lines = [f"{'.'.join(map(str, item.loc))}: {item.message}" for item in outcome.fields]
    said = "\n".join([outcome.said, *lines]).strip()
    first = 1 if answers[0].wait else 0
    return Question(
        "Not created", outcome.message, answers, said=said, first=first, otherwise=Decision.STOP
    )


def unknown(outcome: Unknown, name: str) -> Question:
    """It may or may not exist."""
    return _look(f"{outcome.message} Its name is “{name}”.", outcome.said)


def unsettled(entry: Entry, *, letters: bool = True) -> Question:
    """As ``unknown``, for one that was sent earlier. ``letters``: see ``Question``."""
    when = entry.time.astimezone().strftime("%Y-%m-%d %H:%M")
    return _look(f"Sent {when}. {entry.advice}", letters=letters)


def _look(what: str, said: str = "", *, letters: bool = True) -> Question:
    return Question(
        "Created or not? Nobody knows yet",
        f"{what}\n\nIt is not sent again before you say what you found.",
        [
            Answer("l", "Decide later", Decision.STOP),
            Answer("e", "I looked: it exists", Decision.EXISTS),
            Answer("m", "I looked: it is not there", Decision.MISSING),
        ],
        said=said,
        otherwise=Decision.STOP,
        letters=letters,
    )


class Leave(Enum):
    """How to leave."""

    STAY = "stay"
    KEEP = "keep"
    DISCARD = "discard"


class AskToLeave(Question):
    """Whether to leave, and what becomes of what was typed."""

    def __init__(self, *, typed: bool, sending: bool, sent: bool, created: bool) -> None:
        stay = Answer("s", "Stay", Leave.STAY, also="n")
        if sending:
            title = "Leave while it is being sent?"
            text = "It is on its way. If you leave now, nobody knows whether it will be created."
            answers = [stay, Answer("l", "Leave now", Leave.KEEP, also="y")]
        elif typed:
            title = "Leave the wizard?"
            text = "What you typed is kept as a draft, secrets apart."
            text += "" if sent else " Nothing was sent."
            answers = [
                Answer("l", "Leave, and keep the draft", Leave.KEEP, also="y"),
                stay,
                Answer("d", "Leave, and delete the draft", Leave.DISCARD),
            ]
        else:
            title = "Leave the wizard?"
            text = "Nothing was typed, so nothing is lost."
            if created:
                text = "What was created stays; the IDs are printed once more when you leave."
            answers = [Answer("l", "Leave", Leave.KEEP, also="y"), stay]
        super().__init__(title, text, answers, otherwise=Leave.STAY)
