"""Runs the check of a type: asks the source, and says what the answers mean."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch
from itertools import islice
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

from wizard.api.outcome import NotConnectedReason
from wizard.api.redact import Redactor
from wizard.api.response import RawResponse
from wizard.api.vendor import NotReached, UnsafeRequest, VendorRequest
from wizard.checks.meanings import Judgement, failure_to_find_host, judge, warnings
from wizard.checks.places import Answer
from wizard.checks.requests import build, named_paths
from wizard.checks.result import CheckOutcome, CheckResult, Finding
from wizard.checks.signing import SigningUnavailable
from wizard.checks.templates import (
    MissingValue,
    UnusableValue,
    Values,
    fill_url,
    paths_in,
)
from wizard.connectors.checks.conditions import holds, is_there, plain
from wizard.connectors.checks.declarations import INCONCLUSIVE, Ask, Check, Meaning, NoCheck
from wizard.forms import MASK, Secret
from wizard.utils.text import sanitize

MAX_EACH: Final = 10
"""The most items of a list that are asked for one by one."""
MAX_SECONDS: Final = 60
"""The longest that a whole check takes."""
_MAX_ACCOUNT: Final = 3
_MAX_SCOPES: Final = 20
_TYPED: Final = ("config.", "credentials.")


class Vendor(Protocol):
    """Sends requests to a source."""

    async def send(self, request: VendorRequest) -> RawResponse | NotReached:
        """Return the answer, or why there is none. Raises UnsafeRequest."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a check would do, before anything is sent.

    reason: why nothing can be tested; "" if it can. hosts, asks: which hosts are asked, and what.
    missing: paths of the values that are needed and not there. uses: paths of all values used.
    """

    reason: str = ""
    hosts: tuple[str, ...] = ()
    asks: str = ""
    caution: str = ""
    missing: tuple[str, ...] = ()
    uses: frozenset[str] = frozenset()


def plan(check: Check | NoCheck, values: Values) -> Plan:
    """Return what the check would do with these values. Nothing is sent."""
    if isinstance(check, NoCheck):
        return Plan(check.reason)
    for when, reason in check.cannot:
        if holds(when, values):
            return Plan(reason)
    run = CheckRun(check, values)
    try:
        run.derive()
    except ValueError as error:
        return Plan(str(error))
    hosts: dict[str, None] = {}
    uses: set[str] = set()
    missing: dict[str, None] = {}
    told: set[str] = set()
    asks, unusable = "", "Fill in the form before you test it."
    tests_credential = False
    for ask in check.requests:
        deciding = (*ask.when, *(contains.wanted for contains in ask.contains))
        uses |= {path for path in deciding if path.startswith(_TYPED)}
        # What an earlier answer may tell is not known yet.
        known = {path: each for path, each in ask.when.items() if not path.startswith("kept.")}
        if not holds(known, run.values):
            continue
        named = named_paths(check, ask)
        needed = {path for path in named if not path.startswith("kept.")}
        uses |= {path for path in run.sources(needed) if path.startswith(_TYPED)}
        lacking = run.lacking(needed)
        if lacking is not None:
            missing |= dict.fromkeys(p for p in lacking if p.startswith("credentials."))
            continue
        if not named - needed <= told:
            continue  # nothing tells what it needs
        told |= {f"kept.{name}" for name in ask.keep}
        try:
            some = run.values | {"each": "x", "parent": "x"}
            host = urlsplit(fill_url(ask.url, some, public=ask.public)).netloc
        except MissingValue:
            continue
        except ValueError as error:
            unusable = str(error)
            continue
        hosts[host] = None
        asks = asks or ask.asks
        tests_credential = tests_credential or not ask.public
    gone = () if tests_credential else tuple(missing)
    reason = "" if hosts or gone else unusable
    return Plan(reason, tuple(hosts), asks, check.caution, gone, frozenset(uses))


async def run(check: Check | NoCheck, values: Values, vendor: Vendor) -> CheckResult:
    """Ask the source and return what it says. Nothing is raised, nothing is changed there."""
    planned = plan(check, values)
    if isinstance(check, NoCheck) or planned.reason:
        return CheckResult(CheckOutcome.SKIPPED, findings=(Finding(planned.reason),))
    if planned.missing:
        words = "The credential is incomplete, so it wasn't tested."
        return CheckResult(CheckOutcome.SKIPPED, findings=(Finding(words, planned.missing[0]),))
    try:
        async with asyncio.timeout(MAX_SECONDS):
            return await CheckRun(check, values).run(vendor)
    except TimeoutError:
        words = f"The source didn't answer within {MAX_SECONDS} seconds."
        return CheckResult(CheckOutcome.CANNOT_TELL, findings=(Finding(words),))


@dataclass
class CheckRun:
    """One run of a check; ``values`` grows by what the answers tell."""

    check: Check
    values: dict[str, Any]
    _findings: list[Finding] = field(default_factory=list)
    _account: dict[str, None] = field(default_factory=dict, repr=False)
    _scopes: dict[str, None] = field(default_factory=dict, repr=False)
    _hosts: dict[str, None] = field(default_factory=dict)
    _passed: bool = False
    _read: frozenset[str] = frozenset()

    def __init__(self, check: Check, values: Values) -> None:
        self.check = check
        self.values = dict(values)
        self._findings, self._account, self._scopes, self._hosts = [], {}, {}, {}
        self._passed = False
        self.redactor = Redactor([v for v in values.values() if isinstance(v, Secret)])
        self._public: set[str] = set()

    def derive(self) -> None:
        """Add the derived values. Raises ValueError."""
        if self.check.derive is not None:
            read = _Reading(self.values)
            try:
                derived = self.check.derive(read)
            finally:
                self._read = frozenset(read.paths)
            self.values |= {f"derived.{name}": value for name, value in derived.items()}
            secrets = [value for value in derived.values() if isinstance(value, Secret)]
            self.redactor = Redactor(secrets, also=self.redactor)
            # Such as the address in a file that is secret as a whole.
            self._public = {value for value in derived.values() if isinstance(value, str)}

    def safe(self, text: str, limit: int) -> str:
        """Return what an answer says without secrets, fit for a screen."""
        is_public = text.rstrip("/") in self._public
        return sanitize(text, limit) if is_public else self.redactor.safe(text, limit)

    def _safe_all(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Return texts that are shown in a row, through which a secret may run."""
        safe = tuple(self.safe(text, 80) for text in texts)
        whole = ", ".join(safe)
        return safe if self.redactor.redact(whole) == whole else (MASK,)

    def sources(self, paths: Iterable[str]) -> set[str]:
        """Return the paths that a person fills in for ``paths``, some of which may be derived."""
        named = set(paths)
        return named | (self._read if any(path.startswith("derived.") for path in named) else set())

    def lacking(self, paths: Iterable[str]) -> list[str] | None:
        """Return what has to be filled in for ``paths``; None if all of them are there."""
        gone = sorted(path for path in paths if "." in path and not is_there(self.values, path))
        if not gone:
            return None
        # What is computed may do without a list that is empty, but not without what is missing.
        sources = {
            path for path in self.sources(gone) if path in gone or self.values.get(path) is None
        }
        return [path for path in sorted(sources) if path.startswith(_TYPED)]

    async def run(self, vendor: Vendor) -> CheckResult:
        """Make the requests in order, until one fails."""
        try:
            self.derive()
        except ValueError as error:
            return self._result(CheckOutcome.SKIPPED, Finding(str(error)))
        for ask in self.check.requests:
            if not holds(ask.when, self.values):
                continue
            for values in self._each(ask):
                finding = await self._ask(ask, values, vendor)
                if finding is not None and ask.optional:
                    # What cannot be told about something optional is not worth a word.
                    self._findings += [] if _is_inconclusive(finding) else [finding]
                elif finding is not None:
                    fails = not (_is_inconclusive(finding) or finding.warning)
                    return self._result(
                        CheckOutcome.FAILED if fails else CheckOutcome.CANNOT_TELL, finding
                    )
        if not self._passed:
            words = "Fill in more of the form to test it."
            return self._result(CheckOutcome.SKIPPED, Finding(words))
        return self._result(CheckOutcome.PASSED, *self._lacking())

    def _each(self, ask: Ask) -> Iterator[dict[str, Any]]:
        if not ask.each:
            yield self.values
            return
        items = plain(self.values.get(ask.each)) or ()
        for item in (items if isinstance(items, list | tuple) else (items,))[:MAX_EACH]:
            yield self.values | {"each": item}

    async def _ask(self, ask: Ask, values: Values, vendor: Vendor) -> Finding | None:
        """Make one request. Return what is wrong or worth a warning; None if all is well."""
        try:
            request = build(self.check, ask, values)
            self.trust(ask, request)
            reply = await vendor.send(request)
        except MissingValue:
            return None  # it belongs to another way of configuring
        except UnusableValue as error:
            path = error.path or _usual_path(self.check, ask, Meaning.WRONG, values)
            meaning = Meaning.SITE if error.path else Meaning.WRONG
            return Finding(str(error), _entered(path, values), meaning)
        except (UnsafeRequest, SigningUnavailable, ValueError) as error:
            return Finding(str(error))
        self._hosts[request.host] = None
        if isinstance(reply, NotReached):
            return self._unreached(ask, reply)
        answer = Answer(reply)
        judgement = judge(self.check, ask, answer, values)
        if judgement is not None:
            found = self.finding(ask, judgement, request.host)
            item = self.redactor.safe(str(values["each"]), 80) if ask.each else ""
            return replace(found, words=f"{item}: {found.words}") if item else found
        self._passed = True
        self.learn(ask, answer)
        for warning in warnings(ask, answer):
            told = self.finding(ask, warning, request.host)
            self._findings.append(replace(told, warning=True))
        return None

    def trust(self, ask: Ask, request: VendorRequest) -> None:
        """Raise UnsafeRequest if an answer names a host that it may not name."""
        host = urlsplit(request.url).hostname or ""
        head = ask.url.removeprefix("https://").partition("/")[0]
        told = any(path.startswith("kept.") for path in paths_in(head))
        shown = self.redactor.safe(host, 100)
        trusted = any(fnmatch(host, pattern) for pattern in self.check.trusted)
        if told and not (trusted and shown == host):
            raise UnsafeRequest(f"The answer points to {shown}, which the test doesn't contact.")

    def learn(self, ask: Ask, answer: Answer) -> None:
        """Take from a success whom the credential belongs to, and what later requests need."""
        for name, place in ask.keep.items():
            value = answer.first(place)
            if isinstance(value, str | int):
                # What is kept may be a token of the source's: it is as secret as what was typed.
                self.values[f"kept.{name}"] = Secret(str(value))
                if "token" in name or "session" in name:
                    self.redactor = Redactor([str(value)], also=self.redactor)
        for place in ask.account:
            for text in filter(None, map(str.strip, answer.texts(place)[:_MAX_ACCOUNT])):
                self._account[text] = None
        for told in answer.at(ask.scopes) if ask.scopes else ():
            if isinstance(told, str):
                self._scopes |= dict.fromkeys(told.replace(",", " ").split())

    def _lacking(self) -> Iterable[Finding]:
        """Yield a warning for each needed scope that the source does not list."""
        if not self._scopes:
            return
        for needed, words in self.check.needs.items():
            names = needed.split("|")
            if not any(name in self._scopes for name in names):
                yield Finding(
                    f"This credential is missing the scope {names[0]}: {words}",
                    _secret_path(self.values),
                    Meaning.SCOPE,
                    warning=True,
                )

    def _unreached(self, ask: Ask, reply: NotReached) -> Finding:
        if reply.reason is NotConnectedReason.NAME:
            named = failure_to_find_host(self.check, ask)
            if named is not None:
                return Finding(named.words, named.path, named.meaning, ask.optional)
            typed = [path for path in host_paths(ask) if path.startswith(_TYPED)]
            if typed:
                words = f"{reply.message} The connector couldn't find it, either."
                return Finding(words, typed[0], Meaning.SITE, ask.optional)
        return Finding(f"{reply.message} So the test can't tell.")

    def finding(self, ask: Ask, judgement: Judgement, host: str) -> Finding:
        """Return what a judgement says about ``host``, in words that fit for a screen."""
        words = judgement.words(host, lambda text: self.safe(text, 300))
        path = judgement.path
        if not path and judgement.meaning not in INCONCLUSIVE:
            path = _usual_path(self.check, ask, judgement.meaning, self.values)
        return Finding(words, path, judgement.meaning, ask.optional or not judgement.certain)

    def _result(self, outcome: CheckOutcome, *findings: Finding) -> CheckResult:
        return CheckResult(
            outcome,
            ", ".join(self._safe_all(self._account)),
            self._safe_all(islice(self._scopes, _MAX_SCOPES)),
            tuple(sorted((*findings, *self._findings), key=lambda finding: finding.warning)),
            tuple(self._hosts),
        )


