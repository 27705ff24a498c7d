"""Lists what a person can choose from in their account, page by page."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, Final
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

from wizard.api.vendor import NotReached, UnsafeRequest, VendorRequest
from wizard.checks.engine import CheckRun, Vendor
from wizard.checks.meanings import judge
from wizard.checks.places import Answer, find
from wizard.checks.requests import build, named_paths
from wizard.checks.signing import SigningUnavailable
from wizard.checks.templates import (
    MissingValue,
    UnusableValue,
    Values,
    fill,
    fill_url,
    paths_in,
)
from wizard.connectors.checks.conditions import holds
from wizard.connectors.checks.declarations import (
    Ask,
    Check,
    Cursor,
    LinkHeader,
    NextUrl,
    NoCheck,
    Offset,
    Pick,
)

MAX_PAGES: Final = 100
MAX_PARENTS: Final = 50
MAX_ROWS: Final = 10_000
"""The most entries of one answer that are offered; an account has as many buckets at the most."""
_BATCH: Final = 200
MAX_CHARS: Final = 300
"""The longest value or label that is offered; longer ones are left out."""
_PLACE: Final = re.compile(r"\{([^{}]+)\}")
_NEXT: Final = re.compile(r'<([^<>]+)>\s*;[^,]*\brel="?next"?', re.IGNORECASE)


class ChoicesUnavailable(Exception):
    """The list could not be had.

    The text is a sentence for a person; ``path`` is the field it is about, or "".
    """

    def __init__(self, words: str, path: str = "") -> None:
        super().__init__(words)
        self.path = path


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of the account.

    value: what goes into the field. label: how the account calls it. hint: what else it says.
    also: values for other fields, by path.
    """

    value: str
    label: str
    hint: str = ""
    also: dict[str, str] = field(default_factory=dict)


def missing(check: Check | NoCheck, pick: Pick, values: Values) -> tuple[str, ...]:
    """Return the paths of the values that have to be filled in before the list can be had."""
    if isinstance(check, NoCheck):
        return ()
    run = CheckRun(check, values)
    try:
        run.derive()
    except ValueError:
        return ()  # asking for the list says why
    first = _first_asks(check, pick, run.values)
    asks = [*first, pick.ask, *([pick.parents] if pick.parents else [])]
    kept = {f"kept.{name}" for ask in first for name in ask.keep}
    needed = {path for ask in asks for path in named_paths(check, ask)} - kept
    return tuple(run.lacking(needed | set(paths_in(pick.parent_only))) or ())


def hosts_of(check: Check | NoCheck, pick: Pick, values: Values) -> tuple[str, ...]:
    """Return the hosts that are asked for the list, as far as they are known."""
    if isinstance(check, NoCheck):
        return ()
    run = CheckRun(check, {**values, "typed": "x"})
    with suppress(ValueError):
        run.derive()
    asks = [
        *_first_asks(check, pick, run.values),
        pick.ask,
        *([pick.parents] if pick.parents else []),
    ]
    hosts: dict[str, None] = {}
    for ask in asks:
        with suppress(MissingValue, ValueError):
            filled = fill_url(ask.url, run.values | {"each": "x", "parent": "x"})
            hosts[urlsplit(filled).netloc] = None
    return tuple(hosts)


async def choices(
    check: Check, pick: Pick, values: Values, vendor: Vendor, *, typed: str = ""
) -> AsyncIterator[list[Choice]]:
    """Yield the entries of the account, a page at a time.

    typed: what to search for, where the source searches (``searches``). Raises ChoicesUnavailable,
    also after some pages.
    """
    run = CheckRun(check, {**values, "typed": typed})
    try:
        run.derive()
    except ValueError as error:
        raise ChoicesUnavailable(str(error)) from None
    for ask in _first_asks(check, pick, run.values):
        if holds(ask.when, run.values):
            await _answer(run, ask, run.values, vendor)
    seen: set[tuple[str, str]] = set()
    try:
        async for parent in _parents(run, pick, vendor):
            async for answer in _pages(run, pick, run.values | {"parent": parent}, vendor):
                rows = _rows(pick, answer)[:MAX_ROWS]
                for start in range(0, len(rows), _BATCH):
                    # Repositories of two owners may have the same name.
                    some = _choices(run, pick, rows[start : start + _BATCH])
                    page = {(choice.value, choice.label): choice for choice in some}
                    yield [choice for key, choice in page.items() if key not in seen]
                    seen |= page.keys()
                    await asyncio.sleep(0)  # a long page must neither freeze nor be unstoppable
    except ChoicesUnavailable:
        if seen or pick.otherwise is None:
            raise
    if not seen and pick.otherwise is not None:
        async for rest in choices(check, pick.otherwise, values, vendor, typed=typed):
            yield rest


