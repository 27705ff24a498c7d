"""What a terminal may send apart from keys, at the installed command in a real terminal."""

from __future__ import annotations

import os
import re
import select
import termios
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tests.e2e.inject import injecting
from tests.e2e.person import LONG, at_step, begin, drafts, leave_at_once, sees
from tests.e2e.terminal import Terminal

KITTY_Q, KITTY_C, KITTY_N = "\x1b[1081::113;5u", "\x1b[1089::99;5u", "\x1b[1090::110;5u"


class RawTerminal(Terminal):
    """Takes bytes as well, and knows how its modes were before the command had it."""

    def __init__(self, *arguments: str, **options: Any) -> None:
        master, fresh = os.openpty()
        self.fresh = termios.tcgetattr(fresh)
        os.close(fresh)
        os.close(master)
        self.flooded = 0
        super().__init__(*arguments, **options)

    def send_bytes(self, data: bytes) -> None:
        """Send bytes as they are, while somebody reads them."""
        while data:
            assert select.select([], [self._fd], [], LONG)[1], self.text()
            data = data[os.write(self._fd, data[:512]) :]

    def flood(self, piece: bytes) -> None:
        """Send this again and again until the command has ended."""
        data = piece * (512 // len(piece))
        with suppress(OSError):
            while self.process.poll() is None:
                if select.select([], [self._fd], [], 0.1)[1]:
                    self.flooded += os.write(self._fd, data)


MODES = re.compile(
    rb"\x1b\[\?([\d;]+)([hl])|\x1b\[([>=<])([\d;]*)u|\x1b\]22;(\w*)\x07|\x1b\[>4;?\d*m"
)

AT_FIRST = {"7": True, "25": True}
"""The modes that a terminal has on."""


def modes_left(output: bytes) -> dict[str, Any]:
    """The modes that are not as they were before all that was written."""
    left: dict[str, Any] = {}
    keyboard: list[bytes] = []
    for private, switch, kind, flags, pointer in MODES.findall(output):
        for mode in filter(None, private.decode().split(";")):
            left[mode] = switch == b"h"
        if kind == b">":
            keyboard.append(flags)
        elif kind == b"<":
            keyboard = keyboard[: -int(flags or 1)]
        if pointer:
            left["pointer"] = pointer != b"default"
    left["keyboard"] = bool(keyboard)
    return {mode: on for mode, on in left.items() if on is not AT_FIRST.get(mode, False)}


def assert_given_back(terminal: RawTerminal) -> None:
    """Every mode that was set is taken back."""
    assert modes_left(bytes(terminal.output)) == {}
    assert terminal.modes_now() == terminal.fresh


@contextmanager
def owner_field(**env: str) -> Iterator[RawTerminal]:
    """GitHub's form, in the field for the owner."""
    with RawTerminal("--type", "github", env=env) as terminal:
        begin(terminal)
        terminal.press("tab", "right")
        terminal.wait_gone("one a line", LONG)
        terminal.press("tab")
        yield terminal


def owner(terminal: Terminal, text: str) -> str:
    """Wait until this is all that stands in the field: the suggested name follows it."""
    return terminal.wait_until(
        lambda screen: re.search(rf"GitHub: {re.escape(text)}\s", screen) is not None,
        f"the owner {text!r}",
        LONG,
    )


FATAL = {
    "beyond Unicode": "\x1b[1114112u",
    "beyond all numbers": "\x1b[9999999999;5~",
    "text beyond Unicode": "\x1b[97;1;9999999999u",
    "a size in no pixels, and a click": "\x1b[48;24;80;0;0t\x1b[<0;1;1M\x1b[<0;1;1m",
    "a size beyond all": "\x1b[48;100000;100000;1;1t",
    "a report of a size without having asked": "\x1b[?2048;2$y\x1b[48;5;20;0;0t",
}


@pytest.mark.parametrize("kind", FATAL)
def test_keys_go_on_after(kind: str) -> None:
    with owner_field() as terminal:
        terminal.send(FATAL[kind])
        terminal.press("tab", "shift+tab")
        terminal.type("octocat")
        owner(terminal, "octocat")
        assert leave_at_once(terminal) == 130
        assert_given_back(terminal)


@pytest.mark.parametrize("piece", ["x", "\x1b[A", "\x1b[<35;9;9M", "\x1b[97;;97u"], ids=ascii)
def test_a_flood_of_keys_does_not_hold_up_a_signal(piece: str) -> None:
    with owner_field() as terminal:
        flood = Thread(target=terminal.flood, args=(piece.encode(),), daemon=True)
        flood.start()
        terminal.wait_until(lambda _: terminal.flooded > 20_000, "a flood", LONG)
        terminal.process.terminate()
        assert terminal.wait_exit(LONG) == 130
        flood.join()
        assert_given_back(terminal)


@pytest.mark.parametrize("key", ["k", "\x1b[107;;107u"])
def test_a_flood_without_an_end_holds_nothing_up(key: str) -> None:
    with owner_field() as terminal:
        terminal.send_bytes(b"\x1b]" + b"x" * 300_000)
        terminal.press("backspace")
        terminal.type(key)
        owner(terminal, "k")
        terminal.send_bytes(b"\x1b]" + b"x" * 300_000)
        terminal.process.terminate()
        assert terminal.wait_exit(LONG) == 130
        assert_given_back(terminal)


UNASKED = (
    "\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\", "\x1b]11;rgb:1e1e/1e1e/1e1e\x07", "\x1b[?62;22c",
    "\x1b[>41;354;0c", "\x1bP>|XTerm(390)\x1b\\", "\x1b[0n", "\x1b[?2048;0$y",
    "\x1b_Gi=31;OK\x1b\\",
    "\x1b[24;80R", "\x1b[57358;65;65u", "\x1b[57360;129;49u", "\x1b[27;5;115~", "\x1b[27;3;98~",
    "\x1bx", "\x9b0n", "\x9d11;rgb:0/0/0\x9c",
)  # fmt: skip


def test_answers_and_lock_keys_are_not_typed_and_not_kept(home: Path) -> None:
    with owner_field() as terminal:
        for sequence in UNASKED:
            terminal.send(sequence, pause=0)
        terminal.send_bytes(b"\x9b?62c\x90>|x\x9c")
        terminal.type("octo")
        for sequence in UNASKED:
            terminal.send(sequence, pause=0)
        terminal.type("cat")
        owner(terminal, "octocat")
        terminal.press("ctrl+n")
        at_step(terminal, 3, "Access token")
        terminal.send("".join(UNASKED))
        terminal.paste("ghp_0123456789")
        sees(terminal, "14 characters")
        assert leave_at_once(terminal) == 130
    [draft] = drafts().list().drafts
    kept = str(drafts().load(draft.id).payload)
    assert "octocat" in kept
    assert "rgb" not in kept


def test_a_paste_without_an_end_is_pasted_and_keys_go_on() -> None:
    with owner_field() as terminal:
        terminal.send("\x1b[200~octo")
        owner(terminal, "octo")
        terminal.type("cat")
        owner(terminal, "octocat")


def test_an_input_method_types_its_words() -> None:
    with owner_field() as terminal:
        terminal.press("shift+tab", "shift+tab")
        terminal.send("\x1b[0;;20320:20320:20320:20320:20320u")
        sees(terminal, "你")
        terminal.wait_until(lambda text: text.count("你") == 5, "five characters", LONG)


def test_another_layout_has_the_same_keys() -> None:
    with owner_field() as terminal:
        assert b"\x1b[=4;2u" in terminal.output
        terminal.type("octocat")
        owner(terminal, "octocat")
        terminal.send(KITTY_N)
        at_step(terminal, 3, "Access token")
        terminal.send(KITTY_C)
        sees(terminal, "once more")
        terminal.send(KITTY_C)
        assert terminal.wait_exit(LONG) == 130
        assert_given_back(terminal)


def test_the_way_out_of_another_layout() -> None:
    for key in (KITTY_Q, "\x1b[1081;5u"):
        with owner_field() as terminal:
            terminal.send(key)
            sees(terminal, "Leave the wizard?")


@pytest.mark.parametrize("parts", [("\x1b", "[D"), ("\x1b[", "D"), ("\x1b[1;", "1D")])
def test_a_key_that_comes_in_pieces_over_ssh_is_one_key(parts: tuple[str, str]) -> None:
    with owner_field(SSH_CONNECTION="192.0.2.1 50000 192.0.2.2 22") as terminal:
        terminal.type("octoct")
        owner(terminal, "octoct")
        terminal.send(parts[0], pause=0.2)
        terminal.send(parts[1])
        terminal.type("a")
        owner(terminal, "octocat")


def test_the_rest_of_a_key_is_not_typed_where_its_escape_was_one() -> None:
    with owner_field() as terminal:
        terminal.type("octocat")
        owner(terminal, "octocat")
        terminal.press("f1")
        sees(terminal, "Help")
        terminal.send("\x1b", pause=0.3)
        terminal.send("[D")
        terminal.type("s")
        owner(terminal, "octocats")


def test_escdelay_is_how_long_an_escape_waits() -> None:
    with owner_field(ESCDELAY="1500") as terminal:
        terminal.type("octoct")
        owner(terminal, "octoct")
        terminal.send("\x1b", pause=0.6)
        terminal.send("[D")
        terminal.type("a")
        owner(terminal, "octocat")


def test_a_terminal_that_answers_everything_is_given_back_as_it_was() -> None:
    with owner_field() as terminal:
        terminal.send("\x1b[?2026;2$y\x1b[?2048;2$y\x1b[?1016;2$y\x1b[?29u\x1b[?62c")
        terminal.send("\x1b[48;24;80;480;800t\x1b[<35;10;3M\x1b[<35;3;24M\x1b[<35;76;22M")
        terminal.type("octocat")
        owner(terminal, "octocat")
        output = bytes(terminal.output)
        assert {b"1004", b"1003", b"2004"} <= set(re.findall(rb"\x1b\[\?(\d+)h", output))
        assert leave_at_once(terminal) == 130
        assert_given_back(terminal)


def test_an_input_thread_that_fails_ends_the_wizard_in_order(home: Path, tmp_path: Path) -> None:
    code = """
        def fail(self, text):
            if "!" in text:
                raise SystemError("of the token ghp_0123456789")
            return feed(self, text)
        feed, InputParser.feed = InputParser.feed, fail
    """
    env = injecting(tmp_path / "code", wizard__tui__backend__input_parser=code)
    with owner_field(**env) as terminal:
        terminal.type("octocat")
        owner(terminal, "octocat")
        terminal.type("!")
        assert terminal.wait_exit(LONG) == 1
        assert_given_back(terminal)
        words = " ".join(bytes(terminal.output).decode(errors="replace").split())
    assert "This program failed (SystemError)." in words
    assert "ghp_0123456789" not in words
    [draft] = drafts().list().drafts
    assert f"--resume {draft.id}" in words
    assert "octocat" in str(drafts().load(draft.id).payload["forms"])
