"""Which control an annotation gets: ranked rules, the first that answers wins.

A new kind is one rule here, or one ``register`` call elsewhere, and one renderer a face.
"""

from __future__ import annotations

import collections
import collections.abc
import datetime
import enum
import ipaddress
import pathlib
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Literal, get_args

import pydantic
from pydantic import BaseModel, Json, RootModel, SecretBytes, SecretStr
from pydantic.fields import FieldInfo

from wizard.forms.annotations import Annotation, take_apart
from wizard.forms.controls import (
    Bounds,
    Choice,
    Codec,
    Constant,
    Control,
    Items,
    JsonText,
    Lines,
    Nested,
    Option,
    Pairs,
    Scalar,
    Several,
    YesNo,
)
from wizard.forms.controls.scalar import CODECS, adapted, codec_for
from wizard.forms.fields import Shape
from wizard.forms.vocabulary import Ui
from wizard.forms.words import humanize

Builder = Callable[[Annotation], Control | None]
_rules: list[tuple[int, Builder]] = []


def register(rank: int) -> Callable[[Builder], Builder]:
    """Add a rule: a function from an Annotation to a Control, or None when it does not apply.

    Rules of a higher rank are asked first. The built-in ones are between 0 and 100.
    """

    def add(builder: Builder) -> Builder:
        _rules.append((rank, builder))
        _rules.sort(key=lambda entry: -entry[0])
        return builder

    return add


class Unmaskable(ValueError):
    """What is chosen is said to be secret, though no mask hides a choice."""


def control_for(annotation: Annotation) -> Control:
    """The control for an annotation. There always is one, or it raises Unmaskable."""
    found = (control for _, rule in _rules if (control := rule(annotation)) is not None)
    control = next(found)
    if control.secret and isinstance(control, YesNo | Choice | Several):
        raise Unmaskable("what is chosen cannot be masked; take the secret mark off")
    return control


def mark(secret: bool | None) -> tuple[Ui, ...]:
    """What is put on the parts of something: those of a secret are secrets."""
    return (Ui(secret=True),) if secret else ()


def common(a: Annotation) -> dict[str, Any]:
    """What every control takes from its annotation."""
    return {
        "annotation": a.whole,
        "nullable": a.nullable,
        "ui": a.ui,
        "bounds": bounds_of(a.metadata),
        "secret": bool(a.ui.secret),
    }


def bounds_of(metadata: tuple[Any, ...]) -> Bounds:
    """The limits that metadata of annotated_types, pydantic's Field or StringConstraints set."""
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
    """Whether ``kind`` (the class or an instance) is in the annotation's metadata."""
    return any(m is kind or isinstance(m, kind) for m in a.metadata)


# --- values with a wrapping of their own -------------------------------------------------------


@register(100)
def _json_in_text(a: Annotation) -> Control | None:
    if a.type is Json or has_metadata(a, Json):
        inner = Any if a.type is Json else a.type
        secret = bool(a.ui.secret) or contains_secret(inner)
        return JsonText(**{**common(a), "annotation": inner, "secret": secret}, as_text=True)
    return None


@register(95)
def _encoded(a: Annotation) -> Control | None:
    encoder = next((m.encoder for m in a.metadata if hasattr(m, "encoder")), None)
    if encoder is None or not a.is_class(str, bytes):
        return None

    def show(value: Any) -> str:
        content = value.encode() if isinstance(value, str) else value
        return str(encoder.encode(content).decode())

    return Scalar(**common(a), codec=Codec("bytes", lambda text: text.strip(), show, blank=True))


# --- closed sets -------------------------------------------------------------------------------


@register(90)
def _nothing(a: Annotation) -> Control | None:
    return Constant(**common(a), value=None) if a.type is type(None) else None


@register(85)
def _choice(a: Annotation) -> Control | None:
    options = options_of(a)
    if options is None:
        return None
    if len(options) == 1 and not a.nullable:
        return Constant(**common(a), value=options[0].value)
    return Choice(**common(a), options=options)


