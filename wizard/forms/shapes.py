"""Shapes: builds the fields of models, tuples and mapping entries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from inspect import get_annotations
from typing import Any

from pydantic import AliasChoices
from pydantic.fields import FieldInfo

from wizard.forms.annotations import Annotation, take_apart
from wizard.forms.controls import (
    Control,
    ItemList,
    KeyValueList,
    NestedControl,
    Scalar,
    TextList,
)
from wizard.forms.controls.entries import KEY, VALUE
from wizard.forms.controls.fields import FormField, ObjectSpec
from wizard.forms.controls.scalar import BASE64, BINARY, bytes_of
from wizard.forms.errors import ConversionError
from wizard.forms.messages import first_sentence, humanize
from wizard.forms.object_types import (
    config_of,
    doc_of,
    fields_of,
    is_object_type,
    title_of,
    values_of,
)
from wizard.forms.raw import UNSET
from wizard.forms.registry import UnmaskableSecretError, control_for, mark
from wizard.forms.secret import SecretExtra
from wizard.forms.secret_detection import contains_secret
from wizard.forms.ui import Ui


@lru_cache(maxsize=1024)
def object_shape(kind: type, *, secret: bool = False) -> ObjectSpec:
    """Return an object type's fields in the order they are asked for, all secret if ``secret``.

    Raises ValueError, naming the field, if a secret cannot be masked.
    """
    found = [
        _object_field(index, name, info, kind, secret=secret)
        for index, (name, info) in enumerate(fields_of(kind).items())
    ]
    # Required fields come first, unless the model says otherwise.
    found.sort(key=lambda item: (item.ui.order or 0, not item.required, item.index))
    # Next to secrets, values without a field are treated as secret too.
    masks_extra = (
        secret or issubclass(kind, SecretExtra) or any(item.control.secret for item in found)
    )
    return ObjectSpec(
        tuple(found),
        title_of(kind) or humanize(kind.__name__),
        first_sentence(doc_of(kind)),
        lambda value: values_of(kind, value),
        masks_extra=masks_extra,
        types_extra=_types_extra(kind),
    )


def _types_extra(kind: type) -> bool:
    """Return whether a model says of what type the values are that no field knows."""
    owners = (base for base in kind.__mro__ if "__pydantic_extra__" in get_annotations(base))
    return next(owners, SecretExtra) is not SecretExtra


def _object_field(index: int, name: str, info: FieldInfo, kind: type, *, secret: bool) -> FormField:
    tagged = (info,) if info.discriminator is not None else ()
    outside = (*info.metadata, *tagged, *mark(secret, config_of(kind)))
    a = take_apart(info.annotation, outside)
    names = _names(name, info)
    ui, control = a.ui, _control(a, f"{kind.__name__}.{name}")
    return FormField(
        key=names[0],
        names=frozenset({name, *names}),
        label=ui.label if ui.label is not None else info.title or humanize(name),
        help=ui.help or first_sentence(info.description),
        control=control,
        required=info.is_required(),
        ui=ui,
        index=index,
        examples=_examples(info),
        deprecated=_deprecated(info),
        make_default=lambda: default_of(info),
        convert=_converter(control),
    )


def _examples(info: FieldInfo) -> tuple[Any, ...]:
    """Return the examples; a single one need not be in a list."""
    found: Any = info.examples
    if found is None:
        return ()
    return tuple(found) if isinstance(found, list | tuple | set | frozenset) else (found,)


def _control(a: Annotation, name: str) -> Control:
    try:
        return control_for(a)
    except UnmaskableSecretError as problem:
        raise UnmaskableSecretError(f"{name}: {problem}") from None


def _names(name: str, info: FieldInfo) -> list[str]:
    """Return the names that a value may have, the one used in error locations first."""
    alias = info.validation_alias
    choices = alias.choices if isinstance(alias, AliasChoices) else [alias]
    return [*(choice for choice in choices if isinstance(choice, str)), name]


def _deprecated(info: FieldInfo) -> str:
    note = info.deprecated
    if not note:
        return ""
    return note if isinstance(note, str) else getattr(note, "message", "") or "Deprecated."


def default_of(info: FieldInfo) -> Any:
    """Return the default to show; UNSET if there is none, or if each call makes a new one."""
    if info.is_required():
        return UNSET
    if info.default_factory is None:
        return info.default
    factory: Callable[..., Any] = info.default_factory
    try:
        first, second = factory(), factory()
    except Exception:  # A factory may depend on other values, or on an environment that is absent.
        return UNSET
    return first if first == second else UNSET


def _converter(control: Control) -> Callable[[Any], Any]:
    """Return a converter from a file's value to the model's; a text may represent a list, say."""

    def convert(value: Any) -> Any:
        # Given an incomplete object, a union would pick whichever member accepts anything.
        incomplete = isinstance(value, Mapping) and not isinstance(control, KeyValueList)
        if is_object_type(type(value)) or value is None or incomplete:
            return value
        value = _decoded(control, value)
        try:
            return control.adapter.validate_python(value, by_alias=True, by_name=True)
        except Exception:  # Validators are the model's own code and may raise anything.
            return value

    return convert


def _decoded(control: Control, value: Any) -> Any:
    """Return a value of a file with the bytes of each text that only base64 could stand for."""
    if isinstance(control, TextList | ItemList) and isinstance(value, list):
        return [_decoded(control.item, item) for item in value]
    if isinstance(control, NestedControl) and isinstance(value, Mapping):
        known = control.shape.by_name
        return {
            name: _decoded(known[name].control, item) if name in known else item
            for name, item in value.items()
        }
    if isinstance(control, KeyValueList) and isinstance(value, Mapping):
        return {key: _decoded(control.item, item) for key, item in value.items()}
    is_binary = isinstance(control, Scalar) and control.codec in BINARY
    if not (is_binary and isinstance(value, str) and value.startswith(BASE64)):
        return value
    try:
        return bytes_of(value)
    except ConversionError:
        return value


def tuple_shape(items: tuple[Annotation, ...]) -> ObjectSpec:
    """Return the positions of a fixed-length tuple."""
    fields = tuple(
        FormField(
            # A text, so that it survives as a JSON key; pydantic's own location has the number.
            key=str(index),
            names=frozenset({index, str(index)}),
            label=a.ui.label or f"Value {index + 1}",
            help=a.ui.help or "",
            control=_control(a, f"Value {index + 1}"),
            required=True,
            ui=a.ui,
            index=index,
        )
        for index, a in enumerate(items)
    )

    def read(value: Any) -> Mapping[Any, Any] | None:
        fits = isinstance(value, tuple | list) and len(value) == len(items)
        return dict(enumerate(value)) if fits else None

    def assemble(found: dict[Any, Any]) -> Any:
        return tuple(found[key] for key in sorted(found, key=int))

    return ObjectSpec(fields, "", "", read, assemble, positional=True)


def entry_shape(name: Annotation, value: Annotation) -> ObjectSpec:
    """Return the name and value of a mapping entry, with an object's fields next to the name."""
    controls = (_control(name, "Name"), _control(value, "Value"))
    return name_and_value(*controls, masks_extra=contains_secret(value.whole))


def name_and_value(name: Control, value: Control, *, masks_extra: bool = False) -> ObjectSpec:
    """Return the two fields of a mapping entry, given their controls."""
    beside = Ui(label="") if isinstance(value, NestedControl) else Ui()
    fields = tuple(
        FormField(
            key=key,
            names=frozenset({key}),
            label=label if ui.label is None else ui.label,
            help=ui.help or "",
            control=control,
            required=True,
            ui=ui,
            index=index,
            convert=_converter(control),
        )
        for index, (key, label, ui, control) in enumerate(
            (
                (KEY, "Name", name.ui, name),
                (VALUE, "Value", value.ui.merged(beside), value),
            )
        )
    )
    return ObjectSpec(fields, "", "", lambda found: found, masks_extra=masks_extra)
