"""A choice among many: a field that filters its list as one types."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.input import Selection
from textual.widgets.option_list import Option

from wizard.forms.matching import best
from wizard.tui.form.base import Paper, QuietChange
from wizard.tui.form.choice import Chooser, Pick, chosen_of, picks_of
from wizard.tui.form.rows import Row


class Dropdown(OptionList, can_focus=False):
    """The open list of a ``SelectField``, which keeps the focus and moves its highlight."""

    def __init__(self, field: SelectField) -> None:
        super().__init__(markup=False)
        self.field = field

    def on_resize(self) -> None:
        """Show all of it, with its field."""
        self.scroll_visible(animate=False, immediate=True)
        self.field.scroll_visible(animate=False, immediate=True)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take what was clicked."""
        event.stop()
        self.field.take(event.option_index)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Nobody else needs to know."""
        event.stop()


class SelectField(Chooser, Paper, Input, can_focus=True):
    """One of many. Typing filters, up and down move, enter chooses, escape leaves it as it was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Next choice", show=False),
        Binding("up", "move(-1)", "Previous choice", show=False),
        Binding("pagedown", "move(7)", "Further down", show=False),
        Binding("pageup", "move(-7)", "Further up", show=False),
        Binding("escape", "shut", "Leave as it was", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"field--paper"}
    Changed = QuietChange  # type: ignore[assignment]
    Blurred = QuietChange  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__(validate_on=())
        self._showing = False
        self._dropdown: Dropdown | None = None
        self._found: list[Pick] = []

    def show_value(self, row: Row) -> None:
        self.placeholder = "type to find, or press down to see all"
        if self._dropdown is None:
            self._put(self._chosen_label())

    def tags(self, row: Row) -> list[str]:
        return [f"{len(picks_of(row))} choices", *super().tags(row)]

    def _chosen_label(self) -> str:
        chosen = chosen_of(self.row)
        return next((pick.label for pick in picks_of(self.row) if pick.key == chosen), "")

    def _put(self, text: str) -> None:
        self._showing = True
        self.value = text
        self._showing = False

    # The list

    def watch_value(self, value: str) -> None:
        """What is typed filters the list."""
        if not self._showing and self.is_attached:
            self._open(value)

    def _open(self, query: str) -> None:
        self._found = best(picks_of(self.row), query, lambda pick: (pick.label, pick.key or ""))
        if self._dropdown is None and isinstance(self.parent, Widget):
            self._dropdown = Dropdown(self)
            self._dropdown.set_classes([c for c in self.classes if c.startswith("-depth")])
            self.parent.mount(self._dropdown, after=self)
        if self._dropdown is not None:
            self._fill(self._dropdown, chosen_of(self.row) if not query else None)

    def _fill(self, dropdown: Dropdown, current: str | None) -> None:
        lines = [Option(Content(pick.label)) for pick in self._found]
        dropdown.set_options(lines or [Option("Nothing fits", disabled=True)])
        keys = [pick.key for pick in self._found]
        dropdown.highlighted = keys.index(current) if current in keys else 0 if keys else None

    def _close(self) -> None:
        if self._dropdown is not None:
            self._dropdown.remove()
            self._dropdown = None
        self._put(self._chosen_label())
        self.selection = Selection(0, len(self.value))

    def take(self, index: int) -> None:
        """Choose what stands at ``index`` of the list, and close it."""
        pick = self._found[index] if index < len(self._found) else None
        self._close()
        if pick is not None:
            self.pick(pick.key)
            self._put(pick.label)
            self.selection = Selection(0, len(self.value))

    # Keys

    def action_move(self, by: int) -> None:
        """Open the list, or move its highlight."""
        if self._dropdown is None:
            self._open("")
        elif self._found:
            at = (self._dropdown.highlighted or 0) + by
            self._dropdown.highlighted = min(max(at, 0), len(self._found) - 1)

    async def action_submit(self) -> None:
        if self._dropdown is None:
            self.form.next_field(self)
        elif self._found:
            self.take(self._dropdown.highlighted or 0)

    def action_shut(self) -> None:
        """Close the list; nothing was chosen."""
        self._close()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Escape is only ours while the list is open."""
        return self._dropdown is not None if action == "shut" else True

    def on_click(self) -> None:
        """Show the list."""
        if self._dropdown is None:
            self._open("")

    def settle(self) -> None:
        """Leaving with one choice left in the list takes it."""
        typed = self.value != self._chosen_label()
        if self._dropdown is not None and typed and len(self._found) == 1:
            self.take(0)
        else:
            self._close()

    def on_unmount(self) -> None:
        """The list goes with its field."""
        if self._dropdown is not None:
            self._dropdown.remove()

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.value = " ".join(event.text.split())
