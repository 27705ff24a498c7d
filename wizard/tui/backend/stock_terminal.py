"""Whether Textual's own driver and compositor are used, in the place of ours."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Final

import textual

STOCK_SWITCH: Final = "CLARM_WIZARD_STOCK_TERMINAL"
"""Set to 1, it leaves keys and drawing to Textual's own code."""

TESTED_TEXTUAL: Final = "8.2."
"""How the versions begin whose private names ours was tested with."""


def uses_stock_terminal() -> bool:
    """Whether Textual's own code draws: it was asked for, or this Textual may not fit ours."""
    return os.environ.get(STOCK_SWITCH) == "1" or not _textual_is(TESTED_TEXTUAL)


@cache
def _textual_is(versions: str) -> bool:
    folder = Path(textual.__file__).parent.parent
    if any(folder.glob(f"textual-{versions}*.dist-info")):
        return True
    from importlib.metadata import version  # here, since it takes 10 ms to load

    return version("textual").startswith(versions)
