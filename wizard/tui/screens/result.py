"""Step 6: the new IDs, the server's own words, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from wizard.api import Created
from wizard.core.results import CreatedConnector
from wizard.core.series import Series
from wizard.tui.commands import ScreenCommand
from wizard.tui.screens.base import SCROLLING, WizardScreen
from wizard.tui.screens.series import begin_several
from wizard.utils.glyphs import DONE, LEADS_TO, WARNING
from wizard.utils.ids import named_ids


class Ids(Static):
    """Both IDs in a frame; a click copies them."""

    def __init__(self, made: CreatedConnector) -> None:
        rows = (("Connector ID", made.connector_id), ("Credential ID", made.credential_id))
        lines = [
            Content.assemble((f"{label:15}", "$label"), (str(number), "bold $text-accent"))
            for label, number in rows
        ]
        super().__init__(Content("\n").join(lines), markup=False, id="ids")

    def on_click(self) -> None:
        """Copy both IDs."""
        screen = self.screen
        if isinstance(screen, ResultScreen):
            screen.action_copy_ids()


class Outcome(VerticalScroll, can_focus=False):
    """What was created; it scrolls if it leaves too little room for what can be done next."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines, but leave room for the actions and a blank above them."""
        whole = super().get_content_height(container, viewport, width)
        actions = self.screen.query_one("#next", OptionList).option_count
        return min(whole, container.height - actions - 1)


class ResultScreen(WizardScreen[None]):
    """Shows what was created."""

    SCREEN_COMMANDS: ClassVar[tuple[ScreenCommand, ...]] = (
        ScreenCommand("choose", "Choose", "Do this.", "enter", early=True),
        ScreenCommand("copy_ids", "Copy both IDs", "Copy both IDs to the clipboard.", "c"),
        ScreenCommand("next_source", "Next", "Open the next connector in the list.", "ctrl+n"),
        ScreenCommand("list_sources", "The list", "Go back to the list.", "b"),
        ScreenCommand("another", "Another", "Create another of this type.", "a", footer=False),
        ScreenCommand(
            "several",
            "Several",
            "Create several of this type. You say what differs.",
            "s",
            footer=False,
        ),
        ScreenCommand("new_type", "Other type", "Create one of another type.", "n", footer=False),
        ScreenCommand("history", "History", "Show what you sent.", "h", footer=False),
        *SCROLLING,
        ScreenCommand("finish", "Quit", "Quit. The IDs are printed again.", "q"),
        ScreenCommand("back_step", "Quit", "Quit. You're asked first.", "escape", footer=False),
    )
    AUTO_FOCUS = "OptionList"
    SHOWS_WAY = True
    HELP_TEXT = (
        "Clarm accepted the connector and indexes it now. This takes a while, and you can't "
        "follow it from here. The IDs are printed on the terminal when you quit, and they're in "
        "the history."
    )

    @property
    def created(self) -> CreatedConnector:
        """The connector that was created last."""
        return self.wizard.controller.results.created[-1]

    def body(self) -> ComposeResult:
        with Outcome(id="result"):
            if (series := self._series) is not None:
                yield from self._several(series)
            else:
                yield from self._one()
            yield Static(
                "Indexing has started and takes a while. Follow it in Clarm. The IDs are printed "
                "again when you quit.",
                markup=False,
                classes="text",
            )
        # The first action is harmless if enter is pressed once too often.
        yield OptionList(
            *(Option(words, id=action) for action, words in self._actions()),
            id="next",
            markup=False,
        )

    @property
    def _series(self) -> Series | None:
        """The series, if several were created."""
        series = self.wizard.controller.series
        return series if series is not None and len(series.created) > 1 else None

    def _several(self, series: Series) -> ComposeResult:
        """Yield the IDs of everything that was created one after the other."""
        lines = series.table
        yield Static(
            f"{DONE} Clarm accepted {len(lines) - 1} connectors.", markup=False, classes="title"
        )
        yield Static("\n".join(lines), markup=False, classes="said")

    def _one(self) -> ComposeResult:
        """Yield the IDs of what was created last, and the server's words."""
        made, outcome = self.created, self.wizard.controller.results.outcome
        accepted = f"{DONE} Clarm accepted “{made.name}”."
        yield Static(accepted, markup=False, classes="title", id="accepted")
        yield Ids(made)
        yield Static(f"Status   {made.status or '(none)'}", markup=False, classes="said")
        yield Static(f"Message  {made.message or '(none)'}", markup=False, classes="said")
        if isinstance(outcome, Created):
            for warning in outcome.warnings:
                yield Static(f"{WARNING} {warning}", markup=False, classes="note")

    def _actions(self) -> Iterator[tuple[str, str]]:
        """Yield what can be done next."""
        plan = self.wizard.controller.plan
        if plan is not None:
            if words := plan.session.next_words:
                yield "next_source", f" {LEADS_TO}  {words}"
            yield "list_sources", f" b  Back to the list ({plan.session.progress})"
        yield "copy_ids", f" c  Copy {'all' if self._series else 'both'} IDs"
        if plan is None:
            yield "another", f" a  Another {self.wizard.controller.type_label}"
            yield "several", " s  Several like this"
            yield "new_type", " n  Another type"
        yield "history", " h  History"
        yield "finish", " q  Quit"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable what belongs to a list of sources, or what does not."""
        plan = self.wizard.controller.plan
        if action == "next_source":
            return plan is not None and bool(plan.session.left())
        if action == "list_sources":
            return plan is not None
        return plan is None or action not in ("another", "several", "new_type")

    def action_next_source(self) -> None:
        """Open the next source of the list."""
        if self.wizard.controller.plan is not None:
            self.wizard.controller.plan.open_next()

    def action_list_sources(self) -> None:
        """Go back to the list of sources."""
        if self.wizard.controller.plan is not None:
            self.wizard.controller.plan.show()

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Run the chosen action."""
        event.stop()
        await self.run_action(event.option.id or "")

    def action_choose(self) -> None:
        """Run the marked action."""
        self.query_one("#next", OptionList).action_select()

    def action_copy_ids(self) -> None:
        """Copy both IDs, named as in the API."""
        if (series := self._series) is not None:
            self.wizard.copy(series.ids, "All IDs")
            return
        made = self.created
        self.wizard.copy(named_ids(made.connector_id, made.credential_id), "Both IDs")

    def action_another(self) -> None:
        """Create another connector of this type."""
        self.wizard.controller.start_similar()

    def action_several(self) -> None:
        """Ask what differs, and create several connectors of this type."""
        self.run_worker(begin_several(self.app, self.wizard.controller), group="series")

    def action_new_type(self) -> None:
        """Create a connector of another type."""
        self.wizard.controller.start_over()

    def action_history(self) -> None:
        """Show the submission history."""
        self.wizard.action_history()

    def action_back_step(self) -> None:
        """Go back to the list, or ask whether to leave, since there is no way back."""
        if self.wizard.controller.plan is not None:
            self.action_list_sources()
        else:
            self.wizard.ask_to_leave()

    def action_finish(self) -> None:
        """Leave at once, since nothing can be lost."""
        self.wizard.leave()
