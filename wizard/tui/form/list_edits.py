"""Adding, removing and moving list items, together with their open sections."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wizard.forms import FormState, Loc
from wizard.tui.form.layout_rows import SectionState, SectionStates


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the list at ``items``, which has ``count`` of them."""

    items: Loc
    index: int
    count: int

    @classmethod
    def at(cls, state: FormState[Any], loc: Loc) -> Item:
        """Return the item at ``loc``. Raises TypeError if there is none."""
        *above, index = loc
        shown = state.shown(tuple(above))
        if not isinstance(index, int) or not isinstance(shown, list):
            raise TypeError("not an item")
        return cls(tuple(above), index, len(shown))


def add_item(state: FormState[Any], folds: SectionStates, items: Loc) -> Loc:
    """Add an item to the list at ``items``, opened, and return its location."""
    loc = (*items, state.add(items))
    folds.chosen[SectionState(loc)] = True
    return loc


def remove_item(state: FormState[Any], folds: SectionStates, item: Item) -> None:
    """Remove the item from its list."""
    state.remove(item.items, item.index)
    moved: dict[int, int | None] = {i: i - 1 for i in range(item.index + 1, item.count)}
    folds.shift(item.items, {**moved, item.index: None})


def move_item(state: FormState[Any], folds: SectionStates, item: Item, to: int) -> None:
    """Swap the item with the one at ``to``."""
    state.move(item.items, item.index, to)
    folds.shift(item.items, {item.index: to, to: item.index})
