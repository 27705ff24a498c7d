"""The list of a folder's sources: what exists, what is missing, and what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from rich.cells import cell_len, set_cell_size
from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from wizard.core.plan_session import GUIDE, about
from wizard.plan import Begun, Broken, LookUp, PlannedSource, Ready
from wizard.tui.commands import ScreenCommand
from wizard.tui.screens.base import WizardScreen
from wizard.tui.screens.type_list import Filter, Types
from wizard.tui.status import SOURCES
from wizard.utils.fuzzy import best
from wizard.utils.ids import named_ids

if TYPE_CHECKING:
    from wizard.tui.view import PlanView

MAX_LABEL: Final = 22
"""Columns of a label; longer ones are cut, and stand whole in the description."""

MAX_OWNER: Final = 12
"""Columns of an owner."""

GAP: Final = 2
"""Columns between two columns."""


class Sources(Types):
    """The list of sources, without focus, so that typing always filters."""


class PlanScreen(WizardScreen[None]):
    """Lets a person choose what to work on."""

    SCREEN_COMMANDS: ClassVar[tuple[ScreenCommand, ...]] = (
        ScreenCommand("choose", "Open", "Open this connector.", "enter", early=True),
        ScreenCommand(
            "next", "Next", "Open the next connector with missing values.", "ctrl+n", early=True
        ),
        ScreenCommand("refresh", "Check again", "Reload the files and the record.", "f5"),
        ScreenCommand("copy_ids", "Copy IDs", "Copy this connector's IDs.", "", False),
        ScreenCommand("clear", "Clear", "Clear the filter.", "escape"),
        ScreenCommand("back_step", "Quit", "Quit the wizard.", "escape"),
    )
    HEADING = SOURCES
    OF_A_STEP = False
    AUTO_FOCUS = "Filter"
    HELP_TEXT = (
        f"{GUIDE} ✓ means created, … started, ? sent without an answer, × a file to fix. Type "
        "part of a name, a type, an owner or a state to filter. You can quit at any time; the "
        "same command brings you back here."
    )

    def __init__(self, plan: PlanView) -> None:
        super().__init__()
        self._plan = plan
        self._shown: Sequence[PlannedSource] = ()
        self._laid_out_for = 0

    def body(self) -> ComposeResult:
        session = self._plan.session
        title = f"{session.folder_name}: {session.progress}"
        yield Static(title, markup=False, classes="title", id="plan-title")
        seen = "-seen" if session.current is not None else ""
        yield Static(GUIDE, classes=f"text {seen}", id="plan-guide")
        yield Filter(placeholder="Type to filter", select_on_focus=False, id="filter")
        with Widget(id="choice"):
            yield Sources(self._tell)
            with Widget(id="about"):
                yield Static(markup=False, id="about-text")

    @property
    def marked(self) -> PlannedSource | None:
        """The marked source."""
        listed = self.query_one_optional(Sources)
        index = listed.highlighted if listed is not None else None
        return self._shown[index] if index is not None and index < len(self._shown) else None

    def on_mount(self) -> None:
        """Mark the source that was worked on, or the first to work on."""
        self._show("", self._plan.session.place)

    def on_resize(self) -> None:
        """Lay the columns out for the width."""
        if self._laid_out_for not in (0, self.app.size.width):
            listed = self.query_one(Sources)
            self._show(self.query_one(Filter).value, listed.highlighted or 0)

    @on(Input.Changed)
    def _look_for(self, event: Input.Changed) -> None:
        event.stop()
        self._show(event.value, 0)

    def _show(self, query: str, marked: int) -> None:
        self._laid_out_for = self.app.size.width
        sources = self._plan.session.plan.sources
        self._shown = best(sources, query, _names)
        columns = _Columns(sources, self.app.size.width, owner=not self._plan.session.owner)
        listed = self.query_one(Sources)
        listed.clear_options()
        listed.add_options([Option(columns.row(source)) for source in self._shown])
        listed.highlighted = min(marked, len(self._shown) - 1) if self._shown else None
        if not self._shown:
            self._tell()

    def _tell(self) -> None:
        source = self.marked
        text = _about(source) if source is not None else Content("No matches.")
        for part in self.query("#about-text").results(Static):
            part.update(text)
        for pane in self.query("#about"):
            pane.scroll_home(animate=False)
        self.refresh_bindings()

    def help_subject(self) -> Content | None:
        """Return everything known about the marked source."""
        source = self.marked
        return _about(source) if source is not None else None

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_choose()

    def action_choose(self) -> None:
        """Open the marked source."""
        source = self.marked
        if source is not None:
            self._plan.open(source)

    def action_next(self) -> None:
        """Open the next source to work on."""
        self._plan.open_next()

    def action_refresh(self) -> None:
        """Read everything again."""
        self._plan.session.current = self.marked
        self._plan.show()

    def action_copy_ids(self) -> None:
        """Copy both IDs, named as in the API."""
        source = self.marked
        if source is not None:
            self.wizard.copy(named_ids(source.connector_id, source.credential_id), "Both IDs")

    def action_clear(self) -> None:
        """Empty the filter, which shows all sources."""
        self.query_one(Filter).value = ""

    def action_back_step(self) -> None:
        """Ask whether to leave."""
        self.wizard.ask_to_leave()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable commands according to the marked source and the filter."""
        if action == "choose":
            return self.marked is not None
        if action == "copy_ids":
            return self.marked is not None and bool(self.marked.ids)
        if action == "next":
            return bool(self._plan.session.left())
        if action in ("clear", "back_step"):
            field = self.query_one_optional(Filter)
            return bool(field and field.value) is (action == "clear")
        return True


