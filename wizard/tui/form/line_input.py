"""A mixin for single-line inputs, of which a form shows many at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.geometry import Region
from textual.strip import Strip
from textual.widgets import Input

from wizard.tui.form.base import FormHost
from wizard.utils.glyphs import CUT

if TYPE_CHECKING:
    _Base = Input
else:
    _Base = object


class LineInputMixin(_Base):
    """Mixin for single-line inputs, which share the style classes of their form.

    Textual would compute those styles for each input, and again on every focus change, which takes
    as long as five more widgets. It would also draw each line as if it had a border, a highlighter
    and a cursor, which takes three times as long.
    """

    form: FormHost

    @classmethod
    def _get_component_classes(cls) -> frozenset[str]:  # type: ignore[override]
        # Widgets cannot pass inherit_component_classes=False, which exists for this purpose.
        return frozenset()

    def get_component_rich_style(
        self, *names: str, partial: bool = False, default: RichStyle | None = None
    ) -> RichStyle:
        """Return the style of a part."""
        mine = (f"line--{name.rpartition('--')[2]}" for name in names)
        return self.form.get_component_rich_style(*mine, partial=partial, default=default)

    @property
    def rich_style(self) -> RichStyle:
        """Style of the input text."""
        text = "default" if self.is_default else "value"
        paper = self.get_component_rich_style("line--paper", partial=True)
        return self.get_component_rich_style(f"line--{text}") + paper

    @property
    def is_default(self) -> bool:
        """Whether the value is a default, which was not entered."""
        return False

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the line of text and what its padding takes, without styles in the padding."""
        padding = self.styles.padding
        blank = Strip.blank(self.outer_size.width)
        lines = [blank] * crop.height
        if padding.top in crop.line_range:
            start = Strip.blank(padding.left)
            lines[padding.top - crop.y] = Strip.join([start, self.render_line(0)])
        return lines

    def render_line(self, y: int) -> Strip:
        """Render the text on its ground, which a placeholder does not fill."""
        paper, width = self.rich_style, self.content_size.width
        placeholder = self.placeholder
        if not self.value and cell_len(placeholder) > width:
            # rich would break a long placeholder at a space and drop the rest.
            placeholder = f"{set_cell_size(placeholder, max(width - 1, 0))}{CUT}"
        text = ("•" * len(self.value) if self.password else self.value) or placeholder
        if text.isprintable() and not self.has_focus:
            muted = self.get_component_rich_style("input--placeholder")
            style = paper if self.value else paper + muted
            line = Strip([Segment(text, style)]).crop(self.scroll_offset.x)
        else:
            whole = self.placeholder
            self.set_reactive(Input.placeholder, placeholder)
            try:
                line = super().render_line(y)
            finally:
                self.set_reactive(Input.placeholder, whole)
        return line.crop(0, width + 1).extend_cell_length(width, paper)
