"""Our two themes, aqua and lavender on calm grey.

They are limited to colors that 256-color terminals show exactly, which are also the shortest to
send.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final

from textual.theme import BUILTIN_THEMES, Theme

import wizard

DARK: Final = "clarm-dark"
LIGHT: Final = "clarm-light"
COLOURLESS: Final = "ansi-dark"
"""Theme in the terminal's own colours, or without colours under NO_COLOR."""

ROLES: Final = {
    "label": "foreground-darken-1",
    "label-focus": "text-accent",
    "field-ground": "surface",
    "placeholder": "text-muted",
    "focus-bar": "accent",
    "sign-required": "text-secondary",
    "sign-secret": "text-secondary",
    "sign-changed": "text-accent",
    "sign-wrong": "text-error",
    "sign-warning": "text-warning",
    "heading": "text-secondary",
    "rule": "border-blurred",
    "hint": "text-muted",
    "hint-ground": "panel",
    "link": "text-accent",
    "match": "text-accent",
    "key": "footer-key-foreground",
    "need-bar": "secondary",
    "step-done": "text-success",
    "step-now": "text-accent",
    "step-later": "text-muted",
    "selection-ground": "block-cursor-background",
    "selection-text": "block-cursor-foreground",
}
"""What a color is for, and Textual's variable that it is, in any theme.

Styles name roles, such as ``$field-ground``. A ``Content`` can, too, except in a form, which also
works in apps without our roles.
"""

ROLE_DEFINITIONS: Final = "".join(f"${role}: ${source};\n" for role, source in ROLES.items())
"""The roles as CSS, for style sheets that are read in apps of others."""

_AQUA, _LAVENDER = "#5fd7d7", "#afafff"
_TEAL, _VIOLET = "#005f5f", "#5f00af"

THEMES: Final = (
    Theme(
        name=DARK,
        dark=True,
        primary=_AQUA,
        secondary=_LAVENDER,
        accent=_AQUA,
        foreground="#e4e4e4",
        background="#121212",
        surface="#262626",
        panel="#1c1c1c",
        success="#87d787",
        warning="#ffd787",
        error="#ff8787",
        variables={
            "text-accent": _AQUA,
            "text-primary": _AQUA,
            "text-secondary": _LAVENDER,
            "text-success": "#87d787",
            "text-warning": "#ffd787",
            "text-error": "#ff8787",
            "text-muted": "#a8a8a8",
            "text-disabled": "#a8a8a8",
            "foreground-darken-1": "#bcbcbc",
            "button-color-foreground": "#121212",
            "block-cursor-background": _TEAL,
            "block-cursor-foreground": "#ffffff",
            "block-cursor-blurred-foreground": "#e4e4e4",
            "block-cursor-blurred-background": "#262626",
            "input-cursor-background": _AQUA,
            "input-selection-background": _TEAL,
            "border-blurred": "#6c6c6c",
            "footer-background": "#1c1c1c",
            "footer-key-foreground": _LAVENDER,
            "foreground-muted": "#a8a8a8",
            "foreground-disabled": "#a8a8a8",
            "scrollbar": "#6c6c6c",
            "scrollbar-hover": "#a8a8a8",
            "scrollbar-active": _AQUA,
            "scrollbar-background": "#121212",
        },
    ),
    Theme(
        name=LIGHT,
        dark=False,
        primary=_TEAL,
        secondary=_VIOLET,
        accent=_TEAL,
        foreground="#1c1c1c",
        background="#eeeeee",
        surface="#ffffff",
        panel="#dadada",
        success="#005f00",
        warning="#5f5f00",
        error="#af0000",
        variables={
            "text-accent": _TEAL,
            "text-primary": _TEAL,
            "text-secondary": _VIOLET,
            "text-success": "#005f00",
            "text-warning": "#5f5f00",
            "text-error": "#af0000",
            "text-muted": "#4e4e4e",
            "text-disabled": "#4e4e4e",
            "foreground-darken-1": "#444444",
            "button-color-foreground": "#ffffff",
            "block-cursor-background": _TEAL,
            "block-cursor-foreground": "#ffffff",
            "block-cursor-blurred-foreground": "#1c1c1c",
            "block-cursor-blurred-background": "#dadada",
            "input-cursor-background": _TEAL,
            "input-cursor-foreground": "#ffffff",
            "input-selection-background": "#87d7d7",
            "border-blurred": "#767676",
            "footer-background": "#dadada",
            "footer-key-foreground": _VIOLET,
            "foreground-muted": "#4e4e4e",
            "foreground-disabled": "#4e4e4e",
            "scrollbar": "#767676",
            "scrollbar-hover": "#4e4e4e",
            "scrollbar-active": _TEAL,
            "scrollbar-background": "#eeeeee",
        },
    ),
)


def with_roles(variables: Mapping[str, str]) -> dict[str, str]:
    """Return the variables of a theme, and the roles."""
    return {**variables, **{role: variables[source] for role, source in ROLES.items()}}


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
