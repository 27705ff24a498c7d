"""Starting a run from a draft or a request file, and saving it for the next one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from wizard.utils.errors import WizardError
from wizard.utils.text import sanitize

if TYPE_CHECKING:
    from wizard.core.services import Services
    from wizard.core.submission import SourceFile
    from wizard.flow import WizardFlow
    from wizard.forms import Loc
    from wizard.request_files import RequestProblem
    from wizard.storage.drafts import DraftStore

LastFocus = dict[str, "Loc"]
"""The last focused field in each step."""


class Start(NamedTuple):
    """The state to start from. draft: its ID. notices: what to tell the user about it."""

    flow: WizardFlow
    last_focus: LastFocus
    draft: str | None = None
    origin: SourceFile | None = None
    notices: tuple[str, ...] = ()


class UnusableFile(WizardError):
    """A request file that cannot be loaded into a flow, with the reasons."""

    def __init__(self, name: str, problems: Sequence[RequestProblem]) -> None:
        super().__init__("; ".join(map(str, problems)), where=sanitize(name, 200))
        self.problems = problems


def start_from_file(services: Services, name: str, type_name: str | None) -> Start:
    """Start from a request file. Raises ``FileError`` and ``UnusableFile``."""
    from wizard.core.prior_attempts import warning_for_file
    from wizard.core.submission import SourceFile
    from wizard.request_files import check, expand, read

    found = read(name)
    sources = expand(found)
    checked = check(sources[0] if len(sources) == 1 else found, type_name)
    if checked.flow is None:
        raise UnusableFile(name, checked.problems)
    origin = SourceFile.of(checked.source, sandbox=services.sandbox)
    before = warning_for_file(services, checked.flow, origin)
    notices = (*checked.messages, before) if before else checked.messages
    return Start(checked.flow, {}, origin=origin, notices=notices)


def start_from_draft(
    store: DraftStore, draft_id: str, taken: Iterable[tuple[str, str]] = ()
) -> Start:
    """Start from a draft and take ownership of it.

    taken: as for ``WizardFlow``. Raises ``WizardError``.
    """
    from wizard.connectors import UnknownConnectorType
    from wizard.core.submission import SourceFile
    from wizard.flow import WizardFlow

    payload = store.resume(draft_id).payload
    try:
        flow = WizardFlow.from_snapshot(payload, taken)
    except (UnknownConnectorType, ValueError, TypeError, LookupError, AttributeError):
        raise WizardError("This draft can not be understood.", where=draft_id) from None
    origin = SourceFile.of_json(payload.get("source"))
    return Start(flow, _last_focus(payload), draft=draft_id, origin=origin)


def snapshot(
    flow: WizardFlow,
    last_focus: Mapping[str, Loc],
    host: str,
    origin: SourceFile | None = None,
) -> dict[str, Any]:
    """Return the content of a draft, for ``start_from_draft``."""
    places = {step: list(loc) for step, loc in last_focus.items()}
    source = origin.as_json() if origin else None
    return {**flow.snapshot(), "host": host, "places": places, "source": source}


def resume_command(draft_id: str, *, sandbox: bool, plain: bool = False) -> str:
    """Return the command that resumes a draft."""
    options = f"{' --plain' if plain else ''}{' --sandbox' if sandbox else ''}"
    return f"clarm-wizard{options} --resume {draft_id}"


def _last_focus(payload: Mapping[str, Any]) -> LastFocus:
    places = payload.get("places")
    known = places.items() if isinstance(places, Mapping) else ()
    return {
        str(step): tuple(loc)
        for step, loc in known
        if isinstance(loc, list) and all(isinstance(part, str | int) for part in loc)
    }