class _Reading(dict[str, Any]):
    """Values that remember which of them were asked for."""

    def __init__(self, values: Values) -> None:
        super().__init__(values)
        self.paths: set[str] = set()

    def get(self, path: str, default: Any = None) -> Any:
        self.paths.add(path)
        return super().get(path, default)


def _is_inconclusive(finding: Finding) -> bool:
    return finding.meaning is None or finding.meaning in INCONCLUSIVE


def host_paths(ask: Ask) -> list[str]:
    """Return the paths of the values that decide which host is asked."""
    if ask.url.startswith("{"):
        return list(paths_in(ask.url.partition("}")[0] + "}"))
    return list(paths_in(ask.url.removeprefix("https://").partition("/")[0]))


def _usual_path(check: Check, ask: Ask, meaning: Meaning, values: Values) -> str:
    """Return the field that a failure of this meaning is usually about."""
    if meaning is Meaning.SITE:
        return next((_entered(path, values) for path in host_paths(ask)), "")
    if meaning is Meaning.MISSING:
        listed = [contains.wanted for contains in ask.contains]
        asked = list(paths_in([ask.url, ask.json, ask.form]))
        named = [ask.each, *listed, *reversed(asked)]
        return next((path for path in named if path.startswith("config.")), "")
    used = [path for path in named_paths(check, ask) if isinstance(values.get(path), Secret)]
    own = sorted(path for path in used if path.startswith("credentials."))
    return own[0] if own else _secret_path(values)


def _entered(path: str, values: Values) -> str:
    """Return the path of what was entered; what is derived comes from the credential."""
    return _secret_path(values) if path.startswith("derived.") else path


def _secret_path(values: Mapping[str, Any]) -> str:
    return next((path for path, value in values.items() if isinstance(value, Secret)), "")
