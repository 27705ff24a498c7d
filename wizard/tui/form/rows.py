"""What stands in a form now, from top to bottom: plain rows, worked out from the state alone.

The screen follows by comparing rows: one that is new gets a widget, one that is gone loses it,
all others keep theirs, and with it the focus and the cursor.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from wizard.forms import (
    UNSET,
    Choice,
    Constant,
    Control,
    Field,
    FieldError,
    FormState,
    Group,
    Items,
    Loc,
    Nested,
    Secret,
    Shape,
    Union,
    YesNo,
    text_of,
)
from wizard.forms.controls.fields import is_changed

SMALL_GROUP = 12
"""A titled group of up to so many fields is open from the start."""
SMALL_SECTION = 8
DEEP = 3


class Kind(StrEnum):
    """What a row is."""

    FIELD = "field"
    FOLD = "fold"
    HEADING = "heading"
    ITEM = "item"
    ERROR = "error"
    WARNING = "warning"
    SUMMARY = "summary"


@dataclass(frozen=True, slots=True)
class Fold:
    """Something that opens and closes: a group of fields, a nested object, an item of a list."""

    loc: Loc
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of business in the form.

    entered: the raw value of its field, UNSET when left alone; shown: with the default in place.
    Of a union it is the chosen key alone, of a list of objects their count.
    fold: what the row opens and closes; opened: whether it is open.
    count: how many fields or items are inside; to_mend: how many errors are hidden inside.
    errors: those to show here.
    """

    kind: Kind
    loc: Loc
    depth: int = 0
    label: str = ""
    control: Control | None = None
    field: Field | None = None
    entered: Any = UNSET
    shown: Any = UNSET
    changed: bool = False
    fold: Fold | None = None
    opened: bool = False
    count: int = 0
    to_mend: int = 0
    errors: tuple[FieldError, ...] = ()
    text: str = ""

    @property
    def key(self) -> tuple[Any, ...]:
        """What makes it the same row from one time to the next."""
        return (self.kind, self.loc, self.fold, id(self.control))

    @property
    def required(self) -> bool:
        """Whether something must be entered."""
        return self.field.required if self.field is not None else False

    @property
    def may_warn(self) -> bool:
        """Whether there may be something to say of its value."""
        return self.kind is Kind.FIELD and self.field is not None and self.field.ui.warn is not None


@dataclass(slots=True)
class Folds:
    """What a person opened or closed; the rest follows from its size."""

    chosen: dict[Fold, bool] = field(default_factory=dict)

    def is_open(self, fold: Fold, otherwise: bool) -> bool:
        """Whether it is open."""
        return self.chosen.get(fold, otherwise)

    def shift(self, loc: Loc, moved: dict[int, int | None]) -> None:
        """Follow the items of the list at ``loc`` to their new places; None: it is gone."""
        at = len(loc)
        kept: dict[Fold, bool] = {}
        for fold, opened in self.chosen.items():
            index = fold.loc[at] if fold.loc[:at] == loc and len(fold.loc) > at else None
            if isinstance(index, int) and index in moved:
                new = moved[index]
                if new is None:
                    continue
                fold = replace(fold, loc=(*loc, new, *fold.loc[at + 1 :]))
            kept[fold] = opened
        self.chosen = kept


def rows(
    state: FormState[Any], folds: Folds, *, checked: bool = False, before: Sequence[Row] = ()
) -> list[Row]:
    """All rows of the form; ``checked``: it was left once, so say how much is to mend.

    before: the rows of the last time; those that are as they were are taken over.
    """
    layout = _Layout(state, folds, before)
    layout.control((), state.form.root, None, state.raw, "", 0)
    return layout.with_errors(checked)


def way_to(state: FormState[Any], loc: Loc) -> Iterator[Fold]:
    """The folds that must be open for ``loc`` to be seen, from the outermost."""
    for end in range(len(loc)):
        at = loc[:end]
        control = state.form.control_at(at)
        if isinstance(control, Nested):
            for group in control.shape.groups:
                if group.title and any(f.key == loc[end] for f in group.fields):
                    yield Fold(at, group.title)
            if state.field(at) is not None:
                yield Fold(at)
        elif isinstance(control, Items):
            yield Fold(loc[: end + 1])


