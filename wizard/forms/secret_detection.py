"""Detects whether the values of an annotation may contain a secret."""

from __future__ import annotations

from typing import Any, Literal
from weakref import WeakKeyDictionary

from pydantic import RootModel, Secret, SecretBytes, SecretStr

from wizard.forms.annotations import Annotation, take_apart
from wizard.forms.object_types import fields_of, is_object_type
from wizard.forms.secret import SecretExtra

_without: WeakKeyDictionary[type, None] = WeakKeyDictionary()
"""Classes that were looked into, and lead to no secret."""


def contains_secret(annotation: Any) -> bool:
    """Return whether a value of this annotation may contain a secret at any depth.

    Each class is examined once, however many paths lead to it.
    """
    entered: list[Any] = []
    waiting = [take_apart(annotation)]
    while waiting:
        a = waiting.pop()
        if a.ui.secret or a.is_class(SecretExtra) or _is_secret(a.origin):
            return True
        is_class = isinstance(a.type, type)
        if (is_class and a.type in _without) or a.type in entered:
            continue
        if is_class:
            waiting += _parts(a.type)
        else:
            waiting += map(take_apart, (*a.members, *_arguments(a)))
        if is_class or a.members:  # only these can lead back to themselves
            entered.append(a.type)
    _without.update({kind: None for kind in entered if isinstance(kind, type)})
    return False


def _is_secret(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, SecretStr | SecretBytes | Secret)


def _arguments(a: Annotation) -> list[Any]:
    if a.origin is Literal:
        return []
    # A generic dataclass declares its fields, but not how its type arguments apply to them.
    return [argument for argument in a.args if argument is not Ellipsis]


def _parts(kind: type) -> list[Annotation]:
    if issubclass(kind, RootModel) or is_object_type(kind):
        fields = fields_of(kind).values()
        return [take_apart(info.annotation, tuple(info.metadata)) for info in fields]
    return []
