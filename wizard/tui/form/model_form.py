"""The form itself: rows of widgets over one ``FormState``, which is the only truth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, ClassVar

from pydantic import BaseModel
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, TextArea

from wizard.forms import (
    UNSET,
    FieldError,
    Form,
    FormState,
    Items,
    Lines,
    Loc,
    Pairs,
    Scalar,
    Secret,
    Several,
    Union,
    text_of,
)
from wizard.tui.form.area import AreaField
from wizard.tui.form.base import FieldWidget, RowWidget
from wizard.tui.form.notes import Hint
from wizard.tui.form.renderers import widget_for
from wizard.tui.form.rows import Fold, Folds, Kind, Row, rows, way_to
from wizard.tui.form.secret import LongSecretField, SecretField
from wizard.tui.form.structure import AddItem
from wizard.tui.styles import STYLES


class Body(VerticalScroll, can_focus=False):
    """The rows. It scrolls, and takes no focus."""


class FormMessage(Message):
    """What a form has to say. None of its messages shows a value when it is logged."""

    def __init__(self, form: ModelForm) -> None:
        super().__init__()
        self.form = form

    @property
    def control(self) -> ModelForm:
        """The form it is from."""
        return self.form

    def __rich_repr__(self) -> Iterable[Any]:
        yield self.form


class ModelForm(Widget):
    """A form for a pydantic model, or for any ``FormState``.

    model, values: the model class, and what to begin with: an instance, or data from a file.
    state: instead of those, a form that is being filled in already.
    submit_on_enter: whether enter in the last field submits; else only ``Completed`` is posted.
    hint: whether help for the focused field stands at the bottom.
    blink: whether the cursor blinks.
    """

    DEFAULT_CSS = (STYLES / "form.tcss").read_text(encoding="utf-8")
    SCOPED_CSS = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f3", "reveal", "Show or hide"),
        Binding("ctrl+y", "undo", "Undo", show=False),
        Binding("ctrl+r", "reset", "Default", show=False),
        Binding("ctrl+l", "blank", "Empty or nothing", show=False),
    ]

    class Submitted(FormMessage):
        """Everything is right. ``model`` is the finished value."""

        def __init__(self, form: ModelForm, model: Any) -> None:
            super().__init__(form)
            self.model = model

    class Completed(FormMessage):
        """Enter was pressed in the last field."""

    class Changed(FormMessage):
        """The field at ``loc`` was changed; the state has it."""

        def __init__(self, form: ModelForm, loc: Loc) -> None:
            super().__init__(form)
            self.loc = loc

    class FocusMoved(FormMessage):
        """The field at ``loc`` has the focus now."""

        def __init__(self, form: ModelForm, loc: Loc) -> None:
            super().__init__(form)
            self.loc = loc

    class ErrorCount(FormMessage):
        """So many fields are to mend, since the form was first submitted."""

        def __init__(self, form: ModelForm, count: int) -> None:
            super().__init__(form)
            self.count = count

    def __init__(
        self,
        model: type[BaseModel] | None = None,
        values: BaseModel | Mapping[str, Any] | None = None,
        *,
        state: FormState[Any] | None = None,
        submit_on_enter: bool = True,
        hint: bool = True,
        blink: bool = True,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        if state is None:
            if model is None:
                raise TypeError("give a model or a state")
            form = Form.from_model(model)
            state = FormState(form, UNSET if values is None else form.fill(values))
        self._state = state
        self._submit_on_enter = submit_on_enter
        self._with_hint = hint
        self._blink = blink
        self._folds = Folds()
        self._widgets: dict[tuple[Any, ...], RowWidget] = {}
        self._checked = False
        self._count: int | None = None
        self._scheduled = False
        self._focused_loc: Loc | None = None

    @property
    def state(self) -> FormState[Any]:
        """What has been entered. After changing it directly, call ``sync``."""
        return self._state

    @property
    def focused_loc(self) -> Loc | None:
        """Where the focus is, or was last."""
        return self._focused_loc

    def compose(self) -> ComposeResult:
        yield Body()
        if self._with_hint:
            yield Hint(markup=False)

    def on_mount(self) -> None:
        self.sync()

    # Rows and widgets

    def sync(self) -> None:
        """Make the screen follow the state, with as few changes as can be."""
        self._scheduled = False
        if not self.is_attached:
            return
        body = self.query_one(Body)
        old, self._widgets = self._widgets, {}
        waiting: list[Widget] = []
        refocus: Widget | None = None
        with self.app.batch_update():
            for row in rows(self._state, self._folds, checked=self._checked):
                widget = old.get(row.key)
                kind = self._kind_of(row, widget)
                if widget is not None and type(widget) is kind:
                    old.pop(row.key)
                    if waiting:
                        body.mount_all(waiting, before=widget)
                        waiting = []
                    if widget.row != row:
                        widget.show(row)
                else:
                    if widget is not None and widget.has_focus:
                        refocus = widget
                    widget = self._make(kind, row)
                    refocus = widget if refocus is old.get(row.key, self) else refocus
                    waiting.append(widget)
                self._widgets[row.key] = widget
            if waiting:
                body.mount_all(waiting)
            if refocus is not None:
                self.screen.set_focus(refocus)
            body.remove_children(list(old.values()))
        self._tell()

    @staticmethod
    def _kind_of(row: Row, present: RowWidget | None) -> type[RowWidget]:
        # A field that grew to several lines stays so while one is in it.
        grown = isinstance(present, AreaField | LongSecretField) and present.has_focus
        return type(present) if grown and present is not None else widget_for(row)

    def _make(self, kind: type[RowWidget], row: Row) -> RowWidget:
        widget = kind()
        if isinstance(widget, Input | TextArea):
            widget.cursor_blink = self._blink
        widget.attach(row, self)
        return widget

    def _tell(self) -> None:
        """Say what changed beside the rows."""
        self._show_hint()
        self.refresh_bindings()
        if self._checked:
            count = len({error.loc for error in self._state.errors})
            if count != self._count:
                self._count = count
                self.post_message(self.ErrorCount(self, count))

    def _schedule(self) -> None:
        # What is typed fast is followed once.
        if not self._scheduled:
            self._scheduled = True
            self.call_later(self.sync)

    def _focused(self) -> RowWidget | None:
        focused = self.screen.focused if self.is_attached else None
        return focused if isinstance(focused, RowWidget) and focused.form is self else None

    def _fields(self) -> list[FieldWidget]:
        return [w for w in self._widgets.values() if isinstance(w, FieldWidget)]

    def _widget_at(self, loc: Loc) -> FieldWidget | None:
        """The field at ``loc``, or the first one inside of it."""
        fields = self._fields()
        exact = next((w for w in fields if w.row.loc == loc), None)
        return exact or next((w for w in fields if w.row.loc[: len(loc)] == loc), None)

    def _show_hint(self) -> None:
        if self._with_hint:
            focused = self._focused()
            self.query_one(Hint).show_row(focused.row if focused is not None else None)

    # What the rows ask for

    def write(self, loc: Loc, raw: Any, *, soon: bool = False) -> None:
        """Put a raw value into the state; ``soon``: the rows may follow a little later."""
        self._state.set(loc, raw)
        self._changed(loc, soon=soon)

    def choose(self, loc: Loc, key: str) -> None:
        """Choose a member of the union at ``loc``."""
        self._state.choose(loc, key)
        self._changed(loc)

    def _changed(self, loc: Loc, *, soon: bool = False) -> None:
        self.post_message(self.Changed(self, loc))
        if soon:
            self._schedule()
        else:
            self.sync()

    def next_field(self, widget: Widget) -> None:
        """Focus the field behind ``widget``; behind the last one, the form is complete."""
        fields = self._fields()
        at = next((i for i, w in enumerate(fields) if w is widget), len(fields))
        for candidate in fields[at + 1 :]:
            row = candidate.row
            wanted = row.required and not row.count
            if not isinstance(candidate, AddItem) or wanted:
                candidate.focus()
                return
        self.post_message(self.Completed(self))
        if self._submit_on_enter:
            self.submit()

    def use_fix(self, loc: Loc) -> bool:
        """Show what an error at ``loc`` offers, or take it when it is shown already."""
        offered = [e.fix for e in self._state.read().errors if e.loc == loc and e.fix is not None]
        if not offered:
            return False
        if not any(error.fix is not None for error in self._state.errors_at(loc)):
            self._state.leave(loc)
            self.sync()
            return True
        self.write(loc, offered[0])
        return False

    def take_paste(self, loc: Loc, text: str) -> bool:
        """Whether a pasted text was dealt with here."""
        return False

    def spread(self, loc: Loc, raw: Any) -> None:
        """Let a field of one line take several."""
        self.write(loc, raw)
        count = len(text_of(raw).splitlines())
        self.app.notify(f"Pasted {count} lines, and kept them all.", markup=False)

    def toggle(self, fold: Fold) -> None:
        """Open or close a part of the form."""
        row = next((w.row for w in self._widgets.values() if w.row.fold == fold), None)
        if row is not None:
            self._folds.chosen[fold] = not row.opened
            self.sync()

    def add_item(self, loc: Loc) -> None:
        """Add an item to the list at ``loc``, open, with the focus on its first field."""
        index = self._state.add(loc)
        self._folds.chosen[Fold((*loc, index))] = True
        self._changed(loc)
        self.go_to((*loc, index))

    def remove_item(self, loc: Loc) -> None:
        """Take the item at ``loc`` out of its list."""
        *above, index = loc
        items = tuple(above)
        if not isinstance(index, int):
            raise TypeError("an item has a number")
        self._state.remove(items, index)
        count = len(self._state.shown(items) or [])
        moved: dict[int, int | None] = {i + 1: i for i in range(index, count)}
        self._folds.shift(items, {**moved, index: None})
        self._changed(items)

    def move_item(self, loc: Loc, by: int) -> None:
        """Move the item at ``loc`` up or down."""
        *above, index = loc
        items = tuple(above)
        count = len(self._state.shown(items) or [])
        if not isinstance(index, int) or not 0 <= index + by < count:
            return
        self._state.move(items, index, index + by)
        self._folds.shift(items, {index: index + by, index + by: index})
        self._changed(items)
        for widget in self._widgets.values():
            if widget.row.kind is Kind.ITEM and widget.row.loc == (*items, index + by):
                widget.focus()

    # Going about

    def go_to(self, loc: Loc) -> bool:
        """Focus the field at ``loc``, opening what it is in; whether there is one."""
        for fold in way_to(self._state, loc):
            self._folds.chosen[fold] = True
        self.sync()
        widget = self._widget_at(loc)
        if widget is None:
            return False
        widget.focus()
        return True

    def focus_first(self) -> bool:
        """Focus the first field; whether there is any."""
        fields = self._fields()
        if fields:
            fields[0].focus()
        return bool(fields)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Follow the focus."""
        widget = event.widget
        if isinstance(widget, RowWidget):
            self._focused_loc = widget.row.loc
            self._show_hint()
            self.post_message(self.FocusMoved(self, widget.row.loc))
            self.call_after_refresh(self._reveal_row, widget)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """A field was left: from now on it says what is wrong with it."""
        widget = event.widget
        # Going to another window to copy something is not leaving the field.
        if isinstance(widget, FieldWidget) and self.app.app_focus:
            self._state.leave(widget.row.loc)
            # The default comes back into a field that was emptied.
            widget.show(widget.row)
            self._schedule()

    def _reveal_row(self, widget: RowWidget) -> None:
        """Scroll so that the row with its label and its errors is in sight."""
        if widget.has_focus:
            note = self._note_of(widget)
            if note is not None:
                note.scroll_visible(animate=False, immediate=True)
            widget.scroll_visible(animate=False, immediate=True)

    def _note_of(self, widget: RowWidget) -> RowWidget | None:
        row = widget.row
        for kind in (Kind.ERROR, Kind.WARNING):
            note = self._widgets.get(replace(row, kind=kind).key)
            if note is not None:
                return note
        return None

    # Finishing

    def submit(self) -> bool:
        """Check everything: posts ``Submitted``, or shows all errors and focuses the first."""
        reading = self._state.check()
        self._checked = True
        if reading.ok:
            self.sync()
            self.post_message(self.Submitted(self, reading.value))
            return True
        self._go_to_errors()
        return False

    def show_errors(self, errors: Iterable[FieldError]) -> None:
        """Show errors from elsewhere (a server) until their fields are changed."""
        self._state.add_errors(errors)
        self._checked = True
        self._go_to_errors()

    def _go_to_errors(self) -> None:
        for error in self._state.errors:
            for fold in way_to(self._state, error.loc):
                self._folds.chosen[fold] = True
        self.sync()
        first = next((w for w in self._widgets.values() if w.row.errors and w.focusable), None)
        if first is not None:
            first.focus()
            self.call_after_refresh(self._reveal_row, first)

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what works in the focused field is offered."""
        focused = self._focused()
        if action == "reveal":
            return isinstance(focused, FieldWidget) and focused.hides
        if action == "undo":
            return focused is not None
        if action == "reset":
            return isinstance(focused, FieldWidget) and focused.row.entered is not UNSET
        if action == "blank":
            return isinstance(focused, FieldWidget) and len(self._blanks(focused.row)) > 1
        return True

    def action_reveal(self) -> None:
        """Show or hide the focused secret."""
        focused = self._focused()
        if isinstance(focused, SecretField):
            focused.reveal()

    def action_undo(self) -> None:
        """Take back the last change of the focused field."""
        focused = self._focused()
        if focused is not None and self._state.undo(focused.row.loc):
            self._changed(focused.row.loc)

    def action_reset(self) -> None:
        """The focused field's default again."""
        focused = self._focused()
        if isinstance(focused, FieldWidget):
            self._state.reset(focused.row.loc)
            self._changed(focused.row.loc)

    def action_blank(self) -> None:
        """Go round the ways of entering nothing: left alone, empty text, null."""
        focused = self._focused()
        if isinstance(focused, FieldWidget):
            ways = self._blanks(focused.row)
            now = next((i for i, way in enumerate(ways) if way == focused.row.entered), 0)
            self.write(focused.row.loc, ways[(now + 1) % len(ways)])

    @staticmethod
    def _blanks(row: Row) -> list[Any]:
        control = row.control
        if control is None or isinstance(control, Union | Items):
            return [UNSET]
        found: list[Any] = [UNSET]
        if isinstance(control, Several):
            found.append([])
        elif isinstance(control, Lines | Pairs) or (
            isinstance(control, Scalar) and control.codec.blank
        ):
            found.append(Secret("") if control.secret else "")
        if control.nullable:
            found.append(None)
        return found
