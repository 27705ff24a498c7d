"""Every command that the README shows runs, in the README's order, in one folder."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.terminal import COMMAND, Terminal
from tests.support.terminal_steps import LONG, leave_at_once, sees

ROOT = Path(__file__).parents[2]
SETUP = "python3 -m venv"
"""How the lines begin that ``.ci/run`` and ``tests/test_packaging.py`` hold to what they say."""

FIRST_SCREENS = {
    "clarm-wizard": "Choose a type",
    "clarm-wizard --from sources/": "0 of 3 created",
}
"""What opens the wizard, and what its first screen shows."""


def commands() -> list[str]:
    """The lines of the README's shell blocks, without comments."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    lines = [line.partition(" #")[0].strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line and not line.startswith(SETUP)]


def run(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a line in a shell; nothing that it sends leaves this machine."""
    sandboxed = re.search(r" (create|check|list) ", line) and "--dry-run" not in line
    environ = os.environ | {
        "PATH": f"{Path(COMMAND[0]).parent}:{os.environ['PATH']}",
        "GITHUB_ACCESS_TOKEN": "ghp_FAKE",
    }
    return subprocess.run(
        ["bash", "-c", line + (" --sandbox" if sandboxed else "")],
        cwd=folder, env=environ, stdin=subprocess.DEVNULL, capture_output=True, text=True,
        check=False, timeout=LONG,
    )  # fmt: skip


def filled_in(path: Path) -> None:
    """Do what "fill it in" says."""
    text = path.read_text()
    text = text.replace('repo_owner = ""', 'repo_owner = "octocat"')
    path.write_text(text.replace("repositories = []", 'repositories = "docs"'))


def test_each_command_does_what_stands_beside_it(tmp_path: Path) -> None:
    done: dict[str, subprocess.CompletedProcess[str]] = {}
    for line in commands():
        if line in FIRST_SCREENS:
            with Terminal("--sandbox", *line.split()[1:], command=_in(tmp_path)) as terminal:
                sees(terminal, FIRST_SCREENS[line])
                leave_at_once(terminal)
        elif line != "pipx install .":
            done[line] = run(line, tmp_path)
        if line == "clarm-wizard template github > github.toml":
            filled_in(tmp_path / "github.toml")
    dry = done["clarm-wizard create --dry-run github.toml"]
    assert dry.returncode == 0, dry.stderr
    assert '"repo_owner": "octocat"' in dry.stderr + dry.stdout
    created = done["clarm-wizard create *.toml --check --json"]
    assert created.returncode == 0, created.stderr
    assert json.loads(created.stdout)["connector_id"] > 0
    into = done["clarm-wizard template web slack github --into sources/"]
    assert into.returncode == 0, into.stderr
    assert len(list((tmp_path / "sources").glob("*.toml"))) == 3
    plan = done["clarm-wizard plan sources/"]
    assert plan.returncode == 2, plan.stderr
    assert "needs: URL" in plan.stdout
    ready = done["clarm-wizard create sources/ --ready --check"]
    assert ready.returncode == 0, ready.stderr
    assert "sources/web.toml: One value is missing." in ready.stdout + ready.stderr
    assert set(done) == set(commands()) - set(FIRST_SCREENS) - {"pipx install ."}


def _in(folder: Path) -> tuple[str, ...]:
    return ("bash", "-c", f'cd {folder} && exec "$0" "$@"', *COMMAND)


def test_it_can_be_installed(tmp_path: Path) -> None:
    assert "pipx install ." in commands()
    pytest.importorskip("hatchling")
    done = subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "--no-index", "--no-deps",
         "--no-build-isolation", "--target", str(tmp_path), str(ROOT)],
        capture_output=True, text=True, check=False, timeout=LONG,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    script = (tmp_path / "bin" / "clarm-wizard").read_text()
    environ = os.environ | {"PYTHONPATH": str(tmp_path)}
    told = subprocess.run(
        [sys.executable, "-c", script, "--version"],
        cwd=tmp_path, env=environ, capture_output=True, text=True, check=False, timeout=LONG,
    )  # fmt: skip
    assert told.stdout.startswith("clarm-wizard "), told.stderr
