"""Base classes of form widgets: row, label, and the interface of the form."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Final, Protocol

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style as RichStyle
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from wizard.forms import FormState, Loc
from wizard.tui.drawn_lines import KeepsDrawnLines
from wizard.tui.form import labels
from wizard.tui.form.columns import Columns, is_wide
from wizard.tui.form.labels import FieldLink
from wizard.tui.form.layout_rows import LayoutRow, SectionState
from wizard.tui.sanitize import sanitize_strip

CHOSEN: Final = "$text-accent"
SIGN: Final = "bold $text-secondary"
MUTED: Final = "not bold $text-muted"
"""Style of what is said beside a label. Not dim: that makes any color too faint to read."""


class FormHost(Protocol):
    """What a row's widget may ask of its form."""

    @property
    def state(self) -> FormState[Any]:
        """What has been entered."""

    @property
    def columns(self) -> Columns:
        """Where labels and values stand."""

    def link_at(self, loc: Loc) -> FieldLink | None:
        """Return what the app offers at a field."""

    def write(self, loc: Loc, raw: Any) -> None:
        """Put a raw value into the state; the rows follow."""

    def choose(self, loc: Loc, key: str) -> None:
        """Choose a member of the union at ``loc``."""

    def next_field(self, widget: RowWidget) -> None:
        """Focus the field after ``widget``, or complete the form; stay if ``widget`` is wrong."""

    def fill_from_address(self, loc: Loc) -> object:
        """Fill in all fields that an address at ``loc`` answers, and say which."""

    def correct(self, loc: Loc) -> bool:
        """Take what is offered at ``loc``; return whether the field is right, else show why not."""

    def take_paste(self, text: str, otherwise: Callable[[], None] | None) -> bool:
        """Return whether ``text`` names fields of the form; if so, offer to fill them.

        otherwise: called if the user wants the text inserted where it was pasted.
        """

    def say(self, loc: Loc, words: str) -> None:
        """Show a message about the field at ``loc`` until something changes."""

    def spread(self, loc: Loc, raw: Any) -> None:
        """Put several lines into a single-line field, which grows to hold them."""

    def keep_in_sight(self, loc: Loc) -> None:
        """Scroll to the row at ``loc`` if it has the focus, since something appeared below it."""

    def toggle(self, fold: SectionState) -> None:
        """Open or close a section of the form."""

    def add_item(self, loc: Loc) -> None:
        """Add an item to the list at ``loc`` and go to it."""

    def remove_item(self, loc: Loc) -> None:
        """Remove the item at ``loc`` from its list."""

    def move_item(self, loc: Loc, by: int) -> None:
        """Move the item at ``loc`` by ``by`` places."""

    def go_to(self, loc: Loc) -> bool:
        """Focus the field at ``loc``; return whether there is one."""

    def get_component_rich_style(
        self, *names: str, partial: bool = False, default: RichStyle | None = None
    ) -> RichStyle:
        """Return the style of a part of a line, one of ``LINE_STYLES``."""

    def fit(self) -> None:
        """Place the rows as the form's size allows."""

    def preload(self) -> None:
        """Create the rows that may come into view next, if any are missing."""

    def enter_rest(self) -> None:
        """Create all missing rows and focus the last one: the focus came backwards."""


if TYPE_CHECKING:
    _Base = Widget
else:
    _Base = object


