"""Text from anywhere is only ever shown: to the terminal it is no command, to the eye no trick."""

from __future__ import annotations

import json
import re
import subprocess
import unicodedata
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from textual._compositor import CompositorUpdate
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, OptionList, Static, TextArea

from tests.support.terminal import COMMAND, Terminal
from tests.support.terminal_steps import (
    at_step,
    begin,
    leave_at_once,
    request_file,
    sees,
    send,
    until,
)
from wizard.sandbox import Sandbox
from wizard.sandbox.faults import Fault
from wizard.tui.secure_app import SecureApp

OBEYED = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Controls, invisible and turning characters, half ones, and line ends of other kinds."""

OURS = re.compile(
    r"\x1b\[[0-9;:]*m"  # colours
    r"|\x1b\[\d+;\d+H"  # where to draw
)

EVIL = [
    "\x1b[2J\x1b[H", "\x1b]52;c;ZXZpbA==\x07", "\x1b]8;;https://evil.example\x1b\\x\x1b]8;;\x1b\\",
    "\x1b]0;title\x07", "\x1bP+q544e\x1b\\", "\x9b31m", "\x9d52;c;ZXZpbA==\x9c", "\x07\x08\x0b\x0c",
    "\x1b[?1049l", "\x1bc", "\u202eevil\u202c", "\u2066\u2069", "a\u200bb\u200d\ufeff",
    "[bold red]markup[/]", "[@click=app.quit]here[/]", "[link=https://evil.example]here[/link]",
    "\u2028", "\\x1b[31m", "\x00", "\x7f", "\U000e0041", "\u00ad", "\r",
]  # fmt: skip
MARKED = "Hark:"
HOSTILE = MARKED + " " + " ".join(EVIL)
SENDABLE = re.sub(r"[\x00-\x1f\x7f-\x9f]", "", HOSTILE)
"""What of it a request may hold: control characters are refused."""

texts = st.lists(
    st.one_of(
        st.sampled_from(EVIL),
        st.text(max_size=10),
        st.text(st.characters(categories=["Cc", "Cf", "Zl", "Zp"]), max_size=6),
    ),
    max_size=8,
).map("".join)


def assert_inert(shown: str, *, but: re.Pattern[str] = OURS) -> None:
    """Nothing but what ``but`` allows, line ends and characters that are drawn."""
    rest = but.sub("", shown).replace("\n", "")
    left = sorted({char for char in rest if unicodedata.category(char) in OBEYED})
    assert not left, f"{left!r} is left in {rest[:500]!r}"
    assert "\x1b]" not in shown


class Show(SecureApp[None]):
    """Each kind of place that text from outside is shown at."""

    def compose(self) -> ComposeResult:
        yield Static(markup=False)
        yield Input()
        yield TextArea(soft_wrap=True)
        yield OptionList(markup=False)

    def leave(self) -> None:
        self.exit()

    def show(self, text: str) -> None:
        self.query_one(Static).update(text)
        self.query_one(Static).border_title = Content(text)
        self.query_one(Input).value = text
        self.query_one(TextArea).text = text
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_option(Content(text))
        self.clear_notifications()
        self.notify(text, title=text, markup=False)

    def painted(self) -> str:
        """What goes to the terminal for the whole screen."""
        update = self.screen._compositor.render_update(full=True)
        assert isinstance(update, CompositorUpdate)
        return update.render_segments(self.console)


@settings(max_examples=3, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.lists(texts, min_size=15, max_size=15))
async def test_no_text_commands_the_terminal(messages: list[str]) -> None:
    app = Show()
    async with app.run_test(size=(90, 40), notifications=True) as pilot:
        for text in [HOSTILE, *messages]:
            app.show(text)
            for _ in range(100):
                await pilot.pause()
                painted = app.painted()
                assert_inert(painted)
                # In all five places and on the border, as soon as the machine has come to that.
                if text != HOSTILE or painted.count(MARKED) >= 5:
                    break
            if text == HOSTILE:
                # Its markup stands there as it is.
                assert painted.count(MARKED) >= 5
                assert "[bold red]" in OURS.sub("", painted)


NEVER = re.compile(
    "\x1b][^2]|\x1b]2[^2]"  # titles, links, the clipboard; 22 is the mouse's pointer
    "|\x1b[PX^_c]|\x1b\\\\[2J|[\x80-\x9f\u202e\u2066\u200b\ufeff\u2028]"
)


def assert_only_drawn(terminal: Terminal) -> None:
    """What reached a terminal that a screen was drawn on."""
    assert NEVER.findall(terminal.output.decode()) == []


def run(*arguments: str, stdin: str = "") -> str:
    """The command in pipes; all that it said, which has to be plain text."""
    done = subprocess.run(
        [*COMMAND, *arguments], input=stdin, capture_output=True, text=True, check=False
    )
    said = done.stdout + done.stderr
    assert_inert(said, but=re.compile("(?!)"))
    assert len(said) < 40_000
    return said


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    """A server that one is signed in to."""
    with Sandbox() as sandbox:
        monkeypatch.setenv("CLARM_API_URL", sandbox.url)
        monkeypatch.setenv("CLARM_SESSION", sandbox.session.get_secret_value())
        yield sandbox


@pytest.fixture
def hostile_file(tmp_path: Path) -> str:
    """A request that can be sent, in which every text is hostile, its own name too."""
    name = f"{MARKED}\x1b]52;c;eA==\x07\u202e\x9b2J.json"
    return str(
        request_file(
            tmp_path / name,
            name=SENDABLE,
            config={"base_url": "https://example.com", SENDABLE: SENDABLE},
        )
    )


def answers() -> list[Fault]:
    """Hostile answers: a text, complaints about fields, a page, and ten million characters."""
    fields = [
        {"loc": ["body", "name"], "msg": HOSTILE, "type": HOSTILE},
        {"loc": ["body", HOSTILE], "msg": HOSTILE, "type": "x"},
    ]
    return [
        Fault(status=400, detail=HOSTILE),
        Fault(status=422, detail=fields),
        Fault(status=502, html=HOSTILE),
        Fault(status=400, body=MARKED + "\x1b[31m" * 2_000_000),
        Fault(
            body=json.dumps(
                {"connector_id": 1, "credential_id": 2, "status": HOSTILE, "message": HOSTILE}
            )
        ),
    ]


def test_words_of_files_and_servers_in_pipes(
    server: Sandbox, hostile_file: str, tmp_path: Path
) -> None:
    files = [str(tmp_path / f"{number}{MARKED}\x1b[31m") for number in range(len(answers()))]
    for number, file in enumerate(files):
        body = json.loads(Path(hostile_file).read_text())
        request_file(Path(file), **{**body, "name": f"{number} {body['name']}"})
    for extra in ([], ["--json"]):
        assert MARKED in run("create", "--dry-run", *extra, hostile_file)
        server.state.faults.add(*answers())
        said = run("create", "--again", "--jobs", "1", *extra, *files)
        assert said.count(MARKED) > 2 * len(files)
        assert MARKED in run("history", *extra)
    for fault in answers()[:2]:
        server.state.faults.add(fault)
        assert MARKED in run("--plain", "--from", hostile_file, stdin="yes\n")
    assert MARKED in run("drafts")
    assert MARKED in run("create", hostile_file + "\x1b[31m")
    assert MARKED in run(HOSTILE.replace("\0", ""))


def is_count(server: Sandbox, wanted: int) -> bool:
    return server.state.count == wanted


def test_words_of_files_and_servers_on_the_screen(server: Sandbox, hostile_file: str) -> None:
    with Terminal("--from", hostile_file, rows=40, columns=100) as terminal:
        for fault, then in zip(answers(), "r2lr6", strict=True):
            at_step(terminal, 5, "creates this connector", "here", "[bold red]markup[/]")
            server.state.faults.add(fault)
            count = server.state.count
            if "We don't know" in send(terminal):
                terminal.press("n")
            until(partial(is_count, server, count + 1))
            if then == "6":
                at_step(terminal, 6, MARKED)
            elif then == "2":
                at_step(terminal, 2, "×", MARKED)
                terminal.press("ctrl+n")
            else:
                sees(terminal, "Server response", MARKED)
                terminal.press(then)
        assert leave_at_once(terminal) == 0
    assert_only_drawn(terminal)


def test_pastes_and_drafts(home: Path) -> None:
    pasted = HOSTILE.replace("\x1b", "")  # terminals let no escapes through
    with Terminal("--type", "web", rows=40) as terminal:
        begin(terminal)
        terminal.paste(pasted)
        sees(terminal, "hidden")
        terminal.press("home")
        sees(terminal, MARKED)
        terminal.press("tab")
        terminal.paste(pasted)
        terminal.press("tab")
        sees(terminal, "×")
        terminal.press("f4")
        sees(terminal, "f4 Back to the form", MARKED)
        terminal.press("f4")
        terminal.wait_gone("f4 Back to the form")
        terminal.paste("x" * 1_100_000)
        sees(terminal, "Paste ignored: longer than")
        at_step(terminal, 2, "· saved")
        assert leave_at_once(terminal) == 130
    assert_only_drawn(terminal)
    with Terminal() as terminal:
        sees(terminal, MARKED)
        terminal.press("enter")
        at_step(terminal, 2, "hidden")
        assert leave_at_once(terminal) == 130
    assert_only_drawn(terminal)
