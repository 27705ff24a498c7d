"""Labels for the members of a union."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from typing import Any, Final

from pydantic import RootModel

from wizard.forms.annotations import Annotation, encoder_of, take_apart
from wizard.forms.controls import (
    BooleanControl,
    ChoiceControl,
    Constant,
    Control,
    Entries,
    ItemList,
    JsonText,
    KeyValueList,
    MultiChoice,
    NestedControl,
    Scalar,
    Switch,
    TextList,
    UnionControl,
)
from wizard.forms.messages import first_sentence, humanize, listing
from wizard.forms.object_types import doc_of, fields_of, is_object_type, title_of
from wizard.forms.options import options_of, plain_of
from wizard.forms.raw import UNSET
from wizard.utils.text import shortened

_KIND_LABELS: Final = {
    "text": "Text",
    "secret": "Secret text",
    "secret_bytes": "Secret text",
    "integer": "Whole number",
    "float": "Number",
    "decimal": "Number",
    "url": "URL",
    "email": "Email address",
    "datetime": "Date and time",
    "uuid": "ID",
    "bytes": "Data",
    "import": "Import path",
}
_NOUNS: Final = {str: "text", int: "whole number", float: "number", bool: "yes or no"}
_MAX_CHARS: Final = 40


def member_labels(
    members: Sequence[Annotation], controls: Sequence[Control], *, declared: bool
) -> list[str]:
    """Return the labels of a union's members, unique as far as the members can be told apart.

    A member is called by its title, by the constant that tells it apart, or by its class's name; by
    the first words of its docstring if the name is no more than another one's with a number.

    declared: the union declares the constant that tells its members apart. Class names then serve
    as labels, provided that they are more than one name with numbers.
    """
    labels = [_label(*member) for member in zip(members, controls, strict=True)]
    names = [re.sub(r" ?\d+$", "", label) for label in labels]
    if not declared or len(set(names)) < len(names):
        untitled = {
            index: member.type
            for index, member in enumerate(members)
            if is_object_type(member.type) and not title_of(member.type)
        }
        constants = _telling_constants(members)
        for index, kind in untitled.items():
            if index in constants:
                labels[index] = str(constants[index])
            elif names[index] != labels[index] or names.count(names[index]) > 1:
                labels[index] = _first_words(kind) or labels[index]
    for detail in (_inside, _encoding, _class_name):
        counts = Counter(labels)
        labels = [
            f"{label} ({more})" if counts[label] > 1 and (more := detail(member)) else label
            for label, member in zip(labels, members, strict=True)
        ]
    return labels


def _first_words(kind: type) -> str:
    """Return the first words of a class's docstring: its first sentence, cut after a word."""
    words = re.split(r"[.:;](?:\s|$)", first_sentence(doc_of(kind)))[0]
    return textwrap.shorten(words, _MAX_CHARS, placeholder=" …") if words else ""


def _telling_constants(members: Sequence[Annotation]) -> Mapping[int, Any]:
    """Return each object's constant that sets it apart from all others; empty if there is none."""
    objects = {index: m.type for index, m in enumerate(members) if is_object_type(m.type)}
    if len(objects) < 2:
        return {}
    constants = {index: _constants(kind) for index, kind in objects.items()}
    for name in next(iter(constants.values())):
        found = {index: values.get(name, UNSET) for index, values in constants.items()}
        distinct = {str(value) for value in found.values()}
        if UNSET not in found.values() and len(distinct) == len(found):
            return found
    return {}


def _constants(kind: type) -> dict[str, Any]:
    """Return the fields that have only one possible value."""
    found = {}
    for name, info in fields_of(kind).items():
        options = options_of(take_apart(info.annotation, tuple(info.metadata))) or ()
        if len(options) == 1:
            found[name] = plain_of(options[0].value)
    return found


def _label(member: Annotation, control: Control) -> str:
    if is_object_type(member.type):
        return title_of(member.type) or humanize(member.type.__name__)
    if isinstance(control, Scalar):
        return _KIND_LABELS.get(control.kind, humanize(control.kind))
    if isinstance(control, Constant):
        return str(plain_of(control.value))
    if isinstance(control, Switch):
        return control.option.label
    if isinstance(control, BooleanControl):
        return "Yes or no"
    if isinstance(control, ChoiceControl):
        return shortened(listing([option.label for option in control.options]), _MAX_CHARS)
    if isinstance(control, UnionControl):
        return shortened(listing([variant.label for variant in control.variants]), _MAX_CHARS)
    return _label_of_many(member, control)


def _label_of_many(member: Annotation, control: Control) -> str:
    if isinstance(control, JsonText) and control.as_text:
        return "JSON as text"
    if isinstance(control, KeyValueList | Entries):
        return "Names and values"
    if isinstance(control, TextList | ItemList | MultiChoice):
        return "List"
    if isinstance(control, NestedControl):
        return "Values in order"
    if isinstance(member.origin, type) and member.origin is not Any:
        if issubclass(member.origin, Mapping):
            return "Names and values"
        if issubclass(member.origin, list | tuple | Set):
            return "List"
        return "JSON" if member.is_class(RootModel) else humanize(member.origin.__name__)
    return "JSON"


def _inside(member: Annotation) -> str:
    """Describe the values contained in a member."""
    return shortened(", ".join(filter(None, map(_noun, member.args))), _MAX_CHARS)


def _noun(annotation: Any) -> str:
    a = take_apart(annotation)
    if a.members:
        return listing([noun for member in a.members if (noun := _noun(member))])
    options = options_of(a)
    if options:
        return listing([option.label for option in options])
    if isinstance(a.origin, type) and a.args:
        return "names and values" if issubclass(a.origin, Mapping) else "list"
    if isinstance(a.type, type):
        return _NOUNS.get(a.type) or humanize(a.type.__name__)
    return "anything" if a.type is Any else ""


def _encoding(member: Annotation) -> str:
    encoder = encoder_of(member)
    return encoder.__name__.removesuffix("Encoder") if encoder else ""


def _class_name(member: Annotation) -> str:
    return getattr(member.type, "__name__", "")
