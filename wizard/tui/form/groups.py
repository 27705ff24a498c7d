"""Widgets that structure a form: section headers and list items."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from wizard.tui.form.base import CHOSEN, MUTED, SIGN, FieldWidget, Pressable, RowWidget
from wizard.tui.form.labels import with_sign
from wizard.tui.form.layout_rows import LayoutRow
from wizard.utils.glyphs import CLOSED, OPEN, REQUIRED, WRONG


class SectionHeader(RowWidget, Pressable, can_focus=True):
    """Title of a group or a nested object. When closed, its rows are not shown."""

    def show_row(self, row: LayoutRow) -> None:
        parts: list[tuple[str, str] | str] = [
            f"{OPEN if row.opened else CLOSED} ",
            (row.label, "bold"),
        ]
        self.mark("-closed", not row.opened)
        if row.to_mend:
            parts.append((f"  {WRONG} {row.to_mend} to fix", "bold $text-error"))
        if not row.opened:
            parts.append((f"  {row.inside}", MUTED))
        elif row.text:
            parts.append((f"\n{row.text}", MUTED))
        self.update(Content.assemble(*parts))

    def action_press(self) -> None:
        if self.row.fold is not None:
            self.form.toggle(self.row.fold)


class GroupHeading(RowWidget, Static):
    """Title of a list of items."""

    def show_row(self, row: LayoutRow) -> None:
        self.update(Content.assemble((row.label, "bold"), (f"  {row.count}", MUTED)))


class ItemHeader(RowWidget, Pressable, can_focus=True):
    """Header of a list item, which can be opened, moved and removed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("delete", "remove", "Remove item"),
        Binding("left_square_bracket", "move(-1)", "Move up", key_display="["),
        Binding("right_square_bracket", "move(1)", "Move down", key_display="]"),
    ]

    def show_row(self, row: LayoutRow) -> None:
        index = row.loc[-1]
        number = index + 1 if isinstance(index, int) else index
        parts: list[tuple[str, str] | str | Content] = [
            f"{OPEN if row.opened else CLOSED} ",
            (f"{number}. ", MUTED),
            row.label,
        ]
        if row.to_mend:
            parts.append((f"  {WRONG} {row.to_mend} to fix", "bold"))
        if self.has_focus:
            parts.append("  ")
            for do, words in (("remove", "remove"), ("move(-1)", "up"), ("move(1)", "down")):
                link = Style(underline=True, bold=False) + Style.from_meta({"do": do})
                parts += ["  ", Content.styled(words, link)]
        self.update(Content.assemble(*parts))

    def watch_has_focus(self, focus: bool) -> None:
        """Show what can be done with the item only while it has the focus."""
        super().watch_has_focus(focus)
        self.show_row(self.row)

    async def clicked(self, event: events.Click) -> None:
        """Open the item, or run the clicked action."""
        do = event.style.meta.get("do")
        if do is None:
            self.action_press()
        else:
            await self.run_action(do)

    def action_press(self) -> None:
        if self.row.fold is not None:
            self.form.toggle(self.row.fold)

    def action_remove(self) -> None:
        """Remove the item."""
        self.form.remove_item(self.row.loc)

    def action_move(self, by: int) -> None:
        """Move the item by ``by`` places."""
        self.form.move_item(self.row.loc, by)


class AddItem(FieldWidget, Pressable, can_focus=True):
    """Adds an item to a list; also represents the list itself."""

    own_label = True

    @property
    def left(self) -> int:
        return self.form.columns.indent(self.row)

    def show_row(self, row: LayoutRow) -> None:
        self.show_value(row)

    def show_value(self, row: LayoutRow) -> None:
        words = f" Add to {row.label}" if row.count else f" {row.label}"
        parts: list[tuple[str, str] | str] = [("+", CHOSEN), (words, "bold")]
        if row.required:
            parts.append((f" {REQUIRED}", SIGN))
        tags = ["none yet"] if not row.count else []
        tags += self.tags(row)
        if tags:
            parts.append(("  " + "  ".join(map(with_sign, tags)), MUTED))
        self.update(Content.assemble(*parts))

    def action_press(self) -> None:
        self.form.add_item(self.row.loc)
