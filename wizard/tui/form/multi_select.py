"""Multiple choice: a list of check boxes, with a filter if it is long."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from wizard.forms import MultiChoice
from wizard.forms import Option as Choosable
from wizard.tui.form.choice import TypeAheadMixin
from wizard.tui.form.layout_rows import LayoutRow
from wizard.utils.fuzzy import best
from wizard.utils.glyphs import check

MIN_FILTERED_CHOICES = 10
"""A list with more choices than this filters while typing."""


class MultiSelectField(TypeAheadMixin, OptionList, can_focus=True):
    """Check boxes. Space ticks one; in a long list, letters filter."""

    on_ground = False
    KEYS = "the space bar"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", "Tick", show=False),
        Binding("enter", "next", "Next field", show=False),
        Binding("backspace", "widen", "Filter less", show=False),
        Binding("escape", "unfilter", "Show all", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._filter = ""
        self._options_shown: tuple[Choosable, ...] = ()

    @property
    def _all(self) -> tuple[Choosable, ...]:
        control = self.row.control
        return control.options if isinstance(control, MultiChoice) else ()

    def _ticked(self) -> list[Any]:
        return self.row.shown if isinstance(self.row.shown, list) else []

    def show_value(self, row: LayoutRow) -> None:
        found = tuple(best(self._all, self._filter, lambda option: (option.label, option.key)))
        lines = [Content(self._line(option)) for option in found]
        if found != self._options_shown:
            at = self.highlighted
            self._options_shown = found
            self.set_options(Option(line) for line in lines)
            self.highlighted = min(at or 0, len(found) - 1) if found else None
        else:
            for index, line in enumerate(lines):
                if self.get_option_at_index(index).prompt != line:
                    self.replace_option_prompt_at_index(index, line)

    def _line(self, option: Choosable) -> str:
        return f"{check(option.key in self._ticked())} {option.label}"

    def tags(self, row: LayoutRow) -> list[str]:
        found = [f"{len(self._ticked())} of {len(self._all)}"]
        if self._filter:
            found.append(f"filter: {self._filter}")
        return [*found, *super().tags(row)]

    def _filtered(self, text: str) -> None:
        self._filter = text
        self.show_row(self.row)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Claim printable keys for the filter of a long list."""
        return (
            len(self._all) > MIN_FILTERED_CHOICES
            and character is not None
            and character.isprintable()
        )

    def on_key(self, event: events.Key) -> None:
        if not event.is_printable or event.character in (None, " "):
            return
        if len(self._all) <= MIN_FILTERED_CHOICES:
            self.is_typed_text(event)
        else:
            event.stop()
            event.prevent_default()
            self._filtered(self._filter + str(event.character))

    def action_tick(self) -> None:
        """Tick or untick the highlighted option."""
        if self.highlighted is not None and self._options_shown:
            self._tick(self.highlighted)

    def _tick(self, index: int) -> None:
        key, ticked = self._options_shown[index].key, self._ticked()
        # In the order of the boxes, not of ticking. What is no option, such as a file's value, has
        # no box to untick.
        boxes = (option.key for option in self._all)
        self.write([box for box in boxes if (box in ticked) is not (box == key)])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Tick or untick the clicked option."""
        event.stop()
        self._tick(event.option_index)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Stop the message, which concerns no other widget."""
        event.stop()

    def action_next(self) -> None:
        """Go to the next field."""
        self.form.next_field(self)

    def action_widen(self) -> None:
        """Delete the last letter of the filter."""
        self._filtered(self._filter[:-1])

    def action_unfilter(self) -> None:
        """Show all options again."""
        self._filtered("")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Claim escape and backspace only while there is a filter."""
        return bool(self._filter) if action in ("unfilter", "widen") else True
