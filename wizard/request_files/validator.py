"""Validates a request file with the forms used on the screen, and builds its request."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from wizard.api import CreateSourceRequest, FieldErrorMessage
from wizard.connectors.catalog import UnknownConnectorType, all_types
from wizard.connectors.step_forms import step_of
from wizard.flow import FORM_STEPS, Step, WizardFlow
from wizard.forms import (
    UNSET,
    Control,
    Entries,
    FieldError,
    FieldLocation,
    FormState,
    MultiChoice,
    Scalar,
    Secret,
    UnionControl,
    text_of,
)
from wizard.forms.controls.entries import KEY, VALUE
from wizard.forms.key_files import summarise
from wizard.forms.messages import listing
from wizard.request_files.note import NOTE, problems_of
from wizard.request_files.problems import UNRESOLVED, Loc, RequestProblem, dotted
from wizard.request_files.reader import RequestSource
from wizard.request_files.resolver import ReferenceResolver, is_ask
from wizard.request_files.rows import EACH
from wizard.request_files.template import condition
from wizard.utils.text import did_you_mean

KEYS: Final = ("name", "type", "config", "credential", "refresh_freq", "prune_freq")
CREDENTIALS: Final[Loc] = ("credential", "credentials")
FREQUENCIES: Final = ("refresh_freq", "prune_freq")
OWN_KEYS: Final = (NOTE, EACH)
"""What a file has besides a request's keys; it is never sent."""
SEVERAL: Final = "This file describes several connectors. Use it with `clarm-wizard create`."


