"""The rows of a form, as far as they have widgets: a long form costs what is seen of it."""

from __future__ import annotations

from collections.abc import Sequence

from wizard.forms import Loc
from wizard.tui.form.actions import FormActions
from wizard.tui.form.base import RowWidget
from wizard.tui.form.body import Body, reaching
from wizard.tui.form.layout_rows import LayoutRow, RowKind


class LazyRows:
    """All rows in ``body``, the first ``made`` of them with widgets.

    form: what they are of; what is around its focused row can be seen.
    lines: at most so many lines are in sight at first; without it, as many as the app has.
    """

    def __init__(self, form: FormActions, body: Body, lines: int | None) -> None:
        self.all: list[LayoutRow] = []
        self.made = 0
        self._body = body
        self._form = form
        self._lines = lines

    @property
    def lacking(self) -> bool:
        """Whether some have no widget yet."""
        return self.made < len(self.all)

    def follow(self, rows: Sequence[LayoutRow]) -> None:
        """Show these."""
        self.all = list(rows)
        self.make(self.made)

    def index(self, loc: Loc) -> int | None:
        """Which one is the field at ``loc``, or else the first within it."""
        fields = [(i, row.loc) for i, row in enumerate(self.all) if row.kind is RowKind.FIELD]
        inside = (i for i, at in fields if at[: len(loc)] == loc)
        return next((i for i, at in fields if at == loc), next(inside, None))

    def make(self, most: int) -> None:
        """Have widgets for the first ``most``, and for what can be seen with the focus."""
        if most < len(self.all):
            focused = self._form.focused_row()
            at = 0 if focused is None else self._index_of(focused.row) or 0
            most = max(most, self._window(0), self._window(at))
        self.made = most
        with self._form.app.batch_update():
            self._body.follow(self.all, most)
        if most < len(self.all):
            self._form.call_after_refresh(self.preload)

    def make_up_to(self, at: int | None) -> None:
        """Have widgets up to the row ``at``, and for what can be seen with it."""
        if at is not None and self._window(at) > self.made:
            self.make(self._window(at))

    def make_more(self) -> bool:
        """Have widgets for the next window of rows; False if none are lacking."""
        lacking = self.lacking
        if lacking:
            self.make(self._window(self.made))
        return lacking

    def first_error(self) -> RowWidget | None:
        """The widget of the first row with an error, made for that if need be."""
        self.make_up_to(next((i for i, row in enumerate(self.all) if row.errors), None))
        found = self._body.first_error()
        if found is None:
            self.make_all()
            found = self._body.first_error()
        return found

    def make_all(self) -> None:
        """Have widgets for all of them."""
        self.make(len(self.all))

    def preload(self) -> None:
        """Make the rows that may be seen next, if any are missing."""
        lacking = self._body.lacking
        if lacking > 0:
            self.make(reaching(self.all, self.made, lacking))

    def _window(self, start: int) -> int:
        """How many rows there are up to the end of a window that begins with the row ``start``."""
        lines = self._body.container_size.height or self._lines or self._form.app.size.height
        return reaching(self.all, start, lines)

    def _index_of(self, row: LayoutRow) -> int | None:
        """Which one ``row`` is now."""
        same = (i for i, r in enumerate(self.all) if r.loc == row.loc and r.key == row.key)
        return next(same, None)
