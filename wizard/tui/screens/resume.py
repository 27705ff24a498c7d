"""Startup screen if there are drafts: resume one, or start a new connector."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from wizard.connectors import catalog
from wizard.tui.commands import ScreenCommand
from wizard.tui.screens.base import WizardScreen
from wizard.tui.screens.dialogs import ChoiceDialog, DialogChoice
from wizard.tui.status import STEP_NAMES
from wizard.utils.glyphs import LEADS_TO
from wizard.utils.text import shortened
from wizard.utils.timestamps import time_ago

if TYPE_CHECKING:
    from wizard.storage.drafts import DraftSummary

MAX_NAME_CHARS: Final = 36


class ResumeScreen(WizardScreen[None]):
    """Lists the drafts for this host."""

    SCREEN_COMMANDS: ClassVar[tuple[ScreenCommand, ...]] = (
        ScreenCommand("choose", "Choose", "Continue with this draft.", "enter", early=True),
        ScreenCommand("new", "New", "Start a new connector.", "ctrl+n", early=True),
        ScreenCommand("delete", "Delete", "Delete this draft.", "delete"),
        ScreenCommand("back_step", "Quit", "Quit the wizard.", "escape"),
    )
    HEADING = "Continue?"
    AUTO_FOCUS = "OptionList"
    HELP_TEXT = (
        "You started these connectors but haven't sent them. A draft continues at the field where "
        "you left it. Drafts don't contain secrets, so you enter those again. To start a new "
        "connector, type what to search for."
    )

    def __init__(self, drafts: Sequence[DraftSummary], notes: Sequence[str] = ()) -> None:
        super().__init__()
        self._drafts = drafts
        self._notes = notes

    def body(self) -> ComposeResult:
        yield Static("Pick up where you left off?", classes="title")
        for note in self._notes:
            yield Static(f"! {note}", markup=False, classes="note")
        yield OptionList(
            *_rows(self._drafts),
            Option(" +  A new connector (or type to search)", id="new"),
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
            self.wizard.controller.start_over(query=event.character or "")

    @property
    def _marked(self) -> DraftSummary | None:
        listed = self.query_one_optional(OptionList)
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
        self.wizard.controller.start_over()

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
            f"“{name}” hasn't been sent. You can't restore it.",
            [DialogChoice("k", "Keep it", False), DialogChoice("d", "Delete it", True)],
            otherwise=False,
        )


def _rows(drafts: Sequence[DraftSummary]) -> Iterator[Option]:
    """Yield a row for each draft: its name, its type and step, and when it was saved."""
    labels = {line.type: line.label for line in catalog.lines()}
    columns = []
    for draft in drafts:
        label = labels.get(draft.type, draft.type)
        step = STEP_NAMES.get(draft.step, draft.step)
        name = shortened(draft.name or label, MAX_NAME_CHARS)
        columns.append((name, f"{label} · {step}", time_ago(draft.saved_at)))
    widths = [max(cell_len(text) for text in column) for column in zip(*columns, strict=True)]
    for draft, texts in zip(drafts, columns, strict=True):
        name, place, when = (
            text + " " * (width - cell_len(text)) for text, width in zip(texts, widths, strict=True)
        )
        line = Content.assemble((f" {LEADS_TO}  {name}", "bold"), f"   {place}   {when.rstrip()}")
        yield Option(line, id=draft.id)
