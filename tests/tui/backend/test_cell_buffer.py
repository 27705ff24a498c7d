"""What reaches the terminal shows the same as what was drawn, in fewer bytes."""

from __future__ import annotations

import io
import threading
from typing import Any

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import set_cell_size
from wcwidth import wcwidth

from wizard.tui.backend.cell_stream import CellStream

pytestmark = pytest.mark.slow

BEGIN, END = "\x1b[?1049h\x1b[?7l", "\x1b[?1049l"

LOOKS = (
    "", "1", "7", "2;3", "4;31", "38;2;228;228;228;48;2;18;18;18", "48;2;18;18;18",
    "1;38;2;18;18;18;48;2;95;175;255", "38;5;99;48;2;1;2;3", "97;44", "9;48;2;1;2;3",
)  # fmt: skip
look = st.sampled_from(LOOKS)
usual = st.text(st.sampled_from("ab  ●│…é"), min_size=1, max_size=14)
blanks = st.integers(1, 30).map(lambda count: " " * count)
wide = st.text(st.sampled_from("ab 界😀é"), min_size=1, max_size=8)


class Terminal(pyte.Screen):
    """Erases as most do, or, where not ``erases``, as GNU screen does."""

    def __init__(self, columns: int, lines: int, *, erases: bool) -> None:
        self.erases = erases
        super().__init__(columns, lines)

    def _erasing(self, how: Any, *arguments: Any, **options: Any) -> None:
        attrs = self.cursor.attrs
        paper = self.default_char._replace(bg=attrs.bg) if self.erases else self.default_char
        self.cursor.attrs = paper
        how(*arguments, **options)
        self.cursor.attrs = attrs

    def erase_in_line(self, how: int = 0, private: bool = False) -> None:
        self._erasing(super().erase_in_line, how, private)

    def erase_characters(self, count: int | None = None) -> None:
        self._erasing(super().erase_characters, count)


def seen(screen: pyte.Screen) -> list[list[tuple[Any, ...]]]:
    """What the eye sees of each cell."""
    return [
        [_seen(screen.buffer[y][x]) for x in range(screen.columns)] for y in range(screen.lines)
    ]


def _seen(char: Any) -> tuple[Any, ...]:
    if char.data == " " and not (char.reverse or char.underscore or char.strikethrough):
        return (" ", char.bg)
    return tuple(char)


class Both:
    """The same drawn on two terminals: as it is, and by way of the stream."""

    def __init__(self, columns: int, lines: int, *, erases: bool = True) -> None:
        self.size = (columns, lines)
        self.plain = Terminal(columns, lines, erases=erases)
        self.saving = Terminal(columns, lines, erases=erases)
        self._plainly = pyte.Stream(self.plain)
        self._savingly = pyte.Stream(self.saving)
        self._file = io.StringIO()
        self.stream = CellStream(self._file, lambda: self.size, lambda: erases)
        self.draw(BEGIN)

    def draw(self, *frames: str) -> str:
        """Draw frames, of which only the last is flushed; what was written for them."""
        for frame in frames:
            self._plainly.feed(frame)
            self.stream.write(frame)
        self.stream.flush()
        written = self._file.getvalue()
        self._file.seek(0)
        self._file.truncate()
        self._savingly.feed(written)
        return written

    def check(self) -> None:
        """Nobody can tell them apart."""
        assert self.saving.display == self.plain.display
        assert seen(self.saving) == seen(self.plain)
        cursors = [(s.cursor.x, s.cursor.y) for s in (self.plain, self.saving)]
        assert cursors[0] == cursors[1]


def styled(text: str, look: str) -> str:
    """As Textual writes a segment."""
    return f"\x1b[{look}m{text}\x1b[0m" if look else text


def at(x: int, y: int) -> str:
    return f"\x1b[{y + 1};{x + 1}H"


@st.composite
def lines_of(draw: Any, columns: int, texts: Any) -> str:
    """A whole row."""
    row, left = "", columns
    while left > 0:
        text = draw(texts | blanks)
        while sum(2 if ord(char) > 0x2FFF else 1 for char in text) > left:
            text = text[:-1]
        if not text:
            text = " "
        row += styled(text, draw(look))
        left -= sum(2 if ord(char) > 0x2FFF else 1 for char in text)
    return row


