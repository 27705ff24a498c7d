"""Any size, at any time, whatever is open."""

from __future__ import annotations

import random
from functools import partial

import pytest
from textual import events
from textual.geometry import Size

from tests.support.pilot import Hand, Sitting
from wizard.tui.screens.type_list import TypeListScreen

pytestmark = pytest.mark.slow

OPENED: dict[str, tuple[dict[str, str], tuple[str, ...]]] = {
    "list": ({}, ()),
    "palette on the list": ({}, ("ctrl+p",)),
    "form": ({"type": "github"}, ()),
    "palette on the form": ({"type": "web"}, ("ctrl+p",)),
    "colours": ({"type": "web"}, ("ctrl+p", *"colours", "enter")),
    "help": ({"type": "web"}, ("f1",)),
    "JSON": ({"type": "web"}, ("f4",)),
    "finder": ({"type": "web"}, ("ctrl+g",)),
    "file": ({"type": "web"}, ("ctrl+o",)),
    "question": ({"type": "web"}, ("x", "ctrl+q")),
    "history": ({"type": "web"}, ("ctrl+p", *"history", "enter")),
}
SMALL = [(1, 1), (2, 24), (3, 3), (3, 24), (4, 1), (5, 5)]
LARGE = [(80, 1), (300, 100), (16, 4), (49, 14), (50, 15)]


def is_laid_out_for(hand: Hand, size: tuple[int, int]) -> bool:
    laid_out = hand.app.screen.size
    return laid_out.width >= size[0] and laid_out.height in (size[1], 4)


def is_ready(hand: Hand, *, at_form: bool) -> bool:
    """Whether keys go to the first field of what is to be tested."""
    is_list = isinstance(hand.app.screen, TypeListScreen)
    return hand.app.focused is not None and is_list is not at_form


@pytest.mark.parametrize("name", OPENED)
async def test_any_size_does_no_harm(sit: Sitting, name: str) -> None:
    options, keys = OPENED[name]
    sizes = SMALL + LARGE
    random.Random(name).shuffle(sizes)
    async with sit(**options) as hand:
        await hand.until(partial(is_ready, hand, at_form=bool(options)))
        await hand.press(*keys)
        for size in [*sizes, (80, 24)]:
            hand.app.post_message(events.Resize(Size(*size), Size(*size)))
            await hand.until(partial(is_laid_out_for, hand, size))
            await hand.press("down")
        assert hand.app.screen.size == (80, 24)


async def test_it_may_begin_in_any_size(sit: Sitting) -> None:
    for size in ((1, 1), (3, 24), (80, 2)):
        async with sit(size=size) as hand:
            await hand.press("ctrl+p", "down", "escape")
