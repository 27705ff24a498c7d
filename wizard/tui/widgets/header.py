"""The one line at the top."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from wizard.tui.status import Status

if TYPE_CHECKING:
    from wizard.tui.app import WizardApp


class Header(Widget):
    """Says where one is, with which server, and what is signed in and saved."""

    ALLOW_SELECT = False

    def __init__(self, heading: str = "") -> None:
        super().__init__()
        self._heading = heading

    def on_mount(self) -> None:
        """Follow what the app knows."""
        self.watch(self.app, "status", self._changed, init=False)

    def _changed(self, _: Status) -> None:
        # Textual draws all of the top screen for what changes under it; resumed, all is drawn.
        top = self.app.screen
        if top is self.screen or top.is_modal:
            self.refresh()

    def render(self) -> Content:
        """Both parts, as far apart as there is room."""
        status = cast("WizardApp", self.app).status
        width = self.content_size.width
        left, right = status.fit(self._heading, width)
        gap = " " * max(1, width - cell_len(left) - cell_len(right))
        style = "bold" if status.sandbox else ""
        return Content.assemble((left, "bold"), gap, (right, style))
