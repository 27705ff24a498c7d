"""Models made on the spot, and what a form makes of them."""

from __future__ import annotations

from types import GenericAlias
from typing import Any

from pydantic import BaseModel, ConfigDict, create_model

from wizard.forms import Form, FormState


def dynamic_model(name: str, /, **fields: Any) -> type[BaseModel]:
    """A model with these fields, each an annotation and a default."""
    return create_model(name, **fields)


def of(whole: type[Any], *parts: Any) -> Any:
    """``whole[parts]``, of parts that are known only now."""
    return GenericAlias(whole, parts)


def one(
    annotation: Any, default: Any = ..., *, config: ConfigDict | None = None
) -> type[BaseModel]:
    """A model with one field of this kind."""
    return create_model("One", __config__=config, field=(annotation, default))


def state_of(model: type[BaseModel], **raw: Any) -> FormState[Any]:
    """The form of ``model``, with these raw values set."""
    state: FormState[Any] = FormState(Form.from_model(model))
    for key, value in raw.items():
        state.set((key,), value)
    return state


def valid(state: FormState[Any]) -> Any:
    """The value of a form in which nothing is wrong, left now."""
    reading = state.validate()
    assert reading.ok, reading.errors
    return reading.value
