"""Imported into somebody else's program, the package changes nothing there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import wizard

pytestmark = pytest.mark.slow

ROOT = Path(wizard.__file__).parent

COMPARE = """
import faulthandler, gc, importlib, locale, logging, os, signal, sys, threading, warnings

def state():
    loggers = {name: each.level for name, each in logging.root.manager.loggerDict.items()
               if isinstance(each, logging.Logger) and each.level}
    return {
        "modules that are None": sorted(n for n, m in sys.modules.items() if m is None),
        "levels of loggers": loggers | {"root": logging.root.level},
        "handlers of the root logger": list(logging.root.handlers),
        "garbage": (gc.get_threshold(), gc.isenabled(), gc.get_freeze_count()),
        "signals": {n: signal.getsignal(n) for n in signal.valid_signals()},
        "hooks": (sys.excepthook, sys.unraisablehook, threading.excepthook, sys.displayhook,
                  sys.breakpointhook, faulthandler.is_enabled()),
        "environment": dict(os.environ),
        "locale": locale.setlocale(locale.LC_ALL),
        "warnings": list(warnings.filters),
        "path": list(sys.path),
        "streams": (sys.stdin, sys.stdout, sys.stderr, sys.stdout.errors),
        "limits": (sys.getrecursionlimit(), sys.getswitchinterval()),
        "umask": os.umask(0o22),
    }

foreign, ours = sys.argv[1].split(), sys.argv[2].split()
os.umask(0o22)
for name in foreign:
    importlib.import_module(name)
before = state()
for name in ours:
    importlib.import_module(name)
after = state()
for name, value in before.items():
    if after[name] != value:
        print(name, value, after[name], sep=": ")
"""
"""Prints what differs after all that is ours was imported. What others do is none of ours."""

FOREIGN = "pydantic textual textual.app fastapi uvicorn aiohttp textual_serve.server keyring"


def modules() -> list[str]:
    found = []
    for path in sorted(ROOT.rglob("*.py")):
        parts = path.relative_to(ROOT.parent).with_suffix("").parts
        found.append(".".join(parts).removesuffix(".__init__"))
    return found


def changed_by(foreign: str, ours: list[str], tmp_path: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", COMPARE, foreign, " ".join(ours)],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_to_import_all_of_it_changes_nothing_in_the_process(tmp_path: Path) -> None:
    assert changed_by(FOREIGN, modules(), tmp_path) == ""


@pytest.mark.parametrize(
    "module", ["wizard.api", "wizard.api.client", "wizard.forms", "wizard.connectors"]
)
def test_nor_does_a_library_of_it_alone(module: str, tmp_path: Path) -> None:
    assert changed_by("logging", [module], tmp_path) == ""


def test_a_form_in_another_program_leaves_textual_as_it_is(tmp_path: Path) -> None:
    script = (
        "from textual.drivers import linux_driver, web_driver; from textual.scrollbar import "
        "ScrollBar; kept = lambda: (dict(vars(linux_driver)), dict(vars(web_driver)), "
        "ScrollBar.renderer); before = kept(); import wizard.tui.form; print(kept() == before)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert done.stdout.strip() == "True", done.stderr
