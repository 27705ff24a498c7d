"""Controls for values from a closed set, and for fixed values."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from wizard.forms.controls.base import Control
from wizard.forms.errors import ReadContext
from wizard.forms.raw import OMIT, UNSET, Loc, same


class Option(NamedTuple):
    """One choice; ``key`` represents ``value`` in raw values."""

    key: str
    value: Any
    label: str
    help: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class BooleanControl(Control):
    """True or false; the raw value is the boolean."""

    def _format(self, value: Any) -> Any:
        if value is not None and not isinstance(value, bool):
            raise ValueError("not a boolean")
        return value

    def _collect(self, raw: Any, at: Loc, attempt: ReadContext) -> Any:
        if raw is UNSET:
            return OMIT
        if raw is None or isinstance(raw, bool):
            return raw
        attempt.fail(at, "bool_parsing")
        return OMIT


@dataclass(frozen=True, kw_only=True, eq=False)
class ChoiceControl(Control):
    """One of ``options``; the raw value is the option's key."""

    options: tuple[Option, ...]

    def option(self, raw: Any) -> Option | None:
        """Return the option that ``raw`` represents."""
        return next((o for o in self.options if o.key == raw), None)

    def _format(self, value: Any) -> Any:
        return None if value is None else key_of(self.options, value)

    def _collect(self, raw: Any, at: Loc, attempt: ReadContext) -> Any:
        if raw is UNSET:
            return OMIT
        if raw is None:
            return None
        option = self.option(raw)
        if option is None:
            attempt.fail(at, "choice")
            return OMIT
        return option.value

    def preview(self, raw: Any) -> Any:
        option = self.option(raw)
        return option.value if option else None


@dataclass(frozen=True, kw_only=True, eq=False)
class MultiChoice(Control):
    """Any number of ``options``; the raw value is the list of their keys, in order."""

    options: tuple[Option, ...]
    container: Callable[[Iterable[Any]], Any] = list

    def _format(self, value: Any) -> Any:
        return None if value is None else [key_of(self.options, item) for item in value]

    def _collect(self, raw: Any, at: Loc, attempt: ReadContext) -> Any:
        if raw is UNSET:
            return OMIT
        if raw is None:
            return None
        by_key = {option.key: option.value for option in self.options}
        if not isinstance(raw, list) or not all(isinstance(k, str) and k in by_key for k in raw):
            attempt.fail(at, "choice")
            return OMIT
        return self.container(by_key[key] for key in raw)

    def joined(self, values: list[Any]) -> Any:
        """Return the JSON representation of these option values."""
        return values

    def parted(self, value: Any) -> Any:
        """Return the option values that a JSON value represents."""
        return value


@dataclass(frozen=True, kw_only=True, eq=False)
class Flags(MultiChoice):
    """The bits of one number, any of which may be set; ``options`` are the single bits."""

    def _format(self, value: Any) -> Any:
        if value is None:
            return None
        single = [option for option in self.options if option.value & value]
        if self.container(option.value for option in single) != value:
            raise ValueError("not a combination of these flags")
        return [option.key for option in single]

    def joined(self, values: list[Any]) -> Any:
        return reduce(or_, values, 0) if all(type(value) is int for value in values) else values

    def parted(self, value: Any) -> Any:
        if type(value) is not int:
            return value
        bits = [option.value.value for option in self.options if option.value.value & value]
        return bits if self.joined(bits) == value else value


@dataclass(frozen=True, kw_only=True, eq=False)
class Switch(BooleanControl):
    """A yes-or-no choice between one value and null."""

    option: Option

    def _format(self, value: Any) -> Any:
        return value is not None and bool(key_of((self.option,), value))

    def _collect(self, raw: Any, at: Loc, attempt: ReadContext) -> Any:
        found = super()._collect(raw, at, attempt)
        return self.option.value if found is True else None if found is False else found

    def preview(self, raw: Any) -> Any:
        return self.option.value if raw is True else None


@dataclass(frozen=True, kw_only=True, eq=False)
class Constant(Control):
    """A fixed value: sent, but never asked for.

    Only null has a raw value, which distinguishes a null that was given from none.
    """

    value: Any

    def _format(self, value: Any) -> Any:
        return None if value is None and self.value is None else UNSET

    def _collect(self, raw: Any, at: Loc, attempt: ReadContext) -> Any:
        return self.value

    def preview(self, raw: Any) -> Any:
        return self.value


def key_of(options: tuple[Option, ...], value: Any) -> str:
    """Return the key of the option with this value, comparing types too.

    Raises ValueError if there is none.
    """
    for exact in (True, False):
        for option in options:
            if option.value == value and (not exact or type(option.value) is type(value)):
                return option.key
    for option in options:
        # A model may accept a member of an Enum and store its value.
        if isinstance(option.value, Enum) and same(option.value.value, value):
            return option.key
    raise ValueError("not one of the choices")
