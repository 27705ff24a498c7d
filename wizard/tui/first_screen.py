"""Startup: decides what to show first.

That is what the options ask for, else saved drafts, else the type list.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from wizard.connectors import catalog
from wizard.core.options import Options
from wizard.core.startup import StartupContext, look, start_again, start_from_file
from wizard.utils.errors import WizardError

if TYPE_CHECKING:
    from wizard.storage.drafts import DraftList
    from wizard.storage.history_events import HistoryEntry
    from wizard.tui.context import WorkflowHost


async def start(app: WorkflowHost, options: Options, left: StartupContext | None = None) -> None:
    """Show the first screen, and any notices about earlier state. Runs as a worker."""
    shown = left is not None
    if left is None:
        left = await asyncio.to_thread(look, app.services)
    app.recent, app.controller.results.taken = left.recent, left.taken
    for problem in (left.note, app.preferences.problem, catalog.server_problem()):
        _warn(app, problem)
    try:
        if options.resume is not None:
            await app.take_draft(options.resume)
        elif options.from_file is not None:
            from wizard.request_files import is_folder

            file = str(options.from_file)
            if is_folder(file):
                await _from_folder(app, file, options)
                return
            await _from_file(app, file, options.type, _open_ends(left.unsettled))
            return
        elif options.again is not None:
            history, taken = app.services.history(), left.taken
            from wizard.tui.screens.series import begin_again

            begun = await asyncio.to_thread(start_again, history, options.again, taken)
            app.add_styles()
            app.release_input()
            await begin_again(app, app.controller, begun)
        elif options.type is not None:
            app.controller.start_over(options.type)
            app.controller.choose(options.type)
        else:
            await _ordinary(app, left, shown=shown)
            return
    except WizardError as error:
        app.controller.start_over(problem=str(error))  # a toast would disappear before it is read
        app.release_input()
    _warn(app, _open_ends(left.unsettled))


def _warn(app: WorkflowHost, words: str) -> None:
    """Show a warning for a while, if there is one."""
    if words:
        app.notify(words, severity="warning", markup=False, timeout=20)


async def _ordinary(app: WorkflowHost, left: StartupContext, *, shown: bool) -> None:
    """Show drafts or the type list; ``shown``: the type list is on screen already."""
    drafts = left.drafts
    here = [
        draft
        for draft in (drafts.drafts if drafts else ())
        if draft.host == app.services.host and not draft.in_use and not draft.problem
    ]
    if here and drafts is not None:
        from wizard.tui.screens.resume import ResumeScreen

        app.show_step(ResumeScreen(here, drafts.notes))
    elif not shown:
        app.controller.start_over()
        for problem in _unusable(drafts):
            _warn(app, problem)
    if left.unsettled:
        await _ask_about(app, left.unsettled)


def _unusable(drafts: DraftList | None) -> Iterator[str]:
    """Yield why some drafts cannot be offered."""
    if drafts is not None:
        yield from drafts.notes
        for draft in drafts.drafts:
            if draft.problem:
                yield f"Draft {draft.id}: {draft.problem}"


def _open_ends(unsettled: Sequence[HistoryEntry]) -> str:
    """Return a notice about unsettled submissions, for when the options ask for something else."""
    if not unsettled:
        return ""
    entry, count = unsettled[0], len(unsettled)
    if count == 1:
        return f"“{entry.name}” was sent before. {entry.advice}"
    return f"{count} earlier requests may or may not have created connectors: see History (ctrl+p)."


async def _ask_about(app: WorkflowHost, unsettled: Sequence[HistoryEntry]) -> None:
    """Ask about the newest unsettled submission; the others stay in the history."""
    from wizard.tui.submit import settle

    app.add_styles()  # it may be the first screen over the type list
    await settle(app, unsettled[0], letters=False)
    others = len(unsettled) - 1
    if others:
        app.notify(f"{others} more in History (ctrl+p).", markup=False)


async def _from_folder(app: WorkflowHost, folder: str, options: Options) -> None:
    """Show the list of a folder's sources. Raises WizardError."""
    from wizard.core.plan_session import PlanSession
    from wizard.tui.plan_controller import PlanController

    owner, type_name = options.owner or "", options.type or ""
    session = PlanSession(app.services, app.drafts(), folder, owner, type_name)
    await asyncio.to_thread(session.read)
    app.add_styles()
    app.controller.plan = PlanController(app, session)
    await app.controller.plan.arrive()


async def _from_file(app: WorkflowHost, name: str, type_name: str | None, left: str) -> None:
    """Open a request file at the first incomplete field. Raises WizardError.

    What is to be said stands at its field or above the form, where it covers nothing. left: more of
    that.
    """
    from wizard.flow import Step
    from wizard.tui.screens import start_dialogs

    start = await asyncio.to_thread(start_from_file, app.services, name, type_name)
    if start.begun is not None:
        app.add_styles()
        app.release_input()
        if await app.push_screen_wait(start_dialogs.begun(start.begun)):
            await app.take_draft(start.begun.id)
            _warn(app, left)
            return
    flow = start.flow
    step, loc = flow.first_incomplete() or (Step.REVIEW, ())
    flow.go(step)
    lines = start.place_problems()
    app.controller.last_focus = {step.value: loc} if loc else {}
    banner = "\n".join(filter(None, [*lines, left]))
    app.controller.open_flow(flow, origin=start.origin, banner=banner, note=start.note)
