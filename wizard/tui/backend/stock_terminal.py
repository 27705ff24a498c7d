"""Choice between the wizard's terminal driver and Textual's own."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Final

STOCK_SWITCH: Final = "CLARM_WIZARD_STOCK_TERMINAL"
"""If set to 1, Textual's own code reads keys and draws."""

TESTED_TEXTUAL: Final = "8.2."
"""Prefix of the Textual versions whose private names the wizard's code was tested with."""


def uses_stock_terminal() -> bool:
    """Return whether to use Textual's own code: on request, or with an untested Textual."""
    return stock_is_requested() or not _textual_is(TESTED_TEXTUAL)


def stock_is_requested() -> bool:
    """Return whether Textual's own code is to be used, whatever its version."""
    return os.environ.get(STOCK_SWITCH) == "1"


@cache
def _textual_is(versions: str) -> bool:
    import textual  # deferred: the first frame is painted before it is loaded

    folder = Path(textual.__file__).parent.parent
    if any(folder.glob(f"textual-{versions}*.dist-info")):
        return True
    from importlib.metadata import version  # deferred: takes 10 ms to load

    return version("textual").startswith(versions)
