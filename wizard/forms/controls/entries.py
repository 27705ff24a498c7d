"""Mappings whose values have their own forms, shown as named rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from wizard.forms.controls.base import Control
from wizard.forms.controls.collections import ItemList
from wizard.forms.errors import ReadContext
from wizard.forms.raw import OMIT, UNSET, Loc, text_of

KEY: Final = "*key*"
VALUE: Final = "*value*"
"""The parts of a location that lead to the name and to the value of an entry."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Entries(ItemList):
    """A mapping with a form for each value; the raw value is a list of objects.

    Each object has a raw value under ``KEY`` and one under ``VALUE``, so that a name may be
    incomplete, missing or duplicated until it is corrected.
    """

    @property
    def key(self) -> Control:
        """The control for each name."""
        return self._part(KEY)

    @property
    def value(self) -> Control:
        """The control for each value."""
        return self._part(VALUE)

    def _part(self, part: str) -> Control:
        found = self.item.child(part)
        if found is None:
            raise LookupError(part)
        return found

    def value_of(self, entry: Any) -> Any:
        """Return the raw value of an entry's value; the blank one for a new entry."""
        raw = self.item.child_raw(entry, VALUE)
        return self.value.blank() if raw is UNSET else raw

    def _format(self, value: Any) -> Any:
        if value is None:
            return None
        if not isinstance(value, Mapping):
            raise TypeError("not a mapping")
        return [self.item.format({KEY: key, VALUE: item}) for key, item in value.items()]

    def _collect(self, raw: Any, at: Loc, attempt: ReadContext) -> Any:
        if raw is UNSET:
            return OMIT
        if raw is None:
            return None
        if not isinstance(raw, list):
            attempt.fail(at, "dict_type")
            return OMIT
        before = len(attempt.problems)
        found: dict[Any, Any] = {}
        for index, entry in enumerate(raw):
            here = (*at, index)
            pair = self.item.to_python(entry, here, attempt)
            for part in (KEY, VALUE) if isinstance(pair, dict) else ():
                if part not in pair and self.item.child_raw(entry, part) is UNSET:
                    attempt.fail((*here, part), "missing")
            if isinstance(pair, dict) and KEY in pair and VALUE in pair:
                if pair[KEY] in found:
                    attempt.fail((*here, KEY), "words", "This name already exists")
                found[pair[KEY]] = pair[VALUE]
        return OMIT if len(attempt.problems) > before else found

    def way_within(self, raw: Any, way: Loc) -> Loc:
        """Translate pydantic's location, which contains the name, to one that uses entry indexes.

        Returns an empty location if no entry has the name.
        """
        if way[1:2] in ((KEY,), (VALUE,)):
            return way
        name, *rest = way
        for index, entry in enumerate(raw if isinstance(raw, list) else []):
            typed = self.item.child_raw(entry, KEY)
            if name == self.key.preview(typed) or str(name) == text_of(typed):
                is_key = rest[:1] == ["[key]"]
                return (index, KEY, *rest[1:]) if is_key else (index, VALUE, *rest)
        return ()