def searches(pick: Pick) -> bool:
    """Return whether the source searches for what is typed."""
    return "{typed" in json.dumps([pick.ask.url, pick.ask.json])


def _first_asks(check: Check, pick: Pick, values: Values) -> list[Ask]:
    """Return the requests that get the token which the list is asked for with."""
    used = named_paths(check, pick.ask) | (
        named_paths(check, pick.parents) if pick.parents else set()
    )
    wanted = {path.removeprefix("kept.") for path in used if path.startswith("kept.")}
    return [ask for ask in check.requests if wanted & set(ask.keep) and holds(ask.when, values)]


async def _parents(run: CheckRun, pick: Pick, vendor: Vendor) -> AsyncIterator[str]:
    if pick.parents is None:
        for item in _each(pick, run.values):
            yield item
        return
    answer = await _answer(run, pick.parents, run.values, vendor)
    wanted = {place: fill(text, run.values) for place, text in pick.parent_only.items()}
    rows = [
        row
        for row in answer.at(pick.parent_rows)
        if all(_told(row, place, {}) == text for place, text in wanted.items())
    ]
    for row in rows[:MAX_PARENTS]:
        value = next(find(row, pick.parent_value), None)
        if isinstance(value, str | int):
            yield str(value)


def _each(pick: Pick, values: Values) -> Iterator[str]:
    items = values.get(pick.ask.each) if pick.ask.each else ""
    yield from map(str, items if isinstance(items, list | tuple) else [items or ""])


async def _pages(
    run: CheckRun, pick: Pick, values: dict[str, Any], vendor: Vendor
) -> AsyncIterator[Answer]:
    request: VendorRequest | None = _built(run, pick.ask, values | {"each": values["parent"]})
    for number in range(MAX_PAGES):
        if request is None:
            return
        answer = await _sent(run, pick.ask, request, values, vendor, pick.advice)
        yield answer
        request = _next(run, pick, request, answer, number, values)


def _built(run: CheckRun, ask: Ask, values: Values) -> VendorRequest:
    try:
        request = build(run.check, ask, values)
        run.trust(ask, request)
    except MissingValue as error:
        words = (
            "The credential can't open this list. Test it to see why."
            if error.path.startswith("kept.")
            else "Fill in what this list depends on first."
        )
        raise ChoicesUnavailable(words, error.path) from None
    except UnusableValue as error:
        raise ChoicesUnavailable(str(error), error.path) from None
    except (UnsafeRequest, SigningUnavailable, ValueError) as error:
        raise ChoicesUnavailable(str(error)) from None
    return request


async def _answer(run: CheckRun, ask: Ask, values: Values, vendor: Vendor) -> Answer:
    answer = await _sent(run, ask, _built(run, ask, values), values, vendor)
    run.learn(ask, answer)
    return answer


async def _sent(
    run: CheckRun,
    ask: Ask,
    request: VendorRequest,
    values: Values,
    vendor: Vendor,
    advice: str = "",
) -> Answer:
    try:
        reply = await vendor.send(request)
    except UnsafeRequest as error:
        raise ChoicesUnavailable(str(error)) from None
    if isinstance(reply, NotReached):
        raise ChoicesUnavailable(reply.message)
    answer = Answer(reply)
    judgement = judge(run.check, ask, answer, values)
    if judgement is not None:
        finding = run.finding(ask, judgement, request.host)
        raise ChoicesUnavailable(f"{finding.words} {advice}".strip(), finding.path)
    return answer


