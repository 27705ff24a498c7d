"""Where the style sheets are: in the wheel beside the package, in a checkout at its top."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Final

import wizard


def _find(package: Path) -> Path:
    """The first of the two places that exists; an installed copy comes first."""
    shipped, checkout = package / "styles", package.parent / "styles"
    return shipped if shipped.is_dir() else checkout


STYLES: Final = _find(Path(wizard.__file__).parent)
"""The directory of ``.tcss`` files."""


def style_sheets(without: Collection[str]) -> list[Path]:
    """All of them but those of these names."""
    return [path for path in sorted(STYLES.glob("*.tcss")) if path.stem not in without]
