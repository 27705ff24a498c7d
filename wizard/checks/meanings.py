"""Judges an answer: a success, or what its failure means."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from wizard.checks.places import Answer
from wizard.checks.templates import Values
from wizard.connectors.checks.conditions import plain
from wizard.connectors.checks.declarations import (
    HTML,
    INCONCLUSIVE,
    NO_HOST,
    Ask,
    Check,
    Contains,
    Evidence,
    Failure,
    Meaning,
)

_QUOTED: Final = re.compile(r"\{item\}|\{answer ([^{}]+)\}")
_SECONDS: Final = re.compile(r"[0-9]{1,5}")
_MAX_LISTED: Final = 10


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a failure means.

    certain: whether its evidence is good enough to fail a check. items: what ``{item}`` stands for.
    """

    meaning: Meaning
    text: str
    answer: Answer
    path: str = ""
    certain: bool = True
    items: Sequence[str] = ()

    def words(self, host: str, safe: Callable[[str], str]) -> str:
        """Return the sentences about ``host``, with what they quote of the answer made ``safe``."""

        def quoted(match: re.Match[str]) -> str:
            items = self.items if match[0] == "{item}" else self.answer.at(match[1])
            values = [_plain(value) for value in items[:_MAX_LISTED]]
            return safe(", ".join(filter(None, values))) or "…"

        return _QUOTED.sub(quoted, self.text.replace("{host}", host))


def judge(check: Check, ask: Ask, answer: Answer, values: Values) -> Judgement | None:
    """Return what is wrong according to the answer; None for a success."""
    for failure in (*ask.failures, *check.failures):
        if _matches(failure, answer):
            return _judgement(failure, answer)
    if answer.status not in ask.statuses:
        return _unknown(answer)
    if answer.response.flaw is not None:
        words = f"{{host}} started to answer, but {answer.response.flaw.words}."
        return Judgement(Meaning.UNKNOWN, words, answer)
    if answer.response.is_html and not ask.found.startswith(("text", "header")):
        return Judgement(
            Meaning.UNKNOWN,
            "{host} answered with a web page instead of data. A proxy or a sign-in page may be in "
            "between.",
            answer,
        )
    return _missing(ask, answer) or _not_listed(ask, answer, values) or _unfit(ask, answer, values)


def warnings(ask: Ask, answer: Answer) -> Iterator[Judgement]:
    """Yield what a success says that is worth a warning."""
    for failure in ask.warnings:
        if _matches(failure, answer):
            yield _judgement(failure, answer)


def failure_to_find_host(check: Check, ask: Ask) -> Failure | None:
    """Return what is declared for a host that cannot be found by its name."""
    return next((f for f in (*ask.failures, *check.failures) if f.status == NO_HOST), None)


def _missing(ask: Ask, answer: Answer) -> Judgement | None:
    if not ask.found:
        return None
    found = answer.at(ask.found)
    wanted = ask.equals
    if found and (wanted is None or found[0] == wanted):
        return None
    if ask.empty is not None:
        return _judgement(ask.empty, answer)
    return Judgement(Meaning.UNKNOWN, "{host} sent an undocumented answer.", answer)


def _not_listed(ask: Ask, answer: Answer, values: Values) -> Judgement | None:
    for contains in ask.contains:
        lacking = _lacking(contains, answer, values)
        if lacking:
            return Judgement(
                contains.meaning, contains.words, answer, contains.wanted, items=lacking
            )
    return None


def _unfit(ask: Ask, answer: Answer, values: Values) -> Judgement | None:
    failure = ask.unfit(answer.response.text, values) if ask.unfit else None
    return _judgement(failure, answer) if failure else None


def _lacking(contains: Contains, answer: Answer, values: Values) -> list[str]:
    wanted = plain(values.get(contains.wanted))
    if wanted in (None, "", [], ()):
        return []
    items = [str(item) for item in (wanted if isinstance(wanted, list | tuple) else [wanted])]
    places = contains.place if isinstance(contains.place, tuple) else (contains.place,)
    listed = {str(value) for place in places for value in answer.at(place)}
    if contains.ignore_case:
        folded = {name.casefold() for name in listed}
        return [item for item in items if item.casefold() not in folded]
    return [item for item in items if item not in listed]


def _matches(failure: Failure, answer: Answer) -> bool:
    if failure.status == HTML:
        return answer.response.is_html
    if failure.status == NO_HOST:
        return False
    if failure.status is not None:
        statuses = failure.status if isinstance(failure.status, tuple) else (failure.status,)
        if answer.status not in statuses:
            return False
    if not failure.at:
        # A page that forbids something may be of a firewall in between.
        is_page = answer.status == 403 and answer.response.is_html
        return failure.status is not None and (not is_page or failure.meaning in INCONCLUSIVE)
    found = answer.at(failure.at)
    if not failure.says:
        return bool(found)
    return any(re.search(failure.says, _plain(value), re.IGNORECASE) for value in found)


def _judgement(failure: Failure, answer: Answer) -> Judgement:
    words = failure.words + (_again(answer) if failure.meaning is Meaning.RATE else "")
    certain = failure.evidence is not Evidence.GENERAL
    return Judgement(failure.meaning, words, answer, failure.path, certain)


def _unknown(answer: Answer) -> Judgement:
    """Judge a status that nothing was declared for; it never means a wrong credential."""
    status = answer.status
    if status == 429:
        words = f"{{host}} asks you to slow down. The credential may be fine.{_again(answer)}"
        return Judgement(Meaning.RATE, words, answer)
    if status >= 500:
        words = f"{{host}} has a problem ({status}). Try again later."
        return Judgement(Meaning.DOWN, words, answer)
    if 300 <= status < 400:
        words = (
            "{host} answered with a redirect. The wizard doesn't follow it, because the "
            "credential stays with the host you entered."
        )
        return Judgement(Meaning.UNKNOWN, words, answer)
    page = " with a web page" if answer.response.is_html else ""
    words = f"{{host}} answered {status}{page}, which doesn't say whether the credential works."
    return Judgement(Meaning.UNKNOWN, words, answer)


def _again(answer: Answer) -> str:
    seconds = answer.response.headers.get("retry-after", "")
    return f" Try again in {seconds} seconds." if _SECONDS.fullmatch(seconds) else ""


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else "" if isinstance(value, dict | list) else str(value)
