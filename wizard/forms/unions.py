"""Controls for unions: of models, tagged or not, and of anything else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal, get_args

from pydantic import Discriminator, Tag
from pydantic.fields import FieldInfo

from wizard.forms.annotations import Annotation, take_apart
from wizard.forms.controls import (
    ChoiceControl,
    Constant,
    Control,
    NestedControl,
    Switch,
    UnionControl,
    Variant,
)
from wizard.forms.controls.fields import FormField
from wizard.forms.controls.objects import class_of
from wizard.forms.errors import ReadContext
from wizard.forms.labels import member_labels
from wizard.forms.messages import NOT_SET, first_sentence
from wizard.forms.object_types import doc_of, fields_of, is_object_type
from wizard.forms.options import plain_of
from wizard.forms.raw import OMIT, UNSET, Loc, same
from wizard.forms.registry import common, control_for, mark

NULL = "null"


def union_control(a: Annotation, settings: dict[str, Any]) -> Control:
    """Return a control that chooses among the members of a union."""
    tag = _discriminator(a)
    members = [take_apart(member, mark(a.ui.secret, a.config)) for member in a.members]
    controls = [control_for(member) for member in members]
    variants: list[Variant] = [_null(a)] if a.nullable else []
    labels = member_labels(members, controls, declared=tag is not None)
    for number, (inner, control, label) in enumerate(
        zip(members, controls, labels, strict=True), start=1
    ):
        key = _unique(_key(inner, tag, number), variants)
        doc = first_sentence(doc_of(inner.type)) if is_object_type(inner.type) else ""
        label = a.ui.labels.get(key) or inner.ui.label or label
        variants.append(Variant(key, label, control, a.ui.helps.get(key) or doc))
    return union_of(settings, variants)


def optional_control(a: Annotation, control: Control) -> Control:
    """Return a control for an optional object, given the ``control`` of the object."""
    key = getattr(a.type, "__name__", "value")
    return union_of(common(a), [_null(a), Variant(key, a.ui.labels.get(key, "Set"), control)])


def around(a: Annotation, inner: Control) -> Control:
    """Return the control of a type that wraps another one, whose control is ``inner``."""
    ui, secret = inner.ui.merged(a.ui), inner.secret or bool(a.ui.secret)
    control = replace(inner, annotation=a.whole, config=a.config, ui=ui, secret=secret)
    if not a.nullable:
        return control
    if isinstance(control, UnionControl):
        has_null = any(variant.control is None for variant in control.variants)
        null = () if has_null else (_null(a),)
        return replace(control, variants=(*null, *control.variants))
    if isinstance(control, NestedControl):
        return optional_control(a, replace(control, annotation=a.type))
    return replace(control, nullable=True)


def union_of(settings: dict[str, Any], variants: list[Variant]) -> UnionControl:
    """Return the control of a union, given its members."""
    return UnionControl(
        **{**settings, "nullable": False},
        variants=tuple(variants),
        validate=_validate,
        recognise=_recognise,
    )


def _null(a: Annotation) -> Variant:
    return Variant(NULL, a.ui.labels.get(None, NOT_SET), None)


def _discriminator(a: Annotation) -> str | None:
    for item in a.metadata:
        found = item.discriminator if isinstance(item, FieldInfo | Discriminator) else None
        if isinstance(found, str):
            return found
    return None


def _key(member: Annotation, tag: str | None, number: int) -> str:
    named = next((m.tag for m in member.metadata if isinstance(m, Tag)), None)
    if named:
        return named
    if tag and is_object_type(member.type) and tag in fields_of(member.type):
        literal = take_apart(fields_of(member.type)[tag].annotation)
        if literal.origin is Literal:
            return str(plain_of(get_args(literal.type)[0]))
    if isinstance(member.type, type) and not member.args:
        return member.type.__name__
    return str(member.type).replace("typing.", "") if member.args else f"option {number}"


def _unique(key: str, variants: list[Variant]) -> str:
    taken = {variant.key for variant in variants}
    number, unique = 1, key
    while unique in taken:
        number += 1
        unique = f"{key} {number}"
    return unique


def _validate(variant: Variant, raw: Any, at: Loc, attempt: ReadContext) -> Any:
    # The chosen member is validated alone, as a union would report every other member too.
    control = variant.control
    if control is None:
        return None
    at = (*at, variant.key)
    if raw is UNSET and not isinstance(control, NestedControl | UnionControl | Constant):
        attempt.fail(at, "missing")
        return OMIT
    return control.validated(raw, at, attempt)


def _recognise(union: UnionControl, value: Any) -> Variant:
    if value is None:
        null = next((v for v in union.variants if v.control is None), None)
        if null is not None:
            return null
    real = [(v, v.control) for v in union.variants if v.control is not None]
    for variant, control in real:
        if any(same(option, value) for option in _closed(control)):
            return variant
    for variant, control in real:
        if class_of(control) is type(value) and not _is_refused(control, value):
            return variant
    if isinstance(value, Mapping):
        ranks = {variant: _fit(control, value) for variant, control in real}
        real.sort(key=lambda member: ranks[member[0]], reverse=True)
        # What is incomplete is accepted by none; only those that the keys do not tell apart count.
        alike = [(v, c) for v, c in real if ranks[v][:-1] == ranks[real[0][0]][:-1]]
        return (_chosen(union, alike, value) if len(alike) > 1 else None) or real[0][0]
    for strict in (True, False):
        for variant, control in real:
            if _accepts(control, value, strict=strict):
                return variant
    for variant, control in real:
        if take_apart(control.annotation).origin is type(value):
            return variant
    raise ValueError("fits no member")


def _chosen(
    union: UnionControl, alike: list[tuple[Variant, Control]], value: Mapping[Any, Any]
) -> Variant | None:
    """Return the member that pydantic takes, or one that accepts ``value`` at all; else None."""
    try:
        found = union.adapter.validate_python(value, by_alias=True, by_name=True)
    except Exception:  # Validators are the model's own code and may raise anything.
        found = None
    for variant, control in alike:
        if is_object_type(type(found)) and class_of(control) is type(found):
            return variant
    for strict in (True, False):
        for variant, control in alike:
            if _accepts(control, value, strict=strict):
                return variant
    return None


def _is_refused(control: Control, value: Any) -> bool:
    """Return whether a member of the value's own type does not allow it: a pattern, say."""
    return isinstance(value, str | int | float) and not _accepts(control, value, strict=True)


