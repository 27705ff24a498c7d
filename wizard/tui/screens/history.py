"""Submission history, newest first; unsettled submissions can be settled here."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from wizard.core.startup import start_like
from wizard.storage.history_events import HistoryEntry
from wizard.tui.commands import ScreenCommand
from wizard.tui.screens.base import WizardScreen
from wizard.utils.errors import WizardError
from wizard.utils.timestamps import local_time

MARKS = {
    "created": "✓", "found": "✓", "refused": "×", "not sent": "×", (
        "not created"
    ): "×", "unknown": "?",
}  # fmt: skip


class HistoryScreen(WizardScreen[None]):
    """Lists submissions. Enter on an unsettled one asks what became of it."""

    SCREEN_COMMANDS: ClassVar[tuple[ScreenCommand, ...]] = (
        ScreenCommand(
            "choose", "Settle", "Say what became of the marked one.", "enter", early=True
        ),
        ScreenCommand("copy_ids", "Copy IDs", "Copy the IDs of the marked one.", "c"),
        ScreenCommand("again", "Another", "Begin another like the marked one.", "a"),
        ScreenCommand("close", "Back", "Close the history.", "escape,q"),
    )
    HEADING = "History"
    OF_A_STEP = False
    AUTO_FOCUS = "OptionList"
    HELP_TEXT = (
        "✓ created, × not created, ? nobody knows yet. For a ? look in Clarm's dashboard, then "
        "press enter on it and say what you found. a begins another like the marked one: with its "
        "values, a name of its own, and without its secrets."
    )

    def __init__(self, entries: Sequence[HistoryEntry], notes: Sequence[str] = ()) -> None:
        super().__init__()
        self._entries = list(entries)
        self._notes = notes

    def body(self) -> ComposeResult:
        for note in self._notes:
            yield Static(f"! {note}", markup=False, classes="note")
        if not self._entries:
            yield Static("You haven't sent anything from this machine yet.", classes="text")
        yield OptionList(*(_row(entry) for entry in self._entries), markup=False, id="history")
        yield Static(markup=False, id="history-about")

    @property
    def marked(self) -> HistoryEntry | None:
        """The marked entry."""
        listed = self.maybe(OptionList)
        index = listed.highlighted if listed is not None else None
        return None if index is None else self._entries[index]

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the details of the marked entry."""
        event.stop()
        entry = self.marked
        if entry is not None:
            self.query_one("#history-about", Static).update(_about(entry))
        self.refresh_bindings()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Settle the entry, if it is unsettled."""
        event.stop()
        entry = self.marked
        if entry is not None and entry.needs_check:
            self.run_worker(self._settle(entry), group="history")

    async def _settle(self, entry: HistoryEntry) -> None:
        if await self.wizard.resolve_entry(entry):
            self.dismiss()
            self.wizard.action_history()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable commands according to the marked entry."""
        entry = self.marked
        if action == "choose":
            return entry is not None and entry.needs_check
        if action == "again":
            return entry is not None and entry.request is not None
        return action != "copy_ids" or (entry is not None and entry.connector_id is not None)

    def action_choose(self) -> None:
        """Settle the marked entry."""
        self.query_one(OptionList).action_select()

    def action_copy_ids(self) -> None:
        """Copy the IDs of the marked entry."""
        entry = self.marked
        if entry is not None:
            text = f"connector_id={entry.connector_id} credential_id={entry.credential_id}"
            self.wizard.copy(text, "Both IDs")

    def action_again(self) -> None:
        """Begin another like the marked entry."""
        entry = self.marked
        if entry is not None:
            self.run_worker(self._begin_again(entry), group="history")

    async def _begin_again(self, entry: HistoryEntry) -> None:
        journey = self.wizard.journey
        try:
            start = await asyncio.to_thread(start_like, entry, journey.known())
        except WizardError as error:
            self.notify(str(error), severity="error", markup=False, timeout=15)
        else:
            journey.resume(start)

    def action_close(self) -> None:
        """Close the history."""
        self.dismiss()


def _row(entry: HistoryEntry) -> Option:
    mark = f" {MARKS[entry.status_label]} "
    when = local_time(entry.time)
    number = f"  connector {entry.connector_id}" if entry.connector_id is not None else ""
    return Option(Content.assemble((mark, "bold"), f"{when}  {entry.name}{number}"))


def _about(entry: HistoryEntry) -> Content:
    lines = [f"{entry.type} on {entry.host}: {entry.status_label}"]
    if entry.connector_id is not None:
        lines.append(f"connector_id {entry.connector_id}   credential_id {entry.credential_id}")
    if entry.exists is not None:
        lines.append("You noted that it exists." if entry.exists else "You noted: it is not there.")
    lines += [line for line in (entry.status, entry.message, entry.advice) if line]
    return Content("\n".join(lines))
