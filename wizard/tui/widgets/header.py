"""Header: where one is, and below it the way through the steps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final, cast

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from wizard.tui.drawn_lines import KeepsDrawnLines
from wizard.tui.status import GAP, Status
from wizard.utils.glyphs import DONE, NOW

if TYPE_CHECKING:
    from wizard.tui.context import Wizard

BOLD: Final = Style(bold=True)

MIN_LINES_FOR_WAY: Final = 18
"""Lines of a screen from which on a form can spare one."""


class Header(KeepsDrawnLines, Widget):
    """Shows the current step, the server, the sign-in state and the save state.

    way: whether it also shows all steps, each of which can be clicked.
    """

    class StepClicked(Message):
        """A step of the way was clicked. step: its name, as in a flow."""

        def __init__(self, step: str) -> None:
            super().__init__()
            self.step = step

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"header--done", "header--now", "header--later"}

    def __init__(self, heading: str = "", *, of_a_step: bool = True, way: bool = False) -> None:
        super().__init__()
        self._heading = heading
        self._of_a_step = of_a_step
        self._way = way

    def on_mount(self) -> None:
        """Follow the app's status."""
        self.watch(self.app, "status", self._changed, init=False)

    def _changed(self, _: Status) -> None:
        # Textual redraws the top screen for changes below it; a screen redraws when resumed.
        top = self.app.screen
        if top is self.screen or top.styles.background.a < 1:
            self.refresh()

    @property
    def _status(self) -> Status:
        return cast("Wizard", self.app).status

    @property
    def _shows_way(self) -> bool:
        return self._way and self.app.size.height >= MIN_LINES_FOR_WAY

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines."""
        return 2 if self._shows_way else 1

    def render_line(self, y: int) -> Strip:
        """Render one line.

        Returns segments because the first line changes during typing.
        """
        width, style = self.content_size.width, self.rich_style
        if y and self._shows_way:
            return Strip(list(self._drawn_way(width))).crop(0, width)
        status = self._status if self._of_a_step else self._status.of_no_step()
        numbered = self._way and not self._shows_way
        left, right = status.fit(self._heading, width, numbered=numbered)
        gap = " " * max(1, width - cell_len(left) - cell_len(right))
        bold = style + BOLD
        parts = [(left, bold), (gap, style), (right, bold if status.sandbox else style)]
        return Strip([Segment(*part) for part in parts]).crop(0, width)

    def _drawn_way(self, width: int) -> Iterator[Segment]:
        looks = {DONE: "header--done", NOW: "header--now"}
        for _, words in self._status.way(width):
            look = looks.get(words[0], "header--later")
            yield Segment(words, self.get_component_rich_style(look))
            yield Segment(" " * GAP, self.rich_style)

    def on_click(self, event: events.Click) -> None:
        """Go to the clicked step."""
        place = event.get_content_offset(self)
        if place is None or not place.y or not self._shows_way:
            return
        end = 0
        for name, words in self._status.way(self.content_size.width):
            start, end = end, end + cell_len(words) + GAP
            if start <= place.x < end - GAP:
                self.post_message(self.StepClicked(name))
