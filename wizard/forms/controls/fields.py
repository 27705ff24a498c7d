"""The form specification: immutable, grouped fields, built once from a model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from wizard.forms.controls.base import Control
from wizard.forms.controls.choice import Constant
from wizard.forms.controls.scalar import Scalar
from wizard.forms.plain_data import to_plain
from wizard.forms.raw import EXTRA, UNSET, same
from wizard.forms.secret import as_secrets
from wizard.forms.ui import Ui

_NUMBERS: Final = ("integer", "float", "decimal")


@dataclass(frozen=True, eq=False, kw_only=True)
class FormField:
    """One field.

    key: its part of a location, which is the alias if it has one, as in pydantic's errors.
    names: all names it is known by.
    required: there is no default.
    default: the raw value that represents the default; UNSET if there is none to show.
    convert: converts a value from a file to one of the field; returns unchanged what it cannot.
    """

    key: str | int
    names: frozenset[str | int]
    label: str
    help: str
    control: Control
    required: bool
    ui: Ui
    index: int = 0
    examples: tuple[Any, ...] = ()
    deprecated: str = ""
    make_default: Callable[[], Any] = lambda: UNSET
    convert: Callable[[Any], Any] = lambda value: value

    @property
    def always(self) -> bool:
        """Whether the field is part of the result even if left alone."""
        constant = self.control if isinstance(self.control, Constant) else None
        return constant is not None and (self.required or constant.value is not None)

    @property
    def hidden(self) -> bool:
        """Whether there is nothing to ask for."""
        return isinstance(self.control, Constant)

    @property
    def asked(self) -> bool:
        """Whether a person is asked for it: it is neither constant nor follows another field."""
        return not self.hidden and self.ui.follows is None

    @cached_property
    def default(self) -> Any:
        """The raw value that represents the default."""
        value = self.make_default()
        try:
            return value if value is UNSET else self.control.format(value)
        except (ValueError, TypeError, AttributeError):
            return UNSET

    @property
    def placeholder(self) -> str:
        """The text for an empty field: the declared placeholder, otherwise the first example."""
        example = self._example
        return self.ui.placeholder or (example if isinstance(example, str) else "")

    @property
    def _example(self) -> Any:
        """The first example; a number is a text where one is asked for."""
        found = self.examples[0] if self.examples else ""
        is_number = isinstance(found, int | float) and not isinstance(found, bool)
        asks = isinstance(self.control, Scalar) and self.control.kind in _NUMBERS
        return str(found) if is_number and asks else found

    @property
    def example(self) -> str:
        """Like ``placeholder``, but only the first value of a list, which has one per line."""
        found: Any = self.ui.placeholder or self._example
        if isinstance(found, str) and self.control.ui.separator:
            found = found.split(self.control.ui.separator)
        if isinstance(found, list):
            found = found[0] if found else ""
        return found.strip() if isinstance(found, str) else ""

    def format(self, value: Any, *, from_file: bool) -> Any:
        """Return the raw value for ``value``; an invalid one is kept so it can be corrected."""
        return self.control.format_any(self.convert(value) if from_file else value)


def is_changed(field: FormField | None, entered: Any) -> bool:
    """Return whether the raw value ``entered`` differs from the default, if there is one."""
    default = field.default if field is not None else UNSET
    return entered is not UNSET and not same(entered, default)


@dataclass(frozen=True, slots=True, eq=False)
class FieldGroup:
    """Fields under a common title; ``title`` is empty for the leading ones."""

    title: str
    fields: tuple[FormField, ...]
    advanced: bool = False


@dataclass(frozen=True, eq=False)
class ObjectSpec:
    """The fields of one object, whatever its class.

    fields: in the order in which they are asked for.
    title, help: the object's label and description.
    read: splits a value into what each key holds; None if the value is not such an object.
    assemble: builds the candidate for the model from the candidates by key.
    masks_extra: texts under unknown keys are secrets.
    types_extra: the model has a type for values under unknown keys, so it takes no ``Secret``.
    positional: the keys are the positions of a tuple, which is a list in JSON.

    Raises ValueError if the conditions of fields are circular.
    """

    fields: tuple[FormField, ...]
    title: str
    help: str
    read: Callable[[Any], Mapping[Any, Any] | None]
    assemble: Callable[[dict[Any, Any]], Any] = lambda found: found
    masks_extra: bool = False
    types_extra: bool = False
    positional: bool = False
    by_name: dict[str | int, FormField] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for item in self.fields:
            for name in item.names:
                self.by_name.setdefault(name, item)
        for item in self.fields:
            self.by_name[item.key] = item
        for item in self.fields:
            self._refuse_circle(item)

    def _refuse_circle(self, item: FormField) -> None:
        """Reject a field whose visibility depends on itself."""
        way: list[str | int] = []
        other: FormField | None = item
        while other is not None and other.ui.visible_when is not None:
            if other.key in way:
                words = " → ".join(str(key) for key in (*way, other.key))
                raise ValueError(f"{item.key}: its condition leads round in a circle: {words}")
            way.append(other.key)
            other = self.find(other.ui.visible_when.field)

    def find(self, part: str | int) -> FormField | None:
        """Return the field with this key or name."""
        return self.by_name.get(part)

    @cached_property
    def watched(self) -> frozenset[str | int]:
        """The keys of the fields that the conditions of other fields depend on."""
        conditions = (item.ui.visible_when for item in self.fields)
        found = (self.find(when.field) for when in conditions if when is not None)
        return frozenset(item.key for item in found if item is not None)

    @cached_property
    def groups(self) -> tuple[FieldGroup, ...]:
        """The fields in their groups: the untitled group first, advanced ones last."""
        found: dict[tuple[bool, str], list[FormField]] = {(False, ""): []}
        for item in self.fields:
            advanced = bool(item.ui.advanced)
            title = item.ui.group or ("Advanced" if advanced else "")
            if item.asked:
                found.setdefault((advanced, title), []).append(item)
        ordered = sorted(found.items(), key=lambda entry: entry[0][0])
        return tuple(
            FieldGroup(title, tuple(items), advanced)
            for (advanced, title), items in ordered
            if items
        )

    def format(self, value: Any) -> dict[str | int, Any]:
        """Return the raw value of an object; raises ValueError if ``value`` is not one."""
        found = self.read(value)
        if found is None:
            raise ValueError("not an object")
        from_file = isinstance(value, Mapping)
        raw: dict[str | int, Any] = {}
        extra: dict[str, Any] = {}
        for name, item in found.items():
            known = self.find(name)
            if known is None:
                plain = to_plain(item)
                extra[str(name)] = as_secrets(plain) if self.masks_extra else plain
            elif (below := known.format(item, from_file=from_file)) is not UNSET:
                raw[known.key] = below
        if extra:
            raw[EXTRA] = extra
        return raw
