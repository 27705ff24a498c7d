"""The benchmark measures what it says, so that it can be believed when it is needed."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.bench import table
from tests.bench.__main__ import main, measure
from tests.bench.figures import Figure, Goal, p95
from tests.bench.rows import ROWS, SCENES, Result, Row, chosen, results
from tests.bench.scenes import Samples
from tests.bench.terminal import NOTHING, QUIET, Terminal
from tests.bench.wide import model
from wizard.connectors.fields import Config

pytestmark = pytest.mark.slow

PAINT = """
import sys, time, tty
tty.setraw(0)
sys.stderr.write("\\x1b[?25l\\x1b[48;2;18;18;18m\\x1b[2J\\x1b[Hhello")
sys.stderr.flush()
time.sleep(0.05)
sys.stderr.write("\\x1b[2;1H\\x1b[48;2;224;224;224m \\x1b[0m ready")
sys.stderr.flush()
while (key := sys.stdin.read(1)) != "q":
    if key != "-":
        sys.stderr.write(key * 3)
        sys.stderr.flush()
"""
"""Paints in two goes, the second with a cursor; writes three bytes a key, none for a dash."""


def painting() -> Terminal:
    return Terminal([sys.executable, "-c", PAINT])


class TestFigures:
    def test_the_95th_percentile_is_the_smallest_that_covers_95_of_100(self) -> None:
        assert p95(range(1, 101)) == 95
        assert p95([3.0]) == 3.0
        assert p95([5, 1, 4, 2, 3]) == 5

    def test_a_figure_says_the_median_of_all_and_how_many_there_were(self) -> None:
        assert Figure.of([1, 2, 10, 3]) == Figure(median=2.5, p95=10, count=4)
        assert Figure.of([]) is None

    @pytest.mark.parametrize(
        ("goal", "median", "ratio", "reached"),
        [
            (Goal(most=0), 0, None, True),
            (Goal(most=100), 101, 0.1, False),
            (Goal(ratio=1.25), 9, 1.25, True),
            (Goal(ratio=1.25), 9, 1.26, False),
            (Goal(least=0.8), 9, 0.8, True),
            (Goal(least=0.8), 9, 0.79, False),
            (Goal(ratio=1.25), 9, None, None),
            (Goal(), 9, 1.0, None),
        ],
    )
    def test_a_goal_is_reached_at_its_limit(
        self, goal: Goal, median: float, ratio: float | None, reached: bool | None
    ) -> None:
        assert goal.reached(median, ratio) is reached


class TestTerminal:
    def test_usable_is_when_the_words_and_the_cursor_are_there(self) -> None:
        with painting() as terminal:
            start = terminal.started("hello")
        assert 0 < start.first < start.usable == start.last
        assert start.sent == start.size

    def test_without_a_cursor_the_words_are_enough(self) -> None:
        with painting() as terminal:
            start = terminal.started("hello", cursor=False)
        assert start.usable == start.first < start.last
        assert start.sent < start.size

    def test_the_bytes_of_a_key_are_counted_and_a_key_may_have_none(self) -> None:
        with painting() as terminal:
            terminal.started("ready")
            answer, none = terminal.press("x"), terminal.press("-")
            assert "xxx" in terminal.text()
        assert (answer.size, none.size) == (3, 0)
        assert 0 < answer.first <= answer.last
        assert NOTHING > QUIET

    def test_what_never_comes_is_an_error_with_the_screen_in_it(self) -> None:
        with (
            Terminal([sys.executable, "-c", "print('other')"]) as terminal,
            pytest.raises(TimeoutError, match="other"),
        ):
            terminal.started("hello")

    def test_rest_takes_nothing_of_a_core(self) -> None:
        with painting() as terminal:
            terminal.started("ready")
            before = terminal.cpu()
            terminal.rest()
            assert terminal.idle(0.1)[0] == 0
            assert 0 < before <= terminal.cpu()

    def test_an_end_is_waited_for(self) -> None:
        with painting() as terminal:
            terminal.started("ready")
            terminal.press("q")
            assert terminal.ended() > 0
            assert terminal.process.returncode == 0


class TestRows:
    def test_every_row_names_scenes_that_there_are_and_no_other_row(self) -> None:
        assert {scene for row in ROWS for scene in row.scenes} <= set(SCENES)
        assert len({row.name for row in ROWS}) == len(ROWS)

    def test_a_part_of_a_name_chooses(self) -> None:
        names = [row.name for row in chosen(["version", "filter-bytes@80x24"])]
        assert names == ["filter-bytes@80x24", "version"]
        assert chosen([]) == ROWS
        with pytest.raises(ValueError, match="nonsense"):
            chosen(["version", "nonsense"])

    def test_a_result_has_both_figures_and_their_ratio(self) -> None:
        row = Row("a", "what", "ms", ("ours", "time"), ("bare", "time"), Goal(ratio=1.1))
        measured = {"ours": {"time": [3.0, 1.0, 2.0]}, "bare": {"time": [4.0]}}
        (result,) = results([row], measured)
        assert (result.ratio, result.reached) == (0.5, True)
        assert list(results([row], {"bare": {"time": [4.0]}})) == []

    def test_the_tables_say_it_all(self) -> None:
        row = Row("a@80x24", "what", "B", ("x", "y"), goal=Goal(most=1300))
        result = Result(row, Figure(1234.0, 2000.0, 5), None)
        words = table.as_text([result]).splitlines()[1].split()
        assert words == ["a@80x24", "what", "≤", "1,300", "B", "1,234", "B", "2,000", "yes"]
        assert "| what, 80x24 | ≤ 1,300 B | 1,234 B |  |  | yes |" in table.as_markdown([result])

    def test_what_was_written_is_read_again(self) -> None:
        kept = [
            Result(row, Figure(2.0, 3.0, 4), Figure(4.0, 5.0, 6) if row.beside else None)
            for row in ROWS
        ]
        assert list(table.from_json(json.loads(json.dumps(table.as_json(kept))))) == kept


class TestAll:
    def test_a_small_run_prints_and_writes_figures(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        file = tmp_path / "figures.json"
        assert main(["--runs", "1", "--only", "version", "--json", str(file)]) == 0
        assert "--version; beside `python -c pass`" in capsys.readouterr().out
        (row,) = json.loads(file.read_text())["rows"]
        assert row["ours"]["count"] == row["beside"]["count"] == 1
        assert row["ratio"] == pytest.approx(row["ours"]["median"] / row["beside"]["median"], 0.01)
        assert main(["--from", str(file), "--markdown"]) == 0
        assert "| --version; beside `python -c pass` | ≤ 2.5 × |" in capsys.readouterr().out

    def test_a_scene_that_fails_is_told_and_left_out(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def fails() -> Samples:
            raise TimeoutError("nothing came")

        monkeypatch.setitem(SCENES, "version", fails)
        assert measure(chosen(["version"]), 1)["version"] == {}
        assert "nothing came" in capsys.readouterr().err

    def test_the_wide_form_is_as_wide_as_is_asked_for(self) -> None:
        assert len(model(Config, 3, 4).model_fields) == 7
