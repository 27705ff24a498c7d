"""The request that creates a source: ``POST /v1/sources/create``.

Its shape follows https://docs.clarm.com/search-api/reference/create-source.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import pydantic
from pydantic import BaseModel, ConfigDict, Field, SecretStr, StrictInt

from wizard.forms import MASK
from wizard.utils.text import looks_like_secret


class CreateSourceRequest(BaseModel):
    """A complete request.

    ``config`` and ``credentials`` are JSON values that may contain ``Secret`` values.
    ``refresh_freq`` and ``prune_freq`` are in seconds; ``None`` is sent as ``null``, meaning index
    once and never prune.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    name: str
    type: str
    config: dict[str, Any] = Field(default_factory=dict)
    credentials: dict[str, Any] = Field(default_factory=dict)
    refresh_freq: StrictInt | None = None
    prune_freq: StrictInt | None = None

    def body(self) -> dict[str, Any]:
        """Return the JSON body as Python values, with secrets still wrapped in ``Secret``."""
        return {
            "name": self.name,
            "type": self.type,
            "config": self.config,
            "credential": {"credentials": self.credentials},
            "refresh_freq": self.refresh_freq,
            "prune_freq": self.prune_freq,
        }

    def encode(self) -> bytes:
        """Return the bytes to send: the body as ASCII JSON, **secrets revealed**.

        Raises ``TypeError`` or ``ValueError`` for values that JSON cannot represent (NaN, infinity,
        other objects), without repeating any text of the body.
        """
        revealed = _replaced(self.body(), _revealed)
        return json.dumps(revealed, allow_nan=False).encode("ascii")

    def masked(self) -> dict[str, Any]:
        """Return the body with every secret as ``"********"``: safe to show, copy and store.

        Plain text that can only be a secret, for example under an unknown key, is masked as well.
        """
        masked: dict[str, Any] = _replaced(self.body(), _masked)
        return masked

    def digest(self) -> str:
        """Return the SHA-256 (hex) of the masked body; it identifies a request in the history."""
        canonical = json.dumps(self.masked(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode("ascii")).hexdigest()

    def secrets(self) -> Iterator[SecretStr]:
        """Yield every secret in the body."""
        return _secrets(self.body())


AnySecret: TypeAlias = SecretStr | pydantic.Secret[Any]
"""A text that is a secret, or a number."""


def _revealed(value: AnySecret | str) -> Any:
    return value if isinstance(value, str) else value.get_secret_value()


def _masked(value: AnySecret | str) -> str:
    return MASK if not isinstance(value, str) or looks_like_secret(value) else value


def _replaced(value: Any, word_for: Callable[[AnySecret | str], Any]) -> Any:
    if isinstance(value, SecretStr | pydantic.Secret | str):
        return word_for(value)
    if isinstance(value, dict):
        return {key: _replaced(item, word_for) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_replaced(item, word_for) for item in value]
    return value


def _secrets(value: Any) -> Iterator[SecretStr]:
    if isinstance(value, SecretStr):
        yield value
    elif isinstance(value, pydantic.Secret):
        yield SecretStr(json.dumps(value.get_secret_value()))
    elif isinstance(value, dict):
        for item in value.values():
            yield from _secrets(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _secrets(item)
