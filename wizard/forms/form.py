"""The form: converts a model to raw values, and raw values to the model."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeAlias, TypeVar

from pydantic import BaseModel

from wizard.forms.annotations import take_apart
from wizard.forms.controls import (
    Constant,
    Control,
    Entries,
    ItemList,
    KeyValueList,
    NestedControl,
    TextList,
    UnionControl,
)
from wizard.forms.controls.fields import FormField, ObjectSpec
from wizard.forms.errors import FieldError, FormProblem, ReadContext
from wizard.forms.messages import choices, message
from wizard.forms.offers import Offer, offered, offers
from wizard.forms.raw import EXTRA, OMIT, UNSET, Loc, secrets_in
from wizard.forms.registry import control_for
from wizard.forms.secret import MASK

_MIN_MASKED_CHARS = 4

_WITH_PLACES = (NestedControl, UnionControl, ItemList)

T = TypeVar("T")
M = TypeVar("M", bound=BaseModel)


Check: TypeAlias = "Callable[[Form[Any], Any, Mapping[str, Any]], Iterable[FormProblem]]"
"""Finds problems in the raw values of a form; the mapping is what conditions name besides."""


@dataclass(frozen=True, slots=True)
class ReadResult(Generic[T]):
    """The result of reading a form: the value, or the errors in field order."""

    value: T | None
    errors: tuple[FieldError, ...]

    @property
    def ok(self) -> bool:
        """Whether there is a value."""
        return not self.errors


@dataclass(frozen=True, slots=True, eq=False)
class FieldLocation:
    """A field at its location; union members and list items have no field of their own.

    raw: what was entered; UNSET if it was left alone.
    asked: whether it is currently asked for.
    """

    loc: Loc
    field: FormField | None
    control: Control
    raw: Any
    name: str = ""
    asked: bool = True

    @property
    def label(self) -> str:
        """The label to display."""
        return self.field.label if self.field is not None else self.name

    @property
    def shown(self) -> Any:
        """The raw value to display: the entered one, or the default's."""
        return self.field.default if self.raw is UNSET and self.field is not None else self.raw


