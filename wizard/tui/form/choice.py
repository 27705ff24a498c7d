"""Fields with a value that is chosen rather than typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Final

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from wizard.forms import UNSET, ChoiceControl, Switch, UnionControl
from wizard.forms.messages import NOT_SET
from wizard.tui.form.base import CHOSEN, MUTED, SIGN, FieldWidget, redraw
from wizard.tui.form.labels import with_sign
from wizard.tui.form.layout_rows import LayoutRow
from wizard.utils.glyphs import REQUIRED, check, radio

MAX_RADIO_CHOICES = 4
"""Up to this many choices are all shown; more become a list that filters."""


@dataclass(frozen=True, slots=True)
class ChoiceItem:
    """One option of a choice or a union. A ``key`` of None means nothing is chosen."""

    key: str | None
    label: str
    help: str = ""


def picks_of(row: LayoutRow) -> list[ChoiceItem]:
    """Return the options of a row."""
    control = row.control
    if isinstance(control, UnionControl):
        return [ChoiceItem(v.key, v.label, v.help) for v in control.variants]
    if isinstance(control, ChoiceControl):
        none = [ChoiceItem(None, NOT_SET)] if control.nullable else []
        return [*none, *(ChoiceItem(o.key, o.label, o.help) for o in control.options)]
    return []


def many(row: LayoutRow) -> bool:
    """Return whether there are too many options to show them all."""
    return len(picks_of(row)) > MAX_RADIO_CHOICES


def _begins(label: str, event: events.Key) -> bool:
    """Return whether the label starts with the typed letter."""
    typed = event.character or ""
    return typed.isalnum() and label.casefold().startswith(typed.casefold())


MIN_TYPED_CHARS: Final = 4
"""This many characters in quick succession are text meant for another field."""

TYPED_GAP_SECONDS: Final = 0.3
"""Longest gap in seconds between two of them; a letter held down counts once."""

REFUSED: Final = "what you typed was ignored: use {}"


class TypeAheadMixin(FieldWidget):
    """Mixin for fields in which a letter chooses, but longer text is rejected."""

    KEYS: ClassVar[str] = "the arrow keys"

    _refused = ""
    _typed = 0
    _last: tuple[float, str | None] = (0.0, None)
    _before: Any = UNSET

    def is_typed_text(self, event: events.Key) -> bool:
        """Return whether the key is part of typed text; if so, undo its effects and say so.

        Call this for each printable key.
        """
        time, character = self._last
        if event.time - time > TYPED_GAP_SECONDS:
            self._typed, self._before, character = 0, self.row.entered, None
        self._last = (event.time, event.character)
        if event.character != character:
            self._typed += 1
        if self._refused and self._typed < MIN_TYPED_CHARS:
            self._show_refusal("")
        if self._typed < MIN_TYPED_CHARS:
            return False
        event.stop()
        if self._typed == MIN_TYPED_CHARS:
            if self.row.entered != self._before:
                self._take_back()
            self._show_refusal(REFUSED.format(self.KEYS))
        return True

    def _show_refusal(self, words: str) -> None:
        """Say beside the label, where one looks, that text was ignored."""
        self._refused = words
        self.show_row(self.row)

    def on_blur(self) -> None:
        """Stop saying that text was ignored."""
        if self._refused:
            self._show_refusal("")

    def tags(self, row: LayoutRow) -> list[str]:
        return [*([self._refused] if self._refused else []), *super().tags(row)]

    def _take_back(self) -> None:
        if isinstance(self.row.control, UnionControl) and self._before is not UNSET:
            self.form.choose(self.row.loc, self._before)
        else:
            self.write(self._before)


class ChoiceMixin(FieldWidget):
    """Mixin that implements choosing, whatever the field looks like."""

    def pick(self, key: str | None) -> None:
        """Choose the option ``key``."""
        if isinstance(self.row.control, UnionControl):
            if key is not None:
                self.form.choose(self.row.loc, key)
        else:
            self.write(key)


class ChoiceField(ChoiceMixin, TypeAheadMixin, Static, can_focus=True):
    """Field with a few options, all visible. Arrows or an initial letter choose one."""

    ALLOW_SELECT = False
    on_ground = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,down", "move(1)", "Next choice", show=False),
        Binding("left,up", "move(-1)", "Previous choice", show=False),
        Binding("space", "move(0)", "Choose", show=False),
        Binding("enter", "next", "Next field", show=False),
    ]

    def show_value(self, row: LayoutRow) -> None:
        self._draw()

    def on_resize(self) -> None:
        """Put the options side by side if there is room."""
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        chosen = self.row.shown
        picks = picks_of(self.row)
        parts = []
        for index, pick in enumerate(picks):
            here = pick.key == chosen
            mark = radio(chosen=here)
            line = Content.assemble((mark, CHOSEN if here else ""), f" {pick.label}")
            parts.append(line.stylize(Style(bold=here) + Style.from_meta({"pick": index})))
        room = self.content_size.width or 80
        gap = "   "
        wide = sum(part.cell_length for part in parts) + len(gap) * (len(parts) - 1) <= room
        options = Content(gap if wide else "\n").join(parts)
        refused = Content.styled(f"\n{self._refused}", MUTED) if self._refused else Content()
        redraw(self, options + refused)

    def tags(self, row: LayoutRow) -> list[str]:
        # There is more room for it below.
        return [tag for tag in super().tags(row) if tag != self._refused]

    def action_move(self, by: int) -> None:
        """Choose the next or the previous option."""
        picks = picks_of(self.row)
        keys = [pick.key for pick in picks]
        chosen = self.row.shown
        at = keys.index(chosen) + by if chosen in keys else 0
        self.pick(keys[min(max(at, 0), len(keys) - 1)])

    def on_key(self, event: events.Key) -> None:
        """Choose the next option that starts with the typed letter, if any."""
        if event.is_printable and self.is_typed_text(event):
            return
        picks = picks_of(self.row)
        at = next((n for n, pick in enumerate(picks) if pick.key == self.row.shown), -1)
        for pick in [*picks[at + 1 :], *picks[: at + 1]]:
            if _begins(pick.label, event):
                event.stop()
                self.pick(pick.key)
                return

    def action_next(self) -> None:
        """Go to the next field."""
        self.form.next_field(self)

    def on_click(self, event: events.Click) -> None:
        """Choose the clicked option."""
        index = event.style.meta.get("pick")
        if index is not None:
            self.pick(picks_of(self.row)[index].key)


class YesNoField(TypeAheadMixin, Static, can_focus=True):
    """Check box for yes, no and, if allowed, neither. Space toggles it; y and n set it."""

    ALLOW_SELECT = False
    on_ground = False
    own_label = True
    KEYS = "the space bar"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "turn", "Change", show=False),
        Binding("enter", "next", "Next field", show=False),
    ]

    def show_row(self, row: LayoutRow) -> None:
        self.show_value(row)

    def show_value(self, row: LayoutRow) -> None:
        mark = check(row.shown)
        ticked = CHOSEN if row.shown is True else ""
        parts: list[tuple[str, str] | str] = [(mark, ticked), f" {row.label}"]
        if isinstance(row.control, Switch):
            parts.append(f": {row.control.option.label}")
        if row.required and row.shown is UNSET:
            parts.append((f" {REQUIRED}", SIGN))
        if tags := self.tags(row):
            parts.append(("  " + "  ".join(map(with_sign, tags)), MUTED))
        redraw(self, Content.assemble(*parts))

    def tags(self, row: LayoutRow) -> list[str]:
        waits = ["not chosen yet"] if row.shown is UNSET else []
        return [*waits, *super().tags(row)]

    def on_key(self, event: events.Key) -> None:
        """Set the value with a letter."""
        if event.is_printable and self.is_typed_text(event):
            return
        for word, value in (("Yes", True), ("No", False)):
            if _begins(word, event):
                event.stop()
                self.write(value)

    def action_turn(self) -> None:
        """Cycle through yes, no and, if allowed, neither."""
        nullable = self.row.control is not None and self.row.control.nullable
        shown = self.row.shown
        if shown is True:
            self.write(False)
        elif shown is False and nullable:
            self.write(None)
        else:
            self.write(True)

    def action_next(self) -> None:
        """Go to the next field."""
        self.form.next_field(self)

    def on_click(self) -> None:
        """Toggle the value."""
        self.action_turn()
