"""How long until the wizard's first screen stands, against a bare Textual app in the same run.

    python -m tests.benchmarks.start [ROUNDS]

Prints medians and their ratios; judges nothing.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Sequence

from tests.e2e.terminal import COMMAND, Terminal

BARE = """
from textual.app import App
from textual.widgets import OptionList
class Bare(App):
    def compose(self):
        yield OptionList(*[f"option {i}" for i in range(51)])
Bare().run()
"""


def seconds_until(words: str, command: Sequence[str], *arguments: str) -> float:
    """The time from the start of a process to ``words`` on its screen."""
    with tempfile.TemporaryDirectory() as home:
        env = {"HOME": home, "XDG_STATE_HOME": home, "XDG_CONFIG_HOME": home}
        began = time.perf_counter()
        with Terminal(*arguments, command=command, env=env) as terminal:
            terminal.wait_for(words)
            return time.perf_counter() - began


def main() -> None:
    """Measure in turn, so that a change of the machine's speed meets all of them."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    runs: dict[str, list[float]] = {"bare": [], "types": [], "github": []}
    for _ in range(rounds + 1):
        runs["bare"].append(seconds_until("option 3", (sys.executable, "-c", BARE)))
        runs["types"].append(seconds_until("GitHub", COMMAND, "--sandbox"))
        runs["github"].append(seconds_until("Owner", COMMAND, "--sandbox", "--type", "github"))
    medians = {name: statistics.median(times[1:]) for name, times in runs.items()}
    for name, said in (
        ("bare", "a bare Textual app with a list"),
        ("types", "the list of types"),
        ("github", "the form of --type github"),
    ):
        ratio = medians[name] / medians["bare"]
        sys.stdout.write(f"{medians[name] * 1000:6.0f} ms  {ratio:4.2f}x  {said}\n")


if __name__ == "__main__":
    main()
