"""Layout of a form: its rows from top to bottom, derived from the state alone.

The screen follows by comparing rows: a new row gets a widget, a row that is gone loses it, and all
others keep theirs, including focus and cursor.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from wizard.forms import (
    UNSET,
    BooleanControl,
    ChoiceControl,
    Constant,
    Control,
    FieldError,
    FieldGroup,
    FormField,
    FormState,
    ItemList,
    Loc,
    NestedControl,
    ObjectSpec,
    Secret,
    UnionControl,
    text_of,
)
from wizard.forms.controls.fields import is_changed
from wizard.tui.form.layout_rows import LayoutRow, RowKind, SectionState, SectionStates
from wizard.utils.text import shortened

MAX_OPEN_GROUP_FIELDS = 12
"""A titled group with up to this many fields starts open."""
MAX_OPEN_SECTION_FIELDS = 8
MAX_OPEN_DEPTH = 3


def rows(
    state: FormState[Any],
    folds: SectionStates,
    *,
    checked: bool = False,
    before: Sequence[LayoutRow] = (),
) -> list[LayoutRow]:
    """Return all rows of the form.

    checked: whether the form was submitted, so that the number of errors is shown.
    before: the previous rows, which are reused where nothing changed.
    """
    layout = _Layout(state, folds, before)
    layout.control((), state.form.root, None, state.raw, "", 0)
    return layout.with_errors(checked)


def way_to(state: FormState[Any], loc: Loc) -> Iterator[SectionState]:
    """Yield the sections that must be open for ``loc`` to be visible, outermost first."""
    for end in range(len(loc)):
        at = loc[:end]
        control = state.form.control_at(at)
        if isinstance(control, NestedControl):
            for group in control.shape.groups:
                if group.title and any(f.key == loc[end] for f in group.fields):
                    yield SectionState(at, group.title)
            if state.field(at) is not None:
                yield SectionState(at)
        elif isinstance(control, ItemList):
            yield SectionState(loc[: end + 1])


def visible_fields(
    state: FormState[Any], loc: Loc, group: FieldGroup, shown: Any
) -> list[FormField]:
    """Return the visible fields in ``group`` of the object at ``loc``."""
    control = state.form.control_at(loc)
    if not isinstance(control, NestedControl):
        return []
    return [f for f in group.fields if control.visible(f, shown, state.context)]


def item_title(control: Control, raw: Any, limit: int = 40) -> str:
    """Return the title of a list item: its first values, never a secret."""
    found = " · ".join(list(_values(control, raw))[:2])
    return shortened(found, limit)


def _values(control: Control, raw: Any) -> Iterator[str]:
    if isinstance(control, NestedControl):
        for item in control.shape.fields if isinstance(raw, dict) else ():
            below = control.child_raw(raw, item.key)
            alone = below is UNSET and isinstance(item.control, UnionControl)
            yield from _values(item.control, item.default if alone else below)
    elif isinstance(control, UnionControl):
        variant = control.variant(raw)
        if variant.control is not None:
            yield variant.label
            yield from _values(variant.control, control.child_raw(raw, variant.key))
    elif isinstance(control, ChoiceControl):
        option = control.option(raw)
        if option is not None:
            yield option.label
    elif not isinstance(control, BooleanControl | Constant) and not isinstance(raw, Secret):
        text = " ".join(text_of(raw).split())
        if text and not control.secret:
            yield text


class _Layout:
    def __init__(
        self, state: FormState[Any], folds: SectionStates, before: Sequence[LayoutRow]
    ) -> None:
        self.state = state
        self.folds = folds
        self.before = {row.loc: row for row in before if row.kind is RowKind.FIELD}
        self.rows: list[LayoutRow] = []
        self.owner: dict[Loc, int] = {}
        """Index of the row responsible for a location."""

    def add(self, row: LayoutRow) -> None:
        self.owner.setdefault(row.loc, len(self.rows))
        self.rows.append(row)

    def control(
        self, loc: Loc, control: Control, of: FormField | None, entered: Any, label: str, depth: int
    ) -> None:
        """Add the rows of a control and everything below it."""
        shown = of.default if entered is UNSET and of is not None else entered
        if isinstance(control, Constant):
            return
        if isinstance(control, NestedControl):
            self.nested(loc, control, of, shown, label, depth)
            return
        if isinstance(control, ItemList):
            self.items(loc, control, of, entered, shown, label, depth)
            return
        chosen = control.variant(shown).key if isinstance(control, UnionControl) else None
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
            LayoutRow(
                kind=RowKind.FIELD, loc=loc, depth=depth, label=label,
                control=control, field=of, changed=is_changed(of, entered),
                # The contents of the chosen member have rows of their own.
                entered=entered if chosen is None or entered is UNSET else chosen,
                shown=shown if chosen is None else chosen,
            )
        )  # fmt: skip
        if isinstance(control, UnionControl):
            variant = control.variant(shown)
            inner = variant.control
            if inner is not None:
                at, below = (*loc, variant.key), control.child_raw(shown, variant.key)
                if isinstance(inner, NestedControl):
                    self.groups(at, inner, below, depth + 1)
                else:
                    self.control(at, inner, None, below, variant.label, depth + 1)

    def nested(
        self,
        loc: Loc,
        control: NestedControl,
        of: FormField | None,
        shown: Any,
        label: str,
        depth: int,
    ) -> None:
        if not loc or (of is not None and of.ui.label == ""):
            # The whole form, or an object that should look like part of it.
            self.groups(loc, control, shown, depth)
            return
        fold, shape = SectionState(loc), control.shape
        small = len(shape.fields) <= MAX_OPEN_SECTION_FIELDS and depth < MAX_OPEN_DEPTH
        opened = self.folds.is_open(fold, small)
        self.add(
            LayoutRow(
                kind=RowKind.FOLD, loc=loc, depth=depth, label=label or shape.title,
                control=control,
                field=of, fold=fold, opened=opened, count=_size(shape), inside=_names(shape.fields),
                text=of.help if of is not None and of.help else shape.help,
            )
        )  # fmt: skip
        if opened:
            self.groups(loc, control, shown, depth + 1)

    def groups(self, loc: Loc, control: NestedControl, shown: Any, depth: int) -> None:
        for group in control.shape.groups:
            fields = visible_fields(self.state, loc, group, shown)
            if not fields:
                continue
            inner = depth
            if group.title:
                fold = SectionState(loc, group.title)
                small = len(group.fields) <= MAX_OPEN_GROUP_FIELDS and not group.advanced
                opened = self.folds.is_open(fold, small)
                row = LayoutRow(
                    kind=RowKind.FOLD, loc=loc, depth=depth, label=group.title, fold=fold,
                    opened=opened, count=len(fields), inside=_names(fields),
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
        control: ItemList,
        of: FormField | None,
        entered: Any,
        shown: Any,
        label: str,
        depth: int,
    ) -> None:
        items = shown if isinstance(shown, list) else []
        label = label or control.ui.label or "Items"
        if items:
            self.rows.append(
                LayoutRow(kind=RowKind.HEADING, loc=loc, depth=depth, label=label, count=len(items))
            )
        for index, raw in enumerate(items):
            at = (*loc, index)
            fold = SectionState(at)
            opened = self.folds.is_open(fold, False)
            title = item_title(control.item, raw)
            self.add(
                LayoutRow(
                    kind=RowKind.ITEM, loc=at, depth=depth + 1, label=title or f"Item {index + 1}",
                    control=control, fold=fold, opened=opened, count=len(items),
                )
            )  # fmt: skip
            if opened and isinstance(control.item, NestedControl):
                self.groups(at, control.item, raw, depth + 2)
            elif opened:
                self.control(at, control.item, None, raw, f"Item {index + 1}", depth + 2)
        self.add(
            LayoutRow(
                kind=RowKind.FIELD, loc=loc, depth=depth + bool(items), label=label,
                control=control,
                field=of, changed=is_changed(of, entered), count=len(items), shown=len(items),
                entered=entered if entered is UNSET or entered is None else len(items),
            )
        )  # fmt: skip

    def with_errors(self, checked: bool) -> list[LayoutRow]:
        """Return the rows with errors and warnings inserted in their places."""
        errors = self.state.errors
        at_row: dict[int, list[FieldError]] = {}
        at_top: list[FieldError] = []
        for error in errors:
            owner = self._owner(error.loc)
            if owner is None:
                at_top.append(error)
            else:
                at_row.setdefault(owner, []).append(error)
        found: list[LayoutRow] = []
        if checked and errors:
            count = len({error.loc for error in errors})
            found.append(LayoutRow(kind=RowKind.SUMMARY, loc=(), count=count))
        found += [
            LayoutRow(
                kind=RowKind.ERROR, loc=(), errors=(error,), fold=SectionState((), error.message)
            )
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
                    LayoutRow(
                        kind=RowKind.ERROR, loc=row.loc, depth=row.depth, errors=here,
                        fold=row.fold,
                        control=row.control,
                    )
                )  # fmt: skip
            elif (row.may_warn or row.loc in self.state.remarks) and (
                warning := self.state.warning_at(row.loc)
            ):
                found.append(
                    LayoutRow(
                        kind=RowKind.WARNING, loc=row.loc, depth=row.depth, text=warning,
                        control=row.control,
                    )
                )  # fmt: skip
        return found

    def _owner(self, loc: Loc) -> int | None:
        for end in range(len(loc), 0, -1):
            if loc[:end] in self.owner:
                return self.owner[loc[:end]]
        # If the form is itself a union, errors of the chosen member are not the fault of the
        # choice.
        return self.owner.get(()) if not loc else None


def _same(
    row: LayoutRow,
    control: Control,
    of: FormField | None,
    entered: Any,
    shown: Any,
    label: str,
    depth: int,
) -> bool:
    """Return whether ``row`` is what these values would produce."""
    return (
        row.control is control
        and row.field is of
        and row.entered is entered
        and row.shown is shown
        and row.depth == depth
        and row.label == label
    )


def _names(fields: Sequence[FormField]) -> str:
    return ", ".join(item.label for item in fields if item.asked)


def _size(shape: ObjectSpec) -> int:
    return sum(item.asked for item in shape.fields)
