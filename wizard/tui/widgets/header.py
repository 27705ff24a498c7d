"""Header: one line at the top."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from wizard.tui.status import Status

if TYPE_CHECKING:
    from wizard.tui.context import Wizard

BOLD: Final = Style(bold=True)


class Header(Widget):
    """Shows the current step, the server, the sign-in state and the save state."""

    ALLOW_SELECT = False

    def __init__(self, heading: str = "", *, of_a_step: bool = True) -> None:
        super().__init__()
        self._heading = heading
        self._of_a_step = of_a_step

    def on_mount(self) -> None:
        """Follow the app's status."""
        self.watch(self.app, "status", self._changed, init=False)

    def _changed(self, _: Status) -> None:
        # Textual redraws the top screen for changes below it; a screen redraws when resumed.
        top = self.app.screen
        if top is self.screen or top.styles.background.a < 1:
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Render both parts, as far apart as possible.

        Returns segments because the line changes during typing.
        """
        status = cast("Wizard", self.app).status
        if not self._of_a_step:
            status = status.of_no_step()
        width, style = self.content_size.width, self.rich_style
        left, right = status.fit(self._heading, width)
        gap = " " * max(1, width - cell_len(left) - cell_len(right))
        bold = style + BOLD
        parts = [(left, bold), (gap, style), (right, bold if status.sandbox else style)]
        return Strip([Segment(*part) for part in parts]).crop(0, width)
