"""The registry of rules that choose a control for an annotation, and helpers for the rules.

A rule is a function from an Annotation to a Control; the first that returns one wins. The built-in
rules are in ``rules``, ``wrappers`` and ``text_types``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import replace
from typing import Any, Final

from pydantic import ConfigDict
from pydantic.fields import FieldInfo

from wizard.forms.annotations import Annotation, ModelConfig
from wizard.forms.controls import BooleanControl, Bounds, ChoiceControl, Control, MultiChoice
from wizard.forms.ui import Ui

Builder = Callable[[Annotation], Control | None]
_rules: list[tuple[int, Builder]] = []

_IN_PROGRESS: Final[ContextVar[tuple[Any, ...]]] = ContextVar("in_progress", default=())
"""The types whose controls are being made, the outermost first."""

_PROBING: Final[ContextVar[bool]] = ContextVar("probing", default=False)


def register(rank: int) -> Callable[[Builder], Builder]:
    """Register a rule: a function from an Annotation to a Control, or None if it does not apply.

    Rules with a higher rank are tried first. The built-in ranks lie between 0 and 100.
    """

    def add(builder: Builder) -> Builder:
        _rules.append((rank, builder))
        _rules.sort(key=lambda entry: -entry[0])
        return builder

    return add


class UnmaskableSecretError(ValueError):
    """A choice is declared secret, although no mask can hide a choice."""


class PartOfSecret(Ui):
    """The mark of a part of a secret; a choice among such parts stays visible."""

    __slots__ = ()


def control_for(annotation: Annotation) -> Control:
    """Return the control for an annotation; every type has one. Raises UnmaskableSecretError."""
    before = _IN_PROGRESS.set((*_IN_PROGRESS.get(), annotation.type))
    try:
        found = (control for _, rule in _rules if (control := rule(annotation)) is not None)
        control = next(found)
    finally:
        _IN_PROGRESS.reset(before)
    if control.secret and isinstance(control, BooleanControl | ChoiceControl | MultiChoice):
        marks = [m for m in annotation.metadata if isinstance(m, Ui) and m.secret]
        if not all(isinstance(mark, PartOfSecret) for mark in marks):
            raise UnmaskableSecretError("choices can't be masked; remove the secret mark")
        return replace(control, secret=False)
    return control


def probed(annotation: Annotation) -> Control:
    """Return a control that shows of what kind the one for an annotation is.

    A union in it has no members yet, as one of them may contain what is being built.
    """
    before = _PROBING.set(True)
    try:
        return control_for(annotation)
    finally:
        _PROBING.reset(before)


def is_probing() -> bool:
    """Return whether only the kind of a control is asked for."""
    return _PROBING.get()


def is_recursive(annotation: Annotation) -> bool:
    """Return whether the type contains itself and its control is already being built."""
    return annotation.type in _IN_PROGRESS.get()[:-1]


def mark(secret: bool | None, config: ConfigDict | None = None) -> tuple[Any, ...]:
    """Return the metadata for the parts of a value.

    Parts of a secret are secrets, and the enclosing model's configuration applies to all of them.
    """
    inside = (PartOfSecret(secret=True),) if secret else ()
    return (*inside, *((ModelConfig(config),) if config else ()))


def common(a: Annotation) -> dict[str, Any]:
    """Return the settings that every control takes from its annotation."""
    return {
        "annotation": a.whole,
        "config": a.config,
        "nullable": a.nullable,
        "ui": a.ui,
        "bounds": bounds_of(a.metadata),
        "secret": bool(a.ui.secret),
    }


def bounds_of(metadata: tuple[Any, ...]) -> Bounds:
    """Return the limits that annotated_types, pydantic's Field or StringConstraints declare."""
    found: dict[str, Any] = {}

    def look(item: Any) -> None:
        if isinstance(item, FieldInfo):
            for inner in item.metadata:
                look(inner)
        for name in Bounds._fields:
            value = getattr(item, name, None)
            if value is not None and not callable(value):
                found[name] = value.pattern if isinstance(value, re.Pattern) else value

    for item in metadata:
        look(item)
    return Bounds(**found)


def has_metadata(a: Annotation, kind: type) -> bool:
    """Return whether ``kind`` (the class or an instance) is in the annotation's metadata."""
    return any(m is kind or isinstance(m, kind) for m in a.metadata)
