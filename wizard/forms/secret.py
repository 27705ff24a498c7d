"""The one type for secrets: it never shows its value unless asked by name."""

from __future__ import annotations

from typing import Annotated, Any, NoReturn

import pydantic
from pydantic import BaseModel, BeforeValidator, ConfigDict, SecretBytes, SecretStr

MASK = "********"


class Secret(SecretStr):
    """A text whose ``repr``, ``str`` and formatting are a mask, and which refuses to be pickled.

    Use it as the annotation of a model's field, or for any value that must not
    reach a screen, a log or a file. ``get_secret_value()`` is the only way out.
    """

    def _display(self) -> str:
        return MASK if self.get_secret_value() else ""

    def __repr__(self) -> str:
        return f"Secret({self._display()!r})"

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __reduce_ex__(self, protocol: Any) -> NoReturn:
        raise TypeError("a Secret cannot be pickled or copied by pickling")

    def __copy__(self) -> Secret:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Secret:
        return self


def concealed(value: Any) -> Any:
    """A JSON value in which every text is a ``Secret``."""
    if isinstance(value, str):
        return Secret(value)
    if isinstance(value, dict):
        return {key: concealed(item) for key, item in value.items()}
    return [concealed(item) for item in value] if isinstance(value, list) else value


def revealed(value: Any) -> Any:
    """A value in which every secret is its text, to go where secrets go."""
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

    __pydantic_extra__: dict[str, Annotated[Any, BeforeValidator(concealed)]]
