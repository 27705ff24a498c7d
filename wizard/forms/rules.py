"""Ranked rules that choose the control for an annotation; the first match wins.

A new kind takes one rule here, or one ``register`` call elsewhere, and one renderer per frontend.
"""

from __future__ import annotations

import collections
import collections.abc
import datetime
import enum
import ipaddress
import pathlib
import re
import typing
from collections.abc import Callable
from dataclasses import replace
from functools import cache, reduce
from operator import or_
from typing import Annotated, Any

import pydantic
from pydantic import InstanceOf, RootModel, SecretBytes, SecretStr

from wizard.forms.annotations import Annotation, take_apart
from wizard.forms.any_value import ANYTHING, any_control
from wizard.forms.controls import (
    BooleanControl,
    ChoiceControl,
    Codec,
    Constant,
    Control,
    Entries,
    Flags,
    ItemList,
    JsonText,
    KeyValueList,
    MultiChoice,
    NestedControl,
    Scalar,
    Switch,
    TextList,
)
from wizard.forms.controls.fields import ObjectSpec
from wizard.forms.controls.scalar import CODECS, adapted, codec_for
from wizard.forms.object_types import is_object_type
from wizard.forms.options import options_of
from wizard.forms.registry import (
    common,
    control_for,
    is_probing,
    is_recursive,
    mark,
    probed,
    register,
)
from wizard.forms.secret_detection import contains_secret
from wizard.forms.shapes import entry_shape, object_shape, tuple_shape
from wizard.forms.unions import around, optional_control, union_control, union_of

# --- closed sets -------------------------------------------------------------------------------


@register(90)
def _nothing(a: Annotation) -> Control | None:
    return Constant(**common(a), value=None) if a.type is type(None) else None


@register(85)
def _choice(a: Annotation) -> Control | None:
    options = options_of(a)
    if options is None:
        return None
    if a.is_class(enum.Flag):
        none = a.type(0)
        return Flags(**common(a), options=options, container=lambda bits: reduce(or_, bits, none))
    if len(options) > 1:
        return ChoiceControl(**common(a), options=options)
    if a.nullable:
        return Switch(**{**common(a), "nullable": False}, option=options[0])
    return Constant(**common(a), value=options[0].value)


@register(80)
def _yes_no(a: Annotation) -> Control | None:
    return BooleanControl(**common(a)) if a.type is bool else None


# --- objects and unions ------------------------------------------------------------------------


@register(78)
def _itself(a: Annotation) -> Control | None:
    """Defer a type that contains itself until it is needed, unless it needs itself at once."""
    is_lazy = is_object_type(a.type) or not is_recursive(a)
    return None if is_lazy else _anything(a)


@register(79)
def _any_kind(a: Annotation) -> Control | None:
    return any_control(a) if a.type in ANYTHING else None


@register(75)
def _union(a: Annotation) -> Control | None:
    if not a.members:
        return None
    return union_of(common(a), []) if is_probing() else union_control(a, common(a))


@register(70)
def _root_model(a: Annotation) -> Control | None:
    if not a.is_class(RootModel):
        return None
    make = _make_root_control if is_probing() else _root_control
    return around(a, make(a.type, bool(a.ui.secret)))


@cache
def _root_control(model: type[RootModel[Any]], secret: bool) -> Control:
    """Return one control for all uses of a model, so that recursion forms a cycle."""
    return _make_root_control(model, secret)


def _make_root_control(model: type[RootModel[Any]], secret: bool) -> Control:
    model.model_rebuild(raise_errors=False)
    info = model.model_fields["root"]
    inside = mark(secret, model.model_config)
    return control_for(take_apart(info.annotation, (*info.metadata, *inside)))


@register(65)
def _object(a: Annotation) -> Control | None:
    if not is_object_type(a.type):
        return None
    secret = bool(a.ui.secret)
    return _nested(a, lambda: object_shape(a.type, secret=secret))


