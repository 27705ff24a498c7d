"""Nothing that was planted as a secret comes out anywhere, whatever happens to it."""

from __future__ import annotations

import base64
import html
import json
import os
import re
import signal
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
from pydantic import BaseModel, model_validator

from tests.e2e.planted_secrets import assert_absent, assert_absent_below, found
from tests.support.connectors import EXAMPLES, members, secret_fields
from tests.support.injection import injecting
from tests.support.terminal import COMMAND, Terminal
from tests.support.terminal_steps import (
    LONG,
    SESSION_HELP,
    SESSION_REJECTED,
    at_step,
    begin,
    drafts,
    fill_github,
    history,
    leave_at_once,
    request_file,
    sees,
    send,
    to_review,
)
from wizard.connectors.fields import Config
from wizard.forms import Secret
from wizard.sandbox import Sandbox
from wizard.sandbox.faults import Fault
from wizard.sandbox.validation import Connectors
from wizard.utils.glyphs import MASKED

TOKEN = "ghp_Xq7/Zu+5'Kd\"9\\Wn&2=Rt<4>Vb8%Lm0~Jh6"
COOKIE = "eyJhbGciOi.Ck7Tz3Qw9Ev5Yb1Nx8.Ud4-Gs6_Op2"
OLD = "0lds3ss10n-Vb5Nt8Xr2Kq7Wm"
STALE = "0ldC00kie-Mh3Kv8Rp2Lq6Ws9Td4Yf7Zg1"
AWS_SECRET = "wJ4/lr+X7tnF2EMI/K9MDENG/bPx5RfiCY8"
EXTRA = "xt-Jb4Wm8Ts2Qf6Ld9Zp3"
ZULIP_KEY = "zk9Hf3Vr7Kx1Nc5Bq8Ty2"
KEY_LINES = ["MIIEvXw4Rb7Km2Tq9Zs5Hd8Lf3Np6Vc1", "Gj5Wx8Pz2Yt4Qe7Ur1Io9As3Df6Gh0Jk"]

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


def clipboard(output: bytes | bytearray) -> bytes:
    """All that was put on the clipboard."""
    return b"\n".join(base64.b64decode(found) for found in OSC_52.findall(output))


def echo(*secrets: str) -> str:
    """What a careless server says: every secret, in several forms."""
    return "; ".join(
        f"{secret} {secret!r} {base64.b64encode(secret.encode()).decode()}" for secret in secrets
    )


def service_account() -> str:
    """The key file of a Google service account."""
    lines = ["-----BEGIN PRIVATE KEY-----", *KEY_LINES, "-----END PRIVATE KEY-----", ""]
    return json.dumps(
        {
            "type": "service_account",
            "client_email": "bot@example.com",
            "private_key_id": "0123",
            "private_key": "\n".join(lines),
            "token_uri": "https://oauth2.example.com/token",
        },
        indent=2,
    )


def zuliprc() -> str:
    """The key file of a Zulip bot."""
    return f"[api]\nemail=bot@example.com\nkey={ZULIP_KEY}\nsite=https://example.com\n"


def run(*arguments: str, stdin: str = "", **env: str) -> subprocess.CompletedProcess[str]:
    """The command, with nothing but pipes."""
    return subprocess.run(
        [*COMMAND, *arguments],
        input=stdin,
        env=os.environ | env,
        capture_output=True,
        text=True,
        check=False,
        timeout=LONG,
    )


def request_files(folder: Path) -> tuple[list[str], dict[str, str], list[str]]:
    """Files with a marker in the place of each secret of each type; no secret has two.

    The markers stand in the files, in variables, which are returned too, or in other files.
    """
    files: list[str] = []
    env: dict[str, str] = {}
    markers: list[str] = []
    seen: set[tuple[str, str]] = set()
    for connector, example in EXAMPLES:
        credentials = dict(example.credentials)
        named = {name for each in members(connector.credential) for name in secret_fields(each)}
        shown = {name for name in named & set(credentials) if "FAKE" in credentials[name]}
        new = sorted({(connector.about.type, name) for name in shown} - seen)
        seen.update(new)
        for _, name in new:
            marker = f"mk{len(markers):04}Qz7Wn4Kd9Xb2Gh"
            markers.append(marker)
            value = credentials[name].replace("FAKE", marker)
            if len(markers) % 3 == 0 and name != "sp_private_key":  # which no text file has
                (folder / marker[:6]).write_text(value)
                credentials[name] = {"file": marker[:6]}
            elif len(markers) % 3 == 1:
                env[marker[:6]] = value
                credentials[name] = {"env": marker[:6]}
            else:
                credentials[name] = value
        if new:
            path = folder / f"{len(files)}.json"
            request_file(
                path,
                name=f"Number {len(files)}",
                type=connector.about.type,
                config=example.config,
                credential={"credentials": credentials | {"unknown": markers[-1][::-1]}},
            )
            path.chmod(0o600)
            files.append(str(path))
    return files, env, [*markers, *(marker[::-1] for marker in markers)]


