"""Server-side validation of requests, based on the types' own models.

The real endpoint's ``config`` is a plain union of all types' models, so an invalid one produces an
error for each member. These errors have the same form, noise included.
"""

from __future__ import annotations

import types
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, Literal, Protocol, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError, create_model

from wizard.connectors import catalog, load_cataloged

Error = dict[str, Any]
Loc = tuple[str | int, ...]


class Catalogue(Protocol):
    """A source of types and their models."""

    def types(self) -> tuple[str, ...]:
        """Return all values of ``type``, in order."""

    def models(self, type_name: str) -> tuple[Any, Any]:
        """Return the annotations of a type's config and credential: each a model or a union."""


class Connectors:
    """The catalogue of ``wizard.connectors``."""

    def types(self) -> tuple[str, ...]:
        """Implements ``Catalogue.types``."""
        return catalog.cataloged()

    def models(self, type_name: str) -> tuple[Any, Any]:
        """Implements ``Catalogue.models``; loads the type's module."""
        connector = load_cataloged(type_name)
        return connector.config, connector.credential


class CredentialIn(BaseModel):
    """The ``credential`` of a request."""

    credentials: dict[str, Any]


class Checker:
    """Validates request bodies against a catalogue, loading models as they are needed."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._envelope = envelope(catalogue.types())

    def errors(self, body: Any) -> list[Error]:
        """Return the errors in a body in pydantic's form, with ``loc`` starting at ``body``."""
        found = _errors_of(self._envelope, body, ("body",))
        if found:
            return found
        config, credential = self._catalogue.models(body["type"])
        if not _accepts(config, body["config"]):
            found += self._config_errors(body["type"], body["config"])
        credentials = body["credential"]["credentials"]
        if not _accepts(credential, credentials):
            loc: Loc = ("body", "credential", "credentials")
            names = {model: model.__name__ for model in members(credential)}
            found += _union_errors(names, credentials, loc)
        return found

    def _config_errors(self, type_name: str, value: Any) -> list[Error]:
        """Return an error from each member of the union of all types that rejects ``value``."""
        owners: dict[Any, str] = {}
        for each in (type_name, *self._catalogue.types()):
            for model in members(self._catalogue.models(each)[0]):
                owners.setdefault(model, each)
        return _union_errors(_named(owners), value, ("body", "config"))


def envelope(values: tuple[str, ...]) -> type[BaseModel]:
    """Return the model of a whole request of one of these types."""
    known: Any = Literal[values]
    return create_model(
        "CreateSourceRequest",
        name=(str, ...),
        type=(known, ...),
        config=(dict[str, Any], ...),
        credential=(CredentialIn, ...),
        refresh_freq=(int | None, None),
        prune_freq=(int | None, None),
    )


@cache
def members(annotation: Any) -> tuple[type[BaseModel], ...]:
    """Return the model classes of an annotation: itself, or the members of a union."""
    return tuple(_walk(annotation))


def _walk(annotation: Any) -> Iterator[type[BaseModel]]:
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _walk(get_args(annotation)[0])
    elif origin in {Union, types.UnionType}:
        for member in get_args(annotation):
            yield from _walk(member)
    else:
        yield annotation


def _accepts(annotation: Any, value: Any) -> bool:
    return any(not _errors_of(model, value, ()) for model in members(annotation))


def _named(owners: Mapping[type[BaseModel], str]) -> dict[type[BaseModel], str]:
    """Return the models' names, with the type as a prefix where two types share one.

    The real server's names all differ, because each model's name contains its type.
    """
    uses = Counter(model.__name__ for model in owners)
    shared = {type_name for model, type_name in owners.items() if uses[model.__name__] > 1}
    return {
        model: type_name.replace("_", " ").title().replace(" ", "") + model.__name__
        if type_name in shared
        else model.__name__
        for model, type_name in owners.items()
    }


def _union_errors(names: Mapping[type[BaseModel], str], value: Any, loc: Loc) -> list[Error]:
    if len(names) == 1:
        return _errors_of(next(iter(names)), value, loc)
    return [
        error for model, name in names.items() for error in _errors_of(model, value, (*loc, name))
    ]


def _errors_of(model: type[BaseModel], value: Any, loc: Loc) -> list[Error]:
    try:
        model.model_validate(value)
    except ValidationError as error:
        return [
            {**found, "loc": (*loc, *found["loc"])} for found in error.errors(include_url=False)
        ]
    return []