def _nested(a: Annotation, make_shape: Callable[[], ObjectSpec]) -> Control:
    if not a.nullable:
        return NestedControl(**common(a), make_shape=cache(make_shape))
    settings = {**common(a), "nullable": False}
    inner = NestedControl(**{**settings, "annotation": a.type}, make_shape=cache(make_shape))
    return optional_control(a, inner)


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
    collections.abc.Generator: list,
    tuple: tuple,
}
_MAPPINGS = (
    dict,
    collections.Counter,
    collections.OrderedDict,
    collections.defaultdict,
    collections.abc.Mapping,
    collections.abc.MutableMapping,
)
_PLAIN = (Scalar, BooleanControl, ChoiceControl)


def _is_plain(control: Control) -> bool:
    is_plain = isinstance(control, _PLAIN) and not isinstance(control, Switch)
    return is_plain and not control.nullable


@register(60)
def _list(a: Annotation) -> Control | None:
    item: Any
    if a.origin not in _CONTAINERS:
        return None
    container, item = _CONTAINERS[a.origin], (a.args or (Any,))[0]
    control = probed(take_apart(item, mark(None, a.config)))
    settings = common(a)
    settings["secret"] = settings["secret"] or control.secret
    if isinstance(control, ChoiceControl) and not control.nullable:
        labelled = options_of(replace_ui(take_apart(item), a))
        return MultiChoice(**settings, options=labelled or control.options, container=container)
    if _is_plain(control) and not getattr(control, "multiline", False):
        # The whole text is the secret; its lines are extracted from it.
        return TextList(**settings, item=control, container=container)
    inside = mark(a.ui.secret, a.config)
    make_item = cache(lambda: control_for(take_apart(item, inside)))
    return ItemList(**settings, make_item=make_item, container=container)


def replace_ui(inner: Annotation, outer: Annotation) -> Annotation:
    """Return ``inner`` with the presentation settings of ``outer`` merged over it."""
    return replace(inner, metadata=(*inner.metadata, outer.ui))


@register(61)
def _tuple(a: Annotation) -> Control | None:
    is_fixed = a.args[-1:] != (Ellipsis,) and a.type not in (tuple, typing.Tuple)  # noqa: UP006
    if a.origin is not tuple or not is_fixed:
        return None
    if any(typing.get_origin(item) is typing.Unpack for item in a.args):
        return None  # parts of it may be absent
    items = tuple(take_apart(item, mark(a.ui.secret, a.config)) for item in a.args)
    return _nested(a, lambda: tuple_shape(items))


def _arguments(a: Annotation) -> tuple[Any, Any]:
    """Return the annotations of the names and of the values of a mapping."""
    if a.origin is collections.Counter:
        return (*(a.args or (str,)), int)
    return a.args or (str, Any)


@register(60)
def _mapping(a: Annotation) -> Control | None:
    if a.origin not in _MAPPINGS:
        return None
    inside = mark(None, a.config)
    names, values = (take_apart(arg, inside) for arg in _arguments(a))
    key, item = control_for(names), probed(values)
    if not _is_plain(key) or key.secret:
        return None
    settings = common(a)
    if _is_plain(item):
        settings["secret"] = settings["secret"] or item.secret
        return KeyValueList(**settings, key=key, item=item)
    if settings["secret"]:
        return None  # in a secret, names are masked too
    entry = NestedControl(annotation=a.whole, make_shape=cache(lambda: entry_shape(names, values)))
    return Entries(**settings, make_item=lambda: entry)


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
# Classes of pydantic's that do not derive from the type they represent.
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
    typing.LiteralString: CODECS[str],
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
    metadata = [item for item in a.metadata if type(item) is InstanceOf]
    plain: Any = Annotated[a.type, metadata[0]] if metadata else a.type
    return JsonText(**{**settings, "annotation": plain, "secret": secret})
