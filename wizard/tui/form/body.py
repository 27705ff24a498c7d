"""Scrolling container for a form's rows, with one widget for each row in use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from textual.containers import VerticalScroll
from textual.events import Resize
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Input, TextArea

from wizard.forms import Loc
from wizard.tui.drawn_lines import KeepsDrawnLines
from wizard.tui.form.base import FieldWidget, FormHost, RowWidget
from wizard.tui.form.columns import Columns, Spacing, columns_for, lines_of, spacing_for
from wizard.tui.form.groups import AddItem
from wizard.tui.form.layout_rows import LayoutRow, RowKind, SectionState
from wizard.tui.form.registry import widget_for
from wizard.tui.form.secret import LongSecretField
from wizard.tui.form.text_area import TextAreaField


class RowPlaceholder(Widget, can_focus=True):
    """Placeholder for off-screen rows of a long form.

    It is as high as those rows, so that the scroll bar is right before they are created. Focus that
    enters the form backwards arrives here, and moves to the last field once that exists.
    """

    BLANK = True
    FOCUS_ON_CLICK = False
    ALLOW_SELECT = False

    def __init__(self, form: FormHost) -> None:
        super().__init__()
        self._form = form
        self._lines = 0
        self.is_placed = False  # laid out with the height it has now

    def stand_for(self, rows: Sequence[LayoutRow]) -> None:
        """Set the height to that of ``rows``."""
        lines = sum(lines_of(row, self._form.columns) for row in rows)
        if lines != self._lines:
            self._lines = lines
            self.is_placed = False
            self.styles.height = lines

    def on_resize(self, event: Resize) -> None:
        """Create rows, now that it is known where they begin."""
        self.is_placed = event.size.height == self._lines
        self._form.preload()

    def on_focus(self) -> None:
        """Pass the focus on to the last row."""
        self._form.enter_rest()


def reaching(rows: Sequence[LayoutRow], start: int, lines: int, columns: Columns) -> int:
    """Return how many rows it takes to fill ``lines`` lines, counting from the row ``start``."""
    for at in range(start, len(rows)):
        lines -= lines_of(rows[at], columns)
        if lines <= 0:
            return at + 1
    return len(rows)


class Body(KeepsDrawnLines, VerticalScroll, can_focus=False):
    """Scrolling container of the rows, which takes no focus itself.

    host: the form it belongs to.
    blink: whether cursors blink.
    """

    BLANK = True  # nothing of its own is visible

    def __init__(self, host: FormHost, *, blink: bool) -> None:
        super().__init__()
        self._host = host
        self._blink = blink
        self._shown: dict[tuple[Any, ...], RowWidget] = {}
        self._rest: RowPlaceholder | None = None
        self.columns = Columns()
        self._spacing = Spacing.NOTHING
        self._elsewhere = False  # the user scrolled away from the focus
        self._revealing = False

    # Following the state and the size

    def fit(self, rows: Sequence[LayoutRow], room: Size) -> None:
        """Place labels and values, and let groups stand apart, as ``room`` allows."""
        columns = columns_for(rows, room.width, self.columns)
        if columns != self.columns:
            self.columns = columns
            for widget in self._shown.values():
                widget.place()
        self._spacing = spacing_for(rows, columns, room.height)
        self._space_out()

    def _space_out(self) -> None:
        previous = None
        for widget in self._shown.values():
            widget.space(self._spacing.before(widget.row, previous))
            previous = widget.row

    def follow(self, rows: Sequence[LayoutRow], most: int) -> None:
        """Show these rows, the first ``most`` with widgets, with as few changes as possible."""
        rest, rows = rows[most:], rows[:most]
        old, self._shown = self._shown, {}
        waiting: list[Widget] = []
        refocus: Widget | None = None
        for row in rows:
            present = old.get(row.key)
            kind = _kind_of(row, present)
            if present is not None and type(present) is kind:
                widget = old.pop(row.key)
                if waiting:
                    self.mount_all(waiting, before=widget)
                    waiting = []
                if widget.row != row:
                    widget.show(row)
            else:
                widget = self._make(kind, row)
                waiting.append(widget)
                if present is not None and present.has_focus:
                    refocus = widget
            self._shown[row.key] = widget
        self._space_out()
        if waiting:
            self.mount_all(waiting, before=self._rest)
        self._leave(rest)
        if refocus is not None:
            self.screen.set_focus(refocus)
        if old:
            self.remove_children(list(old.values()))

    def follow_one(self, row: LayoutRow) -> bool:
        """Show this row in its existing widget; return whether that suffices."""
        widget = self._shown.get(row.key)
        enough = widget is not None and type(widget) is _kind_of(row, widget)
        if widget is not None and enough and widget.row != row:
            widget.show(row)
        return enough

    def _leave(self, rest: Sequence[LayoutRow]) -> None:
        """Cover the rows without widgets with a placeholder."""
        if rest:
            if self._rest is None:
                self._rest = RowPlaceholder(self._host)
                self.mount(self._rest)
            self._rest.stand_for(rest)
        elif self._rest is not None:
            self._rest.remove()
            self._rest = None

    @property
    def lacking(self) -> int:
        """Lines without widgets that are in view or up to a screen below; none if 0 or less."""
        if self._rest is None or not self._rest.is_placed:
            return 0
        height = self.container_size.height
        return self.scroll_offset.y + 2 * height - self._rest.virtual_region.y

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Create rows for the part scrolled to."""
        super().watch_scroll_y(old_value, new_value)
        if self._rest is not None:
            self._host.preload()

    def on_resize(self) -> None:
        """Use the new size, and create rows for the added space."""
        self._host.fit()
        if self._rest is not None:
            self._host.preload()

    def _make(self, kind: type[RowWidget], row: LayoutRow) -> RowWidget:
        widget = kind()
        if isinstance(widget, Input | TextArea):
            widget.cursor_blink = self._blink
        widget.attach(row, self._host)
        return widget

    # Finding rows

    @property
    def shown(self) -> list[RowWidget]:
        """All row widgets, from the top."""
        return list(self._shown.values())

    @property
    def fields(self) -> list[FieldWidget]:
        """The widgets of fields."""
        return [widget for widget in self._shown.values() if isinstance(widget, FieldWidget)]

    def field_behind(self, widget: Widget) -> FieldWidget | None:
        """Return the field after ``widget``, skipping add buttons unless an item is required."""
        fields = self.fields
        at = next((i for i, w in enumerate(fields) if w is widget), len(fields))
        for candidate in fields[at + 1 :]:
            row = candidate.row
            if not isinstance(candidate, AddItem) or (row.required and not row.count):
                return candidate
        return None

    @property
    def focusable_rows(self) -> list[RowWidget]:
        """The row widgets that can take the focus."""
        return [widget for widget in self._shown.values() if widget.focusable]

    def field_at(self, loc: Loc) -> FieldWidget | None:
        """Return the field at ``loc``, or the first one inside it."""
        exact = next((w for w in self.fields if w.row.loc == loc), None)
        return exact or next((w for w in self.fields if w.row.loc[: len(loc)] == loc), None)

    def header_of(self, fold: SectionState) -> RowWidget | None:
        """Return the header that opens and closes ``fold``."""
        return next(
            (w for w in self.shown if w.row.fold == fold and w.row.kind is not RowKind.ERROR), None
        )

    def first_error(self) -> RowWidget | None:
        """Return the first focusable row with an error."""
        return next((w for w in self.shown if w.row.errors and w.focusable), None)

    def watch_virtual_size(self) -> None:
        """Keep the focused row in view when rows appear or disappear around it."""
        self.call_after_refresh(self._keep)

    def _keep(self) -> None:
        focused = self.screen.focused if self.is_attached else None
        if not self._elsewhere and isinstance(focused, RowWidget) and focused.parent is self:
            self.reveal(focused)

    def on_mouse_scroll_down(self) -> None:
        """Note that the user scrolled away from the focus."""
        self._elsewhere = True

    on_mouse_scroll_up = on_scroll_to = on_scroll_down = on_scroll_up = on_mouse_scroll_down

    def scroll_to(self, *arguments: Any, **options: Any) -> None:
        """Scroll, and stay there."""
        self._elsewhere = self._elsewhere or not self._revealing
        super().scroll_to(*arguments, **options)

    def reveal(self, widget: RowWidget) -> None:
        """Scroll a focused row into view, with its label and errors."""
        if not widget.has_focus:
            return
        self._elsewhere, self._revealing = False, True
        note = self._note_of(widget.row)
        if note is not None:
            note.scroll_visible(animate=False, immediate=True)
        widget.scroll_visible(animate=False, immediate=True)
        self._revealing = False

    def _note_of(self, row: LayoutRow) -> RowWidget | None:
        keys = (replace(row, kind=kind).key for kind in (RowKind.ERROR, RowKind.WARNING))
        return next((self._shown[key] for key in keys if key in self._shown), None)


def _kind_of(row: LayoutRow, present: RowWidget | None) -> type[RowWidget]:
    # A field that grew to several lines keeps its widget while it has the focus.
    if isinstance(present, TextAreaField | LongSecretField) and present.has_focus:
        return type(present)
    return widget_for(row)
