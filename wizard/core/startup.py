"""Starting a run from a draft, a request file or a former submission, and saving it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from wizard.storage.atomic import StorageError
from wizard.utils.commands import command_line
from wizard.utils.errors import WizardError
from wizard.utils.text import sanitize

if TYPE_CHECKING:
    from wizard.core.options import Options
    from wizard.core.series import Series
    from wizard.core.services import Services
    from wizard.core.submission import SourceFile
    from wizard.flow import WizardFlow
    from wizard.forms import Loc
    from wizard.request_files import RequestProblem, RequestSource
    from wizard.storage.drafts import DraftList, DraftStore, DraftSummary
    from wizard.storage.history import History
    from wizard.storage.history_events import HistoryEntry

LastFocus = dict[str, "Loc"]
"""The last focused field in each step."""


MAX_RECENT_TYPES: Final = 4

MAX_QUICK_HISTORY_BYTES: Final = 100_000
"""Bytes; a history up to this size is read without a noticeable delay."""


class StartupContext(NamedTuple):
    """State left behind by earlier sessions.

    taken: type and name of each connector known to exist.
    """

    recent: tuple[str, ...] = ()
    taken: Sequence[tuple[str, str]] = ()
    unsettled: Sequence[HistoryEntry] = ()
    drafts: DraftList | None = None
    note: str = ""


def look_at_once(services: Services, options: Options) -> StartupContext | None:
    """Read earlier state if the first screen is the type list and can wait for it.

    Returns None if reading it would take too long.
    """
    if options.asks_for_something or services.has_drafts():
        return None
    return look(services) if services.history_size() <= MAX_QUICK_HISTORY_BYTES else None


def look(services: Services) -> StartupContext:
    """Read earlier state."""
    note = ""
    entries: Sequence[HistoryEntry] = ()
    try:
        if services.history_size():
            entries = services.history().read().entries
    except StorageError as error:
        note = f"Can't read the history. {error}"
    here = [entry for entry in entries if entry.host == services.host]
    drafts = services.drafts().list() if services.has_drafts() else None
    recent = tuple(dict.fromkeys(entry.type for entry in here))[:MAX_RECENT_TYPES]
    # The contents of an earlier sandbox are gone.
    there = [] if services.sandbox else here
    unsettled = [entry for entry in there if entry.needs_check]
    created = (entry for entry in there if entry.was_created)
    taken = [(entry.type, entry.name) for entry in created]
    return StartupContext(recent, taken, unsettled, drafts, note)


class Start(NamedTuple):
    """The state to start from.

    draft: its ID. notices: what to tell the user about it. problems: what is wrong in the file that
    it comes from, and no form reports. begun: the draft that was begun from that file before. note:
    the words of its author. series: what follows with the same values.
    """

    flow: WizardFlow
    last_focus: LastFocus
    draft: str | None = None
    origin: SourceFile | None = None
    notices: tuple[str, ...] = ()
    problems: tuple[RequestProblem, ...] = ()
    begun: DraftSummary | None = None
    note: tuple[str, ...] = ()
    series: Series | None = None

    @property
    def asks_secrets_again(self) -> bool:
        """Whether it comes from a draft that is past a credential with secrets, and lacks them."""
        from wizard.flow import Step

        past = self.draft is not None and self.flow.step not in (Step.TYPE, Step.CONFIGURE)
        return past and any(
            place.control.secret for place in self.flow.forms[Step.CREDENTIAL].places()
        )

    def place_problems(self) -> list[str]:
        """Show the problems at their fields; return those that fit none, and the notices."""
        from wizard.api import FieldErrorMessage
        from wizard.request_files import dotted

        messages = [FieldErrorMessage(problem.loc, problem.words) for problem in self.problems]
        left = self.flow.place_errors(messages)
        return [*(f"{dotted(item.loc)}: {item.message}" for item in left), *self.notices]


class UnknownSubmission(WizardError):
    """There is no submission with the requested ID, or several have it."""

    usage = True


class UnusableFile(WizardError):
    """A request file that cannot be loaded into a flow, with the reasons."""

    def __init__(self, name: str, problems: Sequence[RequestProblem]) -> None:
        super().__init__("; ".join(map(str, problems)), where=sanitize(name, 200))
        self.problems = problems


def start_from_file(services: Services, name: str, type_name: str | None) -> Start:
    """Start from a request file. Raises ``FileError`` and ``UnusableFile``."""
    from wizard.request_files import expand, read

    found = read(name)
    sources = expand(found)
    return start_from_source(services, sources[0] if len(sources) == 1 else found, type_name)


def start_from_source(
    services: Services,
    source: RequestSource,
    type_name: str | None = None,
    *,
    in_folder: bool = False,
) -> Start:
    """Start from a source of a request file.

    in_folder: its folder was given, which then gets a record. Raises ``UnusableFile``.
    """
    from wizard.core.prior_attempts import warning_for_file
    from wizard.core.submission import SourceFile
    from wizard.request_files import check

    checked = check(source, type_name)
    if checked.flow is None:
        raise UnusableFile(source.name, checked.problems)
    origin = SourceFile.of(checked.source, sandbox=services.sandbox, in_folder=in_folder)
    before = warning_for_file(services, checked.known_parts(), origin)
    notices = (*checked.about_file, before) if before else checked.about_file
    problems = tuple(problem for problem in checked.problems if not problem.asked)
    begun = _begun_from(services, origin) if origin else None
    note = tuple(source.note.lines)
    return Start(checked.flow, {}, None, origin, notices, problems, begun, note)


def _begun_from(services: Services, origin: SourceFile) -> DraftSummary | None:
    """Return the newest draft that was begun from a file, and that no wizard has open."""
    if not services.has_drafts():
        return None
    place = os.path.realpath(origin.path), origin.row
    for draft in services.drafts().list(tidy=False).drafts:
        known = draft.host == services.host and (draft.source, draft.row) == place
        if known and not (draft.in_use or draft.problem):
            return draft
    return None


def begun_words(draft: DraftSummary) -> str:
    """Return a sentence on a draft that was begun from the file that is opened."""
    when = draft.saved_at.astimezone().strftime("%Y-%m-%d %H:%M")
    return f"You started this file before, and stopped at {draft.step.capitalize()} on {when}."


def start_from_draft(
    store: DraftStore, draft_id: str, taken: Iterable[tuple[str, str]] = ()
) -> Start:
    """Start from a draft and take ownership of it.

    taken: as for ``WizardFlow``. Raises ``WizardError``.
    """
    from wizard.connectors import UnknownConnectorType
    from wizard.core.series import Series
    from wizard.core.submission import SourceFile
    from wizard.flow import WizardFlow

    payload = store.resume(draft_id).payload
    try:
        flow = WizardFlow.from_snapshot(payload, taken)
    except (UnknownConnectorType, ValueError, TypeError, LookupError, AttributeError):
        raise WizardError("This draft can't be read.", where=draft_id) from None
    origin = SourceFile.of_json(payload.get("source"))
    series = Series.of_json(payload.get("series"))
    return Start(flow, _last_focus(payload), draft=draft_id, origin=origin, series=series)


def start_again(history: History, start: str, taken: Iterable[tuple[str, str]] = ()) -> Start:
    """Start from a former submission whose ID begins with ``start``.

    taken: as for ``WizardFlow``. Raises ``WizardError``.
    """
    found = history.with_id(start) if start else ()
    if len(found) != 1:
        what = (
            (f"{len(found)} history entries start with this ID.")
            if found
            else ("No history entry has this ID.")
        )
        advice = "Run clarm-wizard history to see them. Add --sandbox for the sandbox's."
        raise UnknownSubmission(what, where=sanitize(start, 40), advice=advice)
    return start_like(found[0], taken)


def start_like(entry: HistoryEntry, taken: Iterable[tuple[str, str]] = ()) -> Start:
    """Start a new one with the values of a former one, except for its name and its secrets.

    taken: as for ``WizardFlow``. Raises ``WizardError``.
    """
    from wizard.connectors import UnknownConnectorType
    from wizard.flow import Step, WizardFlow

    if entry.request is None:
        raise WizardError(
            "Its values weren't saved: an older version sent it, or they were too long.",
            where=entry.name,
            advice="Start with its type.",
        )
    flow = WizardFlow({*taken, (entry.type, entry.name)})
    values = {key: value for key, value in _unmasked(entry.request).items() if key != "name"}
    try:
        flow.choose(entry.type)
        flow.fill(values)
    except (UnknownConnectorType, ValueError, TypeError, LookupError, AttributeError):
        raise WizardError("Its values can't be read.", where=entry.name) from None
    flow.go(Step.CONFIGURE)
    return Start(flow, {})


def _unmasked(value: Any) -> Any:
    """Return a masked value with nothing in the place of its secrets.

    They are empty and not left out, since that might mean another way to sign in.
    """
    from wizard.forms import MASK

    if isinstance(value, dict):
        return {key: _unmasked(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_unmasked(item) for item in value if item != MASK]
    return "" if value == MASK else value


def snapshot(
    flow: WizardFlow,
    last_focus: Mapping[str, Loc],
    host: str,
    origin: SourceFile | None = None,
    series: Series | None = None,
) -> dict[str, Any]:
    """Return the content of a draft, for ``start_from_draft``."""
    places = {step: list(loc) for step, loc in last_focus.items()}
    source = origin.as_json() if origin else None
    more = series.as_json() if series else None
    return {**flow.snapshot(), "host": host, "places": places, "source": source, "series": more}


def resume_command(draft_id: str, options: Iterable[str], *, plain: bool = False) -> str:
    """Return the command that resumes a draft. options: those that reach its server."""
    return command_line(*(["--plain"] if plain else []), *options, "--resume", draft_id)


def _last_focus(payload: Mapping[str, Any]) -> LastFocus:
    places = payload.get("places")
    known = places.items() if isinstance(places, Mapping) else ()
    return {
        str(step): tuple(loc)
        for step, loc in known
        if isinstance(loc, list) and all(isinstance(part, str | int) for part in loc)
    }