def visible_fields(state: FormState[Any], loc: Loc, group: Group, shown: Any) -> list[Field]:
    """The fields of the object at ``loc`` in ``group`` whose conditions hold."""
    control = state.form.control_at(loc)
    if not isinstance(control, Nested):
        return []
    return [f for f in group.fields if control.visible(f, shown, state.context)]


def item_title(control: Control, raw: Any, limit: int = 40) -> str:
    """What tells an item of a list from its neighbours: its first values, never a secret."""
    found = " · ".join(list(_values(control, raw))[:2])
    return found if len(found) <= limit else found[: limit - 1] + "…"


def _values(control: Control, raw: Any) -> Iterator[str]:
    if isinstance(control, Nested):
        for item in control.shape.fields if isinstance(raw, dict) else ():
            below = control.child_raw(raw, item.key)
            alone = below is UNSET and isinstance(item.control, Union)
            yield from _values(item.control, item.default if alone else below)
    elif isinstance(control, Union):
        variant = control.variant(raw)
        if variant.control is not None:
            yield variant.label
            yield from _values(variant.control, control.child_raw(raw, variant.key))
    elif isinstance(control, Choice):
        option = control.option(raw)
        if option is not None:
            yield option.label
    elif not isinstance(control, YesNo | Constant) and not isinstance(raw, Secret):
        text = " ".join(text_of(raw).split())
        if text and not control.secret:
            yield text


