"""A mixin for widgets that are asked for their lines often."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

if TYPE_CHECKING:
    _Base = Widget
else:
    _Base = object


class KeepsDrawnLines(_Base):
    """Mixin for widgets that keep their lines until they are refreshed.

    The compositor asks every widget in view for its lines when one of them has changed, and Textual
    then looks at all that decides on them, for each one again.
    """

    _drawn: tuple[tuple[object, ...], list[Strip]] | None = None

    @property
    def decisive(self) -> tuple[object, ...]:
        """What decides on the lines, besides styles and what is refreshed."""
        return (self.has_focus, self.outer_size)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines, drawn if they have changed."""
        decisive = (crop, *self.decisive)
        if self._drawn is None or self._drawn[0] != decisive:
            self._drawn = (decisive, self.draw_lines(crop))
        return self._drawn[1]

    def draw_lines(self, crop: Region) -> list[Strip]:
        """Draw the lines."""
        return super().render_lines(crop)

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Draw anew, which Textual asks for when anything has changed."""
        self._drawn = None
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def notify_style_update(self) -> None:
        """Draw anew in other styles."""
        self._drawn = None
        super().notify_style_update()
