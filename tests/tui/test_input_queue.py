"""Keys and pastes that come in a bunch, as they do over a slow line."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.console import RenderableType
from textual import events
from textual.screen import Screen
from textual.widget import Widget

from tests.support.pilot import Hand, Sitting
from tests.support.pilot_steps import TOKEN, choose, to_name, to_review
from tests.support.services import FakeServices
from wizard import connectors
from wizard.flow import Step
from wizard.tui import input_queue
from wizard.tui.app import WizardApp
from wizard.tui.input_queue import InputProcessed
from wizard.tui.screens.form_step import CredentialScreen
from wizard.tui.screens.result import ResultScreen
from wizard.tui.screens.review import ReviewScreen
from wizard.tui.screens.type_list import TypeListScreen

pytestmark = pytest.mark.slow


def at_once(hand: Hand, *given: str | events.Event) -> None:
    """All of it arrives before any of it is looked at; a string stands for its characters."""
    for item in given:
        keys = [events.Key(char, char) for char in item] if isinstance(item, str) else [item]
        for key in keys:
            hand.app.post_message(key)


async def test_characters_go_where_the_keys_before_them_lead(sit: Sitting) -> None:
    async with sit() as hand:
        await choose(hand, "web")
        await to_name(hand)
        at_once(hand, "Docs", events.Key("enter", "\r"), "https://a.example")
        await hand.sees("  Docs\n", "https://a.example")
        at_once(hand, events.Key("shift+tab", None), events.Key("end", None), "!")
        await hand.sees("  Docs!\n")


async def test_what_is_typed_before_the_form_of_a_named_type_is_drawn_goes_into_it(
    sit: Sitting, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_load = threading.Event()
    load = connectors.load

    def slowly(name: str) -> connectors.Connector:
        may_load.wait(20)
        return load(name)

    monkeypatch.setattr(connectors, "load", slowly)
    async with sit(type="web") as hand:
        at_once(hand, "https://a.example", events.Key("shift+tab", None), "Docs")
        await hand.settle()
        may_load.set()
        await hand.sees("  Docs\n", "https://a.example")


async def test_input_is_held_for_no_form_that_never_comes(sit: Sitting) -> None:
    async with sit(resume="nosuch") as hand:
        at_once(hand, "jira")
        await hand.sees("nosuch: No such draft.", "jira")


async def test_a_typed_character_is_not_followed_by_word_of_it(
    sit: Sitting, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[int] = []
    init = InputProcessed.__init__

    def noted(self: InputProcessed, turn: int, rounds: int) -> None:
        sent.append(turn)
        init(self, turn, rounds)

    monkeypatch.setattr(InputProcessed, "__init__", noted)
    async with sit() as hand:
        await choose(hand, "web")
        sent.clear()
        await to_name(hand)
        await hand.press(*"Docs")
        await hand.sees("  Docs\n")
        assert sent == []
        await hand.press("tab")
        await hand.until(lambda: bool(sent))


async def test_a_secret_never_lands_in_the_field_that_is_being_left(
    sit: Sitting, services: FakeServices
) -> None:
    async with sit() as hand:
        await choose(hand, "slack")
        await to_name(hand)
        at_once(hand, "Chat", events.Key("ctrl+n", None), events.Paste(TOKEN))
        await hand.at(CredentialScreen)
        await hand.sees(f"{len(TOKEN)} characters")
        flow = hand.app.controller.flow
        assert flow is not None
        assert flow.forms[Step.CONFIGURE].raw["name"] == "Chat"
        at_once(hand, *[events.Key("enter", "\r") for _ in range(3)])
        await hand.at(ReviewScreen)
        saver = hand.app.controller.saver
        assert saver is not None
        await saver.save()
    assert TOKEN not in "".join(_written(services.folder))


async def test_what_is_typed_ahead_of_the_review_sends_nothing(
    sit: Sitting, services: FakeServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sit() as hand:
        monkeypatch.setattr(input_queue, "BURST_SECONDS", 60)
        await choose(hand, "slack")
        await hand.press("ctrl+n")
        await hand.at(CredentialScreen)
        at_once(hand, events.Paste(TOKEN), *[events.Key("ctrl+n", None) for _ in range(6)])
        at_once(hand, *[events.Key("enter", "\r") for _ in range(6)])
        await hand.at(ReviewScreen)
        await hand.sees("Nothing was sent yet.")
        assert services.sender.sent == []
        # A key that is held down goes on for as long as it likes.
        for _ in range(20):
            await hand.press("enter")
        assert services.sender.sent == []
        monkeypatch.setattr(input_queue, "BURST_SECONDS", 0)
        await hand.until(lambda: not hand.app.screen.query("Button.-active"))
        await hand.press("enter")
        await hand.at(ResultScreen)
    assert len(services.sender.sent) == 1


def click_on(widget: Widget) -> Iterator[events.Event]:
    x, y = widget.region.offset
    for kind in (events.MouseDown, events.MouseUp):
        yield kind(None, x + 1, y, 0, 0, 1, False, False, False)


async def test_a_click_before_the_review_was_seen_sends_nothing(
    sit: Sitting, services: FakeServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sit() as hand:
        monkeypatch.setattr(input_queue, "BURST_SECONDS", 60)
        await to_review(hand)
        at_once(hand, *click_on(hand.app.screen.query_one("#send")))
        await hand.sees("Nothing was sent")
        monkeypatch.setattr(input_queue, "BURST_SECONDS", 0)
        await hand.until(lambda: not hand.app.screen.query("Button.-active"))
        at_once(hand, *click_on(hand.app.screen.query_one("#send")))
        await hand.at(ResultScreen)
    assert len(services.sender.sent) == 1


def _written(folder: Path) -> list[str]:
    return [file.read_text() for file in folder.rglob("*") if file.is_file()]


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Screen[Any], str]]:
    """Each frame that was drawn: the screen, and what stood on it."""
    frames: list[tuple[Screen[Any], str]] = []
    display = WizardApp._display

    def noted(app: WizardApp, screen: Screen[Any], renderable: RenderableType | None) -> None:
        if renderable is not None and not app._batch_count:
            strips = screen._compositor.render_strips(app.size)
            frames.append((screen, "\n".join(strip.text for strip in strips)))
        display(app, screen, renderable)

    monkeypatch.setattr(WizardApp, "_display", noted)
    return frames


async def test_what_a_character_filters_is_drawn_with_it(
    sit: Sitting, drawn: list[tuple[Screen[Any], str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    show = TypeListScreen._show

    def as_a_frame_is_due(self: TypeListScreen, query: str) -> None:
        self._on_timer_update()
        show(self, query)

    async with sit() as hand:
        await hand.at(TypeListScreen)
        before = hand.line(5)
        monkeypatch.setattr(TypeListScreen, "_show", as_a_frame_is_due)
        drawn.clear()
        await hand.press("z")
        await hand.sees("Zendesk")
        await hand.until(lambda: drawn)
        assert not [text for _, text in drawn if before in text]


async def test_a_screen_that_comes_while_a_character_is_handled_is_drawn(
    sit: Sitting, drawn: list[tuple[Screen[Any], str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sit() as hand:
        await hand.at(TypeListScreen)
        over: Screen[Any] = Screen()
        monkeypatch.setattr(TypeListScreen, "_show", lambda *_: hand.app.push_screen(over))
        drawn.clear()
        await hand.press("z")
        await hand.until(lambda: any(screen is over for screen, _ in drawn))