@dataclass(frozen=True, slots=True)
class ValidatedRequest:
    """The result of validating a file; ``request`` is None exactly if there are problems.

    It is None, too, where ``check`` did not run a command that the file refers to.

    type, name: as far as they are known.
    flow: holds everything that was understood, for the wizard to continue with; None without a
    known type. about_file: those of the warnings that no form shows.
    """

    source: RequestSource
    type: str
    name: str
    request: CreateSourceRequest | None
    flow: WizardFlow | None
    problems: tuple[RequestProblem, ...]
    warnings: tuple[str, ...]
    about_file: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether nothing is wrong or missing, as far as that was looked at."""
        return not self.problems

    @property
    def incomplete(self) -> bool:
        """Whether nothing is wrong, and something is missing."""
        return bool(self.problems) and all(problem.missing for problem in self.problems)

    def known_parts(self) -> dict[str, Any]:
        """Return what is known of the request's body: its complete steps, and a name of the file.

        What the form suggests in place of a missing name identifies nothing.
        """
        known = self.flow.known_parts() if self.flow is not None else {}
        if not self.name:
            known.pop("name", None)
        return known


def check(
    source: RequestSource, type_name: str | None = None, *, commands: bool = True
) -> ValidatedRequest:
    """Check all of ``source``, and build its request if there is nothing to correct.

    type_name: the type that the person requested outside the file, which may then omit it.
    commands: whether those that references name are run; if not, they are taken to print what is
    wanted.
    """
    values = source.values
    problems = [*source.problems, *_unknown_keys(values)]
    name = values.get("name") if isinstance(values.get("name"), str) else ""
    if EACH in values or any(problem.loc[:1] == (EACH,) for problem in problems):
        problems += [] if problems else [RequestProblem((EACH,), SEVERAL)]
        return ValidatedRequest(source, "", name or "", None, None, tuple(problems), ())
    flow, problem = _choose(values.get("type"), type_name)
    if flow is None or flow.type is None:
        problems += [problem] if problem else []
        return ValidatedRequest(source, "", name or "", None, None, tuple(problems), ())
    found = _fill(flow, source, commands=commands)
    problems += found.problems
    if values.get("name") is None:
        problems.append(RequestProblem(("name",), "Fill this in.", missing=True))
    problems = _with_flow_problems(flow, problems, found)
    problems = [problem._replace(label=_label(flow, problem.loc)) for problem in problems]
    problems.sort(key=_order)
    request = None if problems or found.assumed else flow.request()
    about_file = tuple(_literal_warnings(source, found.literals))
    warnings = (*about_file, *_warnings(flow))
    return ValidatedRequest(
        source, flow.type, name or "", request, flow, tuple(problems), warnings, about_file
    )


def _with_flow_problems(
    flow: WizardFlow, problems: Sequence[RequestProblem], met: _Found
) -> list[RequestProblem]:
    """Return all problems: those found, those of the forms, and what is still to be asked for."""
    failed = [*(problem.loc for problem in problems), *met.asks]
    waiting = dict.fromkeys(met.asks)
    found = []
    for reported in _flow_problems(flow):
        if any(_is_in(loc, reported.loc) or _is_in(reported.loc, loc) for loc in met.assumed):
            continue
        ask = next((loc for loc in waiting if _is_in(loc, reported.loc)), None)
        if ask is not None:
            del waiting[ask]
            found.append(_not_known_yet(flow, ask, asked=True))
        # A better message for the missing value may exist already.
        elif not any(_is_in(loc, reported.loc) for loc in failed):
            found.append(reported)
    # The forms say better what is missing in an object that is not known yet.
    left = [loc for loc in waiting if not any(_is_in(problem.loc, loc) for problem in found)]
    return [*problems, *found, *(_not_known_yet(flow, loc, asked=False) for loc in left)]


def _not_known_yet(flow: WizardFlow, loc: Loc, *, asked: bool) -> RequestProblem:
    label = _label(flow, loc)
    words = f"Missing: {label}." if label else "Missing."
    return RequestProblem(loc, words, missing=True, asked=asked)


def _is_in(loc: Loc, outer: Loc) -> bool:
    return loc[: len(outer)] == outer


def _unknown_keys(values: Mapping[str, Any]) -> Iterator[RequestProblem]:
    for key in values:
        if key not in (*KEYS, *OWN_KEYS):
            hint = did_you_mean(key, [k for k in (*KEYS, *OWN_KEYS) if k not in values])
            yield RequestProblem((key,), f"Requests don't have this key.{hint}")
    credential = values.get("credential")
    for key in credential if isinstance(credential, Mapping) else ():
        if key != "credentials" and not is_ask(credential):
            yield RequestProblem(
                ("credential", key), "Put the values under credential.credentials."
            )
    if NOTE in values:
        yield from problems_of(values[NOTE])


def _choose(value: Any, asked: str | None) -> tuple[WizardFlow | None, RequestProblem | None]:
    """Return a flow of the type named in the file, or otherwise of the requested one."""
    value = asked if value is None or is_ask(value) else value
    if value is UNRESOLVED:
        return None, None
    if not isinstance(value, str) or not value:
        return None, RequestProblem(
            ("type",), "Enter a type. To list them, run `clarm-wizard types`.", True
        )
    flow = WizardFlow()
    try:
        flow.choose(value)
    except UnknownConnectorType:
        hint = did_you_mean(value, [about.type for about in all_types()])
        return None, RequestProblem(("type",), f"No such type.{hint}")
    if asked not in (None, value):
        words = f"The file is for {value}, but --type is {asked}. Omit one of them."
        return None, RequestProblem(("type",), words)
    return flow, None


class _Found(NamedTuple):
    """What was met while filling the forms: see ``ReferenceResolver``."""

    problems: list[RequestProblem]
    literals: list[Loc]
    asks: list[Loc]
    assumed: list[Loc]


def _fill(flow: WizardFlow, source: RequestSource, *, commands: bool) -> _Found:
    """Fill the forms with the file's values."""
    values = source.values
    configure, credential = flow.forms[Step.CONFIGURE].form, flow.forms[Step.CREDENTIAL].form
    in_config = ReferenceResolver(source.folder, references=False)
    name = in_config.settle(configure.root.child("name"), values.get("name"), ("name",))
    config = in_config.settle(configure.root.child("config"), values.get("config", {}), ("config",))
    in_credential = ReferenceResolver(source.folder, references=True, commands=commands)
    outer = values.get("credential", {})
    given: Any = UNRESOLVED
    if is_ask(outer):
        in_credential.asks.append(("credential",))
    elif isinstance(outer, Mapping):
        inner = outer.get("credentials", {})
        given = in_credential.settle(credential.root, inner, CREDENTIALS)
    else:
        in_credential.problems.append(
            RequestProblem(("credential",), "Enter an object that contains credentials.")
        )
    filled = {
        "name": None if name is UNRESOLVED else name,
        "config": {} if config is UNRESOLVED else config,
        "credential": {"credentials": {} if given is UNRESOLVED else given},
    }
    for key in FREQUENCIES:
        if is_ask(values.get(key)):
            in_config.asks.append((key,))
        elif values.get(key) is not UNRESOLVED:
            filled[key] = _frequency(values.get(key))
    flow.fill(filled)
    problems = in_config.problems + in_credential.problems
    asks = in_config.asks + in_credential.asks
    _leave_blank(flow, [*asks, *(problem.loc for problem in problems if problem.missing)])
    return _Found(
        problems,
        in_credential.literals,
        asks,
        in_credential.assumed,
    )


def _leave_blank(flow: WizardFlow, locs: Iterable[Loc]) -> None:
    """Leave fields untouched that were only filled to choose the member of a union."""
    for loc in locs:
        step, inner = step_of(loc)
        state = flow.forms[step] if step else None
        if state is None or not inner:
            continue
        at, rest = state.form.locate(inner, state.raw)
        if at and not rest and state.entered(at) in ("", Secret("")):
            state.reset(at)


def _frequency(value: Any) -> Any:
    """Return whole seconds, null and words unchanged, the rest as text that the form rejects."""
    is_plain = value is None or isinstance(value, str) or type(value) is int
    return value if is_plain else json.dumps(value)