def _rows(pick: Pick, answer: Answer) -> list[Any]:
    places = (pick.rows,) if isinstance(pick.rows, str) else pick.rows
    return [row for place in places for row in answer.at(place)]


def _choices(run: CheckRun, pick: Pick, rows: Iterable[Any]) -> Iterator[Choice]:
    for row in rows:
        if not all(_fits(row, place, wanted) for place, wanted in pick.only.items()):
            continue
        value, label = (_told(row, place, run.values) for place in (pick.value, pick.label))
        if not value or not _is_usable(run, value):
            continue  # it could not be entered by hand either
        hints = [words for place, words in pick.hints.items() if _is_true(row, place)]
        told = {path: _told(row, place, run.values) for path, place in pick.also.items()}
        also = {path: text for path, text in told.items() if _is_usable(run, text)}
        yield Choice(value, run.safe(label or value, MAX_CHARS), ", ".join(hints), also)


def _is_usable(run: CheckRun, value: str) -> bool:
    """Return whether a value can stand in a field: it is short and plain, and holds no secret."""
    return len(value) <= MAX_CHARS and run.safe(value, MAX_CHARS) == value


def _fits(row: Any, place: str, wanted: Any) -> bool:
    found = next(find(row, place), None)
    if isinstance(wanted, re.Pattern):
        return isinstance(found, str) and wanted.search(found) is not None
    return found in (wanted if isinstance(wanted, tuple) else (wanted,))


def _is_true(row: Any, place: str) -> bool:
    return bool(next(find(row, place), None))


def _told(row: Any, place: str, values: Values) -> str:
    """Return the text at a place of an entry, or a text with values and places filled in."""
    if "{" in place:
        text = fill(place, values)
        return _PLACE.sub(lambda match: _told(row, match[1], values), text)
    value = row if place == "." else next(find(row, place), None)
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return str(value)


def _next(
    run: CheckRun, pick: Pick, request: VendorRequest, answer: Answer, number: int, values: Values
) -> VendorRequest | None:
    """Return the request for the next page; None after the last one."""
    url = request.url
    match pick.pages:
        case LinkHeader():
            link = _NEXT.search(str(answer.first("header link") or ""))
            target = _joined(url, link[1]) if link else ""
        case NextUrl(place):
            found = answer.first(place)
            target = _joined(url, found) if isinstance(found, str) else ""
        case Cursor(place, into):
            found = answer.first(place)
            if not isinstance(found, str | int) or found == "" or isinstance(found, bool):
                return None
            if pick.ask.json is not None:
                ask = replace(pick.ask, json={**pick.ask.json, into: "{kept.cursor}"})
                return _built(run, ask, {**values, "kept.cursor": str(found)})
            target = _with_query(url, into, str(found))
        case Offset(into, step, size, start, until):
            rows = _rows(pick, answer)
            last = bool(answer.first(until)) if until else len(rows) < size
            target = (
                "" if last or not rows else _with_query(url, into, str(start + step * (number + 1)))
            )
        case _:
            return None
    old, new = urlsplit(url), urlsplit(target)
    if not target or target == url or (new.scheme, new.netloc) != (old.scheme, old.netloc):
        return None
    if pick.ask.sign or run.check.sign:
        return _built(run, replace(pick.ask, url=target.replace("{", "%7B")), values)
    return replace(request, url=target)


def _joined(url: str, link: str) -> str:
    """Return the address that a link leads to; "" if it is none."""
    try:
        target = urljoin(url, link)
        urlsplit(target)
    except ValueError:
        return ""
    return target


def _with_query(url: str, name: str, value: str) -> str:
    parts = urlsplit(url)
    query = [
        (key, old) for key, old in parse_qsl(parts.query, keep_blank_values=True) if key != name
    ]
    return urlunsplit(parts._replace(query=urlencode([*query, (name, value)], quote_via=quote)))
