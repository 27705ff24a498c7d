"""The review: the answers as lines, each with the number used to change it."""

from __future__ import annotations

import json
from typing import Final

from wizard.api import CreateSourceRequest
from wizard.core.review import ReviewEntry, entries
from wizard.flow import WizardFlow
from wizard.forms.answers import MASK_DOTS
from wizard.plain.field_help import COMMANDS

SEND: Final = "Send it? yes, no, test, or the number of an answer to change: "
SEND_HELP: Final = (
    "yes sends it. no quits, and saves your answers as a draft.",
    "test asks the source whether the credential works. It creates nothing.",
    "A number opens that answer, then comes back here.",
    "request shows exactly what's sent, with secrets masked.",
    "save and a path writes a request file. curl shows a command that sends it. Neither contains "
    "secrets.",
    COMMANDS,
)


def so_far(flow: WizardFlow) -> list[str]:
    """Return the answers to show for ``!``."""
    found = entries(flow)
    if not found:
        return ["You haven't answered anything yet."]
    return ["The review so far:", *map(_line, found)]


def numbered(found: list[ReviewEntry]) -> list[str]:
    """Format entries with their numbers."""
    return [f"{n}. {_line(entry)}" for n, entry in enumerate(found, start=1)]


def body(request: CreateSourceRequest) -> list[str]:
    """Return the exact request body, with secrets masked."""
    return json.dumps(request.masked(), indent=2, ensure_ascii=False).splitlines()


def _line(entry: ReviewEntry) -> str:
    nothing = "nothing yet" if entry.required else "not set"
    # Dots say nothing to who has it read out.
    return f"{entry.label}: {entry.words.replace(MASK_DOTS, 'set') or nothing}"
