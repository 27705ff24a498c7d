"""Controls for nested objects and for choices between shapes."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from wizard.forms.annotations import take_apart
from wizard.forms.controls.base import Control
from wizard.forms.controls.fields import FormField, ObjectSpec
from wizard.forms.errors import ReadContext
from wizard.forms.raw import EXTRA, OMIT, UNSET, Loc
from wizard.forms.secret import revealed


@dataclass(frozen=True, kw_only=True, eq=False)
class NestedControl(Control):
    """An object with fields; the raw value maps each field's key to its raw value.

    ``make_shape`` is called when the fields are first needed, so that recursive models terminate.
    """

    make_shape: Callable[[], ObjectSpec]

    @cached_property
    def shape(self) -> ObjectSpec:
        """The fields of the object, built once."""
        return self.make_shape()

    def blank(self) -> Any:
        return {}

    def _format(self, value: Any) -> Any:
        return self.shape.format(value)

    def _collect(self, raw: Any, at: Loc, attempt: ReadContext) -> Any:
        raw = {} if raw is UNSET else raw
        if not isinstance(raw, dict):
            attempt.fail(at, "dict_type")
            return OMIT
        extra = raw.get(EXTRA, {})
        found: dict[Any, Any] = dict(revealed(extra) if self.shape.types_extra else extra)
        for field in self.shape.fields:
            below = raw.get(field.key, UNSET)
            if below is UNSET and not (field.required or field.always):
                continue
            if self.visible(field, raw, attempt.context):
                value = field.control.to_python(below, (*at, field.key), attempt)
                if value is not OMIT:
                    found[field.key] = value
        return self.shape.assemble(found)

    def visible(self, field: FormField, raw: Any, context: Mapping[str, Any]) -> bool:
        """Return whether the field's condition holds for the object's other raw values."""
        when = field.ui.visible_when
        if when is None:
            return True
        other = self.shape.find(when.field)
        if other is None:
            return when.field not in context or when.holds(context[when.field])
        raw = raw if isinstance(raw, dict) else {}
        if not self.visible(other, raw, context):
            return False
        return when.holds(other.control.preview(raw.get(other.key, other.default)))

    def preview(self, raw: Any) -> Any:
        return raw if isinstance(raw, dict) else {}

    def child(self, part: str | int) -> Control | None:
        field = self.shape.find(part)
        return field.control if field else None

    def child_raw(self, raw: Any, part: str | int) -> Any:
        return raw.get(part, UNSET) if isinstance(raw, dict) else UNSET

    def with_child(self, raw: Any, part: str | int, below: Any) -> Any:
        copy = dict(raw) if isinstance(raw, dict) else {}
        if below is UNSET:
            copy.pop(part, None)
        else:
            copy[part] = below
        return copy


@dataclass(frozen=True, kw_only=True, eq=False)
class Instance(NestedControl):
    """An object that its model accepts only as an instance; ``of`` creates it from a dict."""

    of: Control

    def _collect(self, raw: Any, at: Loc, attempt: ReadContext) -> Any:
        return self.of.validated(raw, at, attempt)


@dataclass(frozen=True, slots=True, eq=False)
class Variant:
    """One member of a union; ``control`` is None for null.

    key: the part that pydantic adds to an error's location: the tag, or the class's name.
    """

    key: str
    label: str
    control: Control | None
    help: str = ""


def class_of(control: Control) -> type | None:
    """Return the class of a control's values; None for ``list[int]`` or ``int | str``."""
    kind = take_apart(control.annotation).type
    return kind if isinstance(kind, type) else None


USE, OF = "use", "of"


