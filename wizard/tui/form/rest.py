"""What stands for the rows of a long form that are far from being seen."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widget import Widget

from wizard.forms import Items, JsonText, Lines, Pairs, Scalar, YesNo
from wizard.tui.form.base import Host
from wizard.tui.form.rows import Kind, Row


class Rest(Widget, can_focus=True):
    """As high as the rows that it stands for, so that the scroll bar is right before they are made.

    Who comes from behind the form, or from its first field backwards, comes here first, and is
    sent on to the last field when that was made.
    """

    BLANK = True
    FOCUS_ON_CLICK = False
    ALLOW_SELECT = False

    def __init__(self, form: Host) -> None:
        super().__init__()
        self._form = form
        self._lines = 0

    def stand_for(self, rows: Sequence[Row]) -> None:
        """Be as high as these."""
        lines = sum(lines_of(row) for row in rows)
        if lines != self._lines:
            self._lines = lines
            self.styles.height = lines

    def on_focus(self) -> None:
        """Send who comes here on."""
        self._form.enter_rest()


def lines_of(row: Row) -> int:
    """How high the widget of a row is, about; it is never lower but for what it says of errors."""
    control = row.control
    if row.kind is not Kind.FIELD or isinstance(control, YesNo | Items):
        return 1
    several = isinstance(control, Lines | Pairs | JsonText)
    return 3 if several or (isinstance(control, Scalar) and control.multiline) else 2


def reaching(rows: Sequence[Row], start: int, lines: int) -> int:
    """How many rows there are up to where ``lines`` lines from the row ``start`` on are filled."""
    for at in range(start, len(rows)):
        lines -= lines_of(rows[at])
        if lines <= 0:
            return at + 1
    return len(rows)
