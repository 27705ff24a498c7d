"""The guided run on the screen: shows the list of a folder's sources, and opens them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from wizard.core.plan_session import PlanSession, about
from wizard.core.submit_workflow import Decision
from wizard.plan import LookUp, PlannedSource
from wizard.tui.screens import start_dialogs
from wizard.tui.screens.plan import PlanScreen
from wizard.tui.submit import settle
from wizard.utils.errors import WizardError

if TYPE_CHECKING:
    from wizard.tui.context import WorkflowHost


class PlanController:
    """Goes from the list to a source, and back. ``session``: the plan, as last read."""

    def __init__(self, app: WorkflowHost, session: PlanSession) -> None:
        self.session = session
        self._app = app

    def show(self) -> None:
        """Go to the list; what was typed is kept as a draft."""
        self._app.controller.once(self.arrive())

    def open(self, source: PlannedSource) -> None:
        """Go to the first thing that is missing of a source, or ask what became of it."""
        self._app.controller.once(self._open(source))

    def open_next(self) -> None:
        """Open the source that comes next."""
        for source in self.session.left()[:1]:
            self.open(source)

    async def arrive(self) -> None:
        """Read the plan and show the list."""
        await self._app.controller.put_away()
        await self.refresh()
        self._app.show_step(PlanScreen(self))
        self._app.release_input()

    async def refresh(self) -> None:
        """Read the plan; if that fails, say why and keep the one before."""
        try:
            plan = await asyncio.to_thread(self.session.read)
        except WizardError as error:
            self.warn(error)
            return
        for note in plan.notes:
            self._app.notify(note, severity="warning", markup=False, timeout=15)

    def warn(self, error: WizardError) -> None:
        """Show why something failed."""
        self._app.notify(str(error), severity="error", markup=False, timeout=15)

    async def _open(self, source: PlannedSource) -> None:
        app, state = self._app, source.state
        if isinstance(state, LookUp):
            self.session.current = source
            if await settle(app, self.session.entry(source)) is not Decision.STOP:
                await self.arrive()
        elif source.is_created:
            self.session.current = source
            await app.push_screen_wait(
                start_dialogs.exists(source.name, state.words, about(source))
            )
        else:
            await self._start(source)

    async def _start(self, source: PlannedSource) -> None:
        controller = self._app.controller
        try:
            start = await asyncio.to_thread(self.session.start, source, controller.results.known)
        except WizardError as error:
            self.warn(error)
            return
        banner = "\n".join(start.place_problems())
        controller.resume(start, banner=banner)
