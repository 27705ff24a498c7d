"""What is composed is what Textual composes, from fewer widgets."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest
from textual import _compositor
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget

from tests.support.pilot import Sitting
from tests.support.services import FakeServices
from tests.support.walk import still, walk
from wizard.tui.backend.compositor import Compositor
from wizard.tui.screens.form_step import ConfigureScreen

pytestmark = pytest.mark.slow


def regions(screen: Screen[Any]) -> Iterator[Region]:
    """The whole screen, each widget of it, and whatever."""
    whole = screen.size.region
    yield whole
    for region, clip in screen._compositor.visible_widgets.values():
        yield region.intersection(clip)
    anyhow = random.Random(7)
    for _ in range(20):
        x, y = anyhow.randrange(whole.width), anyhow.randrange(whole.height)
        yield Region(x, y, 1 + anyhow.randrange(40), 1 + anyhow.randrange(9)).intersection(whole)


def composed(kind: type[_compositor.Compositor], screen: Screen[Any], region: Region) -> Any:
    """The pieces that a compositor of this kind draws of the region: all lines, every other one."""
    ours = screen._compositor
    found = {}
    for step in (1, 2):
        lines = set(region.line_range[::step])
        chops = kind._render_chops(ours, region, lines.__contains__)
        for y in lines:
            for (x, strip), end in zip(chops[y].items(), ours.cuts[y][1:], strict=True):
                if x < region.right and end > region.x:
                    found[step, y, x] = strip
    return found


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40)])
async def test_each_step_and_question_is_as_textual_composes_it(
    services: FakeServices, size: tuple[int, int]
) -> None:
    async with still(services, size) as hand:
        async for name in walk(hand, services):
            screen = hand.app.screen
            before = screen._compositor.visible_widgets
            for region in filter(None, regions(screen)):
                expected = composed(_compositor.Compositor, screen, region)
                assert composed(Compositor, screen, region) == expected, (name, region)
            assert screen._compositor.visible_widgets is before


async def test_a_character_typed_draws_nothing_but_what_it_changes(
    sit: Sitting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If not, Textual has come to draw in another way: see ``wizard.tui.backend.compositor``."""
    asked: list[str] = []
    render_lines = Widget.render_lines

    def noted(self: Widget, crop: Region) -> Any:
        asked.append(type(self).__name__)
        return render_lines(self, crop)

    async with sit(type="github") as hand:
        screen = await hand.at(ConfigureScreen)
        assert len(screen._compositor.visible_widgets) > 8
        await hand.press("a")
        await hand.sees("saved")
        monkeypatch.setattr(Widget, "render_lines", noted)
        await hand.press("b")
        assert "TextField" in asked
        assert set(asked) <= {"TextField", "Header"}
