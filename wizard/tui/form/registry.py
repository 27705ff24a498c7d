"""Registry of renderers, which map rows to widget classes; the first that answers wins.

To support a new kind of control, ``register`` a function from a row to a widget class.
"""

from __future__ import annotations

from collections.abc import Callable

from wizard.forms import (
    BooleanControl,
    ChoiceControl,
    ItemList,
    JsonText,
    KeyValueList,
    MultiChoice,
    Scalar,
    TextList,
    UnionControl,
    text_of,
)
from wizard.forms.stepping import STEPPABLE
from wizard.tui.form.base import RowWidget
from wizard.tui.form.choice import ChoiceField, YesNoField, many
from wizard.tui.form.groups import AddItem, GroupHeading, ItemHeader, SectionHeader
from wizard.tui.form.layout_rows import LayoutRow, RowKind
from wizard.tui.form.multi_select import MultiSelectField
from wizard.tui.form.notes import ErrorNote, ErrorSummary, FormError, WarningNote
from wizard.tui.form.secret import LongSecretField, SecretField
from wizard.tui.form.select import SelectField, SuggestField
from wizard.tui.form.text import NumberField, PathField, TextField
from wizard.tui.form.text_area import TextAreaField

Renderer = Callable[[LayoutRow], type[RowWidget] | None]
_renderers: list[tuple[int, Renderer]] = []


def register(rank: int) -> Callable[[Renderer], Renderer]:
    """Return a decorator that adds a renderer of the given rank.

    A renderer takes a row and returns a widget class, or None if it does not apply. The class mixes
    in ``FieldWidget`` and is created without arguments. Renderers of a higher rank are asked first;
    the built-in ones have ranks from 0 to 100.
    """

    def add(renderer: Renderer) -> Renderer:
        _renderers.append((rank, renderer))
        _renderers.sort(key=lambda entry: -entry[0])
        return renderer

    return add


def widget_for(row: LayoutRow) -> type[RowWidget]:
    """Return the widget class for a row. There always is one."""
    if row.kind is RowKind.ERROR and not row.loc:
        return FormError
    if row.kind is not RowKind.FIELD:
        return _STRUCTURE[row.kind]
    found = (widget for _, renderer in _renderers if (widget := renderer(row)) is not None)
    return next(found)


_STRUCTURE: dict[RowKind, type[RowWidget]] = {
    RowKind.FOLD: SectionHeader,
    RowKind.HEADING: GroupHeading,
    RowKind.ITEM: ItemHeader,
    RowKind.ERROR: ErrorNote,
    RowKind.WARNING: WarningNote,
    RowKind.SUMMARY: ErrorSummary,
}


def _several_lines(row: LayoutRow) -> bool:
    """Return whether the control is declared multiline, or its value has several lines."""
    declared = isinstance(row.control, Scalar) and row.control.multiline
    return declared or "\n" in text_of(row.shown)


@register(90)
def _chosen(row: LayoutRow) -> type[RowWidget] | None:
    if isinstance(row.control, BooleanControl):
        return YesNoField
    if isinstance(row.control, MultiChoice):
        return MultiSelectField
    if isinstance(row.control, ChoiceControl | UnionControl):
        return SelectField if many(row) else ChoiceField
    return None


@register(80)
def _items(row: LayoutRow) -> type[RowWidget] | None:
    return AddItem if isinstance(row.control, ItemList) else None


@register(70)
def _long_secret(row: LayoutRow) -> type[RowWidget] | None:
    if row.control is None or not row.control.secret:
        return None
    if isinstance(row.control, TextList | KeyValueList | JsonText) or _several_lines(row):
        return LongSecretField
    return SecretField


@register(60)
def _area(row: LayoutRow) -> type[RowWidget] | None:
    several = isinstance(row.control, TextList | KeyValueList | JsonText) or _several_lines(row)
    return TextAreaField if several else None


@register(55)
def _suggestions(row: LayoutRow) -> type[RowWidget] | None:
    return SuggestField if row.control is not None and row.control.ui.suggestions else None


@register(50)
def _scalar(row: LayoutRow) -> type[RowWidget] | None:
    if isinstance(row.control, Scalar) and row.control.kind in STEPPABLE:
        return NumberField
    if isinstance(row.control, Scalar) and row.control.kind == "path":
        return PathField
    return None


@register(0)
def _text(row: LayoutRow) -> type[RowWidget]:
    return TextField
