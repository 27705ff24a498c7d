"""Sections of a form that open and close, and the items of its lists."""

from __future__ import annotations

from textual.widget import Widget

from wizard.forms import Loc
from wizard.tui.form.actions import FormActions
from wizard.tui.form.body import Body
from wizard.tui.form.columns import Columns
from wizard.tui.form.layout_rows import SectionState, SectionStates
from wizard.tui.form.lazy_rows import LazyRows
from wizard.tui.form.list_edits import Item, add_item, move_item, remove_item


class FormSections(FormActions):
    """Opens sections, and adds, removes and moves the items of lists."""

    _body: Body
    _folds: SectionStates
    _rows: LazyRows

    def sync(self) -> None:
        """Update the screen from the state."""
        raise NotImplementedError

    def _focus(self, widget: Widget) -> None:
        raise NotImplementedError

    @property
    def columns(self) -> Columns:
        """Where labels and values stand."""
        return self._body.columns

    def fit(self) -> None:
        """Place the rows as the form's size allows."""
        self._rows.fit()

    def toggle(self, fold: SectionState) -> None:
        """Open or close a section of the form."""
        header = self._body.header_of(fold)
        if header is not None:
            self._folds.chosen[fold] = not header.row.opened
            self._rows.made = 0
            self.sync()

    def add_item(self, loc: Loc) -> None:
        """Add an item to the list at ``loc``, opened, and focus its first field."""
        added = add_item(self.state, self._folds, loc)
        self.changed(loc)
        self.go_to(added)

    def remove_item(self, loc: Loc) -> None:
        """Remove the item at ``loc`` from its list."""
        item = Item.at(self.state, loc)
        remove_item(self.state, self._folds, item)
        self.changed(item.items)
        self._focus_item(item.items, min(item.index, item.count - 2))

    def move_item(self, loc: Loc, by: int) -> None:
        """Move the item at ``loc`` by ``by`` places."""
        item = Item.at(self.state, loc)
        to = item.index + by
        if 0 <= to < item.count:
            move_item(self.state, self._folds, item, to)
            self.changed(item.items)
            self._focus_item(item.items, to)

    def _focus_item(self, items: Loc, index: int) -> None:
        header = self._body.header_of(SectionState((*items, index)))
        widget = header or self._body.field_at(items)
        if widget is not None:
            self._focus(widget)
