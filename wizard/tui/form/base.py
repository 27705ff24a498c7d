"""Base classes of form widgets: row, label, and the interface of the form."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple, Protocol

from rich.style import Style as RichStyle
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Static

from wizard.forms import UNSET, FormState, Loc, Secret, text_of
from wizard.forms.messages import NOT_SET
from wizard.forms.raw import Kept
from wizard.tui.form.layout_rows import LayoutRow, SectionState
from wizard.tui.sanitize import hidden_in, sanitize_strip, sanitize_text
from wizard.utils.glyphs import REQUIRED, WRONG

MUTED: Final = "not bold $text-muted"
"""Style of what is said beside a label. Not dim: that makes any color too faint to read."""
MAX_DEPTH = 6


_EMPTY: tuple[Any, ...] = ("", Secret(""), [])


class FieldLink(NamedTuple):
    """What the app offers at a field, shown beside its label.

    action: what a click runs, such as ``screen.choose``; the field has the focus by then.
    """

    words: str
    action: str


class FormHost(Protocol):
    """What a row's widget may ask of its form."""

    @property
    def state(self) -> FormState[Any]:
        """What has been entered."""

    def link_at(self, loc: Loc) -> FieldLink | None:
        """Return what the app offers at a field."""

    def write(self, loc: Loc, raw: Any) -> None:
        """Put a raw value into the state; the rows follow."""

    def choose(self, loc: Loc, key: str) -> None:
        """Choose a member of the union at ``loc``."""

    def next_field(self, widget: RowWidget) -> None:
        """Focus the field after ``widget``, or complete the form; stay if ``widget`` is wrong."""

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

    def preload(self) -> None:
        """Create the rows that may come into view next, if any are missing."""

    def enter_rest(self) -> None:
        """Create all missing rows and focus the last one: the focus came backwards."""


if TYPE_CHECKING:
    _Base = Widget
else:
    _Base = object


class RowWidget(_Base):
    """Mixin for widgets that show a row, placed before the widget's own class.

    ``show`` is called with the first row before mounting, and with each changed row after.
    """

    row: LayoutRow
    form: FormHost

    def attach(self, row: LayoutRow, form: FormHost) -> None:
        """Bind the widget to its form and show the first row."""
        self.form = form
        self.show(row)

    def show(self, row: LayoutRow) -> None:
        """Show the current state of the row."""
        self.row = row
        for depth in range(1, MAX_DEPTH):
            self.mark(f"-depth-{depth}", depth == min(row.depth, MAX_DEPTH - 1))
        self.mark("-error", bool(row.errors))
        self.show_row(row)

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

    def watch_has_focus(self, focus: bool) -> None:
        """Redraw the mark, which shows the focus of static widgets even without colours."""
        super().watch_has_focus(focus)
        if isinstance(self, Static):
            self.show_row(self.row)

    @property
    def mark_style(self) -> str:
        """Style of the mark in widgets that draw themselves."""
        return "bold reverse" if self.has_focus else "bold"

    def post_message(self, message: Message) -> bool:
        """Post ``message``, but drop silent ones: the state has been updated already."""
        return isinstance(message, SilentMessage) or super().post_message(message)

    def write(self, raw: Any) -> None:
        """Put a raw value into the state; the row follows."""
        self.form.write(self.row.loc, raw)


class InputBackground(_Base):
    """Mixin that sets the background of the input line apart from the label above it."""

    @property
    def rich_style(self) -> RichStyle:
        """Style of the input text."""
        return super().rich_style + self.get_component_rich_style("field--paper", partial=True)


LINE_STYLES: Final = frozenset(
    f"line--{part}"
    for part in (
        "cursor",
        "selection",
        "suggestion",
        "placeholder",
        "paper",
    )
)
"""Style classes of the parts of a line, which the form holds."""


class LineInputMixin(_Base):
    """Mixin for single-line inputs, which share the style classes of their form.

    Textual would compute those styles for each input, and again on every focus change, which takes
    as long as five more widgets.
    """

    form: FormHost

    @classmethod
    def _get_component_classes(cls) -> frozenset[str]:  # type: ignore[override]
        # Widgets cannot pass inherit_component_classes=False, which exists for this purpose.
        return frozenset()

    def get_component_rich_style(
        self, *names: str, partial: bool = False, default: RichStyle | None = None
    ) -> RichStyle:
        """Return the style of a part."""
        mine = (f"line--{name.rpartition('--')[2]}" for name in names)
        return self.form.get_component_rich_style(*mine, partial=partial, default=default)

    @property
    def rich_style(self) -> RichStyle:
        """Style of the input text."""
        return super().rich_style + self.get_component_rich_style("line--paper", partial=True)


class FieldWidget(RowWidget):
    """Widget for one field, with the label in its border."""

    hides = False
    """Whether F3 can reveal the value."""
    loads = False
    """Whether ``load`` can load the value from a file."""
    writes_at_once = False
    """Whether a typed character takes full effect at once, so the next key need not wait."""

    _labelled: tuple[object, ...] = ()

    def show_row(self, row: LayoutRow) -> None:
        tags = self.tags(row)
        link = self.form.link_at(row.loc)
        said = (row.label, row.required, bool(row.errors), link, *tags)
        if said != self._labelled:
            self._labelled = said
            self.border_title = label_of(row, *tags, link=link)
        self.show_value(row)

    def show_value(self, row: LayoutRow) -> None:
        """Show ``row.shown``."""
        raise NotImplementedError

    def tags(self, row: LayoutRow) -> list[str]:
        """Return the short notes shown beside the label."""
        return tags_of(row)

    def settle(self) -> None:
        """Write a pending choice, before the field is left or the form submitted."""

    def load(self, text: str) -> None:
        """Set the value to the content of a file."""
        raise NotImplementedError


def label_of(row: LayoutRow, *tags: str, link: FieldLink | None = None) -> Content:
    """Return the label with its required and error marks and tags, readable without colours."""
    parts: list[Content | tuple[str, str]] = [(sanitize_text(row.label), "bold")]
    if row.required:
        parts.append((f" {REQUIRED}", "bold"))
    if row.errors:
        parts.insert(0, (f"{WRONG} ", "bold"))
    if link is not None:
        style = Style(bold=False, underline=True) + Style.from_meta({"@click": link.action})
        parts += [Content("  "), Content(sanitize_text(link.words)).stylize(style)]
    if tags:
        parts.append((sanitize_text("  " + " · ".join(tags)), MUTED))
    return Content.assemble(*parts)


def redraw(widget: Static, content: Content) -> None:
    """Show ``content``, with a new layout only if the text differs: that redraws everything."""
    before = widget.content
    same = isinstance(before, Content) and before.plain == content.plain
    widget.update(content, layout=not same)


def tags_of(row: LayoutRow) -> list[str]:
    """Return the tags that any field may have."""
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
