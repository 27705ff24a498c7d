"""Nothing that was planted as a secret comes out anywhere, whatever happens to it."""

from __future__ import annotations

import base64
import json
import os
import re
import signal
from pathlib import Path

import pytest

from tests.e2e.inject import injecting
from tests.e2e.markers import assert_absent, assert_absent_below, found
from tests.e2e.person import (
    at_step,
    begin,
    drafts,
    fill_github,
    history,
    leave_at_once,
    sees,
    send,
    to_review,
)
from tests.e2e.terminal import Terminal
from wizard.forms import Secret
from wizard.sandbox import Sandbox
from wizard.sandbox.faults import Fault

TOKEN = "ghp_Xq7/Zu+5'Kd\"9\\Wn&2=Rt<4>Vb8%Lm0éJh6"
COOKIE = "eyJhbGciOi.Ck7Tz3Qw9Ev5Yb1Nx8.Ud4-Gs6_Op2"
STALE = "0ldC00kie-Mh3Kv8Rp2Lq6Ws9Td4Yf7Zg1"
OSC_52 = re.compile(rb"\x1b\]52;[^;]*;([^\x07\x1b]*)")

SHIFT_END = "\x1b[1;2F"

PHOTOGRAPH = """
import os, signal

_begin = WizardApp._begin

def begin(self):
    _begin(self)
    def photograph():
        text = self.export_screenshot()
        with open(os.environ["PHOTOGRAPH"], "a") as file:
            file.write(text)
    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, photograph)

WizardApp._begin = begin
"""


def clipboard(output: bytes) -> bytes:
    """All that was put on the clipboard."""
    return b"\n".join(base64.b64decode(found) for found in OSC_52.findall(output))


def echo(*secrets: str) -> str:
    """What a careless server says: every secret, in several forms."""
    return "; ".join(
        f"{secret} {secret!r} {base64.b64encode(secret.encode()).decode()}" for secret in secrets
    )


def onyx(secret: str) -> str:
    """A 422 as the fork prints it: Python in JSON."""
    printed = repr(
        [
            {
                "type": "value_error",
                "loc": ("body", "config"),
                "msg": f"bad {secret}",
                "input": secret,
            }
        ]
    )
    return json.dumps({"status_code": 422, "message": printed, "data": None})


