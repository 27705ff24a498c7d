"""Fast path for typing: updates the row of one field without deriving the others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Self

from wizard.forms import FormState
from wizard.forms.controls import ItemList, NestedControl, UnionControl
from wizard.forms.controls.fields import is_changed
from wizard.forms.raw import UNSET
from wizard.tui.form.layout_rows import LayoutRow


@dataclass(frozen=True)
class LayoutInputs:
    """Snapshot of what the rows are derived from."""

    raw: Any
    context: dict[str, Any]
    errors: bool

    @classmethod
    def of(cls, state: FormState[Any]) -> Self:
        """Take a snapshot of ``state``; raw values are replaced, never mutated."""
        return cls(state.raw, dict(state.context), bool(state.errors))


def retyped(state: FormState[Any], row: LayoutRow, before: LayoutInputs) -> LayoutRow | None:
    """Return the updated row if nothing but its own value has changed since, else None.

    Also returns None if another row might depend on the value. This makes typing in a long form as
    cheap as in a short one.
    """
    of, loc, form = row.field, row.loc, state.form
    if of is None or isinstance(row.control, NestedControl | UnionControl | ItemList):
        return None
    if row.errors or row.may_warn or state.errors or state.remarks:
        return None
    above = form.control_at(loc[:-1])
    if not isinstance(above, NestedControl) or loc[-1] in above.shape.watched:
        return None
    if any(isinstance(part, int) for part in loc):
        return None  # an item's title contains its values
    if len(loc) > 1 and form.raw_at(loc[:-1], before.raw) is UNSET:
        return None  # its neighbours no longer come from a default
    around = (form.field_at(loc[:end]) for end in range(1, len(loc)))
    if any(one is not None and one.default is not UNSET for one in around):
        return None  # that default may no longer apply
    entered = state.entered(loc)
    if replace(before, raw=form.with_raw(before.raw, loc, entered)) != LayoutInputs.of(state):
        return None
    shown = of.default if entered is UNSET else entered
    return replace(row, entered=entered, shown=shown, changed=is_changed(of, entered))
