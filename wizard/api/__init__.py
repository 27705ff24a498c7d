"""Clarm API: requests, outcomes and the HTTP client.

Every public name can be imported from here. Names load on first use, so importing an outcome or a
base URL does not load httpx or pydantic. Only ``client`` imports httpx.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from wizard.api.base_url import DEFAULT_URL, BaseUrl, BaseUrlError
    from wizard.api.client import Client, Timeouts, UnsafeCredential
    from wizard.api.error_response import models_in, relevant
    from wizard.api.outcome import (
        Created,
        FieldErrorMessage,
        NotConnected,
        NotConnectedReason,
        Outcome,
        OutcomeUnknown,
        RefusalReason,
        Refused,
        UnknownReason,
    )
    from wizard.api.progress import (
        Connecting,
        Progress,
        Retrying,
        Sending,
        Waiting,
        when_cancelled,
    )
    from wizard.api.redact import Redactor
    from wizard.api.request import CreateSourceRequest

_HOMES: Final = {
    "base_url": ("DEFAULT_URL", "BaseUrl", "BaseUrlError"),
    "client": ("Client", "Timeouts", "UnsafeCredential"),
    "error_response": ("models_in", "relevant"),
    "outcome": (
        "Created",
        "FieldErrorMessage",
        "RefusalReason",
        "NotConnected",
        "NotConnectedReason",
        "Outcome",
        "Refused",
        "OutcomeUnknown",
        "UnknownReason",
    ),
    "progress": ("Connecting", "Progress", "Retrying", "Sending", "Waiting", "when_cancelled"),
    "redact": ("Redactor",),
    "request": ("CreateSourceRequest",),
}
_HOME_OF: Final = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "DEFAULT_URL",
    "BaseUrl",
    "BaseUrlError",
    "Client",
    "Connecting",
    "CreateSourceRequest",
    "Created",
    "FieldErrorMessage",
    "NotConnected",
    "NotConnectedReason",
    "Outcome",
    "OutcomeUnknown",
    "Progress",
    "Redactor",
    "RefusalReason",
    "Refused",
    "Retrying",
    "Sending",
    "Timeouts",
    "UnknownReason",
    "UnsafeCredential",
    "Waiting",
    "models_in",
    "relevant",
    "when_cancelled",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
    return found
