"""Scroll bars of whole cells, which say truly whether there is more."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wizard.tui.backend.scrollbar import WholeCellScrollBar


def bar(size: int, length: int, window: int, position: int) -> str:
    """``#`` where the thumb is."""
    segments = WholeCellScrollBar.render_bar(size, length, window, position)
    texts = [segment for segment in segments.segments if segment.text.strip("\n")]
    assert all(segment.text == " " for segment in texts)
    return "".join("#" if s.style is not None and s.style.reverse else "." for s in texts)


@given(st.data())
def test_the_thumb_is_at_an_end_only_if_nothing_is_beyond_it(data: st.DataObject) -> None:
    size = data.draw(st.integers(4, 60))
    window = data.draw(st.integers(1, 60))
    length = window + data.draw(st.integers(1, 500))
    position = data.draw(st.integers(0, length - window))
    drawn = bar(size, length, window, position)
    assert len(drawn) == size
    assert "#" in drawn
    assert drawn.strip(".") == "#" * drawn.count("#")
    if drawn.count("#") < size - 1:
        assert drawn.startswith("#") is (position == 0)
        assert drawn.endswith("#") is (position == length - window)


def test_it_moves_down_with_the_position() -> None:
    starts = [bar(10, 100, 20, position).index("#") for position in range(81)]
    assert starts == sorted(starts)
    assert starts[0] == 0
    assert starts[-1] == 8


@given(st.integers(0, 3), st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
def test_it_is_drawn_however_little_room_there_is(
    size: int, length: int, window: int, position: int
) -> None:
    assert len(bar(size, length, window, position)) == size
