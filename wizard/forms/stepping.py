"""One step up or down from what stands in a field: numbers, dates and times."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from wizard.forms.controls import Scalar

NUMBERS = frozenset({"integer", "float", "decimal"})
STEPPABLE = NUMBERS | {"date"}
_PLACES = 12


def step(control: Scalar, text: str, direction: int) -> str | None:
    """The text one step further (``direction`` is 1 or -1), kept within the bounds.

    An empty text begins at the bound, or at 0. None when there is nothing to step from.
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
    if start is not None and not start.is_finite():
        return None
    bounds = control.bounds
    size = _decimal(bounds.multiple_of) or _size_of(control, start)
    low = _edge(bounds.ge, bounds.gt, size)
    high = _edge(bounds.le, bounds.lt, -size)
    if start is None:
        return _text(_between(Decimal(0), low, high))
    on_grid = bounds.multiple_of is None or start % size == 0
    next_one = start + direction * size if on_grid else _grid(start, size, direction)
    return _text(_between(next_one, low, high))


def _size_of(control: Scalar, start: Decimal | None) -> Decimal:
    """A number with decimals moves by its last one."""
    exponent = start.as_tuple().exponent if start is not None else 0
    if control.kind == "integer" or not isinstance(exponent, int) or exponent >= 0:
        return Decimal(1)
    return Decimal(1).scaleb(max(exponent, -_PLACES))


def _grid(start: Decimal, size: Decimal, direction: int) -> Decimal:
    below = start // size * size
    if below > start:
        below -= size
    return below + size if direction > 0 else below


def _edge(inclusive: Any, exclusive: Any, size: Decimal) -> Decimal | None:
    edge = _decimal(inclusive)
    if edge is not None:
        return edge
    edge = _decimal(exclusive)
    return None if edge is None else edge + size


def _decimal(value: Any) -> Decimal | None:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def _between(value: Decimal, low: Decimal | None, high: Decimal | None) -> Decimal:
    if low is not None and value < low:
        return low
    return high if high is not None and value > high else value


def _text(value: Decimal) -> str:
    return format(value, "f")


def _step_date(text: str, direction: int) -> str | None:
    try:
        start = date.fromisoformat(text.strip()) if text.strip() else date.today()
        return (start + timedelta(days=direction if text.strip() else 0)).isoformat()
    except (ValueError, OverflowError):
        return None
