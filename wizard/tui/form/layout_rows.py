"""The rows that a form is laid out in, and which of its sections are open."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from wizard.forms import (
    UNSET,
    Control,
    FieldError,
    FormField,
    Loc,
)


class RowKind(StrEnum):
    """What a row is."""

    FIELD = "field"
    FOLD = "fold"
    HEADING = "heading"
    ITEM = "item"
    ERROR = "error"
    WARNING = "warning"
    SUMMARY = "summary"


@dataclass(frozen=True, slots=True)
class SectionState:
    """Something that opens and closes: a group of fields, a nested object, an item of a list."""

    loc: Loc
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutRow:
    """One line of business in the form.

    entered: the raw value of its field, UNSET when left alone; shown: with the default in place.
    Of a union it is the chosen key alone, of a list of objects their count.
    fold: what the row opens and closes; opened: whether it is open.
    count: how many fields or items are inside; to_mend: how many errors are hidden inside.
    errors: those to show here.
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

    @property
    def key(self) -> tuple[Any, ...]:
        """What makes it the same row from one time to the next."""
        return (self.kind, self.loc, self.fold, id(self.control))

    @property
    def required(self) -> bool:
        """Whether something must be entered."""
        return self.field.required if self.field is not None else False

    @property
    def may_warn(self) -> bool:
        """Whether there may be something to say of its value."""
        return (
            self.kind is RowKind.FIELD and self.field is not None and self.field.ui.warn is not None
        )


@dataclass(slots=True)
class SectionStates:
    """What a person opened or closed; the rest follows from its size."""

    chosen: dict[SectionState, bool] = field(default_factory=dict)

    def is_open(self, fold: SectionState, otherwise: bool) -> bool:
        """Whether it is open."""
        return self.chosen.get(fold, otherwise)

    def shift(self, loc: Loc, moved: dict[int, int | None]) -> None:
        """Follow the items of the list at ``loc`` to their new places; None: it is gone."""
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
