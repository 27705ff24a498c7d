"""The rows on the screen: one widget each, made and taken away as the rows come and go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, TextArea

from wizard.forms import BooleanControl, ItemList, JsonText, KeyValueList, Loc, Scalar, TextList
from wizard.tui.form.base import FieldWidget, FormHost, RowWidget
from wizard.tui.form.groups import AddItem
from wizard.tui.form.layout_rows import LayoutRow, RowKind, SectionState
from wizard.tui.form.registry import widget_for
from wizard.tui.form.secret import LongSecretField
from wizard.tui.form.text_area import TextAreaField


class RowPlaceholder(Widget, can_focus=True):
    """As high as the rows that it stands for, so that the scroll bar is right before they are made.

    Who comes from behind the form, or from its first field backwards, comes here first, and is
    sent on to the last field when that was made.
    """

    BLANK = True
    FOCUS_ON_CLICK = False
    ALLOW_SELECT = False

    def __init__(self, form: FormHost) -> None:
        super().__init__()
        self._form = form
        self._lines = 0

    def stand_for(self, rows: Sequence[LayoutRow]) -> None:
        """Be as high as these."""
        lines = sum(lines_of(row) for row in rows)
        if lines != self._lines:
            self._lines = lines
            self.styles.height = lines

    def on_focus(self) -> None:
        """Send who comes here on."""
        self._form.enter_rest()


def lines_of(row: LayoutRow) -> int:
    """How high the widget of a row is, about; it is never lower but for what it says of errors."""
    control = row.control
    if row.kind is not RowKind.FIELD or isinstance(control, BooleanControl | ItemList):
        return 1
    several = isinstance(control, TextList | KeyValueList | JsonText)
    return 3 if several or (isinstance(control, Scalar) and control.multiline) else 2


def reaching(rows: Sequence[LayoutRow], start: int, lines: int) -> int:
    """How many rows there are up to where ``lines`` lines from the row ``start`` on are filled."""
    for at in range(start, len(rows)):
        lines -= lines_of(rows[at])
        if lines <= 0:
            return at + 1
    return len(rows)


class Body(VerticalScroll, can_focus=False):
    """Scrolls, and takes no focus: the first key goes to a field.

    host: the form it is part of. blink: whether cursors blink.
    """

    BLANK = True  # nothing of its own is seen

    def __init__(self, host: FormHost, *, blink: bool) -> None:
        super().__init__()
        self._host = host
        self._blink = blink
        self._shown: dict[tuple[Any, ...], RowWidget] = {}
        self._rest: RowPlaceholder | None = None
        self._elsewhere = False  # somebody scrolled to something else than the focus
        self._revealing = False

    # Following

    def follow(self, rows: Sequence[LayoutRow], most: int) -> None:
        """Show these rows, the first ``most`` with widgets, with as few changes as can be."""
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
        if waiting:
            self.mount_all(waiting, before=self._rest)
        self._leave(rest)
        if refocus is not None:
            self.screen.set_focus(refocus)
        if old:
            self.remove_children(list(old.values()))

    def follow_one(self, row: LayoutRow) -> bool:
        """Show this row in the widget that it has; whether that is enough."""
        widget = self._shown.get(row.key)
        enough = widget is not None and type(widget) is _kind_of(row, widget)
        if widget is not None and enough and widget.row != row:
            widget.show(row)
        return enough

    def _leave(self, rest: Sequence[LayoutRow]) -> None:
        """Let one widget stand for the rows that have none."""
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
        """How many lines lack widgets, of those in sight and as many below; 0 or less: none."""
        if self._rest is None:
            return 0
        height = self.container_size.height
        return self.scroll_offset.y + 2 * height - self._rest.virtual_region.y

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Come with rows for what is scrolled to."""
        super().watch_scroll_y(old_value, new_value)
        if self._rest is not None:
            self._host.preload()

    def on_resize(self) -> None:
        """There may be room for more."""
        if self._rest is not None:
            self._host.preload()

    def _make(self, kind: type[RowWidget], row: LayoutRow) -> RowWidget:
        widget = kind()
        if isinstance(widget, Input | TextArea):
            widget.cursor_blink = self._blink
        widget.attach(row, self._host)
        return widget

    # Finding

    @property
    def shown(self) -> list[RowWidget]:
        """All widgets of rows, from the top."""
        return list(self._shown.values())

    @property
    def fields(self) -> list[FieldWidget]:
        """Those of fields."""
        return [widget for widget in self._shown.values() if isinstance(widget, FieldWidget)]

    def field_behind(self, widget: Widget) -> FieldWidget | None:
        """The field behind the one of ``widget``; an addition only where one is needed."""
        fields = self.fields
        at = next((i for i, w in enumerate(fields) if w is widget), len(fields))
        for candidate in fields[at + 1 :]:
            row = candidate.row
            if not isinstance(candidate, AddItem) or (row.required and not row.count):
                return candidate
        return None

    @property
    def focusable_rows(self) -> list[RowWidget]:
        """Those that can have the focus."""
        return [widget for widget in self._shown.values() if widget.focusable]

    def field_at(self, loc: Loc) -> FieldWidget | None:
        """The field at ``loc``, or the first one inside of it."""
        exact = next((w for w in self.fields if w.row.loc == loc), None)
        return exact or next((w for w in self.fields if w.row.loc[: len(loc)] == loc), None)

    def header_of(self, fold: SectionState) -> RowWidget | None:
        """The header that opens and closes ``fold``."""
        return next(
            (w for w in self.shown if w.row.fold == fold and w.row.kind is not RowKind.ERROR), None
        )

    def first_error(self) -> RowWidget | None:
        """The first row with an error that can have the focus."""
        return next((w for w in self.shown if w.row.errors and w.focusable), None)

    def watch_virtual_size(self) -> None:
        """What comes and goes around the focus does not take it out of sight."""
        self.call_after_refresh(self._keep)

    def _keep(self) -> None:
        focused = self.screen.focused if self.is_attached else None
        if not self._elsewhere and isinstance(focused, RowWidget) and focused.parent is self:
            self.reveal(focused)

    def on_mouse_scroll_down(self) -> None:
        """The person looks at something else."""
        self._elsewhere = True

    on_mouse_scroll_up = on_scroll_to = on_scroll_down = on_scroll_up = on_mouse_scroll_down

    def scroll_to(self, *arguments: Any, **options: Any) -> None:
        """Scroll, and stay there."""
        self._elsewhere = self._elsewhere or not self._revealing
        super().scroll_to(*arguments, **options)

    def reveal(self, widget: RowWidget) -> None:
        """Scroll so that a row with its label and its errors is in sight."""
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
    # A field that grew to several lines stays so while one is in it.
    if isinstance(present, TextAreaField | LongSecretField) and present.has_focus:
        return type(present)
    return widget_for(row)
