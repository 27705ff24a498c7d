"""The state of a form being filled in: raw values, errors and when to show them.

Nothing here knows about a screen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Generic, TypeVar

from wizard.forms.controls import Control, ItemList, UnionControl
from wizard.forms.controls.fields import FormField, is_changed
from wizard.forms.errors import FieldError
from wizard.forms.form import FieldLocation, Form, ReadResult
from wizard.forms.plain_data import to_plain
from wizard.forms.raw import UNSET, Loc, same, text_of, without_secret_values
from wizard.forms.secret import Secret

T = TypeVar("T")
_UNDO_STEPS = 100


class FormState(Generic[T]):
    """The raw values of one form while a person fills it in.

    An error is shown once its field (``mark_touched``) or the form (``validate``) has been left,
    and then follows what is typed. Every frontend uses this class, so all of them behave alike.

    remarks: what is to be said at a field besides, like a warning; each returns it, or None.
    """

    def __init__(
        self, form: Form[T], raw: Any = UNSET, context: Mapping[str, Any] | None = None
    ) -> None:
        self.form = form
        self.raw: Any = form.blank() if raw is UNSET else raw
        self.context: dict[str, Any] = dict(context or {})
        self.remarks: dict[Loc, Callable[[], str | None]] = {}
        self._left: set[Loc] = set()
        self._all_left = False
        self._from_outside: list[FieldError] = []
        self._undo: dict[Loc, list[Any]] = {}
        self._reading: ReadResult[T] | None = None

    # Reading

    def places(self) -> Iterator[FieldLocation]:
        """Yield the fields currently asked for, in order."""
        return self.form.places(self.raw, self.context)

    def place(self, loc: Loc) -> FieldLocation | None:
        """Return the field at ``loc`` if it is currently asked for."""
        return next((place for place in self.places() if place.loc == loc), None)

    def control(self, loc: Loc) -> Control:
        """Return the control at ``loc``; raises LookupError if there is none."""
        found = self.form.control_at(loc)
        if found is None:
            raise LookupError(loc)
        return found

    def field(self, loc: Loc) -> FormField | None:
        """Return the field at ``loc``; None for the root, a union member or a list item."""
        return self.form.field_at(loc)

    def entered(self, loc: Loc) -> Any:
        """Return the raw value at ``loc``; UNSET if it was left alone."""
        return self.form.raw_at(loc, self.raw)

    def shown(self, loc: Loc) -> Any:
        """Return the raw value to show at ``loc``: what was entered, otherwise the default."""
        return self.form.raw_at(loc, self.raw, defaults=True)

    def changed(self, loc: Loc) -> bool:
        """Return whether the value at ``loc`` differs from its default."""
        return is_changed(self.field(loc), self.entered(loc))

    # Editing

    def set(self, loc: Loc, raw: Any) -> None:
        """Set the raw value at ``loc``; UNSET restores the default."""
        earlier = self.raw
        self._write(loc, raw)
        self._forget_below(loc, earlier)

    def _write(self, loc: Loc, raw: Any) -> None:
        before = self.entered(loc)
        if before is raw or same(before, raw):
            return
        # Inside a default, the previous value is the default's own.
        whole = len(loc) == 1 or self.entered(loc[:-1]) is not UNSET
        self._remember(loc, before if whole else self.shown(loc), raw)
        self._put(loc, raw)

    def reset(self, loc: Loc) -> None:
        """Restore the default at ``loc``."""
        field = self.field(loc)
        own_default = field is not None and field.default is not UNSET
        blank = self.form.blank()
        self.set(loc, UNSET if own_default else self.form.raw_at(loc, blank, defaults=True))

    def choose(self, loc: Loc, key: str) -> None:
        """Choose a member of the union at ``loc``, keeping what was typed into the others."""
        control = self.control(loc)
        if not isinstance(control, UnionControl):
            raise TypeError("not a union")
        self.set(loc, control.choose(self.shown(loc), key))

    def add(self, loc: Loc) -> int:
        """Append an item to the list at ``loc`` and return its index."""
        items = self._items(loc)
        control = self.control(loc)
        blank = control.item.blank() if isinstance(control, ItemList) else UNSET
        self._write(loc, [*items, blank])
        return len(items)

    def remove(self, loc: Loc, index: int) -> None:
        """Remove an item from the list at ``loc``."""
        items = self._items(loc)
        self._write(loc, items[:index] + items[index + 1 :])
        self._shift(loc, {index: None, **{at: at - 1 for at in range(index + 1, len(items))}})

    def move(self, loc: Loc, index: int, to: int) -> None:
        """Move an item of the list at ``loc`` to another index."""
        items = self._items(loc)
        order = list(range(len(items)))
        order.insert(to, order.pop(index))
        self._write(loc, [items[at] for at in order])
        self._shift(loc, {at: new for new, at in enumerate(order)})

    def _shift(self, loc: Loc, places: Mapping[int, int | None]) -> None:
        """Update what is recorded about the items at ``loc`` to ``places``; None: item removed."""

        def moved(at: Loc) -> Loc | None:
            index = at[len(loc)] if at[: len(loc)] == loc and len(at) > len(loc) else None
            if not isinstance(index, int) or index not in places:
                return at
            place = places[index]
            return None if place is None else (*loc, place, *at[len(loc) + 1 :])

        self._left = {new for at in self._left if (new := moved(at)) is not None}
        self._undo = {
            new: steps for at, steps in self._undo.items() if (new := moved(at)) is not None
        }

    def _items(self, loc: Loc) -> list[Any]:
        shown = self.shown(loc)
        return list(shown) if isinstance(shown, list) else []

    def undo(self, loc: Loc) -> bool:
        """Undo the last change at ``loc``, or of the objects around it in the same list item.

        Returns whether there was one.
        """
        within = max((end for end, part in enumerate(loc, 1) if isinstance(part, int)), default=0)
        around = (loc[:end] for end in range(len(loc), within - 1, -1))
        loc = next((at for at in around if self._undo.get(at)), loc)
        steps = self._undo.get(loc)
        if not steps:
            return False
        earlier = self.raw
        self._put(loc, steps.pop())
        self._forget_below(loc, earlier)
        return True

    def _put(self, loc: Loc, raw: Any) -> None:
        # Restoring an older state of an enclosing value would undo this change too.
        for end in range(len(loc)):
            self._undo.pop(loc[:end], None)
        self.raw = self.form.with_raw(self.raw, loc, raw)
        self._reading = None
        self._from_outside = [e for e in self._from_outside if not _touches(e, loc)]

    def _forget_below(self, loc: Loc, earlier: Any) -> None:
        """Forget undo steps below ``loc`` that no longer lead to the current value."""

        def stays(at: Loc) -> bool:
            if len(at) <= len(loc) or at[: len(loc)] != loc:
                return True
            # An item is known only by its index, so it may be another one once its list has
            # changed.
            places = (end for end in range(len(loc), len(at)) if isinstance(at[end], int))
            whole = at[: next(places, len(at))]
            return same(self.form.raw_at(whole, earlier), self.entered(whole))

        self._undo = {at: steps for at, steps in self._undo.items() if stays(at)}

    def _remember(self, loc: Loc, before: Any, after: Any) -> None:
        # A run of single characters is one step, up to the next blank.
        steps = self._undo.setdefault(loc, [])
        old, new = text_of(before), text_of(after)
        typing = len(new) == len(old) + 1 and new.startswith(old) and not new[-1:].isspace()
        if typing and steps and old and new.startswith(text_of(steps[-1])):
            return
        steps.append(before)
        del steps[:-_UNDO_STEPS]

    def set_context(self, **values: Any) -> None:
        """Set values that conditions name and that are not in the form."""
        self.context.update(values)
        self._reading = None

    def ignored_places(self) -> Iterator[FieldLocation]:
        """Yield fields that were filled in but are hidden by another choice."""
        places = tuple(self.form.places(self.raw, self.context, everything=True))
        # Fields shared by members of a union were carried over to the chosen member.
        asked = (place.loc for place in places if place.asked)
        shared = {(loc[:-2], loc[-1]) for loc in asked if len(loc) > 1}
        for place in places:
            carried = (place.loc[:-2], place.loc[-1]) in shared
            if not (place.asked or place.raw is UNSET or carried) and self.changed(place.loc):
                yield place

    # Validation

    def read(self) -> ReadResult[T]:
        """Return the value or all errors, without showing any."""
        if self._reading is None:
            self._reading = self.form.read(self.raw, self.context)
        return self._reading

    def validate(self) -> ReadResult[T]:
        """Leave the form: return the value or all errors, which are shown from now on."""
        self._all_left = True
        return self.read()

    def mark_touched(self, loc: Loc) -> tuple[FieldError, ...]:
        """Leave one field: return its errors, which are shown from now on.

        An empty field is not reported until the form is left.
        """
        if not (self.entered(loc) is UNSET and self._is_missing(loc)):
            self._left.add(loc)
        return self.errors_at(loc)

    def _is_missing(self, loc: Loc) -> bool:
        return any(error.missing and error.loc == loc for error in self.read().errors)

    def wrong(self, loc: Loc) -> tuple[FieldError, ...]:
        """Return the errors of what was filled in at ``loc``; what is missing is not wrong."""
        if self.shown(loc) in (UNSET, None, "", Secret(""), []):
            return ()
        return tuple(e for e in self.read().errors if e.loc == loc and not e.missing)

    def take_offers(self, loc: Loc | None = None, *, unsure: bool = False) -> tuple[Loc, ...]:
        """Correct the field at ``loc``, or all fields, as offered; return what was corrected.

        Takes an offer only if nothing else can be meant and the field is right with it; if
        ``unsure``, any offer.
        """
        taken = []
        for error in self.read().errors:
            if error.fix is None or not (error.sure or unsure) or error.loc in taken:
                continue
            if loc is not None and error.loc != loc:
                continue
            corrected = self.form.with_raw(self.raw, error.loc, error.fix)
            left = self.form.read(corrected, self.context).errors
            if unsure or all(other.loc != error.loc for other in left):
                self.set(error.loc, error.fix)
                taken.append(error.loc)
        return tuple(taken)

    def add_errors(self, errors: Iterable[FieldError]) -> None:
        """Show errors from elsewhere, such as a server, until their fields are changed."""
        self._from_outside = list(errors)

    @property
    def outside_errors(self) -> tuple[FieldError, ...]:
        """Return the errors from elsewhere whose fields were not changed since."""
        return tuple(self._from_outside)

    @property
    def errors(self) -> tuple[FieldError, ...]:
        """Return the errors to show now."""
        # Nothing is shown until something has been left, so the validator need not be built yet.
        own = self.read().errors if self._all_left or self._left else ()
        shown = own if self._all_left else tuple(e for e in own if e.loc in self._left)
        return (*shown, *self._from_outside)

    def errors_at(self, loc: Loc) -> tuple[FieldError, ...]:
        """Return the errors to show at one field."""
        return tuple(error for error in self.errors if error.loc == loc)

    def warning_at(self, loc: Loc) -> str | None:
        """Return a remark on the field, or what its ``warn`` says of the value; never an error."""
        if (remark := self.remarks.get(loc)) and (words := remark()):
            return words
        field = self.field(loc)
        warn = field.ui.warn if field is not None else None
        if warn is None:
            return None
        entered = self.entered(loc)
        text = text_of(entered).strip()
        if entered is UNSET or (isinstance(entered, str | Secret | list) and not entered):
            return None
        try:
            return warn(text)
        except Exception:  # A hint must not be able to break the form.
            return None

    # Drafts

    def snapshot(self) -> Any:
        """Return the raw values as plain data without secrets, suitable for a draft."""
        return without_secret_values(to_plain(self.raw))

    def restore(self, snapshot: Any) -> None:
        """Load the raw values of a snapshot or of ``Form.to_raw``."""
        self.raw = snapshot
        self._left.clear()
        self._undo.clear()
        self._from_outside = []
        self._all_left = False
        self._reading = None


def _touches(error: FieldError, loc: Loc) -> bool:
    """Return whether a change at ``loc`` may have resolved the error."""
    locs = (error.loc, *error.fields)
    return any(loc[: len(at)] == at or at[: len(loc)] == loc for at in locs if at)