@st.composite
def films(draw: Any) -> tuple[int, int, bool, list[list[str]]]:
    """A terminal, and frames that are drawn on it, some of them together."""
    columns, lines = draw(st.integers(12, 40)), draw(st.integers(2, 12))
    row = lines_of(columns, draw(st.sampled_from([usual, usual, wide])))
    rows = [draw(row) for _ in range(lines)]
    film = [[whole(rows)]]
    for _ in range(draw(st.integers(1, 6))):
        kind = draw(st.sampled_from(["some", "moved", "whole", "pieces"]))
        if kind == "moved":
            by, first = draw(st.integers(-4, 4)), draw(st.integers(0, lines - 1))
            last = draw(st.integers(first, lines - 1))
            part = rows[first : last + 1]
            by %= len(part)
            rows = rows[:first] + part[by:] + part[:by] + rows[last + 1 :]
            frame = whole(rows)
        elif kind == "whole":
            rows = [draw(row) for _ in range(lines)]
            frame = whole(rows)
        else:
            y = draw(st.integers(0, lines - 1))
            rows[y] = draw(row)
            frame = at(0, y) + rows[y]
        frame += at(draw(st.integers(0, columns - 1)), draw(st.integers(0, lines - 1)))
        if draw(st.booleans()):
            film.append([frame])
        else:
            film[-1].append(frame)
    return columns, lines, draw(st.booleans()), film


def whole(rows: list[str]) -> str:
    return "\n".join(at(0, y) + row for y, row in enumerate(rows)) + at(0, 0)


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(films())
def test_shows_the_same_as_all_of_it_would(film: Any) -> None:
    columns, lines, erases, shots = film
    both = Both(columns, lines, erases=erases)
    for frames in shots:
        both.draw(*frames)
        both.check()


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_pieces_of_rows_may_be_drawn_in_any_order(data: Any) -> None:
    columns, lines = 30, 4
    both = Both(columns, lines)
    both.draw(whole([" " * columns] * lines))
    for _ in range(data.draw(st.integers(1, 12))):
        text = data.draw(usual | blanks)
        x = data.draw(st.integers(0, columns - 1))
        y = data.draw(st.integers(0, lines - 1))
        both.draw(at(x, y) + styled(text[: columns - x], data.draw(look)) + at(0, 0))
        both.check()


def test_a_frame_that_changes_nothing_writes_nothing() -> None:
    both = Both(20, 3)
    frame = whole([styled("x" * 20, "1")] * 3)
    both.draw(frame)
    assert both.draw(frame) == ""


def test_one_character_costs_a_few_bytes() -> None:
    both = Both(80, 24)
    row = styled("x" * 80, "38;2;1;2;3;48;2;4;5;6")
    both.draw(whole([row] * 24))
    changed = row.replace("x", "y", 1)
    written = both.draw(at(0, 7) + changed + at(1, 7))
    both.check()
    assert len(written) < 50


def test_a_list_that_scrolls_is_moved_by_the_terminal() -> None:
    both = Both(60, 20)
    rows = [f"{chr(97 + n % 26) * (n + 9):60}" for n in range(30)]
    both.draw(whole(rows[:20]))
    written = both.draw(whole(rows[1:21]))
    both.check()
    assert len(written) < 120


def test_outdated_frames_are_not_written() -> None:
    both = Both(40, 5)
    written = both.draw(whole(["a" * 40] * 5), whole(["b" * 40] * 5))
    both.check()
    assert "a" not in written


def test_what_is_expected_can_be_waited_for_but_not_on_a_line_that_is_stuck() -> None:
    both = Both(20, 5)
    assert both.stream.wait()  # nothing is expected
    both.stream.expect()
    assert not both.stream.wait()
    thread = threading.Thread(target=both.draw, args=(f"{at(0, 0)}abc",))
    thread.start()
    thread.join()
    assert both.stream.wait()
    both.check()


def test_half_a_frame_is_not_written() -> None:
    both = Both(40, 5)
    assert both.draw("\x1b[?2026h", at(0, 0) + "first half") == ""
    written = both.draw(at(0, 1) + "second half", "\x1b[?2026l")
    assert "first half" in written
    assert "second half" in written
    both.check()


def test_commands_are_passed_on_in_their_place() -> None:
    both = Both(20, 3)
    written = both.draw(f"{at(0, 0)}before\x07\x1b]52;c;eA==\x07{at(0, 1)}after")
    assert written.index("before") < written.index("\x07\x1b]52;c;eA==\x07")
    assert written.index("\x1b]52;") < written.index("after")


