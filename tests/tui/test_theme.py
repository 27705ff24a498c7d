"""Our themes can be read: every text that is drawn, on what it is drawn on, in any colours."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rich.color import Color, ColorSystem
from rich.segment import Segment
from textual.theme import Theme

from tests.support.pilot import Hand, Sitting
from tests.support.pilot_steps import choose, send, to_review
from tests.support.services import FakeServices
from wizard.api import RefusalReason, Refused
from wizard.tui.screens.dialogs import ChoiceDialog
from wizard.tui.screens.form_step import ConfigureScreen, CredentialScreen, ScheduleScreen
from wizard.tui.screens.help import HelpScreen
from wizard.tui.screens.history import HistoryScreen
from wizard.tui.screens.result import ResultScreen
from wizard.tui.screens.type_list import TypeListScreen
from wizard.tui.theme import ROLES, THEMES, with_roles
from wizard.utils.glyphs import FOCUS_BAR

ENOUGH = {ColorSystem.TRUECOLOR: 4.5, ColorSystem.EIGHT_BIT: 4.5, ColorSystem.STANDARD: 3.0}
"""How the 16 colours look is up to the terminal: this is for the usual ones."""

DRAWN_LINES = range(0x2500, 0x25A0)


def luminance(color: Color) -> float:
    channels = [value / 255 for value in color.get_truecolor()]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: Color, other: Color) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def drawn(hand: Hand) -> Iterator[Segment]:
    """All that is drawn, as it reaches the terminal; of what is behind a window, nothing."""
    app = hand.app
    strips = app.screen._compositor.render_strips(app.size)
    windows = app.screen.query("#question")
    if windows:
        part = windows.first().region
        inside = [strip.crop(part.x, part.right) for strip in strips[part.y : part.bottom]]
        strips = [*inside, strips[-1]]
    for strip in strips:
        segments = list(strip)
        for line_filter in app.get_line_filters():
            segments = line_filter.apply(segments, app.screen.background_colors[1])
        yield from segments


def unreadable(hand: Hand) -> list[str]:
    """What has too little contrast in true colour, in 256 or in 16 colours."""
    found = []
    for segment in drawn(hand):
        style = segment.style
        text = segment.text.strip()
        if style is None or not text or all(ord(char) in DRAWN_LINES for char in text):
            continue
        front, back = style.color, style.bgcolor
        if front is None or back is None:
            found.append(f"{text!r} has no colour")
            continue
        if style.reverse:
            front, back = back, front
        for system, enough in ENOUGH.items():
            ratio = contrast(front.downgrade(system), back.downgrade(system))
            if ratio < enough:
                found.append(
                    f"{text!r}: {front.name} on {back.name} is {ratio:.2f} in {system.name}"
                )
    return found


async def test_without_color_what_is_marked_in_a_list_is_told_from_the_rest(
    sit: Sitting, services: FakeServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    def looks(hand: Hand, words: str) -> set[bool]:
        """Whether these words are underlined."""
        return {
            bool(segment.style and segment.style.underline)
            for segment in drawn(hand)
            if words == segment.text.strip()
        }

    monkeypatch.setenv("NO_COLOR", "1")
    async with sit() as hand:
        await hand.at(TypeListScreen)
        await hand.press("down")
        assert looks(hand, "Website") == {True}
        assert looks(hand, "Slack") == looks(hand, "Google Drive") == {False}


@pytest.mark.slow
@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
async def test_every_text_has_enough_contrast(
    sit: Sitting, services: FakeServices, theme: str
) -> None:
    services.sender.outcomes = [
        Refused(
            kind=RefusalReason.OTHER,
            message="What to do.",
            server_message="Its words",
            status_code=400,
        )
    ]
    found: dict[str, list[str]] = {}

    async def look(hand: Hand, where: str) -> None:
        await hand.settle()
        if bad := unreadable(hand):
            found[where] = bad

    async with sit((120, 40), theme=theme) as hand:
        await hand.at(TypeListScreen)
        await look(hand, "types")
        await choose(hand, "github")
        await look(hand, "configure")
        await hand.press("ctrl+n")
        await hand.sees("fields to continue")
        await look(hand, "errors")
        await hand.press("f1")
        await hand.at(HelpScreen)
        await look(hand, "help")
        await hand.press("escape", "escape")
        await hand.at(TypeListScreen)
        await to_review(hand)
        await look(hand, "review")
        await hand.press("up")
        await look(hand, "a marked answer")
        await hand.press("f4")
        await look(hand, "request")
        await hand.press("escape")
        await hand.at(ScheduleScreen)
        await look(hand, "schedule")
        await hand.press("escape")
        await hand.at(CredentialScreen)
        await look(hand, "credential")
        await hand.press("ctrl+n")
        await send(hand)
        await hand.at(ChoiceDialog)
        await look(hand, "question")
        await hand.press("r")
        await send(hand)
        await hand.at(ResultScreen)
        await look(hand, "result")
        await hand.press("h")
        await hand.at(HistoryScreen)
        for number in range(2):
            await look(hand, f"history, row {number}")
            await hand.press("down")
        hand.app.notify("Something", severity="error", markup=False)
        await hand.sees("Something")
        await look(hand, "message")
    assert not found, "\n".join(f"{where}: {bad}" for where, bad in found.items())


TEXTS = [role for role in ROLES if role not in {"focus-bar", "need-bar", "rule", "selection-text"}]
SIGNS = ["focus-bar", "need-bar", "rule"]
GROUNDS = ["background", "field-ground", "hint-ground"]


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_each_role_can_be_read_on_each_ground(theme: Theme) -> None:
    colors = with_roles(theme.to_color_system().generate() | theme.variables)
    pairs = [(role, ground, 4.5) for role in TEXTS if "ground" not in role for ground in GROUNDS]
    pairs += [(sign, "background", 3.0) for sign in SIGNS]
    pairs.append(("selection-text", "selection-ground", 4.5))
    found = []
    for role, ground, enough in pairs:
        ratio = contrast(Color.parse(colors[role].lower()), Color.parse(colors[ground].lower()))
        if ratio < enough:
            found.append(f"{role} on {ground} is {ratio:.2f}")
    assert found == []
    assert len({colors[ground] for ground in GROUNDS}) == len(GROUNDS)


@pytest.mark.parametrize(
    "environ", [{"NO_COLOR": "1"}, {"TERM": "xterm", "COLORTERM": ""}], ids=["no color", "16"]
)
async def test_fields_are_underlined_where_their_ground_is_not_seen(
    sit: Sitting, monkeypatch: pytest.MonkeyPatch, environ: dict[str, str]
) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    async with sit() as hand:
        await choose(hand, "github")
        await hand.at(ConfigureScreen)
        strips = hand.app.screen._compositor.render_strips(hand.app.size)
        [row] = [strip for strip in strips if "Connector name" in strip.text]
        underlined = [s.text for s in row if s.style is not None and s.style.underline]
        assert "GitHub" in "".join(underlined)
        assert len("".join(underlined)) > 50
        assert any(FOCUS_BAR in strip.text for strip in strips)
