"""What a person checks before it is sent: the answers, by step, and what sending does."""

from __future__ import annotations

from typing import Final, NamedTuple

from wizard.connectors.schedule import say_frequency
from wizard.flow import CONFIG, FORM_STEPS, Step, WizardFlow
from wizard.forms import Loc
from wizard.forms.answers import answers, secret_ending

UNTITLED: Final = frozenset({CONFIG})
"""Objects that are only there for the request's sake."""


class ReviewEntry(NamedTuple):
    """One answer and where it was given; ``words`` is empty where nothing was."""

    step: Step
    loc: Loc
    label: str
    words: str
    required: bool = True
    secret: bool = False


def entries(flow: WizardFlow) -> list[ReviewEntry]:
    """Return the type and all answers so far, omitting defaults of advanced settings."""
    if flow.connector is None:
        return []
    about = flow.connector.about
    found = [ReviewEntry(Step.TYPE, (), "Type", f"{about.label} ({about.type})")]
    for step in FORM_STEPS:
        found += (ReviewEntry(step, *answer) for answer in answers(flow.forms[step], UNTITLED))
    return found


def ending_of(flow: WizardFlow, entry: ReviewEntry) -> str:
    """Return what tells an entry's secret from others, for a person who asks; else ""."""
    return secret_ending(flow.forms[entry.step].entered(entry.loc)) if entry.secret else ""


def what_follows(flow: WizardFlow, host: str, *, sandbox: bool, sent: bool) -> str:
    """Say what sending a complete request does.

    sent: whether it was sent before, without a connector.
    """
    schedule = flow.forms[Step.SCHEDULE].read().value
    refresh = schedule.refresh_freq if schedule is not None else None
    prune = schedule.prune_freq if schedule is not None else None
    where = "in the sandbox on this machine" if sandbox else f"on {host}"
    often = say_frequency(refresh, nothing="")
    after = f", then repeats {often}" if refresh is not None else " and doesn't repeat"
    words = f"Sending{' again' if sent else ''} creates this connector {where}."
    words += f" Indexing starts right away{after}."
    if prune is not None:
        words += f" Clarm removes deleted content {say_frequency(prune, nothing='never')}."
    return words
