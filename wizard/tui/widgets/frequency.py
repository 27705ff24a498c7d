"""Frequency field: typed in words or stepped with up and down; shows what will be sent."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from wizard.connectors.schedule import parse_frequency
from wizard.forms import Scalar, text_of
from wizard.tui.form import LayoutRow, RowWidget, register
from wizard.tui.form.text import TextField


class FrequencyField(TextField, can_focus=True):
    """Frequency. Up and down step through common values, from most to least often."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "suggest(-1)", "More often", show=False),
        Binding("down", "suggest(1)", "Less often", show=False),
    ]

    def tags(self, row: LayoutRow) -> list[str]:
        """Return the tags, with what will be sent."""
        return [*super().tags(row), sent_words(text_of(row.shown))]

    def action_suggest(self, by: int) -> None:
        """Take the next or previous common value."""
        ways = self.row.control.ui.suggestions if self.row.control is not None else ()
        text = next_suggestion(ways, self.value, by)
        if text is not None:
            self.value = text
            self.cursor_position = len(text)


def sent_words(text: str) -> str:
    """Return what is sent for ``text``, such as "sends 1,800 seconds" or "sends null".

    Returns "not a time yet" if it cannot be parsed.
    """
    try:
        seconds = parse_frequency(text)
    except ValueError:
        return "not a valid interval"
    if seconds is None:
        return "sends null"
    return "sends 1 second" if seconds == 1 else f"sends {seconds:,} seconds"


def next_suggestion(ways: tuple[str, ...], text: str, by: int) -> str | None:
    """Return the common value after ``text`` by duration, or before it if ``by`` is negative."""
    if not ways:
        return None
    lengths = [_length(way) for way in ways]
    at = _length(text)
    if by > 0:
        return next((w for w, length in zip(ways, lengths, strict=True) if length > at), ways[-1])
    before = [w for w, length in zip(ways, lengths, strict=True) if length < at]
    return before[-1] if before else ways[0]


def _length(text: str) -> float:
    try:
        seconds = parse_frequency(text)
    except ValueError:
        return 0
    return float("inf") if seconds is None else seconds


@register(75)
def _frequency(row: LayoutRow) -> type[RowWidget] | None:
    is_one = isinstance(row.control, Scalar) and row.control.kind == "frequency"
    return FrequencyField if is_one else None
