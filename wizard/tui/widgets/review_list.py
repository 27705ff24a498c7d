"""List of the answers on the review, in two columns; each leads to where it was given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from wizard.tui.wrapping import broken
from wizard.utils.glyphs import WRONG

if TYPE_CHECKING:
    from wizard.flow import Step
    from wizard.forms import Loc

MAX_LABEL_CHARS: Final = 24
INDENT: Final = 2
GAP: Final = 2
CHANGE: Final = ("change", "underline $link")


class ReviewLine(NamedTuple):
    """A line of the list, and where it leads.

    words: the answer; None for the title of a step. sign: of an error or a warning.
    """

    step: Step
    loc: Loc | None
    label: str
    words: str | None = None
    sign: str = ""


class ReviewList(OptionList):
    """Up and down mark a line, enter changes it; further up or down leaves the list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "select", "Change", tooltip="Go to where this was entered.")
    ]

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._shown: tuple[ReviewLine, ...] = ()
        self._laid_out: tuple[int, int] | None = None

    def line(self, index: int | None) -> ReviewLine | None:
        """Return the line of an option; None for a blank one."""
        option = self.options[index] if index is not None else None
        return self._shown[int(option.id)] if option is not None and option.id else None

    def show(self, lines: Sequence[ReviewLine]) -> None:
        """Show these lines, and keep the mark on the same one."""
        if self._shown == tuple(lines):
            return
        marked = self.line(self.highlighted)
        self._shown, self._laid_out = tuple(lines), None
        self._lay_out()
        self.mark(marked)

    def mark(self, line: ReviewLine | None) -> None:
        """Mark a line that leads to the same place as ``line``."""
        at = [self.line(index) for index in range(self.option_count)]
        places = [(each.step, each.loc) if each else None for each in at]
        if line is not None and (line.step, line.loc) in places:
            self.highlighted = places.index((line.step, line.loc))

    def on_resize(self) -> None:
        """Fit the columns to the new width."""
        self._lay_out()

    def _lay_out(self) -> None:
        size = self.scrollable_content_region.size
        if not size.width or self._laid_out == size:
            return
        self._laid_out, option = size, self.highlighted_option
        marked = option.id if option is not None else None
        width = size.width - INDENT
        rows = [self._row(line, width) for line in self._shown]
        titles = [n for n in range(len(rows)) if self._starts_a_part(n)]
        free = size.height - sum(row.plain.count("\n") + 1 for row in rows)
        least = len(titles) - 1  # a blank above the first is the first to be left out
        blank_above = titles[int(free == least) :] if free >= least else []
        options: list[Option] = []
        for n, row in enumerate(rows):
            if n in blank_above:
                options.append(Option("", disabled=True))
            options.append(Option(row, id=str(n)))
        self.set_options(options)
        if marked is not None and int(marked) < len(rows):
            self.highlighted = self.get_option_index(marked)

    def _starts_a_part(self, index: int) -> bool:
        line = self._shown[index]
        return index == 0 or (line.words is None and not line.sign)

    def _row(self, line: ReviewLine, width: int) -> Content:
        if line.sign:
            color = "$text-error" if line.sign == WRONG else "$text-warning"
            about = Content.assemble((line.label, "bold"), "  ") if line.label else Content()
            first, *rest = (about + Content(line.words or "")).wrap(width - INDENT)
            parts = [Content.styled(f"{line.sign} ", f"bold {color}") + first]
            return Content("\n").join([*parts, *(Content(" " * INDENT) + part for part in rest)])
        if line.words is None:
            return Content.assemble((line.label, "bold $heading"), "  ", CHANGE)
        column = min(self._label_width, width // 2)
        room = max(1, width - INDENT - column - GAP)
        first, *rest = broken(Content(line.words), room).wrap(room) or [Content()]
        label = Content.styled(line.label, "$label")
        gap = column + GAP - cell_len(line.label)
        below = Content(" " * (INDENT + column + GAP))
        if gap < GAP:  # the label takes a line of its own
            return Content("\n").join(
                [Content(" " * INDENT) + label, *(below + part for part in (first, *rest))]
            )
        lines = [Content(" " * INDENT) + label + Content(" " * gap) + first]
        return Content("\n").join([*lines, *(below + part for part in rest)])

    @property
    def _label_width(self) -> int:
        """The width of the labels' column: that of the longest which is not too long."""
        widths = [cell_len(line.label) for line in self._shown if line.words and not line.sign]
        return max((width for width in widths if width <= MAX_LABEL_CHARS), default=0)

    def watch_has_focus(self, has_focus: bool) -> None:
        """Mark a line as soon as one can be chosen."""
        super().watch_has_focus(has_focus)
        if has_focus and self.highlighted is None:
            self.action_first()

    def action_cursor_down(self) -> None:
        """Mark the next line; behind the last, go on to the buttons."""
        if self.highlighted == self.option_count - 1:
            self.screen.focus_next()
        else:
            super().action_cursor_down()

    def action_cursor_up(self) -> None:
        """Mark the line before; above the first there is nothing."""
        if self.highlighted:
            super().action_cursor_up()
