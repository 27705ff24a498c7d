"""The moving picture of the README: from the list of types to the IDs, as one animated SVG.

``python -m tests.pictures`` draws it with the others. Every frame is what the wizard draws; rows
that are the same in several frames are kept once, and a CSS animation shows one frame after the
other. It runs no script and loads nothing.
"""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple
from unittest.mock import patch
from xml.sax.saxutils import escape

from rich.cells import cell_len
from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from rich.terminal_theme import SVG_EXPORT_THEME
from textual.screen import Screen

from tests.support.pilot import Hand
from tests.support.pilot_steps import save_draft
from tests.support.services import FakeServices
from tests.support.walk import TOKEN, still
from wizard.tui.autosave import DraftAutosaver
from wizard.tui.screens.form_step import ConfigureScreen, CredentialScreen
from wizard.tui.screens.result import ResultScreen
from wizard.tui.screens.review import ReviewScreen
from wizard.tui.screens.type_list import TypeListScreen

SIZE: Final = (80, 24)
MAX_BYTES: Final = 400_000

KEY, PAUSE, LOOK, END = 0.16, 0.9, 1.8, 4.0
"""Seconds: between keys, before the next thing, on a new screen, and at the end."""

CELL_WIDTH: Final = 8.4
CELL_HEIGHT: Final = 18
FONT_SIZE: Final = 14
BASELINE: Final = 13.5
MARGIN: Final = 14
TITLE_BAR: Final = 34
FONTS: Final = "'DejaVu Sans Mono', Menlo, Consolas, monospace"
TITLE: Final = "clarm-wizard"
GROUND: Final = "#121212"
"""Of the window, where nothing says what is behind a text."""


class Frame(NamedTuple):
    """What is on the screen, and for how many seconds."""

    rows: tuple[tuple[Segment, ...], ...]
    seconds: float


async def draw() -> str:
    """The moving picture as SVG."""
    with tempfile.TemporaryDirectory() as folder:
        services = FakeServices(Path(folder), sandbox=True)
        at_once = {"draft_id": None, "pause": 0.0}
        with patch.object(DraftAutosaver.__init__, "__kwdefaults__", at_once):
            async with still(services, SIZE) as hand:
                frames = [Frame(_rows(hand), seconds) async for seconds in _walk(hand)]
    return svg_of(frames)


async def _walk(hand: Hand) -> AsyncIterator[float]:
    """Create a GitHub connector; yields how long to look at what there is now."""
    await hand.at(TypeListScreen)
    await hand.app.account_known.wait()
    yield await _still(hand, LOOK)
    for key in "gith":
        await hand.press(key)
        yield await _still(hand, KEY)
    yield PAUSE
    await hand.press("enter")
    await hand.at(ConfigureScreen)
    yield await _still(hand, LOOK)
    for text, name in (("octocat", "repo_owner"), ("docs", "repositories")):
        await _to_field(hand, name)
        for key in text:
            await hand.press(key)
            yield await _still(hand, KEY)
        yield PAUSE
    await hand.press("ctrl+n")
    await hand.at(CredentialScreen)
    yield await _still(hand, LOOK)
    await hand.paste(TOKEN)
    yield await _still(hand, LOOK)
    while not isinstance(hand.app.screen, ReviewScreen):
        before = hand.app.screen
        await hand.press("ctrl+n")
        await hand.until(partial(_has_left, hand, before))
        await hand.settle()
        yield await _still(hand, LOOK)
    await hand.press("ctrl+n")
    await hand.at(ResultScreen)
    yield await _still(hand, END)


def _has_left(hand: Hand, screen: Screen[Any]) -> bool:
    return hand.app.screen is not screen


async def _to_field(hand: Hand, name: str) -> None:
    """Press tab until the field has the focus."""
    form = (await hand.at(ConfigureScreen)).form
    for _ in range(20):
        if form.focused_loc and form.focused_loc[-1] == name:
            return
        await hand.press("tab")
    raise AssertionError(f"no way to {name}")


async def _still(hand: Hand, seconds: float) -> float:
    """Wait until nothing is left to be saved or drawn; returns ``seconds``."""
    await save_draft(hand)
    await hand.settle()
    return seconds


def _rows(hand: Hand) -> tuple[tuple[Segment, ...], ...]:
    """The screen as it reaches the terminal."""
    app = hand.app
    filters = app.get_line_filters()
    found = []
    for strip in app.screen._compositor.render_strips(app.size):
        segments = list(strip)
        for line_filter in filters:
            segments = line_filter.apply(segments, app.screen.background_colors[1])
        found.append(tuple(Segment(one.text, one.style) for one in Segment.simplify(segments)))
    return tuple(found)


# SVG


