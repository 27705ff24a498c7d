"""The form widget: rows of widgets over one ``FormState``, the single source of truth."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from operator import is_not
from typing import Any, ClassVar, TypeAlias

from pydantic import BaseModel
from textual import events
from textual.app import ComposeResult
from textual.widget import Widget

from wizard.forms import UNSET, FieldError, Form, FormState, Loc, Scalar, TextList, text_of
from wizard.forms.address_parts import AddressFill, address_fill
from wizard.tui.drawn_lines import KeepsDrawnLines
from wizard.tui.form import messages
from wizard.tui.form.base import FieldWidget, RowWidget
from wizard.tui.form.body import Body
from wizard.tui.form.dialogs import FinderTarget
from wizard.tui.form.hint import Hint
from wizard.tui.form.labels import LINE_STYLES, FieldLink
from wizard.tui.form.layout import rows, way_to
from wizard.tui.form.layout_rows import SectionStates
from wizard.tui.form.lazy_rows import LazyRows
from wizard.tui.form.paste_offer import offer_paste
from wizard.tui.form.provider import add_to_palette
from wizard.tui.form.retyped import LayoutInputs, retyped
from wizard.tui.form.sections import FormSections
from wizard.tui.form.targets import targets
from wizard.tui.theme import ROLE_DEFINITIONS, STYLES
from wizard.utils.files import read_bytes_file


class ModelForm(KeepsDrawnLines, FormSections):
    """Form for a pydantic model, or for any ``FormState``.

    model, values: the model class, and initial values: an instance, or data from a file.
    state: instead of those, the state of a form that is being filled in.
    submit_on_enter: whether enter in the last field submits; if not, only ``Completed`` is posted.
    hint, blink: whether help for the focused field is shown, and whether the cursor blinks.
    read_file: takes a path and returns the file's bytes; the text of what it raises is shown.
    follow: called on each change, before it is shown, with the location being typed in, or None.
    lines: how many lines of the form are in view at most at first; the app's height if None.
    link: takes a location and returns what the app offers at that field.

    A field gets its widget shortly before it comes into view, so a form's length costs nothing.
    """

    DEFAULT_CSS = ROLE_DEFINITIONS + (STYLES / "form.tcss").read_text(encoding="utf-8")
    SCOPED_CSS = False
    COMPONENT_CLASSES: ClassVar[set[str]] = set(LINE_STYLES)
    BLANK = True  # its children cover it

    Submitted: TypeAlias = messages.Submitted
    Completed: TypeAlias = messages.Completed
    Changed: TypeAlias = messages.Changed
    FocusMoved: TypeAlias = messages.FocusMoved
    ErrorCount: TypeAlias = messages.ErrorCount

    def __init__(
        self,
        model: type[BaseModel] | None = None,
        values: BaseModel | Mapping[str, Any] | None = None,
        *,
        state: FormState[Any] | None = None,
        submit_on_enter: bool = True,
        hint: bool = True,
        blink: bool = True,
        read_file: Callable[[str], bytes] = read_bytes_file,
        follow: Callable[[Loc | None], object] = lambda _: None,
        lines: int | None = None,
        link: Callable[[Loc], FieldLink | None] = lambda _: None,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        if state is None:
            if model is None:
                raise TypeError("give a model or a state")
            form = Form.from_model(model)
            state = FormState(form, UNSET if values is None else form.to_raw(values))
        self.state = state
        """What has been entered. After changing it directly, call ``sync``."""
        self.read_file = read_file
        self.blink = blink
        self._follow = follow
        self.link_at = link
        self._submit_on_enter = submit_on_enter
        self._body = Body(self, blink=blink)
        self._hint = Hint(self) if hint else None
        self._folds = SectionStates()
        self._checked = False
        self._error_count: int | None = None
        self._rows = LazyRows(self, self._body, self._hint, lines)
        self._source: LayoutInputs | None = None
        self._allowed: list[bool | None] | None = None
        self._focused_loc: Loc | None = None
        self._said: tuple[Loc, str] | None = None
        self._typed: Loc | None = None

    @property
    def focused_loc(self) -> Loc | None:
        """Location of the field that has, or last had, the focus."""
        return self._focused_loc

    def compose(self) -> ComposeResult:
        yield self._body
        if self._hint is not None:
            yield self._hint

    def on_mount(self) -> None:
        self.sync()
        add_to_palette(self)

    # Following the state

    def sync(self) -> None:
        """Update the screen from the state."""
        if not self.is_attached:
            return
        before = self._rows.all
        shown = rows(self.state, self._folds, checked=self._checked, before=before)
        self._source = LayoutInputs.of(self.state)
        if not before or any(map(is_not, shown, before)) or len(shown) != len(before):
            self._rows.follow(shown)
        self._follow_focus()

    def _sync_one(self, loc: Loc) -> bool:
        """Update one row after a change at ``loc``; return False if others may have changed."""
        at = next((i for i, r in enumerate(self._rows.all) if r.loc == loc and r.field), None)
        if at is None or self._source is None:
            return False
        before, row = self._rows.all[at], retyped(self.state, self._rows.all[at], self._source)
        if row is None or not self._body.follow_one(row):
            return False
        self._rows.all[at], self._source = row, LayoutInputs.of(self.state)
        if (before.entered is UNSET) != (row.entered is UNSET):
            self._follow_focus()  # undo has become available, or no longer is
        else:
            self._show_hint()
        return True

    def _follow_focus(self) -> None:
        """Update the hint, the footer and the error count for the focused row."""
        self._show_hint()
        allowed = [self.check_action(offer.action, ()) for offer in self.OFFERED]
        if allowed != self._allowed:
            # The footer redraws completely each time; the first time it is drawn anyway.
            first, self._allowed = self._allowed is None, allowed
            if not first:
                self.refresh_bindings()
        if self._checked:
            count = len({error.loc for error in self.state.errors})
            if count != self._error_count:
                self._error_count = count
                self.post_message(self.ErrorCount(self, count))

    def preload(self) -> None:
        """Create the rows that may come into view next, if any are missing."""
        self._rows.preload()

    def enter_rest(self) -> None:
        """Create all missing rows and focus the last one: the focus came backwards."""
        self._rows.make_all()
        if order := self._body.focusable_rows:
            self._focus(order[-1])

    def action_step(self, by: int) -> None:
        """Focus the next or previous row, or leave the form at its end."""
        focused, order = self.focused_row(), self._body.focusable_rows
        # Textual goes by where widgets were drawn, and does not know where new ones will be.
        at = order.index(focused) + by if focused in order else -1
        if at >= len(order) and self._rows.make_more():
            order = self._body.focusable_rows
        if 0 <= at < len(order):
            self._focus(order[at])
        elif by > 0:
            self.screen.focus_next()
        else:
            self.screen.focus_previous()

    def changed(self, loc: Loc, *, typed: bool = False) -> None:
        """Announce a change of the field at ``loc`` and update the rows.

        typed: whether it was typed into the field.
        """
        self._said, self._typed = None, loc if typed else None
        self._follow(self._typed)
        self.post_message(self.Changed(self, loc))
        if not self._sync_one(loc):
            self.sync()

    def write(self, loc: Loc, raw: Any) -> None:
        """Put what was typed at ``loc`` into the state; the rows follow."""
        self.state.set(loc, raw)
        self.changed(loc, typed=True)

    def _end_typing(self) -> None:
        """Let an emptied field take its derived value again, since typing has ended."""
        if self._typed is not None:
            self._typed = None
            self._follow(None)

    def choose(self, loc: Loc, key: str) -> None:
        """Choose a member of the union at ``loc``."""
        self.state.choose(loc, key)
        self.changed(loc)

    def say(self, loc: Loc, words: str) -> None:
        """Show a message about the field at ``loc`` until something changes."""
        if self._hint is None:
            self.app.notify(words, markup=False)
        self._said = (loc, words)
        self._show_hint()

    def spread(self, loc: Loc, raw: Any) -> None:
        """Put several lines into a single-line field, which grows to hold them."""
        self.write(loc, raw)
        self.say(loc, f"You entered {len(text_of(raw).splitlines())} lines. All of them are kept.")

    def fill_from_address(self, loc: Loc) -> AddressFill | None:
        """Fill in all fields that an address at ``loc`` answers, and say which."""
        fill = address_fill(self.state, loc)
        if fill is not None:
            fill.apply(self.state)
            self.changed(fill.loc)
            if fill.loc != loc:
                self.go_to(fill.loc)
            self.say(fill.loc, f"{fill.words} Press ctrl+y to undo.")
        return fill

    def correct(self, loc: Loc) -> bool:
        """Take what is offered at ``loc``; return whether the field is right, else show why not.

        What could be wrong is only taken if it was in sight.
        """
        in_sight = any(error.fix is not None for error in self.state.errors_at(loc))
        if self.state.take_offers(loc, unsure=in_sight):
            self.changed(loc, typed=True)
        wrong = bool(self.state.wrong(loc))
        if wrong:
            self.state.mark_touched(loc)
            self.sync()
        return not wrong

    def take_paste(self, text: str, otherwise: Callable[[], None] | None) -> bool:
        """Return whether ``text`` names fields of the form; if so, offer to fill them."""
        return offer_paste(self, text, otherwise)

    def on_paste(self, event: events.Paste) -> None:
        """Offer to fill the fields a paste names, if no field took it; else say it was ignored."""
        event.stop()
        text = event.text.strip()
        if text and not self.take_paste(text, None) and self._focused_loc is not None:
            self.say(self._focused_loc, "Not pasted: this field takes no text.")

    # Navigation

    def places(self) -> list[FinderTarget]:
        """Return all fields in use, including those in closed sections, for the field finder."""
        return targets(self.state)

    def focused_row(self) -> RowWidget | None:
        """Return the row that has the focus."""
        focused = self.screen.focused if self.is_attached else None
        return focused if isinstance(focused, RowWidget) and focused.form is self else None

    def focus_first(self) -> bool:
        """Focus the first field; return whether there is one."""
        if fields := self._body.fields:
            self._focus(fields[0])
        return bool(fields)

    def focus_start(self) -> bool:
        """Focus the first thing to decide: what is missing, else what can be typed.

        That is no field that has a value already. Returns whether there is a field.
        """
        empty = [row for row in self._rows.all if row.is_blank]
        missing = [row.loc for row in empty if row.required]
        if not missing:
            errors = self.state.read().errors
            missing = [loc for error in errors for loc in (*error.fields, error.loc) if loc]
        typed = [row.loc for row in empty if isinstance(row.control, Scalar | TextList)]
        return any(map(self.go_to, [*missing, *typed])) or self.focus_first()

    def _focus(self, widget: Widget) -> None:
        """Focus ``widget`` now; ``Widget.focus`` would wait for the next refresh."""
        self.screen.set_focus(widget, scroll_visible=False)  # ``reveal`` scrolls, label included
        self._show_hint()

    def next_field(self, widget: RowWidget) -> None:
        """Focus the field after ``widget`` unless that is wrong; after the last one, submit."""
        loc = widget.row.loc
        fill = self.fill_from_address(loc)
        if (fill is not None and fill.loc != loc) or not self.correct(loc):
            return
        self.sync()
        following = self._body.field_behind(widget)
        while following is None and self._rows.make_more():
            following = self._body.field_behind(widget)
        if following is not None:
            self._focus(following)
            if fill is not None:
                self.say(following.row.loc, f"{fill.words} Press ctrl+y to undo.")
            return
        self.post_message(self.Completed(self))
        if self._submit_on_enter:
            self.submit()

    def go_to(self, loc: Loc) -> bool:
        """Focus the field at ``loc``, opening its sections; return whether there is one."""
        self._open_way(loc)
        self.sync()
        self._rows.make_up_to(self._rows.index(loc))
        widget = self._body.field_at(loc)
        if widget is not None:
            self._focus(widget)
        return widget is not None

    def _open_way(self, loc: Loc) -> None:
        self._folds.chosen |= dict.fromkeys(way_to(self.state, loc), True)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Track the focus, and scroll the focused row into view."""
        widget = event.widget
        if isinstance(widget, RowWidget):
            self._focused_loc = widget.row.loc
            self._show_hint()
            self.post_message(self.FocusMoved(self, widget.row.loc))
            self.call_after_refresh(self._body.reveal, widget)
            self.call_after_refresh(self.preload)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Mark a field as touched when the focus leaves it, which makes its errors visible."""
        widget = event.widget
        # Switching to another window to copy something does not count as leaving the field.
        if isinstance(widget, FieldWidget) and self.app.app_focus:
            widget.settle()
            self._end_typing()
            self.state.mark_touched(widget.row.loc)
            # Show the default again in a field that was emptied.
            widget.show(widget.row)
            self.sync()

    def keep_in_sight(self, loc: Loc) -> None:
        """Scroll to the row at ``loc`` if it has the focus, since something appeared below it."""
        focused = self.focused_row()
        if focused is not None and focused.row.loc == loc:
            self._body.reveal(focused)

    def _show_hint(self) -> None:
        if self._hint is not None:
            focused = self.focused_row()
            row = focused.row if focused is not None else None
            loc, said = self._said or (None, "")
            self._hint.show_row(row, said if row is not None and row.loc == loc else "")

    # Submitting

    def submit(self) -> bool:
        """Post ``Submitted``, or show all errors at the first; return whether it is valid."""
        focused = self.focused_row()
        if isinstance(focused, FieldWidget):
            focused.settle()
            self.fill_from_address(focused.row.loc)
        self._end_typing()
        for loc in self.state.take_offers():
            self.changed(loc)
        reading = self.state.validate()
        self._checked = True
        if reading.ok:
            self.sync()
            self.post_message(self.Submitted(self, reading.value))
        else:
            self._go_to_errors()
        return reading.ok

    def show_errors(self, errors: Iterable[FieldError]) -> None:
        """Show external errors, such as a server's, until their fields change."""
        self.state.add_errors(errors)
        self._checked = True
        self._go_to_errors()

    def _go_to_errors(self) -> None:
        for error in self.state.errors:
            self._open_way(error.loc)
        self.sync()
        # An error across fields is shown at the top; focus the first field that it names.
        first = next(iter(self.state.errors), None)
        if first is not None and first.fields and self.go_to(first.fields[0]):
            self.say(first.fields[0], first.message)
            return
        row = self._rows.first_error()
        if row is not None:
            self._focus(row)
