"""What every widget of a form has in common: its row, its label, and the form it writes to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Final, Protocol

from rich.style import Style as RichStyle
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from wizard.forms import UNSET, FormState, Loc, Secret, text_of
from wizard.forms.messages import NOT_SET
from wizard.forms.raw import Kept
from wizard.tui.form.layout_rows import LayoutRow, SectionState
from wizard.tui.sanitize import hidden_in, sanitize_strip, sanitize_text

REQUIRED = "*"
ERROR = "×"
OPEN, CLOSED = "▼", "►"
MAX_DEPTH = 6


_EMPTY: tuple[Any, ...] = ("", Secret(""), [])


class FormHost(Protocol):
    """What a row's widget may ask of the form it stands in."""

    @property
    def state(self) -> FormState[Any]:
        """What has been entered."""

    def write(self, loc: Loc, raw: Any) -> None:
        """Put a raw value into the state; the rows follow."""

    def choose(self, loc: Loc, key: str) -> None:
        """Choose a member of the union at ``loc``."""

    def next_field(self, widget: Widget) -> None:
        """Go on behind ``widget``: the next field, or the end of the form."""

    def use_fix(self, loc: Loc) -> bool:
        """Take what an error at ``loc`` offers; show the offer first if it was not seen yet.

        Whether there was one, so that the key is used up.
        """

    def take_paste(self, text: str, otherwise: Callable[[], None] | None) -> bool:
        """Whether ``text`` names fields of the form, which then offers to fill them.

        ``otherwise`` is called when the person wants the text where it was pasted.
        """

    def say(self, loc: Loc, words: str) -> None:
        """Say something of the field at ``loc``, until something is changed."""

    def spread(self, loc: Loc, raw: Any) -> None:
        """Put a value of several lines into a field of one line, which grows for it."""

    def keep_in_sight(self, loc: Loc) -> None:
        """Scroll to the row at ``loc`` if it has the focus: something was put under it."""

    def toggle(self, fold: SectionState) -> None:
        """Open or close a part of the form."""

    def add_item(self, loc: Loc) -> None:
        """Add an item to the list at ``loc`` and go there."""

    def remove_item(self, loc: Loc) -> None:
        """Take the item at ``loc`` out of its list."""

    def move_item(self, loc: Loc, by: int) -> None:
        """Move the item at ``loc`` up or down."""

    def go_to(self, loc: Loc) -> bool:
        """Focus the field at ``loc``."""

    def get_component_rich_style(
        self, *names: str, partial: bool = False, default: RichStyle | None = None
    ) -> RichStyle:
        """The style of a part of a line, one of ``LINE_STYLES``."""

    def preload(self) -> None:
        """Make the rows that may be seen next, if any are missing."""

    def enter_rest(self) -> None:
        """The focus came from behind to where rows are missing: make them, and pass it on."""


if TYPE_CHECKING:
    _Base = Widget
else:
    _Base = object