def svg_of(frames: Sequence[Frame]) -> str:
    """The frames as one animated SVG."""
    frames = list(_merged(frames))
    columns = sum(cell_len(segment.text) for segment in frames[0].rows[0])
    width, height = columns * CELL_WIDTH, len(frames[0].rows) * CELL_HEIGHT
    looks = _Looks()
    rows = {row: f"r{at}" for at, row in enumerate(dict.fromkeys(_all_rows(frames)))}
    drawn = [f'<g id="{name}">{"".join(_drawn(row, looks))}</g>' for row, name in rows.items()]
    film = [
        f'<g transform="translate({_number(at * width)})">'
        + "".join(
            f'<use href="#{rows[row]}" y="{y * CELL_HEIGHT}"/>' for y, row in enumerate(frame.rows)
        )
        + "</g>"
        for at, frame in enumerate(frames)
    ]
    outer = (_number(width + 2 * MARGIN), _number(height + TITLE_BAR + MARGIN))
    buttons = "".join(
        f'<circle cx="{20 + 20 * at}" cy="17" r="6" fill="{color}"/>'
        for at, color in enumerate(("#ff5f57", "#febc2e", "#28c840"))
    )
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {outer[0]} {outer[1]}">',
            f"<title>{TITLE}</title>",
            f"<style>\n{_animation(frames, width)}\n{looks.css()}\n</style>",
            f"<defs>\n{chr(10).join(drawn)}\n</defs>",
            f'<rect width="{outer[0]}" height="{outer[1]}" rx="8" fill="{looks.ground(frames)}"/>',
            buttons,
            f'<text class="title" x="50%" y="22" text-anchor="middle">{TITLE}</text>',
            f'<svg x="{MARGIN}" y="{TITLE_BAR}" width="{_number(width)}" height="{height}">',
            '<g class="film">',
            *film,
            "</g>\n</svg>\n</svg>\n",
        )
    )


def _merged(frames: Iterable[Frame]) -> Iterator[Frame]:
    """Put frames that show the same together."""
    last: Frame | None = None
    for frame in frames:
        if last is not None and frame.rows == last.rows:
            last = Frame(last.rows, last.seconds + frame.seconds)
            continue
        if last is not None:
            yield last
        last = frame
    if last is not None:
        yield last


def _all_rows(frames: Iterable[Frame]) -> Iterator[tuple[Segment, ...]]:
    for frame in frames:
        yield from frame.rows


def _animation(frames: Sequence[Frame], width: float) -> str:
    total = sum(frame.seconds for frame in frames)
    steps, passed = [], 0.0
    for at, frame in enumerate(frames):
        steps.append(
            f"{_number(100 * passed / total)}%{{transform:translateX({_number(-at * width)}px)}}"
        )
        passed += frame.seconds
    last = _number(-(len(frames) - 1) * width)
    return "\n".join(
        (
            f"text{{font:{FONT_SIZE}px {FONTS};white-space:pre}}",
            ".title{fill:#a8a8a8}",
            f".film{{animation:film {_number(total)}s step-end infinite}}",
            f"@keyframes film{{{''.join(steps)}}}",
            "@media (prefers-reduced-motion:reduce)"
            f"{{.film{{animation:none;transform:translateX({last}px)}}}}",
        )
    )


def _drawn(row: Iterable[Segment], looks: _Looks) -> Iterator[str]:
    """One row: grounds, and texts without the blanks around them."""
    column = 0
    for text, style, _ in row:
        columns = cell_len(text)
        style = style or Style()
        if ground := looks.ground_class(style):
            yield (
                f'<rect class="{ground}" x="{_number(column * CELL_WIDTH)}" '
                f'width="{_number(columns * CELL_WIDTH)}" height="{CELL_HEIGHT}"/>'
            )
        bare = text.strip()
        if bare or style.underline:
            bare = bare or text
            start = column + cell_len(text[: text.index(bare)])
            yield (
                f'<text class="{looks.text_class(style)}" x="{_number(start * CELL_WIDTH)}" '
                f'y="{BASELINE}" textLength="{_number(cell_len(bare) * CELL_WIDTH)}">'
                f"{escape(bare)}</text>"
            )
        column += columns


class _Looks:
    """Names of what texts and grounds look like."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def ground(self, frames: Sequence[Frame]) -> str:
        """The color of what is around the frames: that of a blank row."""
        style = frames[0].rows[2][0].style or Style()
        return _hex(style.bgcolor, GROUND)

    def ground_class(self, style: Style) -> str:
        """The class of what is behind a text."""
        if style.reverse:
            return self._name(f"fill:{_hex(style.color)}")
        color = style.bgcolor
        return "" if color is None or color.is_default else self._name(f"fill:{_hex(color)}")

    def text_class(self, style: Style) -> str:
        """The class of a text."""
        fill = _hex(style.bgcolor, GROUND) if style.reverse else _hex(style.color)
        rules = [f"fill:{fill}"]
        rules += ["font-weight:bold"] * bool(style.bold)
        rules += ["font-style:italic"] * bool(style.italic)
        rules += ["text-decoration:underline"] * bool(style.underline)
        return self._name(";".join(rules))

    def _name(self, rules: str) -> str:
        return self._names.setdefault(rules, f"c{len(self._names)}")

    def css(self) -> str:
        """The rules of all classes."""
        return "\n".join(f".{name}{{{rules}}}" for rules, name in self._names.items())


def _hex(color: Color | None, fallback: str = "#e4e4e4") -> str:
    if color is None or color.is_default:
        return fallback
    return color.get_truecolor(SVG_EXPORT_THEME).hex


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
