"""Where labels and values stand: side by side where there is room, else one above the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import Final, NamedTuple

from rich.cells import cell_len

from wizard.forms import (
    BooleanControl,
    ItemList,
    JsonText,
    KeyValueList,
    MultiChoice,
    Scalar,
    TextList,
)
from wizard.tui.form.layout_rows import NOTES, LayoutRow, RowKind

MIN_BESIDE_COLUMNS: Final = 72
"""Columns of a form from which on labels stand beside their values."""

MIN_COLUMNS_WITH_HELP: Final = 110
"""Columns of a form from which on the help stands beside its rows, with two thirds for these."""

MAX_COLUMNS: Final = 102
"""Columns of the widest rows, with the scroll bar and a blank, as in the style sheet."""

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


def columns_beside_help(width: int) -> int:
    """Return the columns that the help leaves to the rows of a form of this width."""
    return min(width * 2 // 3, MAX_COLUMNS)


def columns_for(rows: Iterable[LayoutRow], width: int, before: Columns) -> Columns:
    """Return the columns for ``rows`` in a form of this width.

    The labels' column never gets narrower, so that values stay where they are when rows go.
    """
    needed = (label_columns(row) for row in rows if has_label(row) and not is_wide(row))
    fitting = (columns for columns in needed if columns <= MAX_LABEL_COLUMNS)
    return Columns(width >= MIN_BESIDE_COLUMNS, max(fitting, default=before.labels))


class Spacing(IntEnum):
    """What is set apart by a blank line, as far as there is room."""

    NOTHING = 0
    GROUPS = 1
    FIELDS = 2

    def before(self, row: LayoutRow, previous: LayoutRow | None) -> int:
        """Return how many blank lines stand before ``row``."""
        if previous is None or row.kind in NOTES:
            return 0
        if row.kind in (RowKind.FOLD, RowKind.HEADING):
            return int(self >= Spacing.GROUPS and not _follows_header(row, previous))
        if self < Spacing.FIELDS or row.kind is RowKind.ITEM:
            return 0
        boxes = isinstance(row.control, BooleanControl)
        return int(not (boxes and isinstance(previous.control, BooleanControl)))


def _follows_header(row: LayoutRow, previous: LayoutRow) -> bool:
    return previous.kind is RowKind.FOLD and not (row.opened or previous.opened)


def spacing_for(rows: Sequence[LayoutRow], columns: Columns, height: int) -> Spacing:
    """Return the widest spacing with which all ``rows`` fit, and a note or two."""
    lasting = [row for row in rows if row.kind not in NOTES]
    if len(lasting) > height:
        return Spacing.NOTHING  # each takes a line at least, and there may be hundreds
    lines = sum(lines_of(row, columns) for row in lasting)
    for spacing in (Spacing.FIELDS, Spacing.GROUPS):
        gaps = sum(map(spacing.before, lasting, [None, *lasting]))
        if lines + gaps + spacing <= height:
            return spacing
    return Spacing.NOTHING


def lines_of(row: LayoutRow, columns: Columns) -> int:
    """Estimate the height of a row's widget: never too high, except for notes on errors."""
    control = row.control
    if not has_label(row):
        return 1
    several = isinstance(control, TextList | KeyValueList | JsonText)
    value = 2 if several or (isinstance(control, Scalar) and control.multiline) else 1
    return value + (not columns.stands_beside(row))


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
