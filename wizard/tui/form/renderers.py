"""Which widget a row gets: ranked renderers, the first that answers wins.

A new kind of control is one ``register`` call with a function from a row to a widget class.
"""

from __future__ import annotations

from collections.abc import Callable

from wizard.forms import (
    Choice,
    Items,
    JsonText,
    Lines,
    Pairs,
    Scalar,
    Several,
    Union,
    YesNo,
    text_of,
)
from wizard.forms.stepping import STEPPABLE
from wizard.tui.form.area import AreaField
from wizard.tui.form.base import RowWidget
from wizard.tui.form.choice import ChoiceField, YesNoField, many
from wizard.tui.form.dropdown import SelectField, SuggestField
from wizard.tui.form.notes import ErrorNote, FormError, Summary, WarningNote
from wizard.tui.form.rows import Kind, Row
from wizard.tui.form.secret import LongSecretField, SecretField
from wizard.tui.form.several import SeveralField
from wizard.tui.form.structure import AddItem, FoldHeader, Heading, ItemHeader
from wizard.tui.form.text import NumberField, PathField, TextField

Renderer = Callable[[Row], type[RowWidget] | None]
_renderers: list[tuple[int, Renderer]] = []


def register(rank: int) -> Callable[[Renderer], Renderer]:
    """Add a renderer: a function from a row to a widget class, or None when it does not apply.

    The class mixes in ``FieldWidget`` and is made without arguments. Renderers of a higher rank
    are asked first; the built-in ones have ranks from 0 to 100.
    """

    def add(renderer: Renderer) -> Renderer:
        _renderers.append((rank, renderer))
        _renderers.sort(key=lambda entry: -entry[0])
        return renderer

    return add


def unregister(renderer: Renderer) -> None:
    """Take a renderer out again."""
    _renderers[:] = [entry for entry in _renderers if entry[1] is not renderer]


def widget_for(row: Row) -> type[RowWidget]:
    """The widget class for a row. There always is one."""
    if row.kind is Kind.ERROR and not row.loc:
        return FormError
    if row.kind is not Kind.FIELD:
        return _STRUCTURE[row.kind]
    found = (widget for _, renderer in _renderers if (widget := renderer(row)) is not None)
    return next(found)


_STRUCTURE: dict[Kind, type[RowWidget]] = {
    Kind.FOLD: FoldHeader,
    Kind.HEADING: Heading,
    Kind.ITEM: ItemHeader,
    Kind.ERROR: ErrorNote,
    Kind.WARNING: WarningNote,
    Kind.SUMMARY: Summary,
}


def _several_lines(row: Row) -> bool:
    """Declared so, or because what was pasted has several lines."""
    declared = isinstance(row.control, Scalar) and row.control.multiline
    return declared or "\n" in text_of(row.shown)


@register(90)
def _chosen(row: Row) -> type[RowWidget] | None:
    if isinstance(row.control, YesNo):
        return YesNoField
    if isinstance(row.control, Several):
        return SeveralField
    if isinstance(row.control, Choice | Union):
        return SelectField if many(row) else ChoiceField
    return None


@register(80)
def _items(row: Row) -> type[RowWidget] | None:
    return AddItem if isinstance(row.control, Items) else None


@register(70)
def _long_secret(row: Row) -> type[RowWidget] | None:
    if row.control is None or not row.control.secret:
        return None
    if isinstance(row.control, Lines | Pairs | JsonText) or _several_lines(row):
        return LongSecretField
    return SecretField


@register(60)
def _area(row: Row) -> type[RowWidget] | None:
    several = isinstance(row.control, Lines | Pairs | JsonText) or _several_lines(row)
    return AreaField if several else None


@register(55)
def _suggestions(row: Row) -> type[RowWidget] | None:
    return SuggestField if row.control is not None and row.control.ui.suggestions else None


@register(50)
def _scalar(row: Row) -> type[RowWidget] | None:
    if isinstance(row.control, Scalar) and row.control.kind in STEPPABLE:
        return NumberField
    if isinstance(row.control, Scalar) and row.control.kind == "path":
        return PathField
    return None


@register(0)
def _text(row: Row) -> type[RowWidget]:
    return TextField
