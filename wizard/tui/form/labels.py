"""What stands beside a field's value: its label, signs, and notes about the value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from wizard.forms import UNSET, Secret, text_of
from wizard.forms.messages import NOT_SET
from wizard.forms.raw import Kept
from wizard.tui.form.layout_rows import NOTES, LayoutRow
from wizard.tui.sanitize import hidden_in, sanitize_text
from wizard.utils.glyphs import CHANGED, FOCUS_BAR, MASKED, REQUIRED, WRONG

LINE_STYLES: Final = frozenset(
    f"line--{part}"
    for part in (
        "cursor",
        "selection",
        "suggestion",
        "placeholder",
        "paper",
        "value",
        "default",
        "label",
        "label-focused",
        "sign",
        "wrong",
        "aside",
    )
)
"""Style classes of the parts of a row, which the form holds."""

StyleOf = Callable[[str], Style]
"""Returns the style of a part, one of ``LINE_STYLES`` without its prefix."""

_EMPTY: Final[tuple[Any, ...]] = ("", Secret(""), [])
_BETWEEN: Final = "  "


class FieldLink(NamedTuple):
    """What the app offers at a field, shown beside its value.

    short: what it is called where there is little room.
    action: what a click runs, such as ``screen.choose``; the field has the focus by then.
    """

    words: str
    action: str
    short: str = ""


SIGNS: Final = {"secret": (MASKED, "sign"), "changed": (CHANGED, "label-focused")}
"""Tags that have a sign, and the style that it is drawn in."""


def tags_of(row: LayoutRow) -> list[str]:
    """Return the tags that any field may have, the most important ones last."""
    control = row.control
    found = []
    if row.field is not None and row.field.deprecated:
        found.append("deprecated")
    if control is not None and control.secret:
        found.append("secret")
    if isinstance(row.shown, Kept):
        found.append(str(row.shown))
    if row.entered is None:
        found.append(f"{NOT_SET.lower()} (null)")
    elif row.entered is not UNSET and row.entered in _EMPTY:
        found.append("set to empty")
    elif row.entered is UNSET and control is not None and control.nullable and row.shown is None:
        found.append(NOT_SET.lower())
    if row.changed and row.field is not None and row.field.default is not UNSET:
        found.append("changed")
    return found


def hidden_tag(row: LayoutRow) -> str:
    """Return the tag that tells of characters which are not drawn, or nothing."""
    hidden = hidden_in(text_of(row.shown))
    return "1 hidden character" if hidden == 1 else f"{hidden} hidden characters" if hidden else ""


def with_sign(tag: str) -> str:
    """Return a tag with the sign that it has, if any."""
    sign, _ = SIGNS.get(tag, ("", ""))
    return f"{sign} {tag}" if sign else tag


def label(row: LayoutRow, indent: int, style_of: StyleOf, base: Style, *, focused: bool) -> Strip:
    """Return the bar or the sign of an error, and the label with the sign of a required field."""
    words = base + style_of("label-focused" if focused else "label")
    parts = [lead(row, indent, style_of, base, focused=focused, first=True)]
    parts.append(Strip([Segment(sanitize_text(row.label), words)]))
    if row.required:
        parts.append(Strip([Segment(f" {REQUIRED}", base + style_of("sign"))]))
    return Strip.join(parts)


def lead(
    row: LayoutRow, width: int, style_of: StyleOf, base: Style, *, focused: bool, first: bool
) -> Strip:
    """Return the start of a line: the bar of the focused row, or the sign of an error.

    first: whether it is the first line of the row, where the sign stands.
    """
    wrong = bool(row.errors) and row.kind not in NOTES
    sign = FOCUS_BAR if focused else WRONG if wrong and first else " "
    part = "wrong" if wrong else "label-focused"
    style = base + style_of(part) if sign != " " else base
    return Strip([Segment(sign, style), Segment(" " * (width - 1), base)])


def beside(
    tags: Sequence[str],
    link: FieldLink | None,
    last: str,
    room: int,
    style_of: StyleOf,
    base: Style,
) -> Strip:
    """Return as much as fits ``room`` of the tags, a link and a last tag, the last ones first.

    base: the style of what they stand on.
    """
    aside = base + style_of("aside")
    parts = [_tag(tag, aside, style_of, base) for tag in tags]
    if link is not None:
        words = sanitize_text(link.words if cell_len(link.words) <= room else link.short)
        look = base + style_of("label-focused") + Style(underline=True, bold=False)
        parts.append(Strip([Segment(words, look + Style(meta={"@click": link.action}))]))
    if last:
        parts.append(_tag(last, aside, style_of, base))
    while parts and _columns(parts) > room:
        del parts[0]
    gap = Strip([Segment(_BETWEEN, base)])
    return Strip.join([strip for part in parts for strip in (gap, part)][1:])


def _tag(tag: str, aside: Style, style_of: StyleOf, base: Style) -> Strip:
    sign, part = SIGNS.get(tag, ("", ""))
    start = [Segment(f"{sign} ", base + style_of(part))] if sign else []
    return Strip([*start, Segment(sanitize_text(tag), aside)])


def _columns(parts: Sequence[Strip]) -> int:
    return sum(part.cell_length for part in parts) + len(_BETWEEN) * (len(parts) - 1)
