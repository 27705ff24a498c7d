"""A run over a folder of request files: from its list to a source, and back."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from wizard.core.services import Services
from wizard.core.startup import Start, start_from_draft, start_from_source
from wizard.flow import STEPS, Step
from wizard.plan import Begun, Broken, Changed, LookUp, Plan, PlannedSource, Sending, read_plan
from wizard.request_files import RequestSource, expand, read
from wizard.storage.drafts import DraftStore
from wizard.storage.history_events import HistoryEntry
from wizard.utils.commands import command_line
from wizard.utils.errors import FileError, WizardError
from wizard.utils.files import expand_path
from wizard.utils.text import sanitize

GUIDE: Final = (
    "Each line is a connector to create in Clarm. Open one: the wizard asks for what's missing, "
    "sends it when you say so, and comes back here."
)
"""What the list is, for those who never saw it."""

_MAX_NAME_CHARS: Final = 40
_LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(slots=True, eq=False)
class PlanSession:
    """The plan of a folder, and the source of it that is worked on.

    owner: whose sources to work on; everybody's if empty. type: of which type; of all if empty.
    plan: as it was last read. current: the source that was opened last.
    """

    services: Services
    drafts: DraftStore
    folder: str
    owner: str = ""
    type: str = ""
    plan: Plan = field(default_factory=lambda: Plan((), ()))
    current: PlannedSource | None = None

    def read(self) -> Plan:
        """Read the plan again. Raises ``FileError`` and ``StorageError``."""
        self.plan = read_plan(
            [self.folder],
            host=self.services.host,
            options=self.services.options,
            history=self.services.history(),
            drafts=self.drafts,
            owner=self.owner,
            type_name=self.type,
            recorded=not self.services.sandbox,
        )
        if not self.plan.sources:
            raise FileError(self.plan.nobody, where=self.folder)
        return self.plan

    @property
    def folder_name(self) -> str:
        """The folder's own name."""
        path = os.path.realpath(expand_path(self.folder))
        return sanitize(os.path.basename(path) or path, _MAX_NAME_CHARS)

    @property
    def place(self) -> int:
        """The index of the current source in the plan, else of the first one to work on."""
        sources = self.plan.sources
        if self.current is not None:
            for index, source in enumerate(sources):
                if source.same_as(self.current):
                    return index
        return next((n for n, source in enumerate(sources) if not source.is_created), 0)

    def left(self) -> Sequence[PlannedSource]:
        """Return what can be worked on, those after the current one first, optional ones last."""
        sources, after = self.plan.sources, self.place + (self.current is not None)
        found = [each for each in (*sources[after:], *sources[:after]) if each.can_go_on]
        return sorted(found, key=lambda source: source.note.optional)

    @property
    def _which(self) -> str:
        """Which sources of the folder these are; empty if all."""
        whose = f" for {self.owner}" if self.owner else ""
        return f"{whose}, {self.type} only" if self.type else whose

    @property
    def next_words(self) -> str:
        """What comes next, and how many are left; empty if nothing is."""
        left = self.left()
        return f"Next: {left[0].label} ({len(left)} left{self._which})" if left else ""

    @property
    def progress(self) -> str:
        """How many of the sources are created."""
        done = sum(source.is_created for source in self.plan.sources)
        return f"{done} of {len(self.plan.sources)} created{self._which}"

    def command(self, *, plain: bool = False) -> str:
        """Return the command that goes on with this run."""
        face = ["--plain"] if plain else []
        which = {"--from": self.folder, "--owner": self.owner, "--type": self.type}
        given = [word for option, value in which.items() if value for word in (option, value)]
        return command_line(*face, *self.services.options, *given)

    def start(self, source: PlannedSource, taken: Iterable[tuple[str, str]] = ()) -> Start:
        """Start where a source was left, or else at the first thing that it lacks.

        taken: as for ``WizardFlow``. Raises ``WizardError``.
        """
        state = source.state
        if isinstance(state, Sending) or (isinstance(state, Begun) and state.in_use):
            raise WizardError(f"It's {state.words}.", advice="Check again later.")
        self.current = source
        if isinstance(state, Begun):
            start = start_from_draft(self.drafts, state.draft, taken)
            start = start._replace(note=tuple(source.note.lines))
        elif source.source is not None:
            start = start_from_source(self.services, _read_again(source), in_folder=True)
            if isinstance(state, Broken) and not start.problems:
                start = start._replace(notices=(*start.notices, *state.problems))
        else:
            raise WizardError(state.words, where=os.path.basename(source.file))
        flow, missing = start.flow, start.flow.first_incomplete()
        if not isinstance(state, Begun):
            flow.go(Step.REVIEW)
        if missing is not None and STEPS.index(missing[0]) < STEPS.index(flow.step):
            flow.go(missing[0])
            start.last_focus[missing[0].value] = missing[1]
        return start._replace(begun=None)

    def entry(self, source: PlannedSource) -> HistoryEntry:
        """Return the submission of a source that is to be looked up."""
        state = source.state
        at = getattr(state, "at", None) or _LONG_AGO
        return HistoryEntry(
            id=state.id if isinstance(state, LookUp) else "",
            time=at,
            host=self.services.host,
            type=source.type,
            name=source.name,
            digest="",
            source=str(source.source.path) if source.source and source.source.path else None,
            ended=at,
        )


def _read_again(source: PlannedSource) -> RequestSource:
    """Return what its file says now, after the list was read. Raises ``FileError``."""
    found = next((each for each in expand(read(source.file)) if each.row == source.row), None)
    if found is None:
        raise FileError(f"{sanitize(source.label)} isn't in this file now.", where=source.file)
    return found


def about(source: PlannedSource) -> list[str]:
    """Return what to say about a source in the list, the author's words first."""
    lines = [*source.note.lines]
    state = source.state
    if isinstance(state, Changed):
        lines.append(state.advice)
    elif isinstance(state, LookUp):
        lines.append(
            f"Clarm didn't answer. Look for “{source.name}” in Clarm, then select it here and say "
            "what you found."
        )
    elif isinstance(state, Broken):
        lines += state.problems
    elif isinstance(state, Begun) and source.needs:
        lines.append(f"It needs: {', '.join(map(str, source.needs))}.")
    if source.is_created:
        lines.append(
            f"connector_id {source.connector_id}   credential_id {source.credential_id}"
            if source.ids
            else "It exists. Find its IDs in Clarm."
        )
    return lines
