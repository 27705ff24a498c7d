"""Startup screen if there are drafts: resume one, or start a new connector."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from wizard.tui.commands import ScreenCommand
from wizard.tui.screens.base import WizardScreen
from wizard.tui.screens.dialogs import ChoiceDialog, DialogChoice
from wizard.tui.status import TITLES
from wizard.utils.timestamps import time_ago

if TYPE_CHECKING:
    from wizard.storage.drafts import DraftSummary


class ResumeScreen(WizardScreen[None]):
    """Lists the drafts for this host."""

    SCREEN_COMMANDS: ClassVar[tuple[ScreenCommand, ...]] = (
        ScreenCommand("choose", "Choose", "Go on with what is marked.", "enter", early=True),
        ScreenCommand("new", "New", "Begin a new connector.", "ctrl+n", early=True),
        ScreenCommand("delete", "Delete", "Delete the marked draft.", "delete"),
        ScreenCommand("back_step", "Leave", "Leave the wizard.", "escape"),
    )
    HEADING = "Go on?"
    AUTO_FOCUS = "OptionList"
    HELP_TEXT = (
        "These connectors were begun and not sent. A draft goes on at the field where it was "
        "left; secrets are never in a draft, so they are asked for again. Whatever you type here "
        "looks for the type of a new connector."
    )

    def __init__(self, drafts: Sequence[DraftSummary], notes: Sequence[str] = ()) -> None:
        super().__init__()
        self._drafts = drafts
        self._notes = notes

    def body(self) -> ComposeResult:
        yield Static("Go on where you left off?", classes="title")
        for note in self._notes:
            yield Static(f"! {note}", markup=False, classes="note")
        yield OptionList(
            *(_row(draft) for draft in self._drafts),
            Option(" +  A new connector (or just type what to look for)", id="new"),
            markup=False,
            id="drafts",
        )

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Resume the draft, or start a new connector."""
        event.stop()
        if event.option.id == "new":
            self.action_new()
        else:
            self.wizard.resume(event.option.id or "")

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Update the footer: only a draft can be deleted."""
        event.stop()
        self.refresh_bindings()

    def on_key(self, event: events.Key) -> None:
        """Go to the type list and search for what is typed."""
        if event.is_printable and event.character not in (None, "?", " "):
            event.stop()
            self.wizard.journey.start_over(query=event.character or "")

    @property
    def _marked(self) -> DraftSummary | None:
        listed = self.maybe(OptionList)
        option = listed.highlighted_option if listed is not None else None
        return next((d for d in self._drafts if option is not None and d.id == option.id), None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable Delete unless a draft is marked."""
        return action != "delete" or self._marked is not None

    def action_choose(self) -> None:
        """Choose the marked line."""
        self.query_one(OptionList).action_select()

    def action_new(self) -> None:
        """Start a new connector; the drafts stay."""
        self.wizard.journey.start_over()

    def action_back_step(self) -> None:
        """Ask whether to leave."""
        self.wizard.ask_to_leave()

    def action_delete(self) -> None:
        """Delete the marked draft, after asking."""
        draft = self._marked
        if draft is not None:
            self.run_worker(self._delete(draft), group="drafts")

    async def _delete(self, draft: DraftSummary) -> None:
        if await self.app.push_screen_wait(DeleteDraftDialog(draft.name or draft.type)):
            await self.wizard.delete_draft(draft.id)


class DeleteDraftDialog(ChoiceDialog):
    """Asks whether to delete a draft; True means delete."""

    HEADING = "Delete a draft"
    OF_A_STEP = False

    def __init__(self, name: str) -> None:
        super().__init__(
            "Delete this draft?",
            f"“{name}” was not sent. It cannot be brought back.",
            [DialogChoice("k", "Keep it", False), DialogChoice("d", "Delete it", True)],
            otherwise=False,
        )


def _row(draft: DraftSummary) -> Option:
    when = time_ago(draft.saved_at)
    name = draft.name or draft.type
    step = TITLES.get(draft.step, draft.step)
    line = Content.assemble((f" ►  {name}", "bold"), f"   {draft.type}, at {step}   {when}")
    return Option(line, id=draft.id)