@dataclass(frozen=True, kw_only=True, eq=False)
class UnionControl(Control):
    """One of several shapes.

    The raw value, ``{"use": key, "of": {key: raw}}``, keeps what was typed into the other members,
    so that switching back restores it.
    """

    variants: tuple[Variant, ...]
    validate: Callable[[Variant, Any, Loc, ReadContext], Any]
    recognise: Callable[[UnionControl, Any], Variant]

    def variant(self, raw: Any) -> Variant:
        """Return the chosen member; ``first`` while none is chosen."""
        key = raw.get(USE) if isinstance(raw, dict) else None
        return next((v for v in self.variants if v.key == key), self.first)

    @cached_property
    def first(self) -> Variant:
        """The first member that is neither null nor endlessly recursive."""
        real = [v for v in self.variants if v.control is not None]
        null = [v for v in self.variants if v.control is None]
        apart = [v for v in real if self not in _all_below(v.control)]
        return (apart or null or sorted(real, key=lambda v: _height_of(v.control)))[0]

    def blank(self) -> Any:
        return {USE: self.variant(None).key, OF: {}}

    def wraps(self, value: Any) -> bool:
        # A member may itself be a RootModel or a Secret.
        return super().wraps(value) and not any(
            variant.control is not None and class_of(variant.control) is type(value)
            for variant in self.variants
        )

    def _format(self, value: Any) -> Any:
        variant = self.recognise(self, value)
        return {
            USE: variant.key,
            OF: {} if variant.control is None else {variant.key: variant.control.format(value)},
        }

    def _collect(self, raw: Any, at: Loc, attempt: ReadContext) -> Any:
        if raw is not UNSET and not isinstance(raw, dict):
            attempt.fail(at, "dict_type")
            return OMIT
        variant = self.variant(raw)
        if variant.control is None:
            return None
        return self.validate(variant, self.child_raw(raw, variant.key), at, attempt)

    def preview(self, raw: Any) -> Any:
        variant = self.variant(raw)
        below = self.child_raw(raw, variant.key)
        return variant.control.preview(below) if variant.control else None

    def child(self, part: str | int) -> Control | None:
        return next((v.control for v in self.variants if v.key == part), None)

    def child_raw(self, raw: Any, part: str | int) -> Any:
        return raw.get(OF, {}).get(part, UNSET) if isinstance(raw, dict) else UNSET

    def with_child(self, raw: Any, part: str | int, below: Any) -> Any:
        raw = raw if isinstance(raw, dict) else self.blank()
        kept = {key: value for key, value in raw.get(OF, {}).items() if key != part}
        if below is not UNSET:
            kept[part] = below
        return {USE: raw.get(USE, part), OF: kept}

    def choose(self, raw: Any, key: str) -> Any:
        """Return a copy of ``raw`` with another member chosen.

        A member that was never filled in starts with the values of fields with the same name.
        """
        old = self.variant(raw)
        raw = raw if isinstance(raw, dict) else self.blank()
        kept = dict(raw.get(OF, {}))
        if key not in kept and old.key in kept:
            carried = carry_over(old.control, kept[old.key], self.child(key))
            if carried:
                kept[key] = carried
        return {USE: key, OF: kept}


def _below(control: Control | None) -> list[Control]:
    """Return the controls that are asked for immediately while this one is left alone."""
    if isinstance(control, NestedControl):
        return [field.control for field in control.shape.fields if field.default is UNSET]
    if isinstance(control, UnionControl):
        return [v.control for v in control.variants if v.control is not None]
    return []


def _all_below(control: Control | None) -> set[Control]:
    found: set[Control] = set()
    waiting = [control]
    while waiting:
        for one in _below(waiting.pop()):
            if one not in found:
                found.add(one)
                waiting.append(one)
    return found


def _height_of(control: Control | None) -> float:
    """Return the minimum nesting depth; infinite if it contains itself whatever is chosen."""
    if control is None:
        return 0
    below = {one: _below(one) for one in {control, *_all_below(control)}}
    heights = dict.fromkeys(below, math.inf)
    while True:
        lower = {one: _height_above(one, [heights[o] for o in below[one]]) for one in below}
        if lower == heights:
            return heights[control]
        heights = lower


def _height_above(control: Control, heights: list[float]) -> float:
    if not isinstance(control, UnionControl):
        return 1 + max(heights, default=0)
    null = any(variant.control is None for variant in control.variants)
    return 1 if null else 1 + min(heights, default=0)


def carry_over(source: Control | None, raw: Any, target: Control | None) -> dict[str | int, Any]:
    """Return the raw values of ``source`` that fit fields in ``target`` by name and kind."""
    if not isinstance(source, NestedControl) or not isinstance(target, NestedControl):
        return {}
    if not isinstance(raw, dict):
        return {}
    carried: dict[str | int, Any] = {}
    for field in target.shape.fields:
        other = source.shape.find(field.key)
        if other is None or field.key not in raw:
            continue
        if (type(other.control), other.control.secret) == (
            type(field.control),
            field.control.secret,
        ):
            carried[field.key] = raw[field.key]
    return carried
