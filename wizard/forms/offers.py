"""Suggested corrections: raw values to offer for invalid ones, never to force.

A check makes a suggestion with ``fix`` in its error's context: a text, or several texts for a list.
With ``sure`` beside it, nothing else can be meant, so that it is taken without asking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple, Protocol

from wizard.forms.controls import Control, Scalar, TextList
from wizard.forms.controls.collections import AmbiguousSeparatorError, LineError
from wizard.forms.errors import FormProblem
from wizard.forms.raw import Loc, text_of
from wizard.forms.secret import Secret

_HOST = re.compile(r"[\w-]+(\.[\w-]+)+(:\d+)?([/?#]|$)")
"""What can only be the start of an address: a host name with a dot in it."""


class Layout(Protocol):
    """Lookup of locations in a form."""

    def locate(self, loc: Loc, raw: Any) -> tuple[Loc, Loc]:
        """Return the deepest location of the form along ``loc``, and the remaining path."""

    def control_at(self, loc: Loc) -> Control | None:
        """Return the control at ``loc``."""

    def raw_at(self, loc: Loc, raw: Any) -> Any:
        """Return the part of ``raw`` at ``loc``."""


class Offer(NamedTuple):
    """The raw value offered for a problem's whole field; None if there is none.

    sure: nothing else can be meant.
    """

    problem: FormProblem
    fix: Any = None
    sure: bool = False


def offers(form: Layout, problems: list[FormProblem], raw: Any) -> Iterator[Offer]:
    """Yield each problem with its offer.

    A single offer corrects all values of a list that can be corrected.
    """
    in_lists: dict[Loc, dict[int, list[str]]] = {}
    unsure: set[Loc] = set()
    places = [(problem, *form.locate(problem.loc, raw)) for problem in problems]
    for problem, loc, rest in places:
        fix = _fix_of(problem)
        if fix and len(rest) == 1 and isinstance(rest[0], int):
            in_lists.setdefault(loc, {}).setdefault(rest[0], fix)
        if not problem.context.get("sure"):
            unsure.add(loc)
    for problem, loc, rest in places:
        control, below = form.control_at(loc), form.raw_at(loc, raw)
        if not rest:
            yield _offer(problem, control, below)
        elif isinstance(control, TextList) and _fix_of(problem):
            fix = _mended(control, below, in_lists.get(loc, {}))
            yield Offer(problem, fix, fix is not None and loc not in unsure)
        else:
            yield Offer(problem)


def offered(problem: FormProblem, fix: Any) -> str:
    """Return the part of ``fix`` that its problem concerns, on one line."""
    own = _fix_of(problem) if fix is not None else []
    return ", ".join(own) or text_of(fix)


def _fix_of(problem: FormProblem) -> list[str]:
    """Return the texts that a check offers."""
    fix = problem.context.get("fix")
    return [text_of(each) for each in (fix if isinstance(fix, list) else [fix]) if text_of(each)]


def _offer(problem: FormProblem, control: Control | None, raw: Any) -> Offer:
    """Return the offer for a whole field; an address without a scheme is offered with one."""
    if "fix" in problem.context:
        fix, sure = problem.context["fix"], bool(problem.context.get("sure"))
        secret = control is not None and control.secret and isinstance(fix, str)
        return Offer(problem, Secret(fix) if secret else fix, sure)
    text = text_of(raw).strip()
    is_url = isinstance(control, Scalar) and control.kind == "url"
    if is_url and problem.type in ("url_parsing", "url_scheme") and text and "://" not in text:
        return Offer(problem, f"https://{text}", _HOST.match(text) is not None)
    return Offer(problem)


def _mended(control: TextList, raw: Any, fixes: dict[int, list[str]]) -> Any:
    """Return a list's text with some of its values replaced; None if that cannot be written."""
    try:
        values = [line.text for line in control.split(text_of(raw))]
        kept = [new for at, value in enumerate(values) for new in fixes.get(at, [value])]
        text = control.join(list(dict.fromkeys(kept)))
    except (LineError, AmbiguousSeparatorError):
        return None
    return Secret(text) if control.secret else text
