"""Fields with a list that opens below them and filters while typing."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.reactive import Reactive
from textual.suggester import SuggestFromList
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.input import Selection
from textual.widgets.option_list import Option

from wizard.tui.form.base import SilentMessage
from wizard.tui.form.choice import ChoiceItem, ChoiceMixin, picks_of
from wizard.tui.form.layout_rows import LayoutRow
from wizard.tui.form.line_input import LineInputMixin
from wizard.tui.form.text import TextField
from wizard.tui.sanitize import sanitize_text
from wizard.utils.fuzzy import best

PAGE_ROWS = 7


class Dropdown(OptionList, can_focus=False):
    """The open list of a field; the field keeps the focus and moves the highlight."""

    def __init__(self, field: DropdownMixin) -> None:
        super().__init__(markup=False)
        self.field = field

    def on_resize(self) -> None:
        """Scroll the whole list and its field into view."""
        self.scroll_visible(animate=False, immediate=True)
        self.field.scroll_visible(animate=False, immediate=True)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose the clicked option."""
        event.stop()
        self.field.take(event.option_index)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Stop the message, which concerns no other widget."""
        event.stop()


if TYPE_CHECKING:
    _Base = Input
else:
    _Base = object


class DropdownMixin(_Base):
    """Mixin for inputs with a drop-down list, placed before ``Input`` to share its keys."""

    _dropdown: Dropdown | None = None
    _found: list[ChoiceItem]

    def picks(self) -> list[ChoiceItem]:
        """Return the options of the list."""
        raise NotImplementedError

    def current(self) -> str | None:
        """Return the key to highlight at first."""
        return None

    def taken(self, pick: ChoiceItem) -> None:
        """Handle the choice of an option."""
        raise NotImplementedError

    @property
    def opened(self) -> bool:
        """Whether the list is open."""
        return self._dropdown is not None

    def open_list(self, query: str) -> None:
        """Open the list, or filter it if it is open."""
        self._found = best(self.picks(), query, lambda pick: (pick.label, pick.key or ""))
        if self._dropdown is None and isinstance(self.parent, Widget):
            self._dropdown = Dropdown(self)
            self._dropdown.styles.margin = (0, 1, 0, self.styles.padding.left - 1)
            self.parent.mount(self._dropdown, after=self)
        if self._dropdown is not None:
            self._fill(self._dropdown, None if query else self.current())

    def _fill(self, dropdown: Dropdown, current: str | None) -> None:
        lines = [Option(Content(sanitize_text(pick.label))) for pick in self._found]
        dropdown.set_options(lines or [Option("No matches", disabled=True)])
        keys = [pick.key for pick in self._found]
        dropdown.highlighted = keys.index(current) if current in keys else 0 if keys else None

    def close_list(self) -> None:
        """Close the list."""
        if self._dropdown is not None:
            self._dropdown.remove()
            self._dropdown = None

    def take(self, index: int) -> None:
        """Choose the option at ``index``, and close the list."""
        pick = self._found[index] if index < len(self._found) else None
        self.close_list()
        if pick is not None:
            self.taken(pick)
            self.selection = Selection(0, len(self.value))

    def take_highlighted(self) -> None:
        """Choose the highlighted option."""
        if self._dropdown is not None and self._found:
            self.take(self._dropdown.highlighted or 0)

    def action_move(self, by: int) -> None:
        """Open the list, or move its highlight."""
        if self._dropdown is None:
            self.open_list("")
        elif self._found:
            at = (self._dropdown.highlighted or 0) + by
            self._dropdown.highlighted = min(max(at, 0), len(self._found) - 1)

    def action_shut(self) -> None:
        """Close the list without choosing."""
        self.close_list()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Claim escape only while the list is open."""
        return self.opened if action == "shut" else True

    def on_unmount(self) -> None:
        """Remove the list together with its field."""
        self.close_list()