class RowWidget(_Base):
    """The part of a widget that shows a row. Mixed in before the widget's own class.

    ``show`` is called with the first row before mounting and with each changed one after.
    """

    row: LayoutRow
    form: FormHost

    def attach(self, row: LayoutRow, form: FormHost) -> None:
        """Take up the first row."""
        self.form = form
        self.show(row)

    def show(self, row: LayoutRow) -> None:
        """Follow the state."""
        self.row = row
        for depth in range(1, MAX_DEPTH):
            self.mark(f"-depth-{depth}", depth == min(row.depth, MAX_DEPTH - 1))
        self.mark("-error", bool(row.errors))
        self.show_row(row)

    def mark(self, name: str, on: bool) -> None:
        """Set a class of styles; before mounting that costs nothing."""
        if on != self.has_class(name):
            self.set_class(on, name, update=self.is_attached)

    def show_row(self, row: LayoutRow) -> None:
        """What is particular to the widget."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """A line of it, with nothing in it that a terminal would obey."""
        return sanitize_strip(super().render_line(y))

    def watch_has_focus(self, focus: bool) -> None:
        """Widgets that draw themselves show the focus by their mark: there may be no colours."""
        super().watch_has_focus(focus)
        if isinstance(self, Static):
            self.show_row(self.row)

    @property
    def mark_style(self) -> str:
        """The style of the mark of a widget that draws itself."""
        return "bold reverse" if self.has_focus else "bold"

    def post_message(self, message: Message) -> bool:
        """As usual, except that nobody needs to be told what the state was told."""
        return isinstance(message, SilentMessage) or super().post_message(message)

    def write(self, raw: Any) -> None:
        """Put a raw value into the state; the row follows."""
        self.form.write(self.row.loc, raw)


class InputBackground(_Base):
    """Gives the line one writes on its own background, apart from the label above it."""

    @property
    def rich_style(self) -> RichStyle:
        """The style of what is written."""
        return super().rich_style + self.get_component_rich_style("field--paper", partial=True)


LINE_STYLES: Final = frozenset(
    f"line--{part}"
    for part in (
        "cursor",
        "selection",
        "suggestion",
        "placeholder",
        "placeholder-focused",
        "paper",
        "paper-focused",
    )
)
"""The style classes of the parts of a line, which the form has."""


class LineInputMixin(_Base):
    """A line one writes on. Its parts have the styles that the form has for all its lines.

    Textual would work them out for each line anew, and again with each move of the focus: it
    takes as long as for five more widgets.
    """

    form: FormHost

    @classmethod
    def _get_component_classes(cls) -> frozenset[str]:  # type: ignore[override]
        # Widgets cannot say inherit_component_classes=False, which is there for this.
        return frozenset()

    def get_component_rich_style(
        self, *names: str, partial: bool = False, default: RichStyle | None = None
    ) -> RichStyle:
        """The style of a part."""
        mine = (self._part(name) for name in names)
        return self.form.get_component_rich_style(*mine, partial=partial, default=default)

    def _part(self, name: str) -> str:
        part = name.rpartition("--")[2]
        lit = self.has_focus and part in ("paper", "placeholder")
        return f"line--{part}-focused" if lit else f"line--{part}"

    @property
    def rich_style(self) -> RichStyle:
        """The style of what is written."""
        return super().rich_style + self.get_component_rich_style("line--paper", partial=True)


class FieldWidget(RowWidget):
    """A widget for one field. Its label stands in the border."""

    hides = False
    """Whether F3 can show what is hidden here."""
    loads = False
    """Whether the value can be loaded from a file, by ``load``."""
    writes_at_once = False
    """Whether a typed character has no later effect that the next key would have to wait for."""

    _labelled: tuple[object, ...] = ()

    def show_row(self, row: LayoutRow) -> None:
        tags = self.tags(row)
        said = (row.label, row.required, bool(row.errors), *tags)
        if said != self._labelled:
            self._labelled = said
            self.border_title = label_of(row, *tags)
        self.show_value(row)

    def show_value(self, row: LayoutRow) -> None:
        """Show ``row.shown``."""
        raise NotImplementedError

    def tags(self, row: LayoutRow) -> list[str]:
        """Short words beside the label."""
        return tags_of(row)

    def settle(self) -> None:
        """Write what is still being decided, before the field is left or the form submitted."""

    def load(self, text: str) -> None:
        """Take the content of a file as the value."""
        raise NotImplementedError


def label_of(row: LayoutRow, *tags: str) -> Content:
    """The label, its sign when required, and what else is to be said, without relying on colour."""
    parts: list[Content | tuple[str, str]] = [(sanitize_text(row.label), "bold")]
    if row.required:
        parts.append((f" {REQUIRED}", "bold"))
    if row.errors:
        parts.insert(0, (f"{ERROR} ", "bold"))
    if tags:
        parts.append((sanitize_text("  " + " · ".join(tags)), "not bold dim"))
    return Content.assemble(*parts)


def redraw(widget: Static, content: Content) -> None:
    """Show ``content``; laid out only when its words are others, since that draws all anew."""
    before = widget.content
    same = isinstance(before, Content) and before.plain == content.plain
    widget.update(content, layout=not same)


def tags_of(row: LayoutRow) -> list[str]:
    """The words that every field may carry."""
    control = row.control
    found = []
    if row.field is not None and row.field.deprecated:
        found.append("no longer used")
    if control is not None and control.secret:
        found.append("secret")
    if isinstance(row.shown, Kept):
        found.append(str(row.shown))
    if row.entered is None:
        found.append(f"{NOT_SET.lower()} (null)")
    elif row.entered is not UNSET and row.entered in _EMPTY:
        found.append("set to empty")
    elif row.entered is UNSET and control is not None and control.nullable and row.shown is None:
        found.append(NOT_SET.lower())
    if hidden := hidden_in(text_of(row.shown)):
        found.append("1 hidden character" if hidden == 1 else f"{hidden} hidden characters")
    if row.changed and row.field is not None and row.field.default is not UNSET:
        found.append("changed")
    return found


class Pressable(Static, can_focus=True):
    """A line that can be pressed with enter, space or the mouse."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "press", "Choose", show=False)]
    ALLOW_SELECT = False

    def action_press(self) -> None:
        """Do what pressing the line does."""
        raise NotImplementedError

    async def on_click(self, event: events.Click) -> None:
        # A class of its own handlers would add to this one, not replace it.
        await self.clicked(event)

    async def clicked(self, event: events.Click) -> None:
        """What a click does."""
        self.action_press()


class SilentMessage(Message, bubble=False):
    """Stands in for a widget's own message, which would carry the value; it is never posted."""

    def __init__(self, *_: Any) -> None:
        super().__init__()
