"""Who may import whom, proved on the source and on running processes."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from wizard.cli.commands import MODULES

PACKAGE = Path(__file__).parent.parent / "wizard"

ONLY: dict[str, set[str]] = {
    "textual": {"tui"},
    "rich": {"tui"},
    "httpx": {"api"},
    "fastapi": {"sandbox"},
    "starlette": {"sandbox"},
    "uvicorn": {"sandbox"},
    "textual_serve": {"web"},
    "aiohttp": {"web"},
    "keyring": {"storage"},
}
"""Libraries that one part of the package alone may import."""

FORMS_MAY_USE = {"pydantic", "pydantic_core", "annotated_types"}

FACES = {"tui", "plain", "cli", "sandbox", "web", "__main__"}
MODEL = {"flow", "schema", "requestfile", "submit", "account", "services", "core"}
FLOOR = {"connectors", "api", "storage"}
"""From the top down; a part may use those below it, never those above."""

HEAVY = ("textual", "rich", "httpx", "pydantic", "pydantic_core", "fastapi", "aiohttp", "asyncio")


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py"))


def part_of(path: Path) -> str:
    """``wizard/api/client.py`` -> ``api``; ``wizard/flow.py`` -> ``flow``."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    """The full names of all modules that a file imports, at its top or inside a function."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            if node.module == "wizard":
                yield from (f"wizard.{alias.name}" for alias in node.names)
            else:
                yield node.module or ""


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_what_its_part_may(path: Path) -> None:
    part = part_of(path)
    for name in imports(path):
        top, _, rest = name.partition(".")
        assert part in ONLY.get(top, {part}), f"{part} imports {name}"
        if part == "forms":
            allowed = top in FORMS_MAY_USE or top in sys.stdlib_module_names
            assert allowed or name.startswith("wizard.forms"), f"forms imports {name}"
        if top == "wizard":
            used = rest.partition(".")[0]
            if part in FLOOR:
                assert used not in (FACES | MODEL | FLOOR) - {part}, f"{part} imports {name}"
            if part in MODEL:
                # The services run the sandbox, for every face.
                hidden = FACES - {"sandbox"} if part == "services" else FACES
                assert used not in hidden, f"{part} imports {name}"
            if part in {"flow", "requestfile", "submit"}:
                assert used != "core", f"{part} imports {name}"
            if part in {"tui", "plain", "sandbox", "web"}:
                assert used not in {"tui", "plain"} - {part}, f"{part} imports {name}"


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