@dataclass(frozen=True, slots=True, eq=False)
class Form(Generic[T]):
    """The specification of a form: one root control, usually an object with fields.

    check: finds problems in raw values that the model does not detect.
    """

    root: Control
    check: Check = lambda _form, _raw, _context: ()

    @classmethod
    def from_model(cls, model: type[M]) -> Form[M]:
        """Create the form of a pydantic model."""
        return Form(control_for(take_apart(model)))

    @classmethod
    def from_type(cls, annotation: Any) -> Form[Any]:
        """Create the form of any annotation; a union of models starts with a choice."""
        return Form(control_for(take_apart(annotation)))

    @classmethod
    def from_json_schema(cls, schema: Any) -> Form[Any]:
        """Create the form of a JSON Schema, which is data: an object with its keywords.

        Secrets, order and the like are taken from the hints that others put into schemas. An
        address in the schema is never fetched. Raises SchemaError.
        """
        from wizard.forms.json_schema import annotation_of  # few programs need it

        return cls.from_type(annotation_of(schema))

    @property
    def shape(self) -> ObjectSpec:
        """The fields of the root object; raises TypeError if the root is not an object."""
        if not isinstance(self.root, NestedControl):
            raise TypeError("the root of this form isn't an object")
        return self.root.shape

    def blank(self) -> Any:
        """Return the raw values of an untouched form."""
        return self.root.blank()

    def to_raw(self, value: Any) -> Any:
        """Return the raw values for ``value``: a model, or data from a file, valid or not.

        Values that cannot be converted are kept unchanged so they can be corrected. Unknown keys
        are kept.
        """
        try:
            return self.root.format(value)
        except (ValueError, TypeError, AttributeError):
            known = isinstance(value, list | str)
            return self.root.keep_invalid(value) if known else self.blank()

    def read(self, raw: Any, context: Mapping[str, Any] | None = None) -> ReadResult[T]:
        """Validate ``raw`` and build the value.

        ``context`` supplies values that conditions name and that are not in the form.
        """
        attempt = ReadContext(context or {})
        value = self.root.validated(raw, (), attempt)
        known = {problem.loc for problem in attempt.problems}
        more = self.check(self, raw, attempt.context)
        attempt.problems += [problem for problem in more if problem.loc not in known]
        if value is OMIT or attempt.problems:
            return ReadResult(None, self.errors(attempt.problems, raw))
        return ReadResult(value, ())

    def dump(self, value: Any) -> Any:
        """Return a value that was read as JSON data: what was entered, secrets included."""
        from wizard.forms.dump import dumped

        return dumped(self.root.adapter, value)

    def errors(self, problems: list[FormProblem], raw: Any) -> tuple[FieldError, ...]:
        """Convert problems to errors at their fields, in field order, with secrets removed."""
        places = list(self.places(raw, everything=True))
        secrets, parts = secrets_in(raw), self._secrets(raw, places)
        found: dict[tuple[Loc, str], FieldError] = {}
        for offer in offers(self, problems, raw):
            problem = _without(parts, offer.problem)
            error = self._error(offer._replace(problem=problem), raw)
            for secret in secrets:
                error = replace(error, message=_masked(error.message, secret))
            found.setdefault((error.loc, error.message), error)
        order = {place.loc: number for number, place in enumerate(places)}
        last = len(order)
        return tuple(
            sorted(found.values(), key=lambda e: order.get(e.loc, -1 if e.loc == () else last))
        )

    def _secrets(self, raw: Any, places: list[FieldLocation]) -> list[str]:
        """Return every text that a validator may not repeat, longest first."""
        found = set(secrets_in(raw))
        for control, below in ((self.root, raw), *((p.control, p.raw) for p in places)):
            if control.secret:
                found.update(text.strip() for text in control.secret_parts(below))
        # A validator may show a text as Python does.
        found.update([repr(text)[1:-1] for text in found])
        return sorted(filter(None, found), key=len, reverse=True)

    def _error(self, offer: Offer, raw: Any) -> FieldError:
        problem, fix = offer.problem, offer.fix
        loc, rest = self.locate(problem.loc, raw)
        control, below = self.control_at(loc), self.raw_at(loc, raw)
        line = None
        if isinstance(control, TextList | KeyValueList):
            line = control.line(below, rest[0]) if rest else problem.context.get("line")
            line = None if problem.type == "duplicate_key" else line
        value = control.among(below, rest[0]) if rest and isinstance(control, TextList) else ""
        words = message(problem, control, line, value)
        below = rest if isinstance(control, NestedControl | UnionControl) else ()
        if below:
            words = f"{'.'.join(map(str, below))}: {words}"
        fields = tuple((*loc, name) for name in problem.context.get("fields", ()))
        if len(fields) == 1:
            [loc], fields = fields, ()
        return FieldError(
            loc,
            words,
            fields,
            missing=problem.type == "missing",
            fix=fix,
            sure=offer.sure,
            offered="" if control is None or control.secret else offered(problem, fix),
            below=below,
            choices=choices(problem, control),
        )

    def locate(self, loc: Loc, raw: Any) -> tuple[Loc, Loc]:
        """Return the deepest location of this form along ``loc``, and the remaining path.

        Parts that name no field are skipped if the path continues behind them (a server may insert
        its own class names).
        """
        at: Loc = ()
        control, parts = self.root, list(loc)
        while parts:
            if isinstance(control, Entries):
                inside = control.way_within(raw, tuple(parts))
                if not inside:
                    break
                parts = list(inside)
            part = self._step(control, parts[0])
            if part is None and isinstance(control, UnionControl):
                # Not a member's key: the path means the chosen member, by its own name or without
                # one.
                part = control.variant(raw).key
                parts.insert(0, part)
            elif part is None and len(parts) > 1:
                parts.pop(0)
                part = self._step(control, parts[0])
                if part is None:
                    break
            below = control.child(part) if part is not None else None
            if below is None or part is None:
                break
            raw = control.child_raw(raw, part)
            at, control = (*at, part), below
            parts.pop(0)
        return at, tuple(parts)

    @staticmethod
    def _step(control: Control, part: str | int) -> str | int | None:
        if isinstance(control, NestedControl):
            field = control.shape.find(part)
            return None if field is None else field.key
        return part if control.child(part) is not None else None

    def control_at(self, loc: Loc) -> Control | None:
        """Return the control at a location of this form."""
        control: Control | None = self.root
        for part in loc:
            control = control.child(part) if control is not None else None
        return control

    def field_at(self, loc: Loc) -> FormField | None:
        """Return the field at a location; None for a union member, a list item or the root."""
        above = self.control_at(loc[:-1]) if loc else None
        return above.shape.find(loc[-1]) if isinstance(above, NestedControl) else None

    def raw_at(self, loc: Loc, raw: Any, *, defaults: bool = False) -> Any:
        """Return the raw value at a location; UNSET if there is none.

        ``defaults``: return what is shown there, with field defaults where nothing was entered.
        """
        for index, part in enumerate(loc):
            control = self.control_at(loc[:index])
            if control is None:
                return UNSET
            raw = control.child_raw(raw, part)
            field = self.field_at(loc[: index + 1])
            if defaults and raw is UNSET and field is not None:
                raw = field.default
        return raw

    def with_raw(self, raw: Any, loc: Loc, below: Any) -> Any:
        """Return a copy of ``raw`` with the raw value at ``loc`` replaced, or removed for UNSET.

        Enclosing values that had been left alone start from their defaults.
        """
        return self._put((), raw, loc, below)

    def _put(self, at: Loc, raw: Any, parts: Loc, below: Any) -> Any:
        if not parts:
            return below
        control = self.control_at(at)
        if control is None:
            raise LookupError(at)
        if raw is UNSET or raw is None:
            field = self.field_at(at)
            default = field.default if field is not None else UNSET
            raw = control.blank() if default is UNSET or default is None else default
        part, *rest = parts
        deeper = self._put((*at, part), control.child_raw(raw, part), tuple(rest), below)
        return control.with_child(raw, part, deeper)

    def extras(self, raw: Any) -> Iterator[tuple[Loc, ObjectSpec]]:
        """Yield the locations of unknown keys, each with the fields of its object."""
        return _extras(self.root, raw, ())

    def places(
        self, raw: Any, context: Mapping[str, Any] | None = None, *, everything: bool = False
    ) -> Iterator[FieldLocation]:
        """Yield all fields that are currently asked for, in order.

        ``everything``: include hidden fields, and what was typed into other union members.
        """
        yield from _places(FieldLocation((), None, self.root, raw), context or {}, everything)