def options_of(a: Annotation) -> tuple[Option, ...] | None:
    """The options of a Literal or an Enum, each with a unique key; None for other types."""
    if a.origin is Literal:
        named = [(_key(value), value) for value in get_args(a.type)]
    elif a.is_class(enum.Enum):
        named = [(_key(member.value), member) for member in a.type]
    else:
        return None
    seen: dict[str, int] = {}
    options = []
    for key, value in named:
        if value is None:
            continue
        seen[key] = seen.get(key, 0) + 1
        unique = key if seen[key] == 1 else f"{key}#{seen[key]}"
        plain = value.value if isinstance(value, enum.Enum) else value
        label = a.ui.labels.get(plain) or a.ui.labels.get(key) or _option_label(key, value)
        options.append(Option(unique, value, label, a.ui.helps.get(plain, "")))
    return tuple(options) or None


def _key(value: Any) -> str:
    return value if isinstance(value, str) else str(value)


def _option_label(key: str, value: Any) -> str:
    plain = isinstance(value, enum.Enum) and not isinstance(value.value, str)
    return humanize(value.name.lower()) if plain else key


@register(80)
def _yes_no(a: Annotation) -> Control | None:
    return YesNo(**common(a)) if a.type is bool else None


# --- objects and unions ------------------------------------------------------------------------


@register(75)
def _union(a: Annotation) -> Control | None:
    from wizard.forms.unions import union_control

    return union_control(a, common(a)) if a.members else None


@register(70)
def _root_model(a: Annotation) -> Control | None:
    if not a.is_class(RootModel):
        return None
    info = a.type.model_fields["root"]
    inner = control_for(take_apart(info.annotation, (*info.metadata, *mark(a.ui.secret))))
    outer = common(a)
    return replace(
        inner,
        annotation=a.whole,
        nullable=a.nullable or inner.nullable,
        ui=inner.ui.merged(outer["ui"]),
    )


@register(65)
def _object(a: Annotation) -> Control | None:
    from wizard.forms.shapes import model_shape

    if not a.is_class(BaseModel):
        return None
    secret = bool(a.ui.secret)
    if secret and a.type not in _looked_into:
        # Made now, to be refused now; the fields of a recursive model lead here again.
        _looked_into.add(a.type)
        try:
            model_shape(a.type, secret=True)
        finally:
            _looked_into.remove(a.type)
    return _nested(a, lambda: model_shape(a.type, secret=secret))


_looked_into: set[type] = set()


def _nested(a: Annotation, make_shape: Callable[[], Shape]) -> Control:
    if not a.nullable:
        return Nested(**common(a), make_shape=make_shape)
    from wizard.forms.unions import optional_control

    settings = {**common(a), "nullable": False}
    inner = Nested(**{**settings, "annotation": a.type}, make_shape=make_shape)
    return optional_control(a, settings, inner)


# --- several values ----------------------------------------------------------------------------

_CONTAINERS: dict[Any, Callable[[Any], Any]] = {
    list: list,
    set: set,
    frozenset: frozenset,
    collections.deque: collections.deque,
    collections.abc.Sequence: list,
    collections.abc.MutableSequence: list,
    collections.abc.Set: set,
    collections.abc.MutableSet: set,
    collections.abc.Iterable: list,
    collections.abc.Collection: list,
}
_PLAIN = (Scalar, YesNo, Choice)


def _is_plain(control: Control) -> bool:
    return isinstance(control, _PLAIN) and not control.nullable


@register(60)
def _list(a: Annotation) -> Control | None:
    item: Any
    if a.origin is tuple and len(a.args) == 2 and a.args[1] is Ellipsis:
        container: Callable[[Any], Any] = tuple
        item = a.args[0]
    elif a.origin in _CONTAINERS and len(a.args) == 1:
        container, item = _CONTAINERS[a.origin], a.args[0]
    else:
        return None
    control = control_for(take_apart(item))
    settings = common(a)
    settings["secret"] = settings["secret"] or control.secret
    if isinstance(control, Choice) and not control.nullable:
        labelled = options_of(replace_ui(take_apart(item), a))
        return Several(**settings, options=labelled or control.options, container=container)
    if _is_plain(control) and not getattr(control, "multiline", False):
        # The whole text is the secret; its lines are taken out of it.
        return Lines(**settings, item=control, container=container)
    control = control_for(take_apart(item, mark(a.ui.secret)))
    return Items(**settings, item=control, container=container)


def replace_ui(inner: Annotation, outer: Annotation) -> Annotation:
    """``inner`` with what ``outer`` says about presentation put over it."""
    return replace(inner, metadata=(*inner.metadata, outer.ui))


