"""What an answer that claims success means."""

from __future__ import annotations

from typing import Any, Final

from wizard.api.answer import Answer
from wizard.api.outcome import Created, Unknown, UnknownReason
from wizard.api.redact import Redactor
from wizard.api.shapes import page_text
from wizard.api.words import UNKNOWN_ADVICE

_KEYS: Final = ("connector_id", "credential_id", "status", "message")
_MOST_ID: Final = 2**63


def success(answer: Answer, redactor: Redactor) -> Created | Unknown:
    """The outcome that a status of 200 to 299 means: only both IDs make it ``Created``.

    A body that was cut is believed if what arrived is whole JSON with both IDs.
    """
    try:
        value = answer.json()
    except ValueError:
        return _unreadable(answer, redactor)
    ids = [value.get(key) for key in _KEYS[:2]] if isinstance(value, dict) else []
    if not ids or not all(_is_id(number, redactor) for number in ids):
        return Unknown(
            reason=UnknownReason.NO_IDS,
            message=f"Clarm answered, but not with the two IDs. {UNKNOWN_ADVICE}",
            said=redactor.safe(answer.text),
            status_code=answer.status,
        )
    missing = [key for key in _KEYS[2:] if value.get(key) is None]
    return Created(
        connector_id=value["connector_id"],
        credential_id=value["credential_id"],
        status=_text(value.get("status"), redactor),
        message=_text(value.get("message"), redactor),
        warnings=tuple(f"The answer had no {key}." for key in missing),
    )


def _unreadable(answer: Answer, redactor: Redactor) -> Unknown:
    why = answer.flaw.words if answer.flaw else "the answer was not what the API should send"
    return Unknown(
        reason=answer.flaw.reason if answer.flaw else UnknownReason.UNREADABLE,
        message=f"It was sent, but {why}. {UNKNOWN_ADVICE}",
        said=redactor.safe(page_text(answer.text) if answer.is_html else answer.text, 500),
        status_code=answer.status,
    )


def _is_id(value: Any, redactor: Redactor) -> bool:
    is_number = isinstance(value, int) and not isinstance(value, bool) and abs(value) < _MOST_ID
    # A secret that comes back as an ID is none, and must not be shown and kept as one.
    return is_number and not redactor.holds(value)


def _text(value: Any, redactor: Redactor) -> str:
    return "" if value is None else redactor.safe(str(value), multiline=True)
