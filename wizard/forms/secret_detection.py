"""Where a secret may be: anywhere in the values of an annotation."""

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
    """Whether a value of this annotation may hold a secret anywhere.

    Each class is looked into once, however many ways lead to it.
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
        if is_class or a.members:  # through others alone nothing leads back to itself
            entered.append(a.type)
    _without.update({kind: None for kind in entered if isinstance(kind, type)})
    return False


def _is_secret(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, SecretStr | SecretBytes | Secret)


def _arguments(a: Annotation) -> list[Any]:
    if a.origin is Literal:
        return []
    # A generic dataclass says what its fields are, and not what its arguments do there.
    return [argument for argument in a.args if argument is not Ellipsis]


def _parts(kind: type) -> list[Annotation]:
    if issubclass(kind, RootModel) or is_object_type(kind):
        fields = fields_of(kind).values()
        return [take_apart(info.annotation, tuple(info.metadata)) for info in fields]
    return []
