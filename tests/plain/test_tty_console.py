"""The command at a real pseudo-terminal: what is shown, what is not, and how the keys behave."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.plain.line_terminal import LineTerminal
from wizard.sandbox import Sandbox

pytestmark = pytest.mark.e2e


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    """A server on this machine that nobody is signed in to."""
    with Sandbox() as sandbox:
        monkeypatch.setenv("CLARM_API_URL", sandbox.url)
        yield sandbox


@pytest.fixture
def signed_in(server: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    """The same, with the session in the environment."""
    monkeypatch.setenv("CLARM_SESSION", server.session.get_secret_value())
    return server


def name_of(terminal: LineTerminal, type: str) -> None:
    """Choose a type and keep the suggested name."""
    terminal.answer("Type", type)
    terminal.answer("Connector name", "")


def confirm(terminal: LineTerminal) -> None:
    """Agree to the sending."""
    terminal.answer("Send it?", "yes")


def result(terminal: LineTerminal) -> dict[str, object]:
    """What is left on stdout in the end."""
    terminal.answer("What next?", "")
    code, text = terminal.end()
    assert code == 0
    found: dict[str, object] = json.loads(text)
    return found


def test_a_long_token_is_taken_whole_and_never_shown(signed_in: Sandbox) -> None:
    token = "ghp_" + "".join(chr(97 + n % 26) for n in range(8188))
    with LineTerminal("--plain", "--json") as terminal:
        name_of(terminal, "github")
        terminal.answer("Repositories", "Every")
        terminal.answer("Owner", "octocat")
        for label in ("Pull requests", "Issues", "Advanced"):
            terminal.answer(label, "")
        terminal.answer("Access token", token)
        assert "8,192 characters" in terminal.answer("Test it?", "")
        confirm(terminal)
        assert result(terminal)["type"] == "github"
        assert token[:8].encode() not in terminal.output
        assert token[-8:].encode() not in terminal.output
        assert b"\x1b" not in terminal.output
    (request,) = signed_in.state.requests
    assert request["credential"]["credentials"] == {"github_access_token": token}


KEY = json.dumps(
    {
        "type": "service_account",
        "client_email": "robot@project.iam.gserviceaccount.com",
        "private_key_id": "0123456789abcdef",
        "private_key": "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n",
        "token_uri": "https://oauth2.googleapis.com/token",
    },
    indent=2,
)


def test_a_key_of_several_lines_is_pasted_whole(signed_in: Sandbox) -> None:
    with LineTerminal("--plain", "--json") as terminal:
        name_of(terminal, "google_drive")
        terminal.answer("What to index", "")
        terminal.answer("Shared drives", "yes")
        terminal.answer("Personal drives", "")
        terminal.answer("Advanced", "")
        terminal.answer("Sign-in method", "1")
        terminal.answer("Service account key", KEY)
        said = terminal.answer("Primary admin", "admin@example.com")
        terminal.answer("Test it?", "")
        assert "Google service-account key" in said
        assert "robot@project.iam" in said
        confirm(terminal)
        result(terminal)
        assert b"c2VjcmV0" not in terminal.output
        assert b"BEGIN PRIVATE" not in terminal.output
    (request,) = signed_in.state.requests
    assert request["credential"]["credentials"]["google_service_account_key"] == KEY


def test_the_session_is_asked_for_when_it_is_needed_and_again_when_it_is_refused(
    server: Sandbox,
) -> None:
    session = server.session.get_secret_value()
    with LineTerminal("--plain", "--type", "web", "--json") as terminal:
        terminal.answer("Connector name", "Docs")
        terminal.answer("URL", "https://docs.example.com")
        terminal.answer("Scrape method", "")
        terminal.answer("Advanced", "")
        terminal.answer("Test it?", "")
        confirm(terminal)
        terminal.answer("Session", "wrong-session")
        terminal.answer("Session", f"fastapiusersauth={session}")
        assert result(terminal)["name"] == "Docs"
        assert b"wrong-session" not in terminal.output
        assert session.encode() not in terminal.output


def test_several_lines_for_a_secret_of_one_line_are_not_taken() -> None:
    with LineTerminal("--plain", "--sandbox") as terminal:
        name_of(terminal, "bookstack")
        terminal.answer("BookStack URL", "https://wiki.example.com")
        terminal.answer("Token ID", "id")
        terminal.answer("Token secret", "line-one\nline-two\nline-three")
        terminal.expect("You pasted several lines")
        terminal.answer("Token secret", "right-secret")
        terminal.expect("Test it?")
        for part in (b"line-one", b"line-two", b"line-three", b"right-secret"):
            assert part not in terminal.output


def test_a_long_visible_value_is_taken_whole() -> None:
    address = "https://docs.example.com/" + "x" * 6000
    with LineTerminal("--plain", "--sandbox") as terminal:
        name_of(terminal, "web")
        terminal.answer("URL", address)
        terminal.answer("Scrape method", "<")
        terminal.expect("URL, required (now https")
        terminal.expect(": ")
        terminal.type("\x03")
        assert terminal.end()[0] == 130
    (draft,) = Path.home().glob("state/clarm-wizard/sandbox/drafts/*.json")
    assert address in draft.read_text()


def test_keys_that_edit_and_keys_that_move_nothing() -> None:
    with LineTerminal("--plain", "--sandbox") as terminal:
        terminal.expect("Type: ")
        terminal.type("gitlab\x15githubx\x7f\x1b[D\x1b[A\x1bOC\t\x7f\n")
        terminal.expect("GitHub (github)")
        terminal.expect("now GitHub): ")
        terminal.type("Müller 日本x\x7f\x7f\x17Straße\n")
        terminal.expect("2 of")
        terminal.type("!\n")
        terminal.expect("Connector name: Müller Straße")


def test_answers_that_nobody_asked_for_are_not_typed(signed_in: Sandbox) -> None:
    unasked = (
        "\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\\x1b]11;rgb:0/0/0\x07\x1b[?62;22c\x1bP>|XTerm(390)\x1b\\"
        "\x1b[0n\x1b_Gi=31;OK\x1b\\\x1b[27;5;115~\x1b[57358;65;65u\x1bx\x9b0n\x9d11;x\x9c\x1b[[A"
    )
    with LineTerminal("--plain", "--json") as terminal:
        name_of(terminal, f"{unasked}git{unasked}hub")
        terminal.answer("Repositories", "Every")
        terminal.answer("Owner", f"octo{unasked}cat")
        for label in ("Pull requests", "Issues", "Advanced"):
            terminal.answer(label, "")
        terminal.answer("Access token", f"{unasked}ghp_{unasked}0123456789")
        terminal.answer("Test it?", "")
        confirm(terminal)
        result(terminal)
    (request,) = signed_in.state.requests
    assert request["config"]["repo_owner"] == "octocat"
    assert request["credential"]["credentials"] == {"github_access_token": "ghp_0123456789"}


def test_half_a_sequence_is_not_typed_and_keys_go_on() -> None:
    with LineTerminal("--plain", "--sandbox") as terminal:
        terminal.expect("Type: ")
        terminal.type("gith\x1b]11;rgb")
        terminal.type("\x15github\x1b[1;\n")
        terminal.expect("GitHub (github)")


def test_bytes_that_are_no_text_are_told() -> None:
    with LineTerminal("--plain", "--sandbox") as terminal:
        terminal.expect("Type: ")
        terminal.write(b"caf\xe9\n")
        terminal.expect("isn't UTF-8 text")


def test_ctrl_c_leaves_with_a_draft_and_gives_the_terminal_back() -> None:
    with LineTerminal("--plain") as terminal:
        terminal.expect("Type: ")
        assert not terminal.echoes()
        terminal.type("web\n")
        terminal.expect("Website): ")
        terminal.type("Mine\x03")
        code, result = terminal.end()
        assert (code, result) == (130, "")
        assert b"--resume" in terminal.output
        assert terminal.echoes()


def test_ctrl_d_leaves() -> None:
    with LineTerminal("--plain") as terminal:
        terminal.expect("Type: ")
        terminal.type("\x04")
        assert terminal.end()[0] == 130


@pytest.mark.parametrize(
    "number", [signal.SIGTERM, signal.SIGHUP, signal.SIGUSR1, signal.SIGALRM, signal.SIGABRT]
)
def test_a_kill_gives_the_terminal_back_and_keeps_the_draft(number: signal.Signals) -> None:
    with LineTerminal("--plain") as terminal:
        name_of(terminal, "web")
        terminal.expect("URL, required: ")
        terminal.process.send_signal(number)
        assert terminal.process.wait(20) == -number
        assert terminal.echoes()
    assert list(Path.home().glob("state/clarm-wizard/drafts/*.json"))


SHELL = """
import os, signal, subprocess, sys
signal.signal(signal.SIGTTOU, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-m", "wizard", *sys.argv[1:]], process_group=0)
os.tcsetpgrp(0, child.pid)
_, status = os.waitpid(child.pid, os.WUNTRACED)
assert os.WIFSTOPPED(status)
os.tcsetpgrp(0, os.getpgrp())
print("stopped", file=sys.stderr, flush=True)
sys.stdin.readline()
os.tcsetpgrp(0, child.pid)
os.kill(child.pid, signal.SIGCONT)
_, status = os.waitpid(child.pid, 0)
sys.exit(os.waitstatus_to_exitcode(status))
"""
"""What a shell does about ctrl+z and fg."""


def test_it_can_be_suspended_and_taken_up_again() -> None:
    with LineTerminal("--plain", under=SHELL) as terminal:
        terminal.expect("Type: ")
        terminal.type("we")
        terminal.expect("we")
        terminal.type("\x1a")
        terminal.expect("stopped")
        assert terminal.echoes()
        terminal.type("fg\n")
        terminal.expect("Type: we")
        assert not terminal.echoes()
        terminal.type("b\n")
        terminal.expect("Website): ")
        terminal.type("\x03")
        assert terminal.end()[0] == 130


def test_stopped_without_notice_it_goes_on_showing_no_secret() -> None:
    with LineTerminal("--plain", "--type", "gitlab") as terminal:
        terminal.expect("Connector name")
        terminal.process.send_signal(signal.SIGSTOP)
        terminal.echo()
        terminal.process.send_signal(signal.SIGCONT)
        terminal.expect("Connector name")
        assert not terminal.echoes()


def test_words_are_not_torn_at_the_edge_of_the_terminal() -> None:
    with LineTerminal("--plain", "--type", "jira") as terminal:
        terminal.resize(40, 24)
        terminal.answer("Connector name", "")
        came = terminal.expect("What to index").replace("\r", "")
        assert "All issues the account\ncan read." in came
        assert all(len(line) <= 40 for line in came.splitlines())


def test_a_dumb_terminal_gets_line_prompts_by_itself() -> None:
    with LineTerminal("--sandbox") as terminal:
        terminal.expect("TERM=dumb")
        terminal.expect("Type: ")
        terminal.type("\x04")
        assert terminal.end()[0] == 130
