"""What a person sees is what the wizard means, whatever the terminal is and does to it."""

from __future__ import annotations

import signal
import termios
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.terminal import Terminal
from tests.support.terminal_steps import LONG, assert_restored, leave_at_once, sees, until


@pytest.fixture(autouse=True)
def no_blinking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "1")


def assert_as_meant(terminal: Terminal) -> None:
    """To draw all of it once more changes nothing."""
    terminal.wait_still()
    before = terminal.cells()
    written = len(terminal.output)
    terminal.press("ctrl+l")
    terminal.wait_until(lambda _: len(terminal.output) > written, "anything more")
    terminal.wait_still()
    assert terminal.cells() == before


def spoil(terminal: Terminal) -> None:
    """Let nothing of what was drawn be there any more."""
    terminal.scribble("".join(f"\x1b[{row};1H{'#' * 80}" for row in range(1, 25)))


def open_form(terminal: Terminal) -> None:
    sees(terminal, "Connector name", "The start page")


def open_list(terminal: Terminal) -> None:
    sees(terminal, "Type to filter", "GitHub")


def open_palette(terminal: Terminal) -> None:
    open_form(terminal)
    terminal.press("ctrl+p")
    sees(terminal, "Redraw")


def open_help(terminal: Terminal) -> None:
    open_form(terminal)
    terminal.press("f1")
    sees(terminal, "This screen", "Close")


SCREENS: dict[str, tuple[tuple[str, ...], Callable[[Terminal], None]]] = {
    "list": ((), open_list),
    "form": (("--type", "web"), open_form),
    "palette": (("--type", "web"), open_palette),
    "help": (("--type", "web"), open_help),
}


@pytest.mark.parametrize("name", SCREENS)
def test_a_signal_of_the_same_size_draws_all(name: str) -> None:
    arguments, opened = SCREENS[name]
    with Terminal("--sandbox", *arguments) as terminal:
        opened(terminal)
        terminal.wait_still()
        meant = terminal.cells()
        spoil(terminal)
        terminal.signal(signal.SIGWINCH)
        terminal.wait_gone("####")
        terminal.wait_still()
        assert terminal.cells() == meant
        assert_as_meant(terminal)


STORMS = {
    "to and fro": [(81, 25), (80, 24)],
    "far to and fro": [(120, 40), (40, 24), (80, 24)],
    "too small and back": [(10, 3), (80, 24)],
    "to the last": [(81, 25), (80, 24), (120, 40), (40, 24), (100, 30)],
    "many": [(80 + n % 7, 24 + n % 5) for n in range(40)],
}


@pytest.mark.parametrize("name", ["list", "form"])
def test_sizes_that_follow_each_other_leave_no_row_wrong(name: str) -> None:
    arguments, opened = SCREENS[name]
    with Terminal("--sandbox", *arguments) as terminal:
        opened(terminal)
        terminal.wait_still()
        for storm in [*STORMS.values()] * 3:
            for size in storm:
                terminal.resize(*size)
            assert_as_meant(terminal)


def test_stopped_without_notice_it_takes_the_terminal_once_and_gives_back_the_first_modes() -> None:
    with Terminal("--sandbox", "--type", "web") as terminal:
        open_form(terminal)
        terminal.signal(signal.SIGCONT)
        for _ in range(2):
            terminal.wait_still()
            meant = terminal.cells()
            terminal.signal(signal.SIGSTOP)
            spoil(terminal)
            as_a_shell_has_it = list(terminal.modes)
            as_a_shell_has_it[3] &= ~termios.ECHO
            terminal.set_modes(as_a_shell_has_it)
            terminal.signal(signal.SIGCONT)
            terminal.wait_gone("####")
            terminal.wait_still()
            assert terminal.cells() == meant
        terminal.type("Our docs")
        sees(terminal, "Our docs", "· saved")
        assert_as_meant(terminal)
        assert leave_at_once(terminal) == 130
        assert_restored(terminal)
        assert terminal.modes_now() == terminal.modes
        taken, given = (terminal.output.count(code) for code in (b"\x1b[?1049h", b"\x1b[?1049l"))
        assert taken == given


def test_where_there_is_no_other_screen_nothing_of_the_shell_stays_and_it_goes_on_below() -> None:
    shell = "\x1b[44m" + "\r\n".join(f"$ command {n} --with options" for n in range(24))
    with Terminal("--sandbox", env={"NO_COLOR": "1"}, before=shell) as terminal:
        open_list(terminal)
        assert "command" not in terminal.wait_still()
        assert {cell[2] for row in terminal.cells() for cell in row} == {"default"}
        assert_as_meant(terminal)
        last = terminal.rows()[-1]
        assert leave_at_once(terminal) == 130
        rows = [row for row in terminal.rows() if row]
        assert terminal.cursor()[1] >= len(rows)
        assert last.split()[0] in "".join(rows[-3:])


