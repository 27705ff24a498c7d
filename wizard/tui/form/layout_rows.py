"""The rows of a form's layout, and which of its sections are open."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Final

from wizard.forms import (
    UNSET,
    Control,
    FieldError,
    FormField,
    Loc,
    Secret,
)


class RowKind(StrEnum):
    """Kind of a row."""

    FIELD = "field"
    FOLD = "fold"
    HEADING = "heading"
    ITEM = "item"
    ERROR = "error"
    WARNING = "warning"
    SUMMARY = "summary"


NOTES: Final = (RowKind.ERROR, RowKind.WARNING, RowKind.SUMMARY)
"""Rows that come and go with what is typed."""


@dataclass(frozen=True, slots=True)
class SectionState:
    """Identifies a section that opens and closes: a field group, nested object or list item."""

    loc: Loc
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutRow:
    """One row of the form's layout.

    entered: the field's raw value, UNSET if left alone; shown: the same with the default filled in.
        For a union both hold the chosen key only, for a list of objects the number of items.
    fold: the section that the row opens and closes; opened: whether it is open.
    count: how many fields or items are inside; to_mend: how many errors are hidden inside.
    errors: the errors to show here.
    inside: the labels of the fields inside.
    """

    kind: RowKind
    loc: Loc
    depth: int = 0
    label: str = ""
    control: Control | None = None
    field: FormField | None = None
    entered: Any = UNSET
    shown: Any = UNSET
    changed: bool = False
    fold: SectionState | None = None
    opened: bool = False
    count: int = 0
    to_mend: int = 0
    errors: tuple[FieldError, ...] = ()
    text: str = ""
    inside: str = ""

    @property
    def key(self) -> tuple[Any, ...]:
        """Identity of the row across layouts."""
        return (self.kind, self.loc, self.fold, id(self.control))

    @property
    def required(self) -> bool:
        """Whether a value must be entered."""
        return self.field.required if self.field is not None else False

    @property
    def is_blank(self) -> bool:
        """Whether it is a field without a value, not even a default."""
        blank = self.shown in (UNSET, None, "", Secret(""), [])
        return self.kind is RowKind.FIELD and self.control is not None and blank

    @property
    def may_warn(self) -> bool:
        """Whether its value may cause a warning."""
        return (
            self.kind is RowKind.FIELD and self.field is not None and self.field.ui.warn is not None
        )


@dataclass(slots=True)
class SectionStates:
    """The sections a user opened or closed; the others depend on their size."""

    chosen: dict[SectionState, bool] = field(default_factory=dict)

    def is_open(self, fold: SectionState, otherwise: bool) -> bool:
        """Return whether the section is open, ``otherwise`` unless the user chose."""
        return self.chosen.get(fold, otherwise)

    def shift(self, loc: Loc, moved: dict[int, int | None]) -> None:
        """Follow list items at ``loc`` to their new indexes; None means removed."""
        at = len(loc)
        kept: dict[SectionState, bool] = {}
        for fold, opened in self.chosen.items():
            index = fold.loc[at] if fold.loc[:at] == loc and len(fold.loc) > at else None
            if isinstance(index, int) and index in moved:
                new = moved[index]
                if new is None:
                    continue
                fold = replace(fold, loc=(*loc, new, *fold.loc[at + 1 :]))
            kept[fold] = opened
        self.chosen = kept