class RowWidget(KeepsDrawnLines):
    """Mixin for widgets that show a row, placed before the widget's own class.

    ``show`` is called with the first row before mounting, and with each changed row after. The
    padding at the left is the mixin's, which draws the bar of the focused row there.
    """

    row: LayoutRow
    form: FormHost
    _gap = _left = 0

    def attach(self, row: LayoutRow, form: FormHost) -> None:
        """Bind the widget to its form and show the first row."""
        self.form = form
        self.show(row)

    def show(self, row: LayoutRow) -> None:
        """Show the current state of the row."""
        self.row = row
        self.place()
        self.mark("-error", bool(row.errors))
        self.show_row(row)

    def place(self) -> None:
        """Take the place that the form's columns leave for this row."""
        left = self.left
        if left != self._left:
            self._left = left
            self.styles.padding = (0, 1, 0, left)

    def space(self, lines: int) -> None:
        """Leave blank lines above the row."""
        if lines != self._gap:
            self._gap = lines
            self.styles.margin = (lines, 0, 0, 0)

    @property
    def left(self) -> int:
        """The column in which the content begins."""
        return self.form.columns.indent(self.row)

    def mark(self, name: str, on: bool) -> None:
        """Set or clear a style class; before mounting this costs nothing."""
        if on != self.has_class(name):
            self.set_class(on, name, update=self.is_attached)

    def show_row(self, row: LayoutRow) -> None:
        """Show the parts specific to this kind of widget."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """Render a line without anything that a terminal would obey."""
        return sanitize_strip(super().render_line(y))

    @property
    def decisive(self) -> tuple[object, ...]:
        """What decides on the lines: the row too, whose label is drawn in the padding."""
        return (self.row, *super().decisive)

    def draw_lines(self, crop: Region) -> list[Strip]:
        """Draw the lines, with what is drawn in the padding."""
        width = self.outer_size.width
        lines = super().draw_lines(Region(0, crop.y, width, crop.height))
        found = [self.complete(line, y, width) for y, line in enumerate(lines, crop.y)]
        background = self.background_colors[1]
        for line_filter in self.get_line_filters():
            found = [line.apply_filter(line_filter, background) for line in found]
        if crop.x or crop.width != width:
            found = [line.crop(crop.x, crop.right) for line in found]
        return found

    def complete(self, line: Strip, y: int, width: int) -> Strip:
        """Return a line with the bar of the focused row."""
        base = self.base_style
        start = labels.lead(
            self.row, self._left, self.style_of, base, focused=self.has_focus, first=not y
        )
        return Strip.join([start, line.crop(self._left)])

    @property
    def base_style(self) -> RichStyle:
        """Style of the form, on which the parts of a row are drawn."""
        return self.form.get_component_rich_style("line--label")

    def style_of(self, part: str) -> RichStyle:
        """Return the style of a part of a row."""
        return self.form.get_component_rich_style(f"line--{part}", partial=True)

    def watch_has_focus(self, focus: bool) -> None:
        """Draw the bar, or draw it no longer."""
        super().watch_has_focus(focus)
        self.refresh()

    def post_message(self, message: Message) -> bool:
        """Post ``message``, but drop silent ones: the state has been updated already."""
        return isinstance(message, SilentMessage) or super().post_message(message)

    def write(self, raw: Any) -> None:
        """Put a raw value into the state; the row follows."""
        self.form.write(self.row.loc, raw)


TAGS_GAP: Final = 3
"""Columns between a value and its tags, with the cursor and the edge."""


class InputBackground(_Base):
    """Mixin that gives the part that is typed into its ground."""

    @property
    def rich_style(self) -> RichStyle:
        """Style of the input text."""
        return super().rich_style + self.get_component_rich_style("field--paper", partial=True)


class FieldWidget(RowWidget):
    """Widget for one field, with the label before or above its value."""

    is_masked = False
    """Whether F3 can reveal the value."""
    loads = False
    """Whether ``load`` can load the value from a file."""
    writes_at_once = False
    """Whether a typed character takes full effect at once, so the next key need not wait."""
    on_ground = True
    """Whether it is typed into, and has a ground that shows that."""
    own_label = False
    """Whether it shows its label itself."""
    right = 1
    """Columns at the right that the value leaves free."""

    _tags: tuple[str, ...] = ()
    _hidden = ""
    _above = _right = 0

    @property
    def left(self) -> int:
        columns = self.form.columns
        aligned = columns.beside and not is_wide(self.row)
        return columns.values if aligned else columns.indent(self.row) + (not self.own_label)

    @property
    def lines(self) -> int:
        """How many lines the value takes; 0 if styles say so."""
        return 0

    def place(self) -> None:
        above = int(not (self.own_label or self.form.columns.stands_beside(self.row)))
        left = self.left
        # However long a value is, it leaves room for what nobody can see in it.
        hidden, self._hidden = self._hidden, labels.hidden_tag(self.row)
        if hidden != self._hidden:
            self.refresh()
        note = TAGS_GAP + cell_len(self._hidden) if self._hidden and not above else 0
        right = max(self.right, 1 + note)
        if (above, left, right) != (self._above, self._left, self._right):
            self._above, self._left, self._right = above, left, right
            self.styles.padding = (above, right, 0, left)
            if self.lines:
                self.styles.height = self.lines + above

    def show_row(self, row: LayoutRow) -> None:
        tags = tuple(self.tags(row))
        if tags != self._tags:
            self._tags = tags
            self.refresh()
        self.show_value(row)

    def complete(self, line: Strip, y: int, width: int) -> Strip:
        """Return a line with the label, or with as much of it as belongs there, and the tags."""
        if self.own_label:
            return super().complete(line, y, width)
        row, left, style_of, base = self.row, self._left, self.style_of, self.base_style
        if y == 0:
            indent = self.form.columns.indent(row)
            start = labels.label(row, indent, style_of, base, focused=self.has_focus)
            if self._above:
                room = width - start.cell_length - TAGS_GAP
                tags = labels.beside(self._tags, self.link, self._hidden, room, style_of, base)
                gap = Strip([Segment("  ", base)])
                return Strip.join([start, gap, tags]).adjust_cell_length(width, base)
        else:
            start = labels.lead(row, left - 1, style_of, base, focused=self.has_focus, first=False)
        paper = base + style_of("paper") if self.on_ground else base
        value = line.crop(left, width - self._right).extend_cell_length(width - 1 - left, paper)
        if not (y or self._above):
            value = self._with_tags(value, paper)
        start = start.adjust_cell_length(left - 1, base)
        return Strip([*start, Segment(" ", paper), *value, Segment(" ", base)])

    def _with_tags(self, value: Strip, paper: RichStyle) -> Strip:
        """Return a value with its tags at the right end, as far as there is room."""
        length = value.cell_length - (
            self.scrollbar_size_vertical if self.show_vertical_scrollbar else 0
        )
        room = length - cell_len(value.text.rstrip()) - TAGS_GAP
        tags = labels.beside(self._tags, self.link, self._hidden, room, self.style_of, paper)
        if not tags.cell_length:
            return value
        return Strip([*value.crop(0, length - 1 - tags.cell_length), *tags, Segment(" ", paper)])

    @property
    def link(self) -> FieldLink | None:
        """What the app offers at this field."""
        return self.form.link_at(self.row.loc)

    def show_value(self, row: LayoutRow) -> None:
        """Show ``row.shown``."""
        raise NotImplementedError

    def tags(self, row: LayoutRow) -> list[str]:
        """Return the short notes shown beside the value, the most important ones last."""
        return labels.tags_of(row)

    def settle(self) -> None:
        """Write a pending choice, before the field is left or the form submitted."""

    def load(self, text: str) -> None:
        """Set the value to the content of a file."""
        raise NotImplementedError


def redraw(widget: Static, content: Content) -> None:
    """Show ``content``, with a new layout only if the text differs: that redraws everything."""
    before = widget.content
    same = isinstance(before, Content) and before.plain == content.plain
    widget.update(content, layout=not same)


class Pressable(Static, can_focus=True):
    """Line that can be pressed with enter, space or the mouse."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "press", "Choose", show=False)]
    ALLOW_SELECT = False

    def action_press(self) -> None:
        """Perform the line's action."""
        raise NotImplementedError

    async def on_click(self, event: events.Click) -> None:
        # Subclass handlers would run in addition to this one, not instead of it.
        await self.clicked(event)

    async def clicked(self, event: events.Click) -> None:
        """Handle a click."""
        self.action_press()


class SilentMessage(Message, bubble=False):
    """Stands in for a widget's own message, which would carry the value; never posted."""

    def __init__(self, *_: Any) -> None:
        super().__init__()