class _Columns:
    """The widths of the columns; the state has what is left."""

    def __init__(self, sources: Sequence[PlannedSource], width: int, *, owner: bool) -> None:
        self._label = _widest((source.label for source in sources), MAX_LABEL)
        owners = (source.note.owner for source in sources if owner)
        self._owner = _widest(owners, MAX_OWNER)
        self._type = _widest((source.type for source in sources), MAX_LABEL) if width >= 80 else 0

    def row(self, source: PlannedSource) -> Content:
        """Return the line of a source."""
        optional = " (optional)" if source.note.optional and not source.is_created else ""
        ids = f"   {source.ids}" if source.ids else ""
        parts = [_cell(source.type, self._type), _cell(source.note.owner, self._owner)]
        line = "".join(parts) + source.state.words + optional + ids
        label = _cell(source.label, self._label)
        return Content.assemble((f"{_sign(source)} {label}", "bold"), line)


def _widest(texts: Iterable[str], most: int) -> int:
    return min(most, max(map(cell_len, texts), default=0))


def _cell(text: str, width: int) -> str:
    if not width:
        return ""
    fits = cell_len(text) <= width
    return set_cell_size(text if fits else set_cell_size(text, width - 1) + "…", width + GAP)


def _sign(source: PlannedSource) -> str:
    state = source.state
    if source.is_created:
        return "✓"
    signs = ((LookUp, "?"), (Broken, "×"), (Begun, "…"), (Ready, "►"))
    return next((sign for kind, sign in signs if isinstance(state, kind)), " ")


def _names(source: PlannedSource) -> Sequence[str]:
    return source.label, source.name, source.type, source.note.owner, source.state.words


def _about(source: PlannedSource) -> Content:
    """Return what to know about a source; the row shows the last line, as far as it has room."""
    owner = f"for {source.note.owner}" if source.note.owner else ""
    said = isinstance(source.state, Broken)  # in full, above
    parts = (source.type, owner, "" if said else source.state.words)
    row = Content.assemble((source.label, "bold"), "  ", " · ".join(filter(None, parts)))
    return Content("\n").join([*map(Content, about(source)), row])
