"""Annotation parsing: strips ``Annotated``, ``Optional`` and type aliases."""

from __future__ import annotations

import sys
import types
import typing
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import ConfigDict, JsonValue

from wizard.forms.ui import Ui

_QUALIFIERS = {
    getattr(typing, name)
    for name in ("Final", "ClassVar", "Required", "NotRequired", "ReadOnly")
    if hasattr(typing, name)
}


@dataclass(frozen=True, slots=True, eq=False)
class ModelConfig:
    """Metadata that carries the configuration of the model containing an annotation."""

    config: ConfigDict


@dataclass(frozen=True, eq=False)
class Annotation:
    """An annotation split into its parts.

    type: the type itself, without ``Annotated`` and ``None``; a union stays a union.
    metadata: all ``Annotated`` metadata, innermost first.
    members: the members of a union of two or more types, otherwise empty.
    whole: the annotation as written, metadata included; this is what pydantic receives.
    """

    type: Any
    metadata: tuple[Any, ...]
    nullable: bool
    members: tuple[Any, ...]
    whole: Any

    @cached_property
    def ui(self) -> Ui:
        """All presentation settings, merged."""
        return reduce(Ui.merged, (m for m in self.metadata if isinstance(m, Ui)), Ui())

    @cached_property
    def config(self) -> ConfigDict | None:
        """The enclosing model's configuration, which applies to the values; None without one."""
        return next((m.config for m in self.metadata if isinstance(m, ModelConfig)), None)

    @cached_property
    def origin(self) -> Any:
        """The generic origin: ``list`` for ``list[int]``, the type itself without arguments."""
        return get_origin(self.type) or self.type

    @cached_property
    def args(self) -> tuple[Any, ...]:
        """The type arguments: ``(int,)`` for ``list[int]``."""
        return get_args(self.type)

    def is_class(self, *bases: type) -> bool:
        """Return whether the type is a subclass of one of ``bases``."""
        return isinstance(self.type, type) and issubclass(self.type, bases)


def encoder_of(a: Annotation) -> Any:
    """Return the encoder of pydantic's ``Base64Bytes`` and its like; None if there is none."""
    return next((item.encoder for item in a.metadata if hasattr(item, "encoder")), None)


def take_apart(annotation: Any, metadata: tuple[Any, ...] = ()) -> Annotation:
    """Split ``annotation``; ``metadata`` comes from outside it, such as the field's own."""
    whole = Annotated[(annotation, *metadata)] if metadata else annotation
    found: tuple[Any, ...] = metadata
    nullable = False
    while True:
        annotation, inner = _unwrap(annotation)
        found = (*inner, *found)
        if get_origin(annotation) not in (Union, types.UnionType):
            break
        members = tuple(m for m in get_args(annotation) if m is not type(None))
        nullable = nullable or len(members) < len(get_args(annotation))
        if len(members) > 1:
            return Annotation(annotation, found, nullable, members, whole)
        annotation = members[0]
    if annotation is None or annotation is type(None):
        annotation, nullable = type(None), True
    elif get_origin(annotation) is Literal:
        nullable = nullable or None in get_args(annotation)
    return Annotation(annotation, found, nullable, (), whole)


def _is_alias(annotation: Any) -> bool:
    # ``type X = …`` is a class in typing or, before Python 3.12, in typing_extensions.
    return type(annotation).__name__ == "TypeAliasType"


def _value_of(alias: Any) -> Any:
    """Return what an alias stands for, resolving its own name and other names from its module."""
    module = sys.modules.get(alias.__module__)
    names = {**vars(module), alias.__name__: alias} if module is not None else {}
    holder = types.SimpleNamespace(__annotations__={"value": alias.__value__})
    try:
        return typing.get_type_hints(holder, names, names, include_extras=True)["value"]
    except NameError:  # A name local to a function, which pydantic would not find either.
        return alias.__value__


def _unwrap(annotation: Any) -> tuple[Any, tuple[Any, ...]]:
    """Strip everything around a type that is not part of it."""
    metadata: tuple[Any, ...] = ()
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation, *inner = get_args(annotation)
            metadata = (*inner, *metadata)
        elif origin in _QUALIFIERS:
            annotation = get_args(annotation)[0]
        elif annotation is JsonValue:
            return (
                annotation,
                metadata,
            )  # arbitrary JSON, not a choice among its seven types
        elif _is_alias(annotation):
            annotation = _value_of(annotation)
        elif _is_alias(origin):
            values = dict(zip(origin.__type_params__, get_args(annotation), strict=False))
            value = _value_of(origin)
            parameters = getattr(value, "__parameters__", ())
            annotation = value[tuple(values.get(p, p) for p in parameters)] if parameters else value
        elif isinstance(annotation, typing.NewType):
            annotation = annotation.__supertype__
        elif isinstance(annotation, TypeVar):
            bound = annotation.__bound__
            choices = annotation.__constraints__
            annotation = bound or (Union[choices] if choices else Any)  # noqa: UP007
        else:
            return annotation, metadata