class _Layout:
    def __init__(self, state: FormState[Any], folds: Folds, before: Sequence[Row]) -> None:
        self.state = state
        self.folds = folds
        self.before = {row.loc: row for row in before if row.kind is Kind.FIELD}
        self.rows: list[Row] = []
        self.owner: dict[Loc, int] = {}
        """Which row answers for a location."""

    def add(self, row: Row) -> None:
        self.owner.setdefault(row.loc, len(self.rows))
        self.rows.append(row)

    def control(
        self, loc: Loc, control: Control, of: Field | None, entered: Any, label: str, depth: int
    ) -> None:
        """The rows of one control with all that is below it."""
        shown = of.default if entered is UNSET and of is not None else entered
        if isinstance(control, Constant):
            return
        if isinstance(control, Nested):
            self.nested(loc, control, of, shown, label, depth)
            return
        if isinstance(control, Items):
            self.items(loc, control, of, entered, shown, label, depth)
            return
        chosen = control.variant(shown).key if isinstance(control, Union) else None
        label = label or control.ui.label or "Value"
        known = self.before.get(loc)
        if (
            chosen is None
            and known is not None
            and _same(known, control, of, entered, shown, label, depth)
        ):
            self.add(known)
            return
        self.add(
            Row(
                kind=Kind.FIELD, loc=loc, depth=depth, label=label,
                control=control, field=of, changed=is_changed(of, entered),
                # What is inside of the chosen member has rows of its own.
                entered=entered if chosen is None or entered is UNSET else chosen,
                shown=shown if chosen is None else chosen,
            )
        )  # fmt: skip
        if isinstance(control, Union):
            variant = control.variant(shown)
            inner = variant.control
            if inner is not None:
                at, below = (*loc, variant.key), control.child_raw(shown, variant.key)
                if isinstance(inner, Nested):
                    self.groups(at, inner, below, depth + 1)
                else:
                    self.control(at, inner, None, below, variant.label, depth + 1)

    def nested(
        self, loc: Loc, control: Nested, of: Field | None, shown: Any, label: str, depth: int
    ) -> None:
        if not loc or (of is not None and of.ui.label == ""):
            # The whole form, or an object that is to look like a part of it.
            self.groups(loc, control, shown, depth)
            return
        fold, shape = Fold(loc), control.shape
        small = len(shape.fields) <= SMALL_SECTION and depth < DEEP
        opened = self.folds.is_open(fold, small)
        self.add(
            Row(
                kind=Kind.FOLD, loc=loc, depth=depth, label=label or shape.title, control=control,
                field=of, fold=fold, opened=opened, count=_size(shape),
                text=of.help if of is not None and of.help else shape.help,
            )
        )  # fmt: skip
        if opened:
            self.groups(loc, control, shown, depth + 1)

    def groups(self, loc: Loc, control: Nested, shown: Any, depth: int) -> None:
        for group in control.shape.groups:
            fields = visible_fields(self.state, loc, group, shown)
            if not fields:
                continue
            inner = depth
            if group.title:
                fold = Fold(loc, group.title)
                small = len(group.fields) <= SMALL_GROUP and not group.advanced
                opened = self.folds.is_open(fold, small)
                row = Row(
                    kind=Kind.FOLD, loc=loc, depth=depth, label=group.title, fold=fold,
                    opened=opened, count=len(fields),
                )  # fmt: skip
                if not opened:
                    here = len(self.rows)
                    self.owner.update(((*loc, item.key), here) for item in fields)
                self.rows.append(row)
                if not opened:
                    continue
                inner = depth + 1
            for item in fields:
                below = control.child_raw(shown, item.key)
                self.control((*loc, item.key), item.control, item, below, item.label, inner)

    def items(
        self,
        loc: Loc,
        control: Items,
        of: Field | None,
        entered: Any,
        shown: Any,
        label: str,
        depth: int,
    ) -> None:
        items = shown if isinstance(shown, list) else []
        label = label or control.ui.label or "Items"
        if items:
            self.rows.append(
                Row(kind=Kind.HEADING, loc=loc, depth=depth, label=label, count=len(items))
            )
        for index, raw in enumerate(items):
            at = (*loc, index)
            fold = Fold(at)
            opened = self.folds.is_open(fold, False)
            title = item_title(control.item, raw)
            self.add(
                Row(
                    kind=Kind.ITEM, loc=at, depth=depth + 1, label=title or f"Item {index + 1}",
                    control=control, fold=fold, opened=opened, count=len(items),
                )
            )  # fmt: skip
            if opened and isinstance(control.item, Nested):
                self.groups(at, control.item, raw, depth + 2)
            elif opened:
                self.control(at, control.item, None, raw, f"Item {index + 1}", depth + 2)
        self.add(
            Row(
                kind=Kind.FIELD, loc=loc, depth=depth + bool(items), label=label, control=control,
                field=of, changed=is_changed(of, entered), count=len(items), shown=len(items),
                entered=entered if entered is UNSET or entered is None else len(items),
            )
        )  # fmt: skip

    def with_errors(self, checked: bool) -> list[Row]:
        """The rows with errors and warnings in their places."""
        errors = self.state.errors
        at_row: dict[int, list[FieldError]] = {}
        at_top: list[FieldError] = []
        for error in errors:
            owner = self._owner(error.loc)
            if owner is None:
                at_top.append(error)
            else:
                at_row.setdefault(owner, []).append(error)
        found: list[Row] = []
        if checked and errors:
            count = len({error.loc for error in errors})
            found.append(Row(kind=Kind.SUMMARY, loc=(), count=count))
        found += [
            Row(kind=Kind.ERROR, loc=(), errors=(error,), fold=Fold((), error.message))
            for error in at_top
        ]
        for index, row in enumerate(self.rows):
            mine = at_row.get(index)
            here: tuple[FieldError, ...] = ()
            if mine:
                closed = row.fold is not None and not row.opened
                hidden = {e.loc for e in mine if e.loc != row.loc} if closed else set()
                here = tuple(e for e in mine if e.loc not in hidden)
                row = replace(row, errors=here, to_mend=len(hidden))
            elif row.errors:
                row = replace(row, errors=())
            found.append(row)
            if here:
                found.append(
                    Row(
                        kind=Kind.ERROR, loc=row.loc, depth=row.depth, errors=here, fold=row.fold,
                        control=row.control,
                    )
                )  # fmt: skip
            elif row.may_warn and (warning := self.state.warning_at(row.loc)):
                found.append(
                    Row(
                        kind=Kind.WARNING, loc=row.loc, depth=row.depth, text=warning,
                        control=row.control,
                    )
                )  # fmt: skip
        return found

    def _owner(self, loc: Loc) -> int | None:
        for end in range(len(loc), 0, -1):
            if loc[:end] in self.owner:
                return self.owner[loc[:end]]
        # Of a member that is the whole form, the choice of it is not to blame.
        return self.owner.get(()) if not loc else None


def _same(
    row: Row, control: Control, of: Field | None, entered: Any, shown: Any, label: str, depth: int
) -> bool:
    """Whether ``row`` is the one that would be made of these."""
    return (
        row.control is control
        and row.field is of
        and row.entered is entered
        and row.shown is shown
        and row.depth == depth
        and row.label == label
    )


def _size(shape: Shape) -> int:
    return sum(item.asked for item in shape.fields)
