"""Steps numbers, dates and times in a field up or down."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal, InvalidOperation, localcontext
from typing import Any

from wizard.forms.controls import Scalar

NUMBERS = frozenset({"integer", "float", "decimal"})
STEPPABLE = NUMBERS | {"date"}
_PLACES = 12
_FARTHEST = 308
"""The exponent of the largest float: what is farther away is a slip, and long to write out."""
_ROOM = 4 * _FARTHEST
"""Digits beside those of a number that make every step of it exact."""


def step(control: Scalar, text: str, direction: int) -> str | None:
    """Return the text one step further within the bounds; ``direction`` is 1 or -1.

    An empty text starts at the valid value nearest to 0. Returns None if there is nothing to step
    from, or no valid value.
    """
    if control.kind == "date":
        return _step_date(text, direction)
    if control.kind not in NUMBERS:
        return None
    body = text.strip()
    try:
        start = Decimal(body) if body else None
    except InvalidOperation:
        return None
    if start is not None and not _is_near(start):
        return None
    with localcontext(prec=len(body) + _ROOM):
        found = _stepped(control, start, direction)
        return None if found is None else format(found + 0, "f")  # avoids "-0"


def _stepped(control: Scalar, start: Decimal | None, direction: int) -> Decimal | None:
    bounds = control.bounds
    grid = _decimal(bounds.multiple_of) or (Decimal(1) if control.kind == "integer" else None)
    size = grid or _last_place(start)

    def beyond(value: Decimal, way: int) -> Decimal:
        if grid is None or value % size == 0:
            return value + way * size
        towards_zero = value // size * size
        return towards_zero if (value < 0) == (way > 0) else towards_zero + way * size

    def edge(inclusive: Any, exclusive: Any, way: int) -> Decimal | None:
        last = _decimal(inclusive)
        if last is not None:
            return last if grid is None or last % size == 0 else beyond(last, way)
        last = _decimal(exclusive)
        return None if last is None else beyond(last, way)

    low, high = edge(bounds.ge, bounds.gt, 1), edge(bounds.le, bounds.lt, -1)
    if low is not None and high is not None and low > high:
        return None
    return _between(Decimal(0) if start is None else beyond(start, direction), low, high)


def _last_place(start: Decimal | None) -> Decimal:
    """Return the step for a number with decimals: one unit in its last place."""
    exponent = start.as_tuple().exponent if start is not None else 0
    if not isinstance(exponent, int) or exponent >= 0:
        return Decimal(1)
    return Decimal(1).scaleb(max(exponent, -_PLACES))


def _decimal(value: Any) -> Decimal | None:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if _is_near(number) else None


def _is_near(number: Decimal) -> bool:
    exponent = number.as_tuple().exponent
    return isinstance(exponent, int) and abs(exponent) <= _FARTHEST


def _between(value: Decimal, low: Decimal | None, high: Decimal | None) -> Decimal:
    if low is not None and value < low:
        return low
    return high if high is not None and value > high else value


def _step_date(text: str, direction: int) -> str | None:
    try:
        start = date.fromisoformat(text.strip()) if text.strip() else date.today()
        return (start + timedelta(days=direction if text.strip() else 0)).isoformat()
    except (ValueError, OverflowError):
        return None
