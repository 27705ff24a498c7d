"""A window that has the focus at times only, and a page that needs a window of its own."""

from __future__ import annotations

import webbrowser

import pytest
from textual import events

from tests.support.pilot import Sitting
from tests.support.pilot_steps import choose, send, to_review
from wizard.tui.app import WizardApp
from wizard.tui.screens.result import ResultScreen
from wizard.tui.screens.type_list import Filter, TypeListScreen

pytestmark = pytest.mark.slow


async def test_a_screen_that_came_meanwhile_can_be_used_at_once(sit: Sitting) -> None:
    async with sit() as hand:
        await to_review(hand)
        hand.app.post_message(events.AppBlur())
        await send(hand)
        hand.app.post_message(events.AppBlur())
        await hand.at(ResultScreen)
        hand.app.post_message(events.AppFocus())
        await hand.press("end", "enter")
        await hand.until(lambda: hand.app.leaving)


async def test_no_key_is_lost_where_the_first_one_brings_the_focus(sit: Sitting) -> None:
    async with sit() as hand:
        hand.app.post_message(events.AppBlur())
        await hand.at(TypeListScreen)
        await hand.press(*"zulip")
        assert hand.one(Filter).value == "zulip"
        await hand.press("escape")
        await choose(hand, "slack")


async def test_a_browser_has_no_shell_to_go_back_to(
    sit: Sitting, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sit((80, 40)) as hand:
        await hand.at(TypeListScreen)
        await hand.press("f1")
        await hand.sees("Suspend the wizard")
        await hand.press("escape")
        monkeypatch.setattr(WizardApp, "is_web", True)
        await hand.at(TypeListScreen)
        await hand.press("f1")
        await hand.sees("Quit, and keep a draft.")
        assert "Suspend the wizard" not in hand.seen()


@pytest.mark.parametrize(
    ("browser", "opens"),
    [
        (webbrowser.GenericBrowser("lynx"), False),
        (webbrowser.GenericBrowser("/usr/bin/www-browser"), False),
        (None, False),
        (webbrowser.BackgroundBrowser("xdg-open"), True),
        (webbrowser.GenericBrowser("/opt/editor/browser.sh"), True),
    ],
)
async def test_a_page_never_opens_in_the_terminal_itself(
    sit: Sitting,
    monkeypatch: pytest.MonkeyPatch,
    browser: webbrowser.BaseBrowser | None,
    opens: bool,
) -> None:
    opened: list[str] = []

    def get() -> webbrowser.BaseBrowser:
        if browser is None:
            raise webbrowser.Error("could not locate runnable browser")
        return browser

    monkeypatch.setattr(webbrowser, "get", get)
    monkeypatch.setattr(webbrowser, "open", lambda url, **_: opened.append(url))
    url = "https://docs.example.com/token"
    async with sit() as hand:
        await hand.at(TypeListScreen)
        hand.app.open_page(url)
        await hand.sees(url, "Opening" if opens else "No browser here")
        assert opened == ([url] if opens else [])
        assert (hand.app.clipboard == url) is not opens
