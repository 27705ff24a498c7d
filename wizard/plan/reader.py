"""Reads a plan: the request files, and what the record, the history and the drafts know of them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from wizard.plan.plan import Plan, PlannedSource
from wizard.plan.states import (
    Begun,
    Broken,
    Changed,
    Created,
    LookUp,
    Need,
    Needs,
    Ready,
    Sending,
    State,
)
from wizard.request_files import (
    ValidatedRequest,
    check,
    expand,
    is_folder,
    read,
    with_folders_read,
    without_records,
)
from wizard.request_files.reader import with_row
from wizard.storage.drafts import DraftStore, DraftSummary
from wizard.storage.history import History
from wizard.storage.reconcile import reconcile
from wizard.storage.record import SourceRecord, is_doubtful, match
from wizard.storage.record_format import RecordedSource, source_of
from wizard.utils.errors import FileError
from wizard.utils.files import expand_path
from wizard.utils.text import sanitize

_MAX_LABEL_CHARS = 60


def read_plan(
    targets: Sequence[str],
    *,
    host: str,
    history: History,
    drafts: DraftStore,
    options: Sequence[str] = (),
    owner: str = "",
    type_name: str = "",
    recorded: bool = True,
) -> Plan:
    """Return the plan of the files and folders ``targets`` on ``host``.

    options: those of a command that reaches the same server. owner: whose sources to return;
    everybody's if empty. type_name: of which type; of all if empty. recorded: whether folders have
    records, which then learn what the history knows. Raises ``FileError`` for a folder that cannot
    be read or has no request files, and ``StorageError`` if nobody can tell what exists.
    """
    targets = without_records(targets)
    reader = _Reader(host, history, recorded)
    sources = reader.read(targets)
    reader.look_up(sources, drafts)
    rows = [
        reader.planned(source, label)
        for source, label in zip(sources, _labels(sources), strict=True)
    ]
    owners = dict.fromkeys(row.note.owner for row in rows if row.note.owner)
    wanted = [row for row in rows if not owner or row.note.owner.casefold() == owner.casefold()]
    types = dict.fromkeys(row.type for row in wanted if row.type)
    wanted = [row for row in wanted if type_name in ("", row.type)]
    return Plan(
        tuple(targets),
        tuple(wanted),
        owner,
        tuple(owners),
        tuple(types),
        tuple(dict.fromkeys(reader.notes)),
        tuple(options),
    )


@dataclass(slots=True)
class _Source:
    """A source, and what was found out about it so far.

    file: its path, as given. folder: the folder of its record, if one is kept. broken: why its file
    cannot be read, or why it is not to be sent. wanted, known: as it stands in the file, and as it
    was sent. sending: whether a process on this machine is sending it.
    """

    file: str
    folder: Path | None = None
    checked: ValidatedRequest | None = None
    broken: str = ""
    wanted: RecordedSource | None = None
    known: RecordedSource | None = None
    draft: DraftSummary | None = None
    sending: bool = False

    @property
    def row(self) -> str:
        return self.checked.source.row if self.checked else ""


@dataclass(slots=True)
class _Reader:
    host: str
    history: History
    recorded: bool
    notes: list[str] = field(default_factory=list)

    def read(self, targets: Sequence[str]) -> list[_Source]:
        """Return the sources of all files, each checked. Raises ``FileError``."""
        found = [
            source
            for target in targets
            for file in with_folders_read([target])
            for source in self._read_file(file, in_folder=is_folder(target))
        ]
        first: dict[tuple[str, str], _Source] = {}
        for source in found:
            if source.wanted is not None and source.wanted.name:
                same = first.setdefault(source.wanted.sent[1:], source)
                if same is not source:
                    other = with_row(os.path.basename(same.file), same.row)
                    source.broken = f"{sanitize(other)} has the same type and name."
        return found

    def _read_file(self, file: str, *, in_folder: bool) -> Iterator[_Source]:
        try:
            sources = expand(read(file))
        except FileError as error:
            yield _Source(file, broken=str(error).removeprefix(file).lstrip(",: "))
            return
        for source in sources:
            checked = check(source, commands=False)
            found = _Source(file, checked=checked)
            if source.path is not None and self.recorded:
                record = SourceRecord(source.path.parent)
                found.folder = record.folder if in_folder or record.exists else None
            if checked.flow is not None:
                parts = checked.known_parts()
                found.wanted = source_of(self.host, parts, file=source.file, row=source.row)
            yield found

    def look_up(self, sources: Sequence[_Source], drafts: DraftStore) -> None:
        """Find out what is known of the sources. Raises ``StorageError``."""
        for folder in dict.fromkeys(source.folder for source in sources):
            there = [each for each in sources if each.folder == folder and each.wanted is not None]
            record = SourceRecord(folder) if folder is not None else None
            known = reconcile(record, self.history, [each.wanted for each in there if each.wanted])
            if known.problem:
                self.notes.append(f"Can't write to the folder's record. {known.problem}")
            for source in there:
                if source.wanted is not None:
                    found = known.sources.get(source.wanted.sent)
                    if record is not None:  # else these files may be in different folders
                        found = match(known.sources, source.wanted)
                    if found is not None and not is_doubtful(found, source.wanted):
                        source.known = found
                    source.sending = self._is_sending(source.known or source.wanted)
        if unread := self.history.unread:
            self.notes.append(unread)
        self._find_drafts(sources, drafts)

    def _is_sending(self, source: RecordedSource) -> bool:
        sent = self.history.submissions(*source.sent)
        return any(entry.ended is None and self.history.in_flight(entry.id) for entry in sent)

    def _find_drafts(self, sources: Sequence[_Source], drafts: DraftStore) -> None:
        listed = drafts.list(tidy=False)
        self.notes += listed.notes
        found: dict[tuple[str, str], DraftSummary] = {}
        for draft in listed.drafts:
            if draft.host == self.host and not draft.problem and draft.source:
                found.setdefault((draft.source, draft.row), draft)
        for source in sources:
            source.draft = found.get((os.path.realpath(expand_path(source.file)), source.row))

    def planned(self, source: _Source, label: str) -> PlannedSource:
        """Return the source as the plan has it."""
        state = _state(source)
        if isinstance(state, LookUp) and not self.history.with_id(state.id):
            state = replace(state, folder=str(expand_path(os.path.dirname(source.file) or ".")))
        if source.checked is None:
            return PlannedSource(label, source.file, state)
        known = source.known
        return PlannedSource(
            label,
            source.file,
            state,
            source.row,
            source.checked.type,
            sanitize(source.checked.name),
            source.checked.source.note,
            known.connector_id if known else None,
            known.credential_id if known else None,
            source.checked.source,
        )


def _state(source: _Source) -> State:
    """Return what became of a source, or else what it waits for."""
    known, wanted, checked, draft = source.known, source.wanted, source.checked, source.draft
    if source.sending:
        return Sending()
    if known is not None and known.needs_check:
        return LookUp(known.entry(Path()).id, known.sent_at)
    if known is not None and wanted is not None:
        if changed := known.changed(wanted.digests):
            return Changed(changed, known.created_at, known.connector_id)
        return Created(known.created_at)
    if source.broken or checked is None:
        return Broken((source.broken,))
    if checked.complete:
        return Ready()
    needs = tuple(Need.of(problem) for problem in checked.problems if problem.missing)
    if draft is not None:
        return Begun(draft.step, draft.saved_at, draft.id, draft.in_use, needs)
    if checked.incomplete:
        return Needs(needs)
    return Broken(tuple(str(problem) for problem in checked.problems if not problem.missing))


def _labels(sources: Sequence[_Source]) -> list[str]:
    """Return what to call each source: its file without the suffix, if that tells it apart."""
    names = {source.file: os.path.basename(source.file) for source in sources}
    stems = Counter(os.path.splitext(name)[0] for name in names.values())
    labels = []
    for source in sources:
        name = names[source.file]
        stem = os.path.splitext(name)[0]
        label = with_row(stem if stems[stem] == 1 else name, source.row)
        labels.append(sanitize(label, _MAX_LABEL_CHARS))
    return labels
