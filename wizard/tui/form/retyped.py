"""The row of a field that was typed into, without working out all the others."""

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
    """What rows are worked out from, as it was when they were."""

    raw: Any
    context: dict[str, Any]
    errors: bool

    @classmethod
    def of(cls, state: FormState[Any]) -> Self:
        """As it is now. Raw values are replaced, never changed."""
        return cls(state.raw, dict(state.context), bool(state.errors))


def retyped(state: FormState[Any], row: LayoutRow, before: LayoutInputs) -> LayoutRow | None:
    """The row as it is now, if nothing but what is entered in it changed since; else None.

    None as well where another row might say something else for it. So a character typed into a
    long form costs no more than one typed into a short one.
    """
    of, loc, form = row.field, row.loc, state.form
    if of is None or isinstance(row.control, NestedControl | UnionControl | ItemList):
        return None
    if row.errors or row.may_warn or state.errors:
        return None
    above = form.control_at(loc[:-1])
    if not isinstance(above, NestedControl) or loc[-1] in above.shape.watched:
        return None
    if any(isinstance(part, int) for part in loc):
        return None  # the item of a list has its values in its title
    if len(loc) > 1 and form.raw_at(loc[:-1], before.raw) is UNSET:
        return None  # its neighbours came from a default, and do no more
    around = (form.field_at(loc[:end]) for end in range(1, len(loc)))
    if any(one is not None and one.default is not UNSET for one in around):
        return None  # that is its default now, or no more
    entered = state.entered(loc)
    if replace(before, raw=form.with_raw(before.raw, loc, entered)) != LayoutInputs.of(state):
        return None
    shown = of.default if entered is UNSET else entered
    return replace(row, entered=entered, shown=shown, changed=is_changed(of, entered))
