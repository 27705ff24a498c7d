"""What a terminal may send apart from keys, at the installed command in a real terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from tests.e2e.raw_terminal import RawTerminal, assert_given_back
from tests.support.escape_sequences import FATAL, UNASKED
from tests.support.injection import injecting
from tests.support.terminal import Terminal
from tests.support.terminal_steps import LONG, at_step, begin, drafts, leave_at_once, sees

KITTY_Q, KITTY_C, KITTY_N = "\x1b[1081::113;5u", "\x1b[1089::99;5u", "\x1b[1090::110;5u"


@contextmanager
def owner_field(**env: str) -> Iterator[RawTerminal]:
    """GitHub's form, in the field for the owner."""
    with RawTerminal("--type", "github", env=env) as terminal:
        begin(terminal)
        terminal.press("tab", "right")
        terminal.wait_gone("one per line", LONG)
        terminal.press("tab")
        yield terminal


def owner(terminal: Terminal, text: str) -> str:
    """Wait until this is all that stands in the field: the suggested name follows it."""
    return terminal.wait_until(
        lambda screen: re.search(rf"GitHub: {re.escape(text)}\s", screen) is not None,
        f"the owner {text!r}",
        LONG,
    )


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
        terminal.write(b"\x1b]" + b"x" * 300_000)
        terminal.press("backspace")
        terminal.type(key)
        owner(terminal, "k")
        terminal.write(b"\x1b]" + b"x" * 300_000)
        terminal.process.terminate()
        assert terminal.wait_exit(LONG) == 130
        assert_given_back(terminal)


def test_answers_and_lock_keys_are_not_typed_and_not_kept(home: Path) -> None:
    with owner_field() as terminal:
        for sequence in UNASKED:
            terminal.send(sequence, pause=0)
        terminal.write(b"\x9b?62c\x90>|x\x9c")
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
        sees(terminal, "again")
        terminal.send(KITTY_C)
        assert terminal.wait_exit(LONG) == 130
        assert_given_back(terminal)


def test_the_way_out_of_another_layout() -> None:
    for key in (KITTY_Q, "\x1b[1081;5u"):
        with owner_field() as terminal:
            terminal.send(key)
            sees(terminal, "Quit the wizard?")


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