@register(60)
def _tuple(a: Annotation) -> Control | None:
    if a.origin is not tuple or not a.args or a.args[-1] is Ellipsis:
        return None
    from wizard.forms.shapes import tuple_shape

    items = tuple(take_apart(item, mark(a.ui.secret)) for item in a.args)
    if a.ui.secret:
        tuple_shape(items)  # made now, to be refused now
    return _nested(a, lambda: tuple_shape(items))


@register(60)
def _mapping(a: Annotation) -> Control | None:
    mappings = (dict, collections.abc.Mapping, collections.abc.MutableMapping)
    if a.origin not in mappings or len(a.args) != 2:
        return None
    key, item = (control_for(take_apart(arg)) for arg in a.args)
    if not _is_plain(key) or not _is_plain(item) or key.secret:
        return None
    settings = common(a)
    settings["secret"] = settings["secret"] or item.secret
    return Pairs(**settings, key=key, item=item)


# --- one value ---------------------------------------------------------------------------------

_NETWORK = (
    ipaddress.IPv4Address,
    ipaddress.IPv6Address,
    ipaddress.IPv4Network,
    ipaddress.IPv6Network,
    ipaddress.IPv4Interface,
    ipaddress.IPv6Interface,
)
_DAY, _MOMENT = CODECS[datetime.date], CODECS[datetime.datetime]
# Classes of pydantic's that are not below the type they stand for.
_SPECIAL: dict[Any, Codec] = {
    pydantic.PastDate: _DAY,
    pydantic.FutureDate: _DAY,
    pydantic.AwareDatetime: _MOMENT,
    pydantic.NaiveDatetime: _MOMENT,
    pydantic.PastDatetime: _MOMENT,
    pydantic.FutureDatetime: _MOMENT,
    pydantic.EmailStr: Codec("email", str.strip),
    pydantic.ByteSize: adapted("size", pydantic.ByteSize),
    re.Pattern: adapted("pattern", re.Pattern),
}


@register(50)
def _scalar(a: Annotation) -> Control | None:
    codec = _codec(a)
    if codec is None:
        return None
    settings = common(a)
    settings["secret"] = settings["secret"] or a.is_class(SecretStr, SecretBytes)
    return Scalar(
        **settings,
        codec=codec,
        multiline=bool(a.ui.multiline),
        file=a.ui.file,
    )


def _codec(a: Annotation) -> Codec | None:
    kind = a.origin
    if kind in _SPECIAL:
        return _SPECIAL[kind]
    if not isinstance(kind, type):
        return None
    if issubclass(kind, SecretStr):
        return Codec("secret", kind, CODECS[SecretStr].format, blank=True)
    if kind.__module__ == "pydantic.networks":
        return adapted("email" if "Email" in kind.__name__ else "url", kind)
    if issubclass(kind, _NETWORK):
        return adapted("address", kind)
    if issubclass(kind, pathlib.PurePath):
        return CODECS[pathlib.Path] if kind is pathlib.Path else adapted("path", kind)
    return codec_for(kind)


# --- whatever is left --------------------------------------------------------------------------


@register(0)
def _anything(a: Annotation) -> Control | None:
    settings = common(a)
    secret = settings["secret"] or contains_secret(a.type)
    return JsonText(**{**settings, "annotation": a.type, "secret": secret})


def contains_secret(annotation: Any, seen: frozenset[Any] = frozenset()) -> bool:
    """Whether a value of this annotation may hold a secret anywhere."""
    a = take_apart(annotation)
    if isinstance(a.origin, type) and issubclass(
        a.origin, SecretStr | SecretBytes | pydantic.Secret
    ):
        return True
    if a.ui.secret:
        return True
    inner = [
        *a.members,
        *(arg for arg in a.args if arg is not Ellipsis and a.origin is not Literal),
    ]
    if a.is_class(BaseModel) and a.type not in seen:
        seen = seen | {a.type}
        inner += [info.annotation for info in a.type.model_fields.values()]
        if any(
            take_apart(i.annotation, tuple(i.metadata)).ui.secret
            for i in a.type.model_fields.values()
        ):
            return True
    elif a.is_class(BaseModel):
        return False
    return any(contains_secret(item, seen) for item in inner)