def _closed(control: Control) -> list[Any]:
    """Return the values of a control that allows no others."""
    if isinstance(control, Constant):
        return [control.value]
    if isinstance(control, Switch):
        return [control.option.value]
    return [o.value for o in control.options] if isinstance(control, ChoiceControl) else []


def _accepts(control: Control, value: Any, *, strict: bool) -> bool:
    try:
        control.adapter.validate_python(value, strict=strict, by_alias=True, by_name=True)
    except Exception:  # Validators are the model's own code and may raise anything.
        return False
    return True


def _fit(control: Control, value: Mapping[Any, Any]) -> tuple[bool, bool, bool, bool, int]:
    """Rank how well a mapping fits a member.

    Compares, in order: its constants, no unknown keys, completeness, its choices, and the number of
    shared keys.
    """
    if not isinstance(control, NestedControl):
        accepted = _accepts(control, value, strict=False)
        return (accepted, accepted, accepted, accepted, 0)
    fields = control.shape.fields
    known = {name for item in fields for name in item.names}
    return (
        constants_fit(control, value),
        set(value) <= known,
        all(item.names & set(value) for item in fields if item.required),
        all(_allows(item, value) for item in fields if isinstance(item.control, ChoiceControl)),
        len(set(value) & known),
    )


def constants_fit(control: NestedControl, value: Mapping[Any, Any]) -> bool:
    """Return whether ``value`` has an object's constants; those with a default are optional."""
    fixed = [item for item in control.shape.fields if isinstance(item.control, Constant | Switch)]
    return all(_allows(item, value) for item in fixed)


def _allows(item: FormField, value: Mapping[Any, Any]) -> bool:
    """Return whether the value that ``value`` holds for a field is one that the field allows."""
    given = next((value[name] for name in item.names if name in value), UNSET)
    control = item.control
    if given is UNSET:
        return not (item.required and isinstance(control, Constant))
    if isinstance(control, Constant):
        return same(plain_of(given), plain_of(control.value))
    allowed = [plain_of(value) for value in _closed(control)]
    if control.nullable or isinstance(control, Switch):
        allowed.append(None)
    return any(same(plain_of(given), value) for value in allowed)
