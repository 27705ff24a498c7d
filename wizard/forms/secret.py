"""The only type for secrets: it reveals its value only through ``get_secret_value()``."""

from __future__ import annotations

from typing import Annotated, Any, NoReturn

import pydantic
from pydantic import BaseModel, BeforeValidator, ConfigDict, SecretBytes, SecretStr

MASK = "********"


class Secret(SecretStr):
    """A text whose ``repr``, ``str`` and formatting are masked, and which cannot be pickled.

    Use it to annotate a model's field, or for any value that must not reach a screen, a log or a
    file. ``get_secret_value()`` is the only access to the text.
    """

    def _display(self) -> str:
        return MASK if self.get_secret_value() else ""

    def __repr__(self) -> str:
        return f"Secret({self._display()!r})"

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __reduce_ex__(self, protocol: Any) -> NoReturn:
        raise TypeError("a Secret can't be pickled or copied by pickling")

    def __copy__(self) -> Secret:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Secret:
        return self


def as_secrets(value: Any) -> Any:
    """Return a JSON value with every text in it as a ``Secret``."""
    if isinstance(value, str):
        return Secret(value)
    if isinstance(value, dict):
        return {key: as_secrets(item) for key, item in value.items()}
    return [as_secrets(item) for item in value] if isinstance(value, list) else value


def revealed(value: Any) -> Any:
    """Return a value with every secret replaced by its text, for use where secrets are sent."""
    if isinstance(value, SecretStr | SecretBytes | pydantic.Secret):
        return value.get_secret_value()
    if isinstance(value, dict):
        return {key: revealed(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [revealed(item) for item in value]
    return value


class SecretExtra(BaseModel):
    """A base for models: a text under a key that no field knows is taken for a secret."""

    model_config = ConfigDict(extra="allow")

    __pydantic_extra__: dict[str, Annotated[Any, BeforeValidator(as_secrets)]]
