"""What is built is complete, and what the README says is what is run."""

from __future__ import annotations

import ast
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
from packaging.requirements import Requirement
from packaging.version import Version

from wizard.tui.theme import STYLES

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
EXTRAS = ("sandbox", "keyring", "web", "check")
MODULES = {"pyjwt": "jwt"}
"""What packages are imported as, where that is not their name."""
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
    assert {"LICENSE", "README.md", "requirements.lock", ".ci/run", ".ci/lowest.txt"} <= names


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


@pytest.mark.parametrize("name", ["requirements.lock", ".ci/lowest.txt"])
def test_the_locks_name_versions_and_no_hosts(name: str) -> None:
    lines = (ROOT / name).read_text().splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert all(re.match(r"[a-z0-9-]+==[0-9][\w.]*( ; .+)?$", line) for line in pins)
    assert "://" not in "\n".join(lines)


def pinned(name: str) -> dict[str, Version]:
    """The versions that a file of constraints names."""
    lines = (ROOT / name).read_text().splitlines()
    pins = (Requirement(line) for line in lines if not line.startswith("#"))
    return {pin.name: Version(next(iter(pin.specifier)).version) for pin in pins}


def asked(*extras: str) -> list[Requirement]:
    """What the package asks for, with these extras."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    optional = [project["optional-dependencies"][extra] for extra in extras]
    found = map(Requirement, [*project["dependencies"], *chain(*optional)])
    return [each for each in found if each.name != "clarm-wizard"]


def bounds(requirement: Requirement, operator: str) -> list[Version]:
    return [Version(each.version) for each in requirement.specifier if each.operator == operator]


def test_the_lowest_versions_that_are_tested_are_the_lowest_that_are_allowed() -> None:
    lowest = pinned(".ci/lowest.txt")
    for requirement in asked(*EXTRAS):
        assert bounds(requirement, ">=") == [lowest[requirement.name]], requirement


def test_textual_is_of_the_minor_version_that_is_tested() -> None:
    (textual,) = (each for each in asked() if each.name == "textual")
    tested = pinned("requirements.lock")["textual"]
    assert bounds(textual, "<") == [Version(f"{tested.major}.{tested.minor + 1}")]
    assert bounds(textual, ">=")[0].release[:2] == tested.release[:2]


def test_all_that_is_imported_is_asked_for() -> None:
    """What another package happens to bring along may not be there with its next version."""
    known = {MODULES.get(each.name, each.name.replace("-", "_")) for each in asked(*EXTRAS)}
    brought = {"pydantic_core", "annotated_types", "starlette", "aiohttp", "wizard"}
    for file in (ROOT / "wizard").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names.append(node.module or "")
            tops = {name.partition(".")[0] for name in names} - set(sys.stdlib_module_names)
            assert tops <= known | brought, file


def test_the_lock_covers_what_the_package_asks_for() -> None:
    names = {each.name for each in asked(*EXTRAS, "test", "lint")}
    assert names <= pinned("requirements.lock").keys()
