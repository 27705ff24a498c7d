"""Submission history, newest first; each entry can be looked at, settled and begun anew."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import ClassVar, Final

from rich.cells import cell_len, set_cell_size
from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from wizard.core.startup import start_like
from wizard.storage.history_events import HistoryEntry
from wizard.tui.commands import ScreenCommand
from wizard.tui.screens.base import WizardScreen
from wizard.tui.screens.dialogs import ChoiceDialog, DialogChoice
from wizard.tui.screens.series import begin_again
from wizard.utils.errors import WizardError
from wizard.utils.glyphs import CUT, DONE, LATER, WARNING, WRONG
from wizard.utils.ids import named_ids
from wizard.utils.timestamps import local_time, time_ago

SIGNS: Final = {
    "created": (DONE, "$text-success"),
    "found": (DONE, "$text-success"),
    "refused": (WRONG, "$text-error"),
    "not sent": (LATER, "$text-muted"),
    "not created": ("–", "$text-muted"),
    "unknown": ("?", "$text-warning"),
}
TEMPORARY: Final = frozenset({"rate_limited", "unavailable"})
"""The kinds of refusals that end by themselves."""

CHOICES: Final = (
    DialogChoice("s", "Settle: say what you found in Clarm", "settle"),
    DialogChoice("a", "Create another like this", "again"),
    DialogChoice("n", "Create another of the same type", "same_type"),
    DialogChoice("c", "Copy both IDs", "copy_ids"),
)
"""What can be done with an entry, each by the command that does it."""

WHEN_CHARS: Final = 10
OUTCOME_CHARS: Final = 31
SIGN_CHARS: Final = 4
MIN_WIDE_CHARS: Final = 64
GAP: Final = 2
MARGINS: Final = 6


class HistoryScreen(WizardScreen[None]):
    """Lists submissions. Enter shows one, and what can be done with it."""

    SCREEN_COMMANDS: ClassVar[tuple[ScreenCommand, ...]] = (
        ScreenCommand(
            "choose", "Details", "Show what you can do with this entry.", "enter", early=True
        ),
        ScreenCommand("settle", "Settle", "Say what you found for this entry.", "s"),
        ScreenCommand("copy_ids", "Copy IDs", "Copy this entry's IDs.", "c"),
        ScreenCommand("again", "Another", "Create another connector like this one.", "a"),
        ScreenCommand(
            "same_type",
            "Same type",
            "Create another connector of the same type.",
            "n",
            footer=False,
        ),
        ScreenCommand("close", "Back", "Close the history.", "escape,q"),
    )
    HEADING = "History"
    OF_A_STEP = False
    AUTO_FOCUS = "OptionList"
    HELP_TEXT = (
        f"{DONE} created, {WRONG} rejected, {WARNING} rejected for now, {LATER} not sent, – not "
        "found in Clarm, ? unknown. For a ?, check in Clarm, then press s and say what you found. "
        "Press a to create another like this one, or several: with its values, but with other "
        "names and without its secrets."
    )

    def __init__(self, entries: Sequence[HistoryEntry], notes: Sequence[str] = ()) -> None:
        super().__init__()
        self._entries = list(entries)
        self._notes = notes

    def body(self) -> ComposeResult:
        for note in self._notes:
            yield Static(f"{WARNING} {note}", markup=False, classes="note")
        if not self._entries:
            yield Static("You haven't sent anything from this machine yet.", classes="text")
        yield OptionList(markup=False, id="history")
        yield Static(markup=False, id="history-about")

    def on_resize(self, event: events.Resize) -> None:
        """Fit the columns to the width."""
        listed = self.query_one(OptionList)
        marked = listed.highlighted or 0
        width = event.size.width - SIGN_CHARS - MARGINS
        listed.set_options(Option(_row(entry, width)) for entry in self._entries)
        listed.highlighted = marked if self._entries else None

    @property
    def marked(self) -> HistoryEntry | None:
        """The marked entry."""
        listed = self.query_one_optional(OptionList)
        index = listed.highlighted if listed is not None else None
        return None if index is None else self._entries[index]

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the details of the marked entry."""
        event.stop()
        entry = self.marked
        if entry is not None:
            self.query_one("#history-about", Static).update("\n".join(_about(entry)))
        self.refresh_bindings()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Show the entry."""
        event.stop()
        self.run_worker(self._show_details(), group="history")

    async def _show_details(self) -> None:
        entry = self.marked
        if entry is None:
            return
        offered = [choice for choice in CHOICES if self.check_action(choice.value, ())]
        back = DialogChoice("b", "Back to the history", "")
        lines = [f"Sent {local_time(entry.time)}.", *_about(entry)]
        title = f"“{entry.name}”: {_outcome(entry)}"
        action = await self.app.push_screen_wait(
            ChoiceDialog(title, "\n".join(lines), [*offered, back], otherwise="")
        )
        if action:
            await self.run_action(action)

    def action_settle(self) -> None:
        """Say what became of the marked entry."""
        entry = self.marked
        if entry is not None:
            self.run_worker(self._settle(entry), group="history")

    async def _settle(self, entry: HistoryEntry) -> None:
        if await self.wizard.resolve_entry(entry):
            self.dismiss()
            self.wizard.action_history()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable commands according to the marked entry."""
        entry = self.marked
        if action == "settle":
            return entry is not None and entry.needs_check
        if action == "again":
            return entry is not None and entry.request is not None
        if action == "copy_ids":
            return entry is not None and entry.connector_id is not None
        return entry is not None or action not in ("choose", "same_type")

    def action_choose(self) -> None:
        """Show the marked entry."""
        self.query_one(OptionList).action_select()

    def action_copy_ids(self) -> None:
        """Copy the IDs of the marked entry."""
        entry = self.marked
        if entry is not None:
            self.wizard.copy(named_ids(entry.connector_id, entry.credential_id), "Both IDs")

    def action_again(self) -> None:
        """Begin another like the marked entry."""
        entry = self.marked
        if entry is not None:
            self.run_worker(self._begin_again(entry), group="history")

    async def _begin_again(self, entry: HistoryEntry) -> None:
        controller = self.wizard.controller
        try:
            start = await asyncio.to_thread(start_like, entry, controller.results.known)
        except WizardError as error:
            self.notify(str(error), severity="error", markup=False, timeout=15)
        else:
            await begin_again(self.app, controller, start)

    def action_same_type(self) -> None:
        """Begin a new connector of the marked entry's type."""
        entry = self.marked
        if entry is not None:
            self.wizard.controller.start_type(entry.type)

    def action_close(self) -> None:
        """Close the history."""
        self.dismiss()