_KEYS: list[BindingType] = [
    Binding("down", "move(1)", "Next choice", show=False),
    Binding("up", "move(-1)", "Previous choice", show=False),
    Binding("pagedown", f"move({PAGE_ROWS})", "Down", show=False),
    Binding("pageup", f"move(-{PAGE_ROWS})", "Up", show=False),
    Binding("escape", "shut", "Keep the value", show=False),
]


class SelectField(DropdownMixin, ChoiceMixin, LineInputMixin, Input, can_focus=True):
    """Choice among many options.

    Typing filters, up and down move, enter chooses, escape leaves the value as it was.
    """

    BINDINGS: ClassVar[list[BindingType]] = _KEYS
    Changed = SilentMessage  # type: ignore[assignment]
    Blurred = SilentMessage  # type: ignore[assignment]
    virtual_size: Reactive[Size] = Reactive(Size(0, 0))  # as in TextField

    def __init__(self) -> None:
        super().__init__(validate_on=())
        self._showing = False

    @property
    def lines(self) -> int:
        return 1

    def show_value(self, row: LayoutRow) -> None:
        self.placeholder = "type to search, or press down to see all"
        if not self.opened:
            self._put(self._chosen_label())

    def tags(self, row: LayoutRow) -> list[str]:
        return [f"{len(picks_of(row))} choices", *super().tags(row)]

    def _chosen_label(self) -> str:
        return next((p.label for p in picks_of(self.row) if p.key == self.row.shown), "")

    def _put(self, text: str) -> None:
        self._showing = True
        self.value = text
        self._showing = False

    def picks(self) -> list[ChoiceItem]:
        return picks_of(self.row)

    def current(self) -> str | None:
        chosen = self.row.shown
        return chosen if isinstance(chosen, str) else None

    def taken(self, pick: ChoiceItem) -> None:
        self.pick(pick.key)
        self._put(pick.label)

    def close_list(self) -> None:
        super().close_list()
        self._put(self._chosen_label())
        self.selection = Selection(0, len(self.value))

    def watch_value(self, value: str) -> None:
        """Filter the list by what is typed."""
        if not self._showing and self.is_attached:
            self.open_list(value)

    async def action_submit(self) -> None:
        if self.opened:
            self.take_highlighted()
        else:
            self.form.next_field(self)

    def on_click(self) -> None:
        """Open the list."""
        if not self.opened:
            self.open_list("")

    def settle(self) -> None:
        """Choose the only match, if just one is left; otherwise close the list."""
        typed = self.value != self._chosen_label()
        if self.opened and typed and len(self._found) == 1:
            self.take(0)
        else:
            self.close_list()

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        if not self.form.take_paste(event.text, None):
            self.value = " ".join(event.text.split())


class SuggestField(DropdownMixin, TextField, can_focus=True):
    """Text with suggestions: completed while typing, listed with the down key."""

    BINDINGS: ClassVar[list[BindingType]] = _KEYS

    def show_value(self, row: LayoutRow) -> None:
        super().show_value(row)
        if self.suggester is None:
            texts = [pick.label for pick in self.picks()]
            self.suggester = SuggestFromList(texts, case_sensitive=False)

    def tags(self, row: LayoutRow) -> list[str]:
        return [*super().tags(row), "press down for suggestions"]

    def picks(self) -> list[ChoiceItem]:
        control = self.row.control
        return [ChoiceItem(text, text) for text in (control.ui.suggestions if control else ())]

    def current(self) -> str | None:
        return self.value

    def taken(self, pick: ChoiceItem) -> None:
        self.value = pick.label

    def watch_value(self, value: str) -> None:
        """Write the text, and filter the list while it is open."""
        super().watch_value(value)
        if self.opened:
            self.open_list(value)

    async def action_submit(self) -> None:
        if self.opened and self._found:
            self.take_highlighted()
        else:
            self.close_list()
            await super().action_submit()

    def settle(self) -> None:
        self.close_list()