def test_after_the_screen_all_is_written_as_it_comes() -> None:
    both = Both(20, 3)
    both.draw(END)
    assert both.draw("\x1b[1mplain\x1b[0m") == "\x1b[1mplain\x1b[0m"
    both.draw(BEGIN)
    both.draw(at(0, 0) + "again")
    both.check()


def test_what_is_forgotten_is_written_again() -> None:
    both = Both(20, 3)
    frame = whole(["something to be read"] * 3)
    both.draw(frame)
    both.stream.forget()
    assert both.draw(frame).count("something to be read") == 3
    assert both.draw(frame) == ""


@pytest.mark.parametrize(("columns", "lines"), [(30, 6), (10, 2)])
def test_another_size_is_drawn_whole_and_never_beyond_it(columns: int, lines: int) -> None:
    both = Both(20, 3)
    both.draw(whole(["x" * 20] * 3))
    both.size = (columns, lines)
    both.saving.resize(lines, columns)
    both.plain.resize(lines, columns)
    both.plain.reset_mode(7, private=True)
    both.draw(whole(["y" * columns] * lines))
    both.check()
    outdated = both.draw(at(0, 0) + "z" * 50 + at(15, 5))
    assert outdated.count("z") == columns


class Doubtful(pyte.Screen):
    """Goes by single characters: an emoji made of several is as wide as they are together."""

    def draw(self, data: str) -> None:
        for char in data:
            if wcwidth(char) == 0:
                line, x = self.buffer[self.cursor.y], max(0, self.cursor.x - 1)
                line[x] = line[x]._replace(data=line[x].data + char)
            else:
                super().draw(char)


doubtful = st.lists(
    st.sampled_from(["a", "bc", " ", "❤️", "☎️", "1️⃣", "👍🏽", "🇩🇪", "界", "😀", "e\u0301"]),
    max_size=10,
).map("".join)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2), doubtful, look), min_size=1, max_size=8))
def test_whatever_columns_a_terminal_gives_a_character_nothing_stale_stays(
    frames: list[tuple[int, str, str]],
) -> None:
    columns, lines = 24, 3
    screen = Doubtful(columns, lines)
    terminal, file = pyte.Stream(screen), io.StringIO()
    stream = CellStream(file, lambda: (columns, lines), lambda: True)

    def draw(frame: str) -> list[list[tuple[Any, ...]]]:
        stream.write(frame)
        stream.flush()
        terminal.feed(file.getvalue())
        file.seek(0)
        file.truncate()
        return seen(screen)

    draw(BEGIN + whole(["x" * columns] * lines))
    for y, text, style in frames:
        fitting = set_cell_size(text, columns)
        shown = draw(at(0, y) + styled(fitting, style) + at(0, 0))
        assert "x" not in {cell[0] for cell in shown[y]}
        stream.forget()
        assert draw(at(0, 0)) == shown


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 30), st.integers(1, 8)), min_size=1, max_size=6), st.data()
)
def test_sizes_that_follow_each_other_end_in_what_was_drawn_last(
    sizes: list[tuple[int, int]], data: Any
) -> None:
    both = Both(20, 5)
    both.draw(whole(["x" * 20] * 5))
    for columns, lines in sizes:
        both.size = (columns, lines)
        for screen in (both.saving, both.plain):
            screen.resize(lines, columns)
            screen.reset_mode(7, private=True)
        both.stream.forget()
        if data.draw(st.booleans()):  # a frame of the size before
            both.stream.write(at(0, 0) + "old" * 10)
            both.stream.flush()
    both.draw(whole([data.draw(lines_of(columns, usual)) for _ in range(lines)]))
    both.check()


def test_what_was_never_cleared_is_not_taken_for_blank() -> None:
    screen = Terminal(20, 3, erases=True)
    terminal, file = pyte.Stream(screen), io.StringIO()
    terminal.feed("old text of the shell")
    stream = CellStream(file, lambda: (20, 3), lambda: True)
    stream.write(BEGIN + at(0, 0) + " " * 20 + "new".center(20))
    stream.flush()
    terminal.feed(file.getvalue())
    assert "old" not in "".join(screen.display)


def test_what_comes_after_stands_below_what_was_drawn() -> None:
    screen = Terminal(20, 3, erases=True)
    terminal, file = pyte.Stream(screen), io.StringIO()
    stream = CellStream(file, lambda: (20, 3), lambda: True)
    stream.write(BEGIN + whole(["drawn"] * 3))
    stream.write(END + "$ ")
    stream.flush()
    terminal.feed(file.getvalue())
    assert [row.strip() for row in screen.display] == ["drawn", "drawn", "$"]