def _flow_problems(flow: WizardFlow) -> Iterator[RequestProblem]:
    for item in flow.errors():
        error, state = item.error, flow.forms[item.step]
        words = _to_write(error, state) if error.choices else error.message
        loc = in_request(flow, item.step, _place(error, state)) + error.below
        words = words.removeprefix(f"{'.'.join(map(str, error.below))}: ")
        places = error.fields or (error.loc,)
        empty = all(state.entered(at) in (UNSET, "", [], {}) for at in places)
        yield RequestProblem(loc, words, error.missing or empty, True, error.offered)


def _place(error: FieldError, state: FormState[Any]) -> Loc:
    """Return where to correct an error: for a rule, its first field that is currently asked for."""
    return next((loc for loc in error.fields if state.place(loc) is not None), error.loc)


def _to_write(error: FieldError, state: FormState[Any]) -> str:
    """Name the values that a file may contain, where the screen shows labels to choose from."""
    several, entered = isinstance(state.control(error.loc), MultiChoice), state.entered(error.loc)
    values = [value if isinstance(value, str) else json.dumps(value) for value in error.choices]
    given = entered if isinstance(entered, list) else [entered]
    wrong = next((word for word in given if isinstance(word, str) and word not in values), "")
    start = "Write a list of" if several else "Write one of"
    return f"{start} {listing(values)}.{did_you_mean(wrong, values)}"


def place_complaints(
    flow: WizardFlow, complaints: Iterable[FieldErrorMessage]
) -> tuple[RequestProblem, ...]:
    """Locate a server's complaints in the request; those without a location come last."""
    left = flow.place_errors(complaints)
    placed = [
        RequestProblem(in_request(flow, step, error.loc), error.message)
        for step in FORM_STEPS
        for error in flow.forms[step].errors
    ]
    return (*placed, *(RequestProblem(item.loc, item.message) for item in left))


def in_request(flow: WizardFlow, step: Step, loc: Loc) -> Loc:
    """Convert a form's location to one in the request.

    The request has no members of unions, and the names of entries where the form has their indexes.
    """
    state = flow.forms[step]
    control: Control | None = state.form.root
    raw = state.raw
    found: list[str | int] = list(CREDENTIALS) if step is Step.CREDENTIAL else []
    for part in loc:
        below = control.child_raw(raw, part) if control is not None else UNSET
        if isinstance(control, Entries):
            found.append(text_of(control.item.child_raw(below, KEY)) or part)
        elif not isinstance(control, UnionControl) and part not in (KEY, VALUE):
            found.append(part)
        control = control.child(part) if control is not None else None
        raw = below
    return tuple(found)


def _label(flow: WizardFlow, loc: Loc) -> str:
    """Return what the screen calls the field at a location in the request."""
    step, inner = step_of(loc)
    if step is None or not inner:
        return ""
    state = flow.forms[step]
    at, rest = state.form.locate(inner, state.raw)
    while at and not rest:
        if (field := state.form.field_at(at)) is not None:
            return field.label
        at = at[:-1]  # an item of a list
    return ""


def _order(problem: RequestProblem) -> int:
    """Sort problems in the order of the request's parts."""
    first = problem.loc[0] if problem.loc else ""
    return KEYS.index(str(first)) if first in KEYS else -1


def _literal_warnings(source: RequestSource, literals: list[Loc]) -> Iterator[str]:
    if source.exposed and literals:
        places = ", ".join(dotted(loc) for loc in literals)
        yield (
            f"Other users of this machine can read this file, and it contains secrets ({places}). "
            f'Use {{ env = "NAME" }} or {{ file = "path" }} instead, or run chmod 600 on the file.'
        )


def _secret_warnings(state: FormState[Any], place: FieldLocation) -> tuple[str, ...]:
    """Return what the screen says about a key file when it identifies its kind."""
    control = place.control
    if not (isinstance(control, Scalar) and control.secret and control.multiline):
        return ()
    text = text_of(place.raw)
    is_wrong = any(error.loc == place.loc for error in state.read().errors)
    return summarise(text).problems if text and not is_wrong else ()


def _warnings(flow: WizardFlow) -> Iterator[str]:
    for item in flow.unknown():
        yield f"{dotted(in_request(flow, item.step, item.error.loc))}: {item.error.message}"
    for step in FORM_STEPS:
        state = flow.forms[step]
        for place in state.places():
            warning = state.warning_at(place.loc)
            for words in (*([warning] if warning else []), *_secret_warnings(state, place)):
                yield f"{dotted(in_request(flow, step, place.loc))}: {words}"
    for step, place in flow.ignored_fields():
        root = flow.forms[step].form.control_at(place.loc[:-1])
        why = condition(place.field, root) or "Another choice excludes it."
        yield f"{dotted(in_request(flow, step, place.loc))}: This won't be sent. {why}"
