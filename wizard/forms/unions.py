"""Controls for unions: of models, tagged or not, and of anything else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, get_args

from pydantic import BaseModel, Discriminator, Tag, ValidationError
from pydantic.fields import FieldInfo

from wizard.forms.annotations import Annotation, take_apart
from wizard.forms.controls import Constant, Control, Items, Lines, Nested, Pairs, Union, Variant
from wizard.forms.controls.scalar import Scalar
from wizard.forms.problems import Attempt
from wizard.forms.raw import OMIT, UNSET, Loc
from wizard.forms.rules import control_for, mark
from wizard.forms.validation import validated
from wizard.forms.words import first_sentence, humanize

NULL = "null"

_KIND_LABELS = {
    "text": "Text",
    "secret": "Secret text",
    "integer": "Whole number",
    "float": "Number",
    "decimal": "Number",
    "url": "Web address",
    "email": "E-mail address",
    "datetime": "Date and time",
    "uuid": "ID",
    "bytes": "Data",
}


def union_control(a: Annotation, settings: dict[str, Any]) -> Control:
    """A control that chooses among the members of a union."""
    tag = _discriminator(a)
    variants: list[Variant] = [_null(a)] if a.nullable else []
    for number, member in enumerate(a.members, start=1):
        inner = take_apart(member, mark(a.ui.secret))
        key = _unique(_key(inner, tag, number), variants)
        model_doc = first_sentence(inner.type.__doc__) if inner.is_class(BaseModel) else ""
        control = control_for(inner)
        label = a.ui.labels.get(key) or inner.ui.label or _label(inner, control)
        variants.append(Variant(key, label, control, a.ui.helps.get(key) or model_doc))
    return _union(settings, variants)


def optional_control(a: Annotation, settings: dict[str, Any], control: Control) -> Control:
    """A control for an object or nothing; ``control`` is the one for the object."""
    key = getattr(a.type, "__name__", "value")
    return _union(settings, [_null(a), Variant(key, a.ui.labels.get(key, "Set"), control)])


def _union(settings: dict[str, Any], variants: list[Variant]) -> Union:
    return Union(
        **{**settings, "nullable": False},
        variants=tuple(variants),
        validate=_validate,
        recognise=_recognise,
    )


def _null(a: Annotation) -> Variant:
    return Variant(NULL, a.ui.labels.get(None, "Not set"), None)


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
    if tag and member.is_class(BaseModel):
        literal = take_apart(member.type.model_fields[tag].annotation)
        if literal.origin is Literal:
            return str(getattr(get_args(literal.type)[0], "value", get_args(literal.type)[0]))
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


def _label(member: Annotation, control: Control) -> str:
    if member.is_class(BaseModel):
        return str(member.type.model_config.get("title") or humanize(member.type.__name__))
    if isinstance(control, Scalar):
        return _KIND_LABELS.get(control.kind, humanize(control.kind))
    if isinstance(control, Constant):
        return str(getattr(control.value, "value", control.value))
    if isinstance(control, Lines | Items):
        return "List"
    if isinstance(control, Pairs):
        return "Names and values"
    return humanize(getattr(member.type, "__name__", "Other"))


def _validate(variant: Variant, raw: Any, at: Loc, attempt: Attempt) -> Any:
    # The chosen member is validated by itself: a union would report every other member too.
    control = variant.control
    if control is None:
        return None
    at = (*at, variant.key)
    if raw is UNSET and not isinstance(control, Nested | Union | Constant):
        attempt.fail(at, "missing")
        return OMIT
    return validated(control, raw, at, attempt)


def _recognise(union: Union, value: Any) -> Variant:
    if value is None:
        null = next((v for v in union.variants if v.control is None), None)
        if null is not None:
            return null
    real = [v for v in union.variants if v.control is not None]
    for variant in real:
        kind = _class_of(variant)
        if kind is not None and type(value) is kind:
            return variant
    if isinstance(value, Mapping):
        return max(real, key=lambda variant: _fit(variant, value))
    for strict in (True, False):
        for variant in real:
            if _accepts(variant, value, strict=strict):
                return variant
    raise ValueError("fits no member")


def _class_of(variant: Variant) -> Any:
    found = take_apart(variant.control.annotation).origin if variant.control else None
    return found if isinstance(found, type) else None


def _accepts(variant: Variant, value: Any, *, strict: bool) -> bool:
    if variant.control is None:
        return False
    try:
        variant.control.adapter.validate_python(value, strict=strict)
    except (ValidationError, TypeError):
        return False
    return True


def _fit(variant: Variant, value: Mapping[Any, Any]) -> tuple[bool, bool, bool, int]:
    """How well a mapping fits a member: its constants, no unknown keys, complete, shared keys."""
    control = variant.control
    if not isinstance(control, Nested):
        return (_accepts(variant, value, strict=False), False, False, 0)
    fields = control.shape.fields
    known = {name for item in fields for name in item.names}
    constants = all(
        item.control.value == value.get(item.key, None if item.required else item.control.value)
        for item in fields
        if isinstance(item.control, Constant)
    )
    complete = all(item.names & set(value) for item in fields if item.required)
    return (constants, set(value) <= known, complete, len(set(value) & known))
