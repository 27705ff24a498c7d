"""Dialogs before and after a request is sent."""

from __future__ import annotations

from typing import Final

from wizard.api import CreateSourceRequest, NotConnected, OutcomeUnknown, RefusalReason, Refused
from wizard.core.prior_attempts import taken_words
from wizard.core.submit_workflow import Decision
from wizard.flow import Step
from wizard.storage.atomic import StorageError
from wizard.storage.conflicts import Conflict, Reason
from wizard.storage.history_events import HistoryEntry
from wizard.tui.screens.dialogs import ChoiceDialog, DialogChoice
from wizard.utils.timestamps import local_time

_BACK: Final = DialogChoice("r", "Back to the review", Decision.STOP)


def confirm(
    request: CreateSourceRequest, host: str, before: str = "", failed: str = ""
) -> ChoiceDialog:
    """Return the dialog on what the review does not tell; True means send.

    before: a note on what the same request created earlier, if anything.
    failed: what a test of the credential found wrong, if anything.
    """
    words = f"“{request.name}” goes to {host}. You can't undo this from here."
    return ChoiceDialog(
        "The test failed. Send it anyway?" if failed else "Create another one?",
        "\n\n".join(part for part in (failed, before, words) if part),
        [DialogChoice("n", "Not now", False), DialogChoice("y", "Yes, send it", True)],
        otherwise=False,
    )


def cannot(why: str) -> ChoiceDialog:
    """Return the dialog that says why sending is not possible."""
    return ChoiceDialog("This can't be sent", why, [DialogChoice("r", "Back to the review", None)])


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
        "Not sent: can't write to the history",
        f"{error}\n\nThe wizard notes each request in the history first, in case the answer "
        "gets lost. It can't do that right now.",
        [
            DialogChoice("r", "Back to the review; nothing was sent", Decision.STOP),
            DialogChoice("s", "Send without a history entry", Decision.GO_ON),
        ],
        otherwise=Decision.STOP,
    )


def in_flight(conflict: Conflict) -> ChoiceDialog:
    """Return the dialog for a request that another session is sending already."""
    return ChoiceDialog(
        "Not sent: already being sent",
        f"{conflict} Nothing was sent from here. Check again when that run gets its answer.",
        [DialogChoice("c", "Check again", Decision.GO_ON), _BACK],
        otherwise=Decision.STOP,
    )


def created_meanwhile(conflict: Conflict) -> ChoiceDialog:
    """Return the dialog for what exists, or may exist, and was not said on the review."""
    similar = conflict.reason is Reason.SIMILAR
    return ChoiceDialog(
        "Not sent: it may exist" if similar else "Not sent: already created",
        f"{conflict} Sending it again creates another.",
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
    RefusalReason.CREDENTIAL: DialogChoice("g", "Go to the credential", Step.CREDENTIAL),
    RefusalReason.SOURCE: DialogChoice("g", "Go to the credential", Step.CREDENTIAL),
    RefusalReason.INVALID: DialogChoice("g", "Go to the configuration", Step.CONFIGURE),
    RefusalReason.TOO_LARGE: DialogChoice("g", "Go to the configuration", Step.CONFIGURE),
    RefusalReason.DISABLED_TYPE: DialogChoice("c", "Choose another type", Step.TYPE),
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
        answers.insert(0, _STEPS_TO_MEND[outcome.kind])
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
        "It probably exists. Mark as created?",
        taken_words(entry),
        [
            DialogChoice("e", "Mark as created", Decision.EXISTS),
            DialogChoice("c", "Choose another name", Decision.STOP),
        ],
        otherwise=Decision.STOP,
    )


def _look(what: str, said: str = "", *, letters: bool = True) -> ChoiceDialog:
    return ChoiceDialog(
        "We don't know whether it was created",
        f"{what}\n\nIt won't be sent again until you tell us what you found.",
        [
            DialogChoice("l", "Decide later", Decision.STOP),
            DialogChoice("e", "I checked: it exists", Decision.EXISTS),
            DialogChoice("n", "I checked: it doesn't exist", Decision.MISSING),
        ],
        said=said,
        otherwise=Decision.STOP,
        letters=letters,
    )