@pytest.mark.parametrize("said", [{}, {"COLUMNS": "100", "LINES": "30"}])
def test_a_terminal_without_a_size_has_the_usual_one_until_it_says_another(
    said: dict[str, str],
) -> None:
    columns, rows = int(said.get("COLUMNS", 80)), int(said.get("LINES", 24))
    unsaid = {"COLUMNS": "", "LINES": ""}
    with Terminal(
        "--sandbox", "--type", "web", tells_size=False, columns=columns, rows=rows,
        env=unsaid | said,
    ) as terminal:  # fmt: skip
        open_form(terminal)
        terminal.wait_still()
        assert len(terminal.output) < 8_000  # as where the size is known, nothing is drawn twice
        assert "More" in terminal.rows()[rows - 1]
        terminal.type("Our docs")
        sees(terminal, "Our docs", "· saved")
        assert_as_meant(terminal)
        terminal.resize(60, 20)
        terminal.wait_until(lambda text: "More" in text.splitlines()[19], "60 columns, 20 rows")
        assert_as_meant(terminal)
        assert leave_at_once(terminal) == 130
        assert_restored(terminal)


def test_a_terminal_without_a_size_ends_it_when_it_goes() -> None:
    with Terminal("--sandbox", tells_size=False) as terminal:
        open_list(terminal)
        terminal.close()
        assert terminal.wait_exit(LONG) == 130


def test_a_terminal_without_a_size_can_be_left_by_a_signal() -> None:
    with Terminal("--sandbox", tells_size=False) as terminal:
        open_list(terminal)
        terminal.signal(signal.SIGTERM)
        assert terminal.wait_exit(LONG) == 130
        assert_restored(terminal)


DRAWN = {
    "I❤️work": "I❤️work",
    "call ☎️ now": "call☎️now",
    "⚛️⚛️": "⚛️⚛️",
    "1️⃣ one": "1️⃣one",
    "👨‍👩‍👧 family": "👨family",
    "界隈 x": "界隈x",
}


def test_what_terminals_count_differently_leaves_nothing_behind() -> None:
    with Terminal("--sandbox", "--type", "web") as terminal:
        open_form(terminal)
        for pasted, drawn in DRAWN.items():
            sees(terminal, "such as https://")
            terminal.paste(pasted)
            terminal.wait_gone("such as https://")
            sees(terminal, "· saved")
            terminal.wait_still()
            rows = terminal.rows()
            [row] = [row for row in rows if "URL *" in row]
            assert "".join(row.partition("URL *")[2].split()) == drawn
            assert_as_meant(terminal)
            terminal.press("ctrl+u")


@pytest.mark.parametrize(
    ("name", "around"),
    [("list", ("", "Type to filter")), ("form", ("▌ URL *", "such as https://"))],
)
def test_the_terminals_cursor_is_in_the_field_at_the_first_paint(
    name: str, around: tuple[str, str]
) -> None:
    arguments, opened = SCREENS[name]
    with Terminal("--sandbox", *arguments) as terminal:
        opened(terminal)
        terminal.wait_still()
        x, y = terminal.cursor()
        row = terminal.rows()[y]
        before, after = around
        assert row[:x].strip() == before
        assert row[x:].startswith(after)
        terminal.press("end")
        terminal.type("z")
        terminal.wait_until(lambda text: text.splitlines()[y].startswith(row[:x] + "z"), "it there")
        assert terminal.cursor() == (x + 1, y)


ENDING = ["QUIT", "USR1", "USR2", "ALRM", "ABRT", "XCPU", "RTMIN"]


@pytest.mark.parametrize("name", ENDING)
def test_every_signal_that_can_be_heeded_gives_the_terminal_back(name: str) -> None:
    number = signal.Signals[f"SIG{name}"]
    with Terminal("--sandbox", "--type", "web") as terminal:
        open_form(terminal)
        terminal.type("Our docs")
        sees(terminal, "Our docs")
        terminal.signal(number)
        assert terminal.wait_exit(LONG) == -number
        assert_restored(terminal)
        assert terminal.modes_now() == terminal.modes
        assert "--resume" in terminal.text()


def test_a_terminal_that_takes_nothing_holds_up_no_signal(home: Path) -> None:
    with Terminal("--sandbox", "--type", "web") as terminal:
        open_form(terminal)
        terminal.wait_still()
        terminal.takes_nothing = True
        for _ in range(100):
            terminal.send("\f", pause=0.02)
        terminal.type("Our docs")
        terminal.signal(signal.SIGTERM)
        until(lambda: terminal.modes_now() == terminal.modes)
        [draft] = home.rglob("drafts/*.json")
        assert "Our docs" in draft.read_text()
        terminal.takes_nothing = False
        assert terminal.wait_exit(LONG) == 130
        assert_restored(terminal)


def test_a_signal_while_it_starts_gives_the_terminal_back() -> None:
    for _ in range(3):
        with Terminal("--sandbox") as terminal:
            until(lambda: b"\x1b[?1049h" in terminal.output)
            terminal.signal(signal.SIGUSR1)
            assert terminal.wait_exit(LONG) == -signal.SIGUSR1
            assert_restored(terminal)
            assert terminal.modes_now() == terminal.modes


def test_where_no_shell_is_it_does_not_stop_for_ever() -> None:
    with Terminal("--sandbox") as terminal:
        open_list(terminal)
        terminal.press("ctrl+z")
        sees(terminal, "no shell")
        terminal.signal(signal.SIGTSTP)
        terminal.type("web")
        sees(terminal, "Website")
        assert leave_at_once(terminal) == 130