def another_type(terminal: Terminal, type: str) -> None:
    """From a result to the form of another type."""
    terminal.press("n")
    sees(terminal, "Choose a type")
    terminal.type(type)
    sees(terminal, f" {type}")
    terminal.press("enter")
    begin(terminal)


def browser(home: Path, folder: Path) -> Path:
    """A program that keeps what it is started with in the file ``browser``."""
    path = folder / "browser"
    path.write_text(f"#!/bin/sh\n(echo $0 $*; env) > {home}/new; mv {home}/new {home}/browser\n")
    path.chmod(0o700)
    return path


def onyx(secret: str, *loc: str) -> str:
    """A 422 as the fork prints it: Python in JSON."""
    error = {"type": "value_error", "loc": ("body", *loc), "msg": f"bad {secret}", "input": secret}
    return json.dumps({"status_code": 422, "message": repr([error]), "data": None})


def test_a_long_sitting_on_the_screen(tmp_path: Path, home: Path) -> None:
    markers = [TOKEN, COOKIE, STALE, OLD]
    picture = home / "screen.svg"
    env = injecting(tmp_path / "code", wizard__tui__app=PHOTOGRAPH) | {
        "PHOTOGRAPH": str(picture),
        "BROWSER": f"{browser(home, tmp_path)} %s",
        "CLARM_API_KEY": "",
        "CLARM_SESSION": OLD,
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

        # A pasted block that names the field: what it would fill in is shown masked.
        terminal.paste(json.dumps({"github_access_token": TOKEN, "other": TOKEN}))
        sees(terminal, "Not in this form: other")
        photograph()
        terminal.press("enter")
        terminal.wait_gone("Not in this form")
        sees(terminal, f"{len(TOKEN)} characters")

        # Neither copied nor cut, nor in what is edited as JSON.
        terminal.press("home", SHIFT_END, "ctrl+c", "ctrl+x")
        sees(terminal, "can't copy", f"{len(TOKEN)} characters")
        terminal.press("f4")
        sees(terminal, '"github_access_token": "********"')
        photograph()
        terminal.press("escape")
        terminal.wait_gone("f4 Back to the form")

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

        # A browser is started without the session, which the wizard itself still has.
        terminal.press("ctrl+p")
        sees(terminal, "Search")
        terminal.type("open page")
        sees(terminal, "Open page")
        terminal.press("enter")
        terminal.wait_until(lambda _: (home / "browser").exists(), "a browser", LONG)
        terminal.wait_gone("Search", LONG)

        process = Path("/proc", str(terminal.process.pid))
        assert_absent((process / "cmdline").read_bytes(), markers, "the command line")
        assert re.search(r"Max core file size\s+0\s+0\s", (process / "limits").read_text())

        to_review(terminal)
        photograph()
        terminal.press("right", "right", "enter")
        sees(terminal, "sent to the clipboard")
        assert b"github_access_token" in clipboard(terminal.output)

        # A wrong session, then every answer that repeats what it was sent.
        said = echo(TOKEN, COOKIE)
        sandbox.state.faults.add(
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
            Fault(status=422, body=onyx(TOKEN, "config")),
            Fault(status=500, body=f"Traceback: {said}"),
        )
        send(terminal)
        sees(terminal, SESSION_REJECTED, SESSION_HELP)
        terminal.paste(STALE)
        sees(terminal, f"{len(STALE)} characters")
        terminal.press("enter")
        sees(terminal, SESSION_REJECTED, f"{MASKED} secret  │", SESSION_HELP)
        terminal.paste(f"fastapiusersauth={COOKIE}")
        terminal.press("enter")
        sees(terminal, "Not created", "Server response", "********")
        photograph()
        terminal.press("r")
        for step in (3, 2):
            at_step(terminal, 5)
            send(terminal)
            at_step(terminal, step, "********")
            photograph()
            to_review(terminal)
        send(terminal)
        sees(terminal, "We don't know", "********")
        photograph()
        terminal.press("n")
        at_step(terminal, 5, "creates this connector")
        sandbox.state.faults.add(Fault(delay=60))
        send(terminal)
        sees(terminal, "Waiting")
        terminal.press("escape")
        sees(terminal, "again")
        terminal.press("escape")
        sees(terminal, "We don't know")
        terminal.press("n")
        at_step(terminal, 5, "creates this connector")
        send(terminal)
        at_step(terminal, 6)
        photograph()
        terminal.press("a")
        at_step(terminal, 2)
        terminal.type("again")
        at_step(terminal, 2, "· saved")
        assert leave_at_once(terminal) == 0
        assert sandbox.state.count == 6
    [draft] = drafts().list().drafts
    with Terminal("--resume", draft.id, env=env) as again:
        at_step(again, 2, "again")
        again.press("ctrl+n")
        at_step(again, 3, "Access token")
        assert leave_at_once(again) == 130

    assert [entry.outcome for entry in history()] == [
        "created", "unknown", "unknown", "refused", "refused", "refused", "refused", "refused",
    ]  # fmt: skip
    shown = terminal.output[:shown_from] + terminal.output[shown_until:]
    assert_absent(shown, markers, "the terminal")
    assert_absent(again.output, markers, "the terminal")
    assert_absent(clipboard(terminal.output), markers, "the clipboard")
    assert_absent(terminal.stdout, markers, "stdout")
    looked = {path.name for path in assert_absent_below(home, markers)}
    assert {"history.jsonl", f"{draft.id}.json", "screen.svg"} <= looked
    assert "textual.log" not in looked


def test_key_files_and_fields_that_nobody_knows(tmp_path: Path, home: Path) -> None:
    """Three types in one sitting; the last is killed in the middle of it."""
    key = tmp_path / "key.json"
    key.write_text(service_account())
    env = {"CLARM_SESSION": COOKIE}
    with (
        Sandbox(session=Secret(COOKIE)) as sandbox,
        Terminal("--api-url", sandbox.url, "--type", "google_drive", env=env) as terminal,
    ):
        begin(terminal)
        terminal.press("tab", "tab", "space")
        sees(terminal, "▣ Shared drives")
        terminal.press("ctrl+n")
        at_step(terminal, 3)
        terminal.press("ctrl+o")
        sees(terminal, "Path of the")
        terminal.type(str(key))
        terminal.press("enter")
        sees(terminal, "bot@example.com")
        terminal.press("tab")
        terminal.type("admin@example.com")
        sees(terminal, "admin@example.com")
        terminal.press("ctrl+n")
        to_review(terminal)
        send(terminal)
        at_step(terminal, 6)
        assert KEY_LINES[0] in json.dumps(sandbox.state.requests[-1])

        # What is typed as JSON is seen while it is typed, and never again.
        another_type(terminal, "bookface")
        terminal.press("ctrl+n")
        at_step(terminal, 3)
        seen_from = len(terminal.output)
        terminal.press("f4")
        sees(terminal, "f4 Back to the form")
        terminal.press("delete", "delete")
        terminal.paste(json.dumps({"some_token": EXTRA, "nested": {"list": [EXTRA, 1]}}))
        sees(terminal, EXTRA)
        terminal.press("home", SHIFT_END, "ctrl+c", "ctrl+x")
        sees(terminal, EXTRA, "contain a secret")
        terminal.press("f4")
        terminal.wait_gone("f4 Back to the form")
        at_step(terminal, 3, "· saved")
        seen_until = len(terminal.output)
        terminal.press("f4")
        sees(terminal, '"some_token": "********"')
        terminal.press("f4")
        terminal.wait_gone("f4 Back to the form")
        assert_absent_below(home, [EXTRA])
        terminal.press("ctrl+n")
        to_review(terminal)
        terminal.press("right", "right", "right", "enter")
        sees(terminal, "Save as a request file", "SOME_TOKEN")
        terminal.press("home", SHIFT_END)
        terminal.type(str(home / "saved.json"))
        terminal.press("enter")
        sees(terminal, "Saved as")
        send(terminal)
        at_step(terminal, 6)
        assert EXTRA in json.dumps(sandbox.state.requests[-1])

        another_type(terminal, "zulip")
        terminal.press("tab")
        terminal.type("acme")
        terminal.press("tab")
        terminal.type("https://acme.zulipchat.com")
        sees(terminal, "https://acme.zulipchat.com")
        terminal.press("ctrl+n")
        at_step(terminal, 3)
        terminal.paste(zuliprc())
        sees(terminal, "bot@example.com")
        at_step(terminal, 3, "· saved")
        terminal.process.kill()
        terminal.wait_exit()

    markers = [*KEY_LINES, EXTRA, ZULIP_KEY, COOKIE]
    assert (home / "saved.json").is_file()
    shown = terminal.output[:seen_from] + terminal.output[seen_until:]
    assert found(terminal.output[seen_from:seen_until], markers)
    assert_absent(shown, markers, "the terminal")
    assert_absent(clipboard(terminal.output), markers, "the clipboard")
    assert_absent(terminal.stdout, markers, "stdout")
    assert_absent_below(home, markers)
    [draft] = drafts().list().drafts
    assert (draft.type, draft.step) == ("zulip", "credential")


def asks(terminal: Terminal, times: int, _: str) -> bool:
    """Whether the session was asked for so often."""
    return terminal.output.count(b"Session, required") == times


def test_line_by_line(home: Path) -> None:
    """At a terminal, where the session is asked for; a wrong one first."""
    markers = [ZULIP_KEY, COOKIE, STALE]
    with (
        Sandbox(session=Secret(COOKIE)) as sandbox,
        Terminal(
            "--plain", "--type", "zulip", "--api-url", sandbox.url, rows=60, stdout_is_terminal=True
        ) as terminal,
    ):
        sandbox.state.faults.add(
            Fault(status=400, detail=echo(ZULIP_KEY, COOKIE)),
            Fault(status=422, body=onyx(ZULIP_KEY, "name")),
            Fault(status=500, body=echo(COOKIE)),
        )
        sees(terminal, "Connector name")
        terminal.type("\nacme\nhttps://acme.zulipchat.com\n")
        sees(terminal, "zuliprc content")
        terminal.paste(zuliprc())
        terminal.press("enter")
        sees(terminal, "zuliprc content: zuliprc", "4 lines", "Test it?")
        terminal.type("\nyes\n")
        for asked, session in enumerate((STALE, f'fastapiusersauth="{COOKIE}"'), start=1):
            terminal.wait_until(partial(asks, terminal, asked), f"question {asked}", LONG)
            terminal.paste(session)
            terminal.press("enter")
        sees(terminal, "Not created", "Server response: ********")
        terminal.type("yes\n")
        sees(terminal, "bad ********")
        terminal.type("?\n!\nOther\n")
        sees(terminal, "Connector name: Other")
        terminal.type("yes\n")
        sees(terminal, "What did you find?")
        terminal.type("missing\nyes\n")
        sees(terminal, "Created. Connector ID")
        terminal.press("ctrl+c")
        assert terminal.wait_exit() == 0
        assert sandbox.state.count == 4
    assert [entry.outcome for entry in history()] == [
        "created", "unknown", "refused", "refused", "refused",
    ]  # fmt: skip
    assert_absent(terminal.output, markers, "the terminal")
    assert_absent_below(home, markers)


def test_from_a_pipe(home: Path) -> None:
    """Secrets are lines like all others there; none of them is repeated."""
    answers = ["", "my-bucket", "", "", "", "AKIA0", AWS_SECRET, "yes", COOKIE]
    with Sandbox(session=Secret(COOKIE)) as sandbox:
        sandbox.state.faults.add(Fault(status=400, detail=echo(AWS_SECRET, COOKIE)))
        done = run("--plain", "--type", "s3", "--api-url", sandbox.url, stdin="\n".join(answers))
    assert done.returncode == 1
    assert "Server response: ********" in done.stderr
    assert history()[0].outcome == "refused"
    assert_absent(done.stdout + done.stderr, [AWS_SECRET, COOKIE])
    assert_absent_below(home, [AWS_SECRET, COOKIE])


def test_rows(tmp_path: Path, home: Path) -> None:
    """A secret in a row of ``each`` is in no label, wherever that is shown or kept."""
    folder = tmp_path / "sources"
    folder.mkdir()
    path = folder / "jira.json"
    request_file(
        path,
        each=[{"team": "ENG", "pw": EXTRA}],
        name="Jira {team}",
        type="jira",
        config={"jira_base_url": {"ask": True}, "project_key": "{team}"},
        credential={"credentials": {"jira_user_email": "it@example.com", "jira_api_token": "{pw}"}},
    )
    path.chmod(0o600)
    said = ""
    with Sandbox(session=Secret(COOKIE)) as sandbox:
        env = {"CLARM_API_URL": sandbox.url, "CLARM_SESSION": COOKIE}

        def call(*arguments: str, stdin: str = "") -> None:
            nonlocal said
            done = run(*arguments, stdin=stdin, **env)
            said += done.stdout + done.stderr

        call("--plain", "--from", str(folder), stdin="1\nhttps://acme.atlassian.net\n")
        assert len(drafts().list().drafts) == 1
        path.write_text(path.read_text().replace('{"ask": true}', '"https://acme.atlassian.net"'))
        for arguments in (["plan", "--markdown"], ["create", "--dry-run", "--json"]):
            call(*arguments, str(folder))
        sandbox.state.faults.add(Fault(status=400, detail=echo(EXTRA)))
        for _ in range(2):
            call("create", str(folder))
        call("plan", "--json", str(folder))
        call("history", "--json")
    assert '"state": "created"' in said
    assert "jira.json (ENG)" in said
    assert (folder / "clarm.ids.json").is_file()
    assert_absent(said, [EXTRA, COOKIE])
    assert_absent_below(home, [EXTRA, COOKIE])
    assert_absent_below(folder, [EXTRA, COOKIE], but=[path])


class Careless(BaseModel):
    """Refuses everything, and repeats it."""

    @model_validator(mode="before")
    @classmethod
    def refuse(cls, value: Any) -> Any:
        raise ValueError(f"cannot use {value}, that is {json.dumps(value)}")


class CarelessCatalogue(Connectors):
    def models(self, type: str) -> tuple[Any, Any]:
        return Config, Careless


def test_files_of_all_types(tmp_path: Path, home: Path) -> None:
    """Every secret of every type, literal or referred to; all are refused and repeated."""
    files, env, markers = request_files(tmp_path)
    with Sandbox(session=Secret(COOKIE), shape="onyx", catalogue=CarelessCatalogue()) as sandbox:
        variables = env | {"CLARM_SESSION": COOKIE, "CLARM_API_URL": sandbox.url}
        shown = run("create", "--json", "--dry-run", *files, **variables)
        refused = run("create", "--json", *files, **variables)
        sent = json.dumps(list(sandbox.state.requests))
        compared = run("server-schema", f"{sandbox.url}/openapi.json", "--json", **variables)
    tested = run("check", "--sandbox", "--json", *files, **env)
    assert (shown.returncode, refused.returncode) == (0, 1)
    assert sum(marker in sent for marker in markers) == len(markers) // 2 + len(files)
    results = json.loads(refused.stdout)
    assert {result["error"]["kind"] for result in results} == {"invalid"}
    assert all("cannot use" in json.dumps(result) for result in results)
    assert len(history()) == len(files) == len(results)
    assert len(json.loads(tested.stdout)) == len(files)
    assert compared.returncode == 1  # fields that the careless catalogue lacks
    for done in (shown, refused, compared, tested):
        assert_absent(done.stdout + done.stderr, [*markers, COOKIE])
    assert_absent_below(home, [*markers, COOKIE])


WAYS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "as JSON": json.dumps,
    "as JSON in JSON": lambda text: json.dumps(json.dumps({"it": text})),
    "as Python": repr,
    "in a URL": lambda text: quote(text, safe=""),
    "in a form": lambda text: quote_plus(text),
    "as HTML": html.escape,
    "as hexadecimal": lambda text: text.encode().hex(),
    "in part": lambda text: text[5:18],
    "over two lines": lambda text: f"{text[:20]}\r\n{text[20:]}",
    "as base64": lambda text: base64.b64encode(text.encode()).decode(),
    "as base64 in the middle": lambda text: base64.b64encode(f"x{text}y".encode()).decode(),
    "as base64 a bit later": lambda text: base64.b64encode(f"xx{text}y".encode()).decode(),
    "as base64 in lines": lambda text: base64.encodebytes(text.encode() * 3).decode(),
}


@pytest.mark.parametrize("way", WAYS)
def test_the_search_finds_what_is_there(tmp_path: Path, way: str) -> None:
    text = f"before {WAYS[way](TOKEN)} after"
    assert_absent("before ******** after", [TOKEN])
    with pytest.raises(AssertionError):
        assert_absent(text, [TOKEN])
    (tmp_path / "file").write_text(text)
    with pytest.raises(AssertionError):
        assert_absent_below(tmp_path, [COOKIE, TOKEN])
