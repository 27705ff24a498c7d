"""Where labels and values stand: side by side where there is room, else one above the other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from rich.cells import cell_len

from wizard.forms import BooleanControl, ItemList, JsonText, MultiChoice, Scalar
from wizard.tui.form.layout_rows import LayoutRow, RowKind

MIN_BESIDE_COLUMNS: Final = 72
"""Columns of a form from which on labels stand beside their values."""

MAX_LABEL_COLUMNS: Final = 24
"""A label that needs more columns stands above its value."""

MARGIN: Final = 2
"""Columns at the left: the bar of the focused row, and a blank."""

INDENT: Final = 2
"""Columns by which each level is indented."""

GAP: Final = 2
"""Columns between a label and its value: a blank, and the edge of the field's ground."""


class Columns(NamedTuple):
    """beside: whether labels stand beside their values; labels: how wide their column is."""

    beside: bool = False
    labels: int = 0

    @property
    def values(self) -> int:
        """The column in which values begin, where labels stand beside them."""
        return MARGIN + self.labels + GAP

    def stands_beside(self, row: LayoutRow) -> bool:
        """Return whether the label of a field stands beside its value."""
        return self.beside and not is_wide(row) and label_columns(row) <= MAX_LABEL_COLUMNS

    def indent(self, row: LayoutRow) -> int:
        """Return the column in which the label of a row begins."""
        return MARGIN + INDENT * row.depth


def columns_for(rows: Iterable[LayoutRow], width: int, before: Columns) -> Columns:
    """Return the columns for ``rows`` in a form of this width.

    The labels' column never gets narrower, so that values stay where they are when rows go.
    """
    needed = (label_columns(row) for row in rows if has_label(row) and not is_wide(row))
    fitting = (columns for columns in needed if columns <= MAX_LABEL_COLUMNS)
    return Columns(width >= MIN_BESIDE_COLUMNS, max(fitting, default=before.labels))


def has_label(row: LayoutRow) -> bool:
    """Return whether a row is a field with a label apart from its value."""
    return row.kind is RowKind.FIELD and not isinstance(row.control, BooleanControl | ItemList)


def is_wide(row: LayoutRow) -> bool:
    """Return whether a field takes the whole width, below its label."""
    control = row.control
    return isinstance(control, JsonText | MultiChoice) or (
        isinstance(control, Scalar) and control.multiline
    )


def label_columns(row: LayoutRow) -> int:
    """Return how many columns a label takes, its indent and the sign of a required field too."""
    return INDENT * row.depth + cell_len(row.label) + 2 * row.required