def _extras(control: Control | None, raw: Any, loc: Loc) -> Iterator[tuple[Loc, ObjectSpec]]:
    if isinstance(control, NestedControl) and isinstance(raw, dict):
        for key in raw.get(EXTRA, {}):
            yield (*loc, key), control.shape
        for field in control.shape.fields:
            below = control.child_raw(raw, field.key)
            yield from _extras(field.control, below, (*loc, field.key))
    elif isinstance(control, UnionControl):
        member = control.variant(raw)
        below = control.child_raw(raw, member.key)
        yield from _extras(member.control, below, (*loc, member.key))
    elif isinstance(control, ItemList) and isinstance(raw, list):
        for index, item in enumerate(raw):
            yield from _extras(control.item, item, (*loc, index))


def _places(
    place: FieldLocation, context: Mapping[str, Any], everything: bool
) -> Iterator[FieldLocation]:
    control, shown, loc, asked = place.control, place.shown, place.loc, place.asked
    if isinstance(control, NestedControl):
        for group in control.shape.groups:
            for field in group.fields:
                visible = control.visible(field, shown, context)
                if everything or visible:
                    below, key = control.child_raw(shown, field.key), field.key
                    shows = asked and visible
                    inner = FieldLocation((*loc, key), field, field.control, below, asked=shows)
                    yield inner
                    if isinstance(field.control, _WITH_PLACES):
                        yield from _places(inner, context, everything)
    elif isinstance(control, UnionControl):
        variant = control.variant(shown)
        if variant.control is not None:
            below = control.child_raw(shown, variant.key)
            inner = FieldLocation(
                (*loc, variant.key), None, variant.control, below, variant.label, asked
            )
            if not isinstance(variant.control, NestedControl | Constant):
                yield inner
            yield from _places(inner, context, everything)
        for other in control.variants if everything else ():
            kept = control.child_raw(shown, other.key)
            if other.key != variant.key and other.control is not None and kept is not UNSET:
                at = (*loc, other.key)
                inner = FieldLocation(at, None, other.control, kept, other.label, asked=False)
                yield from _places(inner, context, everything)
    elif isinstance(control, ItemList) and isinstance(shown, list):
        for index, below in enumerate(shown):
            name = f"Item {index + 1}"
            inner = FieldLocation((*loc, index), None, control.item, below, name, asked)
            yield inner
            yield from _places(inner, context, everything)


def _without(secrets: list[str], problem: FormProblem) -> FormProblem:
    """Return a problem with the secrets masked in what others say about it."""
    text, context = problem.text, dict(problem.context)
    error = str(context["error"]) if "error" in context else None
    for secret in secrets:
        text = _masked(text, secret)
        error = None if error is None else _masked(error, secret)
    if error is not None:
        context["error"] = error
    return replace(problem, text=text, context=context)


def _masked(text: str, secret: str) -> str:
    # A short secret is removed only where it stands alone; otherwise words would be broken up.
    if len(secret) < _MIN_MASKED_CHARS:
        return re.sub(rf"(?<!\w){re.escape(secret)}(?!\w)", MASK, text)
    return text.replace(secret, MASK)
