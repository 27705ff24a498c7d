"""Lets something happen inside of a process that is started: code that runs after an import."""

from __future__ import annotations

import os
from pathlib import Path
from textwrap import dedent
from typing import Final

_LOADER: Final = """
import importlib.abc
import importlib.machinery
import sys

AFTER = {after!r}


class After(importlib.abc.Loader):
    def __init__(self, loader, code):
        self.loader, self.code = loader, code

    def create_module(self, spec):
        return self.loader.create_module(spec)

    def exec_module(self, module):
        self.loader.exec_module(module)
        names = dict(vars(module), module=module)
        exec(compile(self.code, "<injected>", "exec"), names)


class Finder(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name not in AFTER:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        if spec is not None:
            spec.loader = After(spec.loader, AFTER[name])
        return spec


sys.meta_path.insert(0, Finder())
"""


def injecting(folder: Path, **after: str) -> dict[str, str]:
    """The environment of a process in which code runs in a module once that is imported.

    after: the code by the module's name, with ``__`` for each dot. It sees what the module holds,
    and the module itself as ``module``. It is kept in ``folder``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    codes = {name.replace("__", "."): dedent(code) for name, code in after.items()}
    (folder / "sitecustomize.py").write_text(_LOADER.format(after=codes))
    before = os.environ.get("PYTHONPATH")
    return {"PYTHONPATH": os.pathsep.join(filter(None, [str(folder), before]))}


QUICK: Final = """
Timeouts.__init__.__kwdefaults__.update(connect=2.0, read=0.5, total=1.0, pauses=(0.01, 0.01))
"""
"""For ``wizard.api.client``: a person who does not wait for long."""