def test_a_long_sitting_on_the_screen(tmp_path: Path, home: Path) -> None:
    markers = [TOKEN, COOKIE, STALE]
    picture = home / "screen.svg"
    env = injecting(tmp_path / "code", wizard__tui__app=PHOTOGRAPH) | {
        "PHOTOGRAPH": str(picture),
        "TEXTUAL": "devtools,debug",
        "TEXTUAL_LOG": str(home / "textual.log"),
        "TEXTUAL_SCREENSHOT": "1",
    }
    with (
        Sandbox(session=Secret(COOKIE)) as sandbox,
        Terminal("--api-url", sandbox.url, "--type", "github", env=env) as terminal,
    ):

        def photograph() -> str:
            before = picture.stat().st_size if picture.exists() else 0
            os.kill(terminal.process.pid, signal.SIGUSR1)
            terminal.wait_until(
                lambda _: picture.exists() and picture.stat().st_size > before, "a picture"
            )
            return picture.read_text()

        begin(terminal)
        fill_github(terminal, TOKEN)

        # Shown on purpose, and only as long as that.
        terminal.press("escape")
        at_step(terminal, 4)
        terminal.press("escape")
        at_step(terminal, 3)
        shown_from = len(terminal.output)
        terminal.press("f3")
        sees(terminal, "Xq7/Zu+5")
        assert found(photograph().encode(), [TOKEN])
        picture.unlink()
        terminal.press("f3")
        terminal.wait_gone("Xq7/Zu+5")
        shown_until = len(terminal.output)
        assert found(terminal.output[shown_from:shown_until], [TOKEN])

        # Neither copied nor cut, nor in what is edited as JSON.
        terminal.press("home", SHIFT_END, "ctrl+c", "ctrl+x")
        sees(terminal, "not copied", f"{len(TOKEN)} characters")
        terminal.press("f4")
        sees(terminal, '"github_access_token": "********"')
        photograph()
        terminal.press("escape")
        terminal.wait_gone("f4 goes back")

        # The palette has no way to save the screen, and F1 shows no value.
        terminal.press("ctrl+p")
        sees(terminal, "Search")
        terminal.type("screenshot")
        sees(terminal, "No matches")
        terminal.press("escape")
        terminal.wait_gone("No matches")
        terminal.press("f1")
        sees(terminal, "Classic or fine-grained")
        terminal.press("escape")
        at_step(terminal, 3, "esc Back")

        terminal.press("ctrl+n")
        to_review(terminal)
        photograph()
        terminal.press("tab", "enter")
        sees(terminal, "copied")
        assert b"github_access_token" in clipboard(terminal.output)

        # A wrong session, then every answer that repeats what it was sent.
        said = echo(TOKEN, COOKIE)
        sandbox.state.faults.add(
            Fault(status=403, detail="Access denied. User is not authenticated."),
            Fault(status=400, detail=said),
            Fault(
                status=422,
                detail=[
                    {
                        "loc": ["body", "credential", "credentials", "github_access_token"],
                        "msg": f"Value error, {said}",
                        "input": TOKEN,
                        "type": "value_error",
                    },
                ],
            ),
            Fault(status=422, body=onyx(TOKEN)),
            Fault(status=500, body=f"Traceback: {said}"),
        )
        terminal.press("shift+tab")
        send(terminal)
        sees(terminal, "Sign in")
        terminal.paste(STALE)
        terminal.press("enter")
        sees(terminal, "not accepted")
        terminal.paste(f"fastapiusersauth={COOKIE}")
        terminal.press("enter")
        sees(terminal, "Not created", "The server's words", "********")
        photograph()
        terminal.press("r")
        for step in (3, 2):
            at_step(terminal, 5)
            terminal.press("shift+tab")
            send(terminal)
            at_step(terminal, step, "********")
            photograph()
            terminal.press("ctrl+n")
            if step == 2:
                at_step(terminal, 3)
                terminal.press("ctrl+n")
            to_review(terminal)
        send(terminal)
        sees(terminal, "Nobody knows", "********")
        photograph()
        terminal.press("m")
        at_step(terminal, 5, "Nothing was sent yet")
        sandbox.state.faults.add(Fault(delay=60))
        send(terminal)
        sees(terminal, "Waiting")
        terminal.press("escape")
        sees(terminal, "once more")
        terminal.press("escape")
        sees(terminal, "Nobody knows")
        terminal.press("m")
        at_step(terminal, 5, "Nothing was sent yet")
        send(terminal)
        at_step(terminal, 6)
        photograph()
        terminal.press("a")
        at_step(terminal, 2)
        terminal.type("again")
        at_step(terminal, 2, "· saved")
        assert leave_at_once(terminal) == 0
        assert sandbox.state.count == 7
    [draft] = drafts().list().drafts
    with Terminal("--resume", draft.id, env=env) as again:
        at_step(again, 2, "again")
        again.press("ctrl+n")
        at_step(again, 3, "Access token")
        assert leave_at_once(again) == 130

    assert [entry.outcome for entry in history()] == [
        "created", "unknown", "unknown", "refused", "refused", "refused", "refused",
    ]  # fmt: skip
    shown = terminal.output[:shown_from] + terminal.output[shown_until:]
    assert_absent(shown, markers, "the terminal")
    assert_absent(again.output, markers, "the terminal")
    assert_absent(clipboard(terminal.output), markers, "the clipboard")
    assert_absent(terminal.stdout, markers, "stdout")
    looked = {path.name for path in assert_absent_below(home, markers)}
    assert {"history.jsonl", f"{draft.id}.json", "screen.svg"} <= looked
    assert "textual.log" not in looked
