"""What is built is complete, and what the README says is what is run."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from itertools import chain
from pathlib import Path

import pytest

from wizard.tui.styles import STYLES

ROOT = Path(__file__).parent.parent
COMMAND = re.compile(r"^python3 -m venv .*$", re.MULTILINE)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source distribution, and the wheel that was made from it."""
    if importlib.util.find_spec("build") is None or importlib.util.find_spec("hatchling") is None:
        pytest.skip("the build tools are not installed")
    folder = tmp_path_factory.mktemp("dist")
    arguments = ["-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def wheel_names(built: Path) -> set[str]:
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def in_checkout(pattern: str) -> set[str]:
    return {
        path.relative_to(ROOT).as_posix()
        for path in ROOT.glob(pattern)
        if "__pycache__" not in path.parts
    }


def test_the_wheel_has_every_module_and_says_that_it_is_typed(built: Path) -> None:
    names = wheel_names(built)
    assert in_checkout("wizard/**/*.py") | in_checkout("wizard/web/*.*") <= names
    assert "wizard/py.typed" in names


def test_the_wheel_has_the_styles_beside_the_modules(built: Path) -> None:
    styles = in_checkout("styles/**/*.tcss")
    assert styles
    assert {f"wizard/{name}" for name in styles} <= wheel_names(built)


def test_the_wheel_holds_nothing_else(built: Path) -> None:
    tops = {name.split("/")[0] for name in wheel_names(built)}
    assert tops == {"wizard", next(top for top in tops if top.endswith(".dist-info"))}


def test_the_source_distribution_can_be_tested(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert in_checkout("tests/**/*.py") | in_checkout("styles/*.tcss") <= names
    assert {"LICENSE", "README.md", "requirements.lock", ".ci/run"} <= names


def test_the_styles_are_found_in_a_checkout() -> None:
    assert STYLES.is_dir()
    assert list(STYLES.glob("*.tcss"))


def test_the_readme_has_one_command_to_try_and_one_to_test() -> None:
    commands = COMMAND.findall((ROOT / "README.md").read_text())
    assert len(commands) == 2
    assert [command.split(" && ")[-1] for command in commands] == [
        ".venv/bin/clarm-wizard --sandbox",
        ".venv/bin/pytest -q",
    ]
    for command in commands:
        assert "-c requirements.lock" in command


def test_ci_takes_the_command_from_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text()
    (pattern,) = re.findall(r'grep -E "(.+?)" README.md', script)
    lines = (ROOT / "README.md").read_text().splitlines()
    assert [line for line in lines if re.search(pattern, line)] == COMMAND.findall(
        "\n".join(lines)
    )[1:]


def test_the_lock_names_versions_and_no_hosts() -> None:
    lines = (ROOT / "requirements.lock").read_text().splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert all(re.match(r"[a-z0-9-]+==[0-9][\w.]*( ; .+)?$", line) for line in pins)
    assert "://" not in "\n".join(lines)


def test_the_lock_covers_what_the_package_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    names = {re.split(r"[\[>=<]", line)[0].strip() for line in asked} - {"clarm-wizard"}
    text = (ROOT / "requirements.lock").read_text()
    assert {name for name in names if f"\n{name}==" not in text} == set()
