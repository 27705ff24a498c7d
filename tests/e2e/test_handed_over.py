"""Files that are none, or not what they should be: said at once, wherever they are handed over."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.support.terminal import COMMAND, Terminal
from tests.support.terminal_steps import LONG, at_step, begin, leave_at_once, request_file, sees
from wizard.storage.paths import Paths

REQUEST = '{"name": "Docs", "type": "web", "config": {"base_url": "https://docs.example.com"}'


def odd_files(folder: Path) -> dict[str, str]:
    """Their paths, and a part of what is to be said of each."""
    contents = {
        "empty.json": (b"", "is empty"),
        "binary.json": (bytes(range(256)) * 64, "isn't a text file"),
        "huge.json": (b"1" * 9_000_000, "larger than"),
        "deep.json": (b"[" * 200_000, "64 levels deep"),
        "deep.toml": (b"a = " + b"[" * 200_000, "64 levels deep"),
        "twice.json": (b'{"name": "a", "name": "b"}', "twice"),
        "nan.json": (b'{"name": NaN}', "NaN"),
        "latin.json": ('{"name": "f\u00fcnf"}'.encode("latin-1"), "UTF-8"),
        "cut.json": (REQUEST.encode(), "JSON"),
        "list.json": (b"[1]", "object"),
    }
    found = {}
    for name, (content, words) in contents.items():
        (folder / name).write_bytes(content)
        found[str(folder / name)] = words
    os.mkfifo(folder / "pipe.json")
    (folder / "folder.json").mkdir()
    (folder / "loop.json").symlink_to("loop.json")
    (folder / "zero.json").symlink_to("/dev/zero")
    found |= {
        str(folder / "pipe.json"): "pipe",
        str(folder / "folder.json"): "folder",
        str(folder / "loop.json"): "form a loop",
        str(folder / "zero.json"): "device",
        str(folder / "missing.json"): "doesn't exist",
    }
    if os.geteuid() != 0:  # to whom nothing is forbidden
        (folder / "forbidden.json").write_text("{}")
        (folder / "forbidden.json").chmod(0)
        found[str(folder / "forbidden.json")] = "permission"
    return found


def run(*arguments: str, stdin: str = "", **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments], input=stdin, env=os.environ | env, capture_output=True,
        text=True, check=False, timeout=LONG,
    )  # fmt: skip


def test_to_create(tmp_path: Path) -> None:
    odd = odd_files(tmp_path)
    done = run("create", "--json", *odd)
    assert done.returncode == 2
    results = json.loads(done.stdout)
    for result, (path, words) in zip(results, odd.items(), strict=True):
        assert result["file"] == path
        said = result["error"]["message"] + json.dumps(result["error"]["fields"])
        assert words in said, path


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_with_a_mark_of_the_encoding(tmp_path: Path, encoding: str) -> None:
    path = request_file(tmp_path / "request.json", name="f\u00fcnf")
    path.write_bytes(path.read_text().encode(encoding))
    done = run("create", "--dry-run", "--json", str(path))
    assert json.loads(done.stdout)["request"]["name"] == "f\u00fcnf"


@pytest.mark.parametrize("name", ["pipe.json", "deep.json"])
def test_to_the_wizard(tmp_path: Path, name: str) -> None:
    odd = odd_files(tmp_path)
    path = str(tmp_path / name)
    with Terminal("--from", path, columns=150) as terminal:
        sees(terminal, "Choose a type", *odd[path].split())
        assert leave_at_once(terminal) == 130
    done = run("--plain", "--from", path)
    assert done.returncode == 2
    assert odd[path] in done.stderr


def test_to_a_field(tmp_path: Path) -> None:
    """A field takes any text, and says what is odd about it; what is no text stays outside."""
    odd = odd_files(tmp_path)
    for name in ("deep.toml", "twice.json", "nan.json", "list.json", "cut.json", "folder.json"):
        del odd[str(tmp_path / name)]
    taken = {str(tmp_path / "deep.json")}
    with Terminal("--type", "google_drive", columns=120) as terminal:
        begin(terminal)
        terminal.press("tab", "tab", "space")
        sees(terminal, "▣")
        terminal.press("ctrl+n")
        at_step(terminal, 3, "Service account key")
        terminal.press("ctrl+o")
        for path, words in odd.items():
            sees(terminal, "Path of the")
            terminal.press("home", "\x1b[1;2F", "delete")
            terminal.paste(path)
            terminal.press("enter")
            if path in taken:
                terminal.wait_gone("Path of the", LONG)
                sees(terminal, f"{len(Path(path).read_text()):,} characters")
                terminal.press("ctrl+o")
            else:
                sees(terminal, "×", *words.split())
        terminal.press("escape")
        terminal.wait_gone("Path of the", LONG)
        assert leave_at_once(terminal) == 130


def test_where_a_session_is_looked_for(tmp_path: Path) -> None:
    odd = odd_files(tmp_path)
    for name in ("pipe.json", "zero.json", "binary.json", "huge.json", "missing.json"):
        done = run("status", CLARM_SESSION_FILE=str(tmp_path / name))
        assert done.returncode == 4
        assert odd[str(tmp_path / name)] in done.stdout


def test_in_the_place_of_what_is_kept(tmp_path: Path) -> None:
    """Foreign files among the drafts, and for the history, stop nothing."""
    paths = Paths.find()
    paths.drafts.mkdir(parents=True)
    for path in map(Path, odd_files(tmp_path)):
        if path.is_file():
            (paths.drafts / path.name).write_bytes(path.read_bytes()[:100_000])
    os.mkfifo(paths.drafts / "0123abcd.json")
    paths.history.write_bytes(bytes(range(256)) * 1000)
    listed = run("drafts", "--json")
    assert listed.returncode == 0
    assert "moved to" in listed.stderr
    assert run("history").returncode == 0
    with Terminal("--type", "web") as terminal:
        begin(terminal)
        terminal.type("Kept")
        at_step(terminal, 2, "Kept", "· saved")
        assert leave_at_once(terminal) == 130
    assert [draft["name"] for draft in json.loads(run("drafts", "--json").stdout)] == ["Kept"]