def _row(entry: HistoryEntry, width: int) -> Content:
    """Return a sign, the name, what became of it, and when; on two lines where it is narrow."""
    sign, color = SIGNS[entry.status_label]
    if entry.kind in TEMPORARY:
        sign, color = WARNING, "$text-warning"
    wide = width >= MIN_WIDE_CHARS
    room = width - WHEN_CHARS - GAP - (OUTCOME_CHARS + GAP) * wide
    name = entry.name if cell_len(entry.name) <= room else set_cell_size(entry.name, room - 1) + CUT
    first = Content.assemble((f" {sign} ", f"bold {color}"), " ", set_cell_size(name, room + GAP))
    outcome, when = Content(_outcome(entry)), Content.styled(time_ago(entry.time), "$hint")
    if wide:
        return first + outcome.pad_right(OUTCOME_CHARS + GAP - outcome.cell_length) + when
    return Content("\n").join([first + when, Content(" " * SIGN_CHARS) + outcome])


def _outcome(entry: HistoryEntry) -> str:
    if entry.connector_id is not None:
        return f"{entry.status_label}: connector {entry.connector_id}"
    if entry.status_label == "refused":
        return entry.reason or "rejected"
    words = {"found": "found in Clarm", "not created": "not found in Clarm"}
    label = words.get(entry.status_label, entry.status_label)
    return f"{label}: {entry.reason}" if entry.reason else label


def _about(entry: HistoryEntry) -> list[str]:
    lines = [f"{entry.type} · {entry.host}"]
    if entry.connector_id is not None:
        lines.append(f"connector_id {entry.connector_id}   credential_id {entry.credential_id}")
    if entry.exists is not None:
        lines.append("Marked as created." if entry.exists else "Marked as not created.")
    if entry.status:
        lines.append(f"Status: {entry.status}")
    return [*lines, *(line for line in (entry.message, entry.advice) if line)]
