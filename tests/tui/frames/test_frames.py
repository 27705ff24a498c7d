"""Each step as rows of characters, and nothing cut in any of them.

To take the frames as they are now: ``pytest tests/tui/frames --update-frames``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.frames.frame import Frame, frames

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
SIZES = [(80, 24), (60, 20), (120, 40)]
SMALLEST, LARGEST, WIDEST = (50, 15), (120, 40), (200, 60)
SOME = ("type-list", "errors", "credential", "review", "result")
"""What is kept of the largest: the rest differs in blanks only."""


def name_of(size: tuple[int, int]) -> str:
    return f"{size[0]}x{size[1]}"


def compare(folder: str, now: dict[str, Frame], updating: bool) -> None:
    """All frames of a folder, and no other, are as they are ``now``."""
    texts = {name: frame.text(f"{name}, {folder}") for name, frame in now.items()}
    path = HERE / folder
    if updating:
        path.mkdir(exist_ok=True)
        for old in path.glob("*.txt"):
            old.unlink()
        for name, text in texts.items():
            (path / f"{name}.txt").write_text(text, encoding="utf-8")
    assert sorted(texts) == sorted(file.stem for file in path.glob("*.txt"))
    for name, text in texts.items():
        kept = (path / f"{name}.txt").read_text(encoding="utf-8")
        assert text.splitlines() == kept.splitlines()


def coloured(frame: Frame) -> list[str]:
    """The texts that have a colour, or stand on one."""
    return [
        segment.text
        for segment in frame.segments
        if segment.style is not None
        for color in (segment.style.color, segment.style.bgcolor)
        if color is not None and not color.is_default
    ]


def cut(frame: Frame) -> list[str]:
    """What of it is cut, judged by the words of the largest."""
    roomy = frames(*LARGEST).values()
    whole = set().union(*(other.words() for other in roomy))
    long = set().union(*(other.long_words() for other in roomy))
    return [*frame.too_wide(), *frame.cut(whole, long), *frame.unfinished]


# One test for each size, since a walk takes its time.
@pytest.mark.parametrize("size", [*SIZES, SMALLEST], ids=name_of)
def test_each_step_is_whole_and_as_it_was(size: tuple[int, int], updating: bool) -> None:
    now = frames(*size)
    assert {name: found for name, frame in now.items() if (found := cut(frame))} == {}
    assert {name: frame.hidden for name, frame in now.items() if frame.hidden} == {}
    if size in SIZES:
        kept = now if size != LARGEST else {name: now[name] for name in SOME}
        compare(name_of(size), kept, updating)


def test_without_colour_each_step_is_as_it_was(updating: bool) -> None:
    assert coloured(frames(80, 24, last="errors")["errors"])
    found = frames(80, 24, colour=False, last="errors")
    assert not any(coloured(frame) for frame in found.values())
    compare("no-colour", {"errors": found["errors"]}, updating)


def test_on_a_wide_screen_fields_stay_short(updating: bool) -> None:
    found = frames(*WIDEST, last="errors")
    assert not cut(found["errors"])
    compare(name_of(WIDEST), {"errors": found["errors"]}, updating)


def test_in_ascii_each_step_has_all_its_signs(updating: bool) -> None:
    found = frames(80, 24, bare=True)
    assert [row for frame in found.values() for row in frame.rows if not row.isascii()] == []
    assert not [row for frame in found.values() for row in frame.rows if "?" in row.split()]
    compare("ascii", {name: found[name] for name in ("errors", "credential")}, updating)
