"""What running processes load: little for a quick answer, and no screen without need.

And what tests import of each other: no test, and no fixture but by its name.
"""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from wizard.cli.commands import MODULES

pytestmark = pytest.mark.slow

HEAVY = ("textual", "rich", "httpx", "pydantic", "pydantic_core", "fastapi", "aiohttp", "asyncio")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--version"],
        ["types"],
        ["types", "--json"],
        ["completion", "zsh"],
        ["__complete", "create", "--"],
        ["__complete", ""],
        ["schema"],
        *([name, "--help"] for name in MODULES),
    ],
    ids=" ".join,
)
def test_parsing_and_listing_load_nothing_heavy(arguments: list[str]) -> None:
    script = (
        "import sys; from wizard.__main__ import main; main(sys.argv[1:]); "
        f"print('loaded:', *[m for m in {HEAVY} if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=False
    )
    assert done.stdout.splitlines()[-1].strip() == "loaded:", done.stderr


@pytest.mark.parametrize(
    "part", ["forms", "connectors", "flow", "api", "storage", "core.submit_workflow"]
)
def test_the_model_runs_without_a_screen(part: str) -> None:
    script = f"import sys, wizard.{part}; print('textual' in sys.modules, 'rich' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "False False", done.stderr


def test_the_steps_are_shown_without_what_asks_sources() -> None:
    script = (
        "import sys, wizard.tui.app, wizard.tui.screens.form_step, wizard.tui.screens.review\n"
        "from wizard.connectors.checks import load_access; load_access('github')\n"
        "asks = ('httpx', 'jwt', 'wizard.checks', 'wizard.core.source_test')\n"
        "print([name for name in asks if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "[]", done.stderr


def test_the_list_of_types_is_shown_without_declarations_of_tests() -> None:
    script = (
        "import sys, wizard.tui.app\n"
        "print([name for name in sys.modules if 'source_' in name or 'connectors.checks' in name])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "[]", done.stderr


TESTS = Path(__file__).parent


def imported(file: Path) -> Iterator[str]:
    """The modules that a file names in its imports, whole; a name out of one counts as one."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = file.relative_to(TESTS.parent).parts[: -node.level] if node.level else ()
            module = ".".join([*package, *filter(None, [node.module])])
            yield from (module, *(f"{module}.{name.name}" for name in node.names))


def test_helpers_are_imported_from_helper_modules_alone() -> None:
    found = {
        f"{file.relative_to(TESTS)} imports {module}"
        for file in TESTS.rglob("*.py")
        for module in imported(file)
        if module.startswith("tests.")
        and any(part == "conftest" or part.startswith("test_") for part in module.split("."))
    }
    assert not found


def test_each_contract_on_imports_names_every_package_but_the_one_that_may() -> None:
    folder = TESTS.parent / "wizard"
    files = [*folder.glob("*.py"), *(init.parent for init in folder.glob("*/__init__.py"))]
    packages = {f"wizard.{path.stem}" for path in files if not path.stem.startswith("__")}
    project = tomllib.loads((TESTS.parent / "pyproject.toml").read_text())
    contracts = [
        c for c in project["tool"]["importlinter"]["contracts"] if c["type"] == "forbidden"
    ]
    allowed = {
        contract["name"]: packages.difference(
            contract["source_modules"], contract["forbidden_modules"]
        )
        for contract in contracts
    }
    assert contracts
    assert {name: left for name, left in allowed.items() if len(left) != 1} == {}
