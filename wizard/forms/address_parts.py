"""Fills in all fields that one address answers: an owner and a repository, a bucket and a path.

A field declares the addresses with ``Ui(address_parts=…)``: patterns whose named groups are fields.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from wizard.forms.controls import NestedControl, TextList, UnionControl
from wizard.forms.form import FieldLocation
from wizard.forms.paste import fill_of, fillable
from wizard.forms.raw import Loc, text_of
from wizard.forms.state import FormState


@dataclass(frozen=True, slots=True)
class AddressFill:
    """What an address fills in.

    loc: the location of the field with the address, which may be in another member of its union.
    filled, kept: labels of the other fields that it fills in, and of those that keep their value.
    at, raw: the raw value with all of that, and its location.
    """

    loc: Loc
    filled: tuple[str, ...]
    kept: tuple[str, ...]
    at: Loc
    raw: Any

    def apply(self, state: FormState[Any]) -> None:
        """Fill in the fields, in one step that can be undone."""
        state.set(self.at, self.raw)

    @property
    def words(self) -> str:
        """What was done, in one line without any of the values."""
        kept = f" Unchanged: {', '.join(self.kept)}." if self.kept else ""
        return f"Also filled in: {', '.join(self.filled)}.{kept}"


def address_fill(state: FormState[Any], loc: Loc, *, switch: bool = True) -> AddressFill | None:
    """Return what the address in the field at ``loc`` fills in; None if it is no such address.

    switch: whether another member of the field's union may be chosen, unless a person chose one.
    """
    field = state.field(loc)
    text = text_of(state.entered(loc)).strip()
    if field is None or not field.ui.address_parts or not text or field.control.secret:
        return None
    lines = text.splitlines() if isinstance(field.control, TextList) else [text]
    read = [_parts(line.strip(), field.ui.address_parts) for line in lines]
    own = [parts.get(str(loc[-1]), line) for line, parts in zip(lines, read, strict=True)]
    others: dict[str, str] = {}
    for parts in read:
        for name, value in parts.items():
            if name != loc[-1] and others.setdefault(name, value) != value:
                return None  # of two owners, for example
    above = _object_with({*others, str(loc[-1])}, state, loc, switch=switch)
    return _fill(state, loc, above, "\n".join(own), others) if others and above else None


def _parts(line: str, patterns: tuple[str, ...]) -> dict[str, str]:
    """Return the named parts of an address; empty if no pattern matches it as a whole."""
    found = (re.fullmatch(pattern, line, re.IGNORECASE) for pattern in patterns)
    match = next((each for each in found if each is not None), None)
    parts = match.groupdict() if match is not None else {}
    return {name: unquote(value) for name, value in parts.items() if value}


def _object_with(names: set[str], state: FormState[Any], loc: Loc, *, switch: bool) -> Loc | None:
    """Return the location of the object that has all these fields, beside or around ``loc``."""

    def has_all(control: Any) -> bool:
        return isinstance(control, NestedControl) and all(map(control.shape.find, names))

    above, union = loc[:-1], loc[:-2]
    if has_all(state.control(above)):
        return above
    around = state.control(union) if len(loc) > 1 else None
    if not isinstance(around, UnionControl) or not switch:
        return None
    if around.variant(state.entered(union)).key != around.variants[0].key:
        return None
    return next(((*union, v.key) for v in around.variants if has_all(v.control)), None)


def _fill(
    state: FormState[Any], loc: Loc, above: Loc, own: str, others: Mapping[str, str]
) -> AddressFill | None:
    after: FormState[Any] = FormState(state.form, state.raw, state.context)
    after.set(loc, own)
    at = above
    if above != loc[:-1]:
        at = above[:-1]
        after.choose(at, str(above[-1]))
    loc = (*above, loc[-1])
    after.take_offers(loc)
    union = after.field(at) if at != above else None
    filled, kept = [union.label] if union is not None else [], list[str]()
    for place in tuple(after.places()):
        name = str(place.loc[-1]) if place.loc[:-1] == above else ""
        if name not in others or not fillable(place):
            continue
        if _put(after, place, others[name]):
            filled.append(place.label)
        elif text_of(place.raw) != others[name]:
            kept.append(place.label)
    if len(filled) == (union is not None):
        return None
    return AddressFill(loc, tuple(filled), tuple(kept), at, after.entered(at))


def _put(state: FormState[Any], place: FieldLocation, text: str) -> bool:
    """Fill in an empty field with a part of an address, if that is right; no secret."""
    fill = fill_of(place, text, state)
    if fill is None or place.control.secret or (state.changed(place.loc) and text_of(place.raw)):
        return False
    before = state.raw
    state.set(place.loc, fill.raw)
    state.take_offers(place.loc)
    if state.wrong(place.loc):
        state.restore(before)
        return False
    return True
