"""Shows a form's values as JSON to edit, and reads the edited JSON back; secrets stay masked.

Whatever was not changed in the JSON keeps its raw value, valid or not. So do fields that are not
currently asked for, and union members that are not chosen.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from pydantic import PydanticUserError, ValidationError

from wizard.forms.controls import (
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
    Variant,
    from_text,
)
from wizard.forms.controls.collections import LineError, split_pairs
from wizard.forms.controls.entries import KEY, VALUE
from wizard.forms.controls.fields import FormField
from wizard.forms.form import Form
from wizard.forms.json_values import JsonEditError, dotted, plain, typed
from wizard.forms.plain_data import to_plain
from wizard.forms.raw import EXTRA, UNSET, Kept, Loc, same, text_of
from wizard.forms.secret import MASK, Secret, as_secrets
from wizard.forms.unions import constants_fit
from wizard.utils.control_characters import escape_control
from wizard.utils.parsing import JsonSyntaxError, strict_json

__all__ = ["JsonEditError", "from_json", "to_data", "to_json"]

_NUMBERS = ("integer", "float")


def to_json(form: Form[Any], raw: Any, context: Mapping[str, Any] | None = None) -> str:
    """Return the entered values as indented JSON, with each secret as ``********``."""
    value = _View(context or {}).value(form.root, raw)
    value = {} if value is UNSET and isinstance(form.root, NestedControl) else value
    if value is UNSET:
        return ""
    text = json.dumps(value, indent=2, ensure_ascii=False)
    # Characters that JSON does not escape, but that are invisible or act as line ends.
    return re.sub(r"[^\n -~]", lambda found: escape_control(found[0]), text)


def to_data(form: Form[Any], raw: Any, context: Mapping[str, Any] | None = None) -> Any:
    """Return the entered values as JSON data, apart from secrets and ``Kept`` values in it."""
    return _WholeView(context or {}).value(form.root, raw)


def from_json(
    form: Form[Any], text: str, raw: Any, context: Mapping[str, Any] | None = None
) -> Any:
    """Return ``raw`` updated with the JSON in ``text``.

    ``********`` in place of a secret keeps that secret. Unknown keys are kept. Raises
    JsonEditError.
    """
    if not text.strip():
        if to_json(form, raw, context).strip() in ("", "{}"):
            return raw
        raise JsonEditError("This is empty. Enter {} for an empty form.")
    try:
        value = strict_json(text)
    except JsonSyntaxError as problem:
        raise JsonEditError(f"{problem}.") from None
    if not isinstance(value, dict) and _is_object(form.root):
        raise JsonEditError("Enter an object, in { and }.")
    return _View(context or {}).raw(form.root, value, raw, ())


class _View:
    def __init__(self, context: Mapping[str, Any]) -> None:
        self.context = context

    # --- to JSON -------------------------------------------------------------------------------

    def value(self, control: Control, raw: Any) -> Any:
        """Return the JSON value of a raw value; UNSET if there is nothing to write."""
        if isinstance(control, Constant) and raw in (UNSET, None):
            return plain(control.value)
        if raw is UNSET or raw is None:
            return raw
        if isinstance(raw, Secret):
            return MASK if text_of(raw) else ""
        if isinstance(raw, Kept):
            return str(raw)
        if isinstance(control, NestedControl):
            return self._object(control, raw) if isinstance(raw, dict) else plain(raw)
        if isinstance(control, UnionControl):
            variant = control.variant(raw)
            if variant.control is None:
                return None
            return self.value(variant.control, control.child_raw(raw, variant.key))
        if isinstance(control, Entries) and isinstance(raw, list):
            names = [self.value(control.key, control.item.child_raw(e, KEY)) for e in raw]
            if UNSET not in names and len(set(map(str, names))) == len(names):
                below = [self.value(control.value, control.value_of(entry)) for entry in raw]
                pairs = zip(map(str, names), below, strict=True)
                return {name: None if value is UNSET else value for name, value in pairs}
        if isinstance(control, ItemList) and isinstance(raw, list):
            values = [self.value(control.item, item) for item in raw]
            return [None if value is UNSET else value for value in values]
        if isinstance(control, MultiChoice) and isinstance(raw, list):
            by_key = {option.key: plain(option.value) for option in control.options}
            return control.joined([by_key.get(key, key) for key in raw])
        return self._leaf(control, raw)

    def _object(self, control: NestedControl, raw: dict[Any, Any]) -> Any:
        found: dict[str, Any] = {}
        for field in control.shape.fields:
            if isinstance(field.control, Constant) and field.always:
                found[str(field.key)] = plain(field.control.value)
            elif self._asked(control, field, raw):
                value = self.value(field.control, raw.get(field.key, UNSET))
                if value is not UNSET:
                    found[str(field.key)] = value
        if control.shape.positional and len(found) == len(control.shape.fields):
            return list(found.values())
        extra = raw.get(EXTRA, {})
        return {**found, **{key: self._extra_data(value) for key, value in extra.items()}}

    def _extra_data(self, value: Any) -> Any:
        return plain(value)

    def _asked(self, control: NestedControl, field: FormField, raw: Any) -> bool:
        is_asked = not field.hidden or field.key in raw  # such as a null that was given
        return is_asked and control.visible(field, raw, self.context)

    def _leaf(self, control: Control, raw: Any) -> Any:
        if isinstance(control, ChoiceControl):
            option = control.option(raw)
            return raw if option is None else plain(option.value)
        if isinstance(control, Switch) and isinstance(raw, bool):
            return plain(control.option.value) if raw else None
        if isinstance(control, JsonText):
            try:
                return strict_json(text_of(raw))
            except JsonSyntaxError:
                return text_of(raw)
        if isinstance(control, TextList | KeyValueList) and isinstance(raw, str):
            return self._several(control, raw)
        if isinstance(control, Scalar) and control.kind in _NUMBERS and isinstance(raw, str):
            try:
                number = strict_json(raw)
            except JsonSyntaxError:
                return raw
            return number if type(number) in (int, float) else raw
        return plain(raw)

    def _several(self, control: TextList | KeyValueList, raw: str) -> Any:
        try:
            if isinstance(control, TextList):
                return [self._item(control.item, line.text) for line in control.split(raw)]
            lines = split_pairs(raw)
        except LineError:
            return raw
        pairs = {line.key: self._item(control.item, line.text) for line in lines}
        return pairs if len(pairs) == len(lines) else raw

    def _item(self, control: Control, text: str) -> Any:
        return self.value(control, from_text(control, text))

    # --- from JSON -----------------------------------------------------------------------------

    def raw(self, control: Control, value: Any, old: Any, loc: Loc) -> Any:
        """Return the raw value for a JSON value; ``old`` if nothing was changed."""
        if same(value, self.value(control, old)):
            return old
        if isinstance(control, NestedControl) and isinstance(value, list):
            parts = control.shape.read(value)  # a tuple, whose parts are known by their position
            value = value if parts is None else {str(at): item for at, item in parts.items()}
        if isinstance(control, NestedControl) and isinstance(value, dict):
            return self._from_object(control, value, old, loc)
        if isinstance(control, UnionControl):
            return self._from_member(control, value, old, loc)
        if isinstance(control, Entries) and isinstance(value, dict):
            return self._from_entries(control, value, old, loc)
        if isinstance(control, ItemList) and isinstance(value, list):
            before = self._counterparts(control, value, old, loc)
            return [
                self.raw(control.item, item, before.get(index, UNSET), (*loc, index))
                for index, item in enumerate(value)
            ]
        _refuse_mask(value, loc)
        return control.plain_data(typed(control, value, loc))

    def _from_object(
        self, control: NestedControl, value: dict[str, Any], old: Any, loc: Loc
    ) -> Any:
        before = old if isinstance(old, dict) else {}
        shape = control.shape
        raw: dict[Any, Any] = {
            field.key: before[field.key]
            for field in shape.fields
            if field.key in before and not self._asked(control, field, before)
        }
        extra: dict[str, Any] = {}
        for name, item in value.items():
            field = shape.find(name)
            if field is None:
                known = before.get(EXTRA, {}).get(name, UNSET)
                kept = self._extra(item, known, (*loc, name))
                extra[name] = as_secrets(kept) if shape.masks_extra else kept
            elif isinstance(field.control, Constant):
                _insist(field, field.control, item)
                if (below := field.control.format(item)) is not UNSET:
                    raw[field.key] = below
            else:
                below = before.get(field.key, UNSET)
                begun = (
                    isinstance(field.control, NestedControl | UnionControl | ItemList)
                    and below is UNSET
                )
                below = field.default if begun else below
                raw[field.key] = self.raw(field.control, item, below, (*loc, field.key))
        if extra:
            raw[EXTRA] = extra
        return raw

    def _from_entries(
        self, control: Entries, value: dict[str, Any], old: Any, loc: Loc
    ) -> list[dict[str, Any]]:
        """Convert entries; a value keeps its raw value as long as its name is unchanged."""
        before = {
            str(self.value(control.key, control.item.child_raw(entry, KEY))): entry
            for entry in (old if isinstance(old, list) else [])
        }
        found = []
        for name, item in value.items():
            entry = before.get(name, {KEY: from_text(control.key, name)})
            below = self.raw(control.value, item, control.value_of(entry), (*loc, name))
            found.append({KEY: entry[KEY], VALUE: below})
        return found

    def _from_member(self, control: UnionControl, value: Any, old: Any, loc: Loc) -> Any:
        """Convert a union's value, keeping the chosen member as long as the value may fit it."""
        old = old if isinstance(old, dict) else control.blank()
        variant = control.variant(old)
        if not self._fits(variant, value, control.child_raw(old, variant.key)):
            try:
                variant = control.recognise(control, value)
            except ValueError:
                # It fits no member: keep it in place to be corrected.
                _refuse_mask(value, loc)
                return control.with_child(old, variant.key, control.plain_data(value))
            old = control.choose(old, variant.key)
        if variant.control is None:
            return old
        below = self.raw(variant.control, value, control.child_raw(old, variant.key), loc)
        return control.with_child(old, variant.key, below)

    def _fits(self, variant: Variant, value: Any, old: Any) -> bool:
        control = variant.control
        if control is None:
            return value is None
        if not isinstance(control, NestedControl) or not isinstance(value, dict):
            return _accepts(control, value)
        before = self.value(control, old)
        known = set(before) if isinstance(before, dict) else set()
        return constants_fit(control, {**_constants(control), **value}) and all(
            control.shape.find(name) is not None or name in known for name in value
        )

    def _counterparts(
        self, control: ItemList, value: list[Any], old: Any, loc: Loc
    ) -> dict[int, Any]:
        """Match each new item to the old one with the same JSON, otherwise to that at its index."""
        before = list(old) if isinstance(old, list) else []
        texts = [_dumped(self.value(control.item, item)) for item in before]
        left = dict(enumerate(before))
        found: dict[int, Any] = {}
        wanted: dict[str, list[int]] = {}
        for index, item in enumerate(value):
            wanted.setdefault(_dumped(item), []).append(index)
        for text, indexes in wanted.items():
            alike = [at for at in left if texts[at] == text]
            differ = any(left[at] != left[alike[0]] for at in alike)
            if differ and len(alike) != len(indexes):
                # What is shown does not tell which of them was removed.
                _refuse_mask(value[indexes[0]], (*loc, indexes[0]))
            for index, at in zip(indexes, alike, strict=False):
                found[index] = left.pop(at)
        if len(value) == len(before):
            found.update({i: left[i] for i in left if i not in found})
        return found

    def _extra(self, value: Any, old: Any, loc: Loc) -> Any:
        if old is not UNSET and same(value, plain(old)):
            return old
        if isinstance(value, dict) and isinstance(old, dict):
            return {
                key: self._extra(item, old.get(key, UNSET), (*loc, key))
                for key, item in value.items()
            }
        _refuse_mask(value, loc)
        return value


