"""The two built-in themes, limited to colours that 256-colour terminals show exactly."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Final

from textual.theme import BUILTIN_THEMES, Theme

import wizard

DARK: Final = "clarm-dark"
LIGHT: Final = "clarm-light"
COLOURLESS: Final = "ansi-dark"
"""Theme in the terminal's own colours, or without colours under NO_COLOR."""

THEMES: Final = (
    Theme(
        name=DARK,
        dark=True,
        primary="#5fafff",
        secondary="#87afd7",
        accent="#5fafff",
        foreground="#e4e4e4",
        background="#121212",
        surface="#1c1c1c",
        panel="#262626",
        success="#87d787",
        warning="#ffd75f",
        error="#ff8787",
        variables={
            "text-muted": "#afafaf",
            "text-disabled": "#949494",
            "button-color-foreground": "#121212",
            "block-cursor-foreground": "#121212",
            "block-cursor-blurred-foreground": "#e4e4e4",
            "block-cursor-blurred-background": "#262626",
            "input-selection-background": "#005f87",
            "border-blurred": "#585858",
            "footer-background": "#262626",
            "footer-key-foreground": "#87d7ff",
            "foreground-muted": "#afafaf",
            "foreground-disabled": "#949494",
            "scrollbar": "#6c6c6c",
            "scrollbar-hover": "#949494",
            "scrollbar-active": "#5fafff",
            "scrollbar-background": "#121212",
        },
    ),
    Theme(
        name=LIGHT,
        dark=False,
        primary="#005faf",
        secondary="#005f87",
        accent="#005faf",
        foreground="#1c1c1c",
        background="#eeeeee",
        surface="#ffffff",
        panel="#dadada",
        success="#005f00",
        warning="#5f5f00",
        error="#af0000",
        variables={
            "text-accent": "#00295f",
            "text-muted": "#4e4e4e",
            "text-disabled": "#585858",
            "button-color-foreground": "#ffffff",
            "block-cursor-foreground": "#ffffff",
            "block-cursor-blurred-foreground": "#1c1c1c",
            "block-cursor-blurred-background": "#dadada",
            "input-selection-background": "#afd7ff",
            "border-blurred": "#8a8a8a",
            "footer-background": "#dadada",
            "footer-key-foreground": "#005f87",
            "foreground-muted": "#4e4e4e",
            "foreground-disabled": "#585858",
            "scrollbar": "#8a8a8a",
            "scrollbar-hover": "#585858",
            "scrollbar-active": "#005faf",
            "scrollbar-background": "#eeeeee",
        },
    ),
)


def theme_names() -> list[str]:
    """Return the names of this package's themes and Textual's."""
    return [*(theme.name for theme in THEMES), *BUILTIN_THEMES]


def _find(package: Path) -> Path:
    """Return the first of the two directories that exists, the installed one first."""
    shipped, checkout = package / "styles", package.parent / "styles"
    return shipped if shipped.is_dir() else checkout


STYLES: Final = _find(Path(wizard.__file__).parent)
"""The directory of ``.tcss`` files."""


def style_sheets(without: Collection[str]) -> list[Path]:
    """Return all style sheets except those named."""
    return [path for path in sorted(STYLES.glob("*.tcss")) if path.stem not in without]
