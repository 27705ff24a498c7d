"""Controller: drives the flow from the first step to the result, and updates the screen."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from wizard.core.results import RunResult
from wizard.core.session_results import SessionResults
from wizard.core.startup import Start, snapshot
from wizard.tui.autosave import DraftAutosaver, close_draft, discard_draft
from wizard.tui.last_words import how_to_go_on, last_words
from wizard.tui.refusal_banner import RefusalBanner
from wizard.tui.single_task import SingleTask
from wizard.tui.status import NOTHING, TITLES, Saved

if TYPE_CHECKING:
    from wizard.api import Outcome
    from wizard.core.series import Series
    from wizard.core.submission import SourceFile, Submission
    from wizard.flow import Step, WizardFlow
    from wizard.forms import Loc
    from wizard.tui.source_testing import SourceTesting
    from wizard.tui.view import PlanView, View

_BEFORE_LIST: Final = ("", "type", "configure")
"""Steps from which one goes back to the list of sources."""


class WizardController:
    """Controls one wizard session, which may create several connectors.

    banner: what a server or a request file leaves to say that fits no field; kept until what it is
    about is changed, or the next submission.
    note: the words of the request file's author to the person who completes it.
    last_focus: the field that last had the focus, for each step.
    sent: whether this request was sent before, whatever the outcome.
    changing: whether the person went from the review to change something; Back leads there then.
    meant: whether the person came to this step by Next or Back.
    results: what became of this session's requests.
    plan: the list of a folder's sources, if the run is over one.
    type_filter: what the list of types was filtered by when one was chosen.
    series: what follows with the same values, and what was created of it.
    """

    def __init__(self, app: View) -> None:
        self.flow: WizardFlow | None = None
        self._refusal: RefusalBanner | None = None
        self.banner = self.note = self.type_filter = ""
        self.sent = self.changing = self.meant = False
        self._submitted = False
        self.last_focus: dict[str, Loc] = {}
        self.origin: SourceFile | None = None
        self.results = SessionResults()
        self.saver: DraftAutosaver | None = None
        self.plan: PlanView | None = None
        self.series: Series | None = None
        self._app = app
        self._single = SingleTask(partial(app.run_worker, group="controller"))
        self._source: SourceTesting | None = None

    # State shown in the header and saved in the draft

    @property
    def step(self) -> str:
        """Name of the current step; empty at the list of sources."""
        if self.flow is None:
            return next(iter(TITLES)) if self.plan is None else ""
        return self.flow.step.value

    @property
    def type_label(self) -> str:
        """Label of the chosen type."""
        connector = self.flow.connector if self.flow is not None else None
        return connector.about.label if connector is not None else ""

    @property
    def source(self) -> SourceTesting:
        """The tests of this session's credentials, and the lists of its accounts."""
        if self._source is None:
            from wizard.tui.source_testing import SourceTesting

            self._source = SourceTesting(self._app, self)
        return self._source

    def failed_test(self) -> str:
        """Return what the latest test found wrong, if it still holds; else ""."""
        if self._source is None or self.flow is None:
            return ""
        return self._source.failure(self.flow)

    # Starting

    def start_over(self, marked: str | None = None, query: str = "", problem: str = "") -> None:
        """Show the type list, and drop the current flow.

        problem: why it is shown instead of what was asked for.
        """
        self._drop_flow()
        self._app.show_types(marked, query, problem)

    def _drop_flow(self) -> None:
        self.flow, self.last_focus, self.origin = None, {}, None
        self.banner, self._refusal, self.note, self.sent = "", None, "", False
        self.changing, self.type_filter, self.series = False, "", None
        self._keep(None)

    def start_type(self, type_name: str) -> None:
        """Start a connector of a type anew, and drop the current flow."""
        self._drop_flow()
        self.choose(type_name)

    async def put_away(self) -> None:
        """Drop the current flow, once its draft is saved and free to be opened again."""
        saver, self.saver = self.saver, None
        self._drop_flow()
        if saver is not None:
            await close_draft(saver, self._app)

    def open_flow(
        self,
        flow: WizardFlow,
        *,
        draft: str | None = None,
        origin: SourceFile | None = None,
        banner: str = "",
        note: Sequence[str] = (),
        series: Series | None = None,
    ) -> None:
        """Continue with ``flow`` at its current step."""
        self.flow, self.banner, self.origin, self.sent = flow, banner, origin, False
        self.changing, self.meant, self._refusal = False, False, None
        self.note, self.series = "\n".join(note), series
        self._keep(draft)
        self.show()

    def resume(self, start: Start, *, banner: str = "") -> None:
        """Continue with a loaded draft."""
        self.last_focus = start.last_focus
        self.open_flow(
            start.flow,
            draft=start.draft,
            origin=start.origin,
            banner=banner,
            note=start.note,
            series=start.series,
        )
        if start.asks_secrets_again:
            self._app.notify("Drafts don't store secrets. Enter them again.", markup=False)

    def _keep(self, draft: str | None) -> None:
        if self._source is not None:
            self._source.stop()
        saver, self.saver = self.saver, None
        self._submitted = False
        if saver is not None:
            self._app.run_worker(close_draft(saver, self._app), group="drafts")
        if self.flow is not None:
            store = self._app.drafts()
            host = self._app.services.host
            of_flow = self.flow, self.last_focus, host, self.origin, self.series
            payload = partial(snapshot, *of_flow)
            self.saver = DraftAutosaver(store, payload, self._told, draft_id=draft)

    @property
    def saved(self) -> Saved:
        """Whether the input is saved to disk."""
        return self.saver.saved if self.saver is not None else NOTHING

    def _told(self, _: Saved) -> None:
        self._app.update_status()

    # Navigation

    def choose(self, type_name: str) -> None:
        """Choose a type, load its models in a thread, and go to its form, as does what is typed."""
        if not self._single.busy:
            self._app.hold_input()
        self.once(self._choose(type_name))

    async def _choose(self, type_name: str) -> None:
        def load() -> None:
            from wizard import connectors, flow  # noqa: F401
            from wizard.connectors.checks import load_access

            connectors.load(type_name)
            load_access(type_name)

        await asyncio.to_thread(load)
        from wizard.flow import Step, WizardFlow

        if self.flow is None:
            self.flow = WizardFlow(self.results.known)
            self._keep(None)
        if self.flow.type != type_name:
            self.last_focus.clear()
            self.changing = False
        self.flow.choose(type_name)
        self.flow.go(Step.REVIEW if self.changing else Step.CONFIGURE)
        self.changing, self.meant = False, True
        self.show()

    def next(self) -> None:
        """Go to the next step if this one is complete; on the review, submit."""
        from wizard.flow import Step

        if self.flow is None:
            return
        if self.flow.step is Step.REVIEW:
            self.send()
        elif self.flow.step is not Step.RESULT and not self.flow.next():
            self._moved_on()

    def _moved_on(self) -> None:
        self.changing, self.meant = False, True
        self._moved()

    def back(self) -> None:
        """Go back one step; from the first, to the list of sources, or ask whether to leave."""
        if self.plan is not None and self.step in _BEFORE_LIST:
            self.leave_source()
        elif self.flow is not None and self.changing:
            from wizard.flow import Step

            self.flow.go(Step.REVIEW)
            self._moved_on()
        elif self.flow is None or not self.flow.back():
            self._app.ask_to_leave()
        else:
            self._moved_on()

    def leave_source(self) -> None:
        """Go to the list of sources; a draft goes on at the first thing that is missing."""
        from wizard.flow import Step

        if self.flow is not None and self.saver is not None and self.saved.said:
            step, loc = self.flow.first_incomplete() or (Step.REVIEW, ())
            self.flow.go(step)
            if loc:
                self.last_focus[step.value] = loc
            self.saver.moved()
        if self.plan is not None:
            self.plan.show()

    def go_to(self, step: Step, loc: Loc | None = None) -> None:
        """Jump to a step, and to the field at ``loc`` if given."""
        if self.flow is not None:
            if loc is not None:
                self.last_focus[step.value] = loc
            self.flow.go(step)
            self._moved()

    def change(self, step: Step, loc: Loc | None = None) -> None:
        """Go from the review to what is to be changed; Next and Back then lead back."""
        self.changing = True
        self.go_to(step, loc)

    def _moved(self) -> None:
        if self.saver is not None:
            self.saver.moved()
            self.saver.begin()
        self.show()

    def show(self) -> None:
        """Show the screen of the current step."""
        if self.flow is not None:
            self._app.show_flow(self.flow)

    def on_field_focused(self, step: Step, loc: Loc) -> None:
        """Remember the focused field, where a draft will resume."""
        if self.last_focus.get(step.value) != loc:
            self.last_focus[step.value] = loc
            if self.saver is not None:
                self.saver.moved()

    # Changes

    def on_form_changed(self, step: Step, typed: Loc | None) -> None:
        """Update dependent fields and schedule a save.

        typed: where the user is still typing, or None.
        """
        if self.flow is not None:
            self.flow.sync_dependents(None if typed is None else (step, typed))
            if self._refusal is not None and self._refusal.is_fixed(self.flow, step):
                self.banner, self._refusal = self._refusal.left, None
            if self._source is not None:
                self._source.form_changed()
        if self.saver is not None:
            self.saver.touch()

    # Submitting

    def on_outcome(self, submission: Submission, outcome: Outcome) -> None:
        """Take note of an outcome as soon as it is known, even while the app is leaving."""
        from wizard.api import Created, NotConnected

        self.results.add(submission, outcome)
        self.sent |= not isinstance(outcome, NotConnected)
        self._submitted |= isinstance(outcome, Created)

    async def on_next_of_series(self) -> None:
        """Keep the draft of the next one at once, in place of that of the one that was created."""
        self._submitted = self.sent = False
        if self.saver is not None:
            self.saver.touch()
            await self.saver.save()

    def show_refusal(self, message: str, left: str, step: Step, loc: Loc | None = None) -> None:
        """Go to what the server refused, and say why until it is changed.

        left: what fits no field; it stays until the next submission.
        """
        self.banner = "\n".join(part for part in (message, left) if part)
        self._refusal = RefusalBanner(None if loc is not None else step, left)
        self.go_to(step, loc)

    def send(self) -> None:
        """Submit the reviewed request, unless something is in progress already."""
        self.once(self._app.send())

    def once(self, work: Coroutine[Any, Any, None]) -> None:
        """Run ``work``, unless something is in progress already."""
        self._single.start(work)

    # After the result

    def start_similar(self) -> None:
        """Start another connector of the same type with the same values."""
        if self.flow is not None:
            flow = self.flow.clone()
            self.last_focus = {flow.step.value: flow.subject}
            self.open_flow(flow)

    async def discard_draft(self) -> None:
        """Delete the draft, since it was submitted or is no longer wanted."""
        if self.saver is not None:
            await discard_draft(self.saver, self._app)

    # Ending

    async def finish(self) -> RunResult:
        """Save the draft, unless it was submitted, and return how this session ended."""
        draft, series = None, self.series
        if self._submitted and self.flow is not None and series is not None and series.rows:
            series.put_next(self.flow)  # one was created while the user left; the next is kept
            await self.on_next_of_series()
        elif self._submitted:
            await self.discard_draft()
        if self.saver is not None:
            await self.saver.close()
            draft = self.saver.id
        plan = self.plan.session if self.plan is not None else None
        code = self.results.exit_code(looked=plan is not None and self.flow is None)
        words = last_words(self.results.outcome, self.saved, self._how_to_go_on(draft), plan)
        return RunResult(code, created=tuple(self.results.created), message=words)

    def emergency_save(self) -> str:
        """Save the draft after a crash and return how to resume it, or "" if there is none."""
        saver = self.saver
        if saver is None:
            return ""
        with suppress(Exception):  # what broke the app may break this too
            saver.save_at_once()
        return self._how_to_go_on(saver.id)

    def _how_to_go_on(self, draft: str | None) -> str:
        plan = self.plan.session if self.plan is not None else None
        return how_to_go_on(draft, plan, self._app.services.options)