class _WholeView(_View):
    """Leaves secrets and ``Kept`` values as they are."""

    def value(self, control: Control, raw: Any) -> Any:
        return raw if isinstance(raw, Secret | Kept) else super().value(control, raw)

    def _extra_data(self, value: Any) -> Any:
        return to_plain(value)


def _constants(control: NestedControl) -> dict[str | int, Any]:
    """Return the constants of an object, which nobody has to write."""
    fields = control.shape.fields
    return {f.key: f.control.value for f in fields if isinstance(f.control, Constant)}


def _is_object(control: Control | None) -> bool:
    members = control.variants if isinstance(control, UnionControl) else ()
    return isinstance(control, NestedControl) or (
        bool(members) and all(_is_object(member.control) for member in members)
    )


def _accepts(control: Control, value: Any) -> bool:
    try:
        control.adapter.validate_python(value, strict=True)
    except (ValidationError, PydanticUserError, TypeError):
        return False
    return True


def _insist(field: FormField, control: Constant, value: Any) -> None:
    if not same(value, plain(control.value)):
        always = json.dumps(plain(control.value))
        raise JsonEditError(f"{field.key} is always {always} here.")


def _dumped(value: Any) -> str:
    return json.dumps(None if value is UNSET else value, sort_keys=True)


def _refuse_mask(value: Any, loc: Loc) -> None:
    """Reject the mask anywhere but in the place of its secret."""
    masked = value == MASK
    if isinstance(value, dict):
        for key, item in value.items():
            _refuse_mask(item, (*loc, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _refuse_mask(item, (*loc, index))
    if masked:
        where = dotted(loc)
        raise JsonEditError(
            f"{MASK} at {where} doesn't match a saved secret. Enter the value itself."
        )
