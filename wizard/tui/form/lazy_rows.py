"""Lazy creation of row widgets, so that a long form costs only what is visible."""

from __future__ import annotations

from collections.abc import Sequence

from textual.geometry import Size

from wizard.forms import Loc
from wizard.tui.form.actions import FormActions
from wizard.tui.form.base import RowWidget
from wizard.tui.form.body import Body, reaching
from wizard.tui.form.columns import MIN_COLUMNS_WITH_HELP, columns_beside_help
from wizard.tui.form.hint import Hint
from wizard.tui.form.layout_rows import LayoutRow, RowKind


class LazyRows:
    """All rows of a form, the first ``made`` of them with widgets in ``body``.

    form: the form; rows around its focus always have widgets.
    hint: the help for the focused field, if the form has any.
    lines: how many lines are in view at most at first; the app's height if None.
    """

    def __init__(self, form: FormActions, body: Body, hint: Hint | None, lines: int | None) -> None:
        self.all: list[LayoutRow] = []
        self.made = 0
        self._body = body
        self._form = form
        self._hint = hint
        self._lines = lines

    @property
    def lacking(self) -> bool:
        """Whether some rows have no widget yet."""
        return self.made < len(self.all)

    def follow(self, rows: Sequence[LayoutRow]) -> None:
        """Show these rows."""
        self.all = list(rows)
        self.fit()
        self.make(self.made)

    def fit(self) -> None:
        """Place the rows as the form's size allows."""
        width = self._form.size.width or self._form.app.size.width
        if self._hint is not None:
            beside = width >= MIN_COLUMNS_WITH_HELP
            self._hint.place(beside=beside)
            self._form.set_class(beside, "-help-beside")
            width = columns_beside_help(width) if beside else width
        height = self._body.size.height or self._lines or self._form.app.size.height
        self._body.fit(self.all, Size(width, height))

    def index(self, loc: Loc) -> int | None:
        """Return the index of the field at ``loc``, or of the first one inside it."""
        fields = [(i, row.loc) for i, row in enumerate(self.all) if row.kind is RowKind.FIELD]
        inside = (i for i, at in fields if at[: len(loc)] == loc)
        return next((i for i, at in fields if at == loc), next(inside, None))

    def make(self, most: int) -> None:
        """Create widgets for the first ``most`` rows, and for those in view with the focus."""
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
        """Create widgets up to the row ``at``, and for those in view with it."""
        if at is not None and self._window(at) > self.made:
            self.make(self._window(at))

    def make_more(self) -> bool:
        """Create widgets for the next window of rows; return False if none are lacking."""
        lacking = self.lacking
        if lacking:
            self.make(self._window(self.made))
        return lacking

    def first_error(self) -> RowWidget | None:
        """Return the widget of the first row with an error, creating it if needed."""
        self.make_up_to(next((i for i, row in enumerate(self.all) if row.errors), None))
        found = self._body.first_error()
        if found is None:
            self.make_all()
            found = self._body.first_error()
        return found

    def make_all(self) -> None:
        """Create widgets for all rows."""
        self.make(len(self.all))

    def preload(self) -> None:
        """Create the rows that may come into view next, if any are missing."""
        lacking = self._body.lacking
        if lacking > 0:
            self.make(reaching(self.all, self.made, lacking, self._body.columns))

    def _window(self, start: int) -> int:
        """Return the row count up to the end of a window that starts at the row ``start``."""
        lines = self._body.container_size.height or self._lines or self._form.app.size.height
        return reaching(self.all, start, lines, self._body.columns)

    def _index_of(self, row: LayoutRow) -> int | None:
        """Return the current index of ``row``."""
        same = (i for i, r in enumerate(self.all) if r.loc == row.loc and r.key == row.key)
        return next(same, None)
