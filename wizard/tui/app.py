"""The full-screen app, which owns the screens."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeVar

from textual.binding import BindingType
from textual.command import Provider
from textual.reactive import var
from textual.screen import Screen
from textual.theme import ThemeProvider

from wizard.auth.account import Account, AuthStatus
from wizard.core.options import Options
from wizard.core.results import RunResult
from wizard.core.services import Services
from wizard.core.startup import StartupContext, look_at_once, start_from_draft
from wizard.storage.atomic import StorageError
from wizard.storage.preferences import FILE, Preferences
from wizard.tui.app_commands import APP_COMMANDS, field_commands
from wizard.tui.backend import scrollbar
from wizard.tui.backend.first_frame import FirstFrame
from wizard.tui.breakpoints import HEIGHTS, WIDTHS, classes_of
from wizard.tui.commands import (
    CommandProvider,
    ScreenCommand,
    WizardPalette,
    active_commands,
    bindings,
)
from wizard.tui.controller import WizardController
from wizard.tui.first_screen import start
from wizard.tui.leaving import Interrupt, may_leave
from wizard.tui.message_app import MessageApp
from wizard.tui.screens.base import WizardScreen
from wizard.tui.screens.steps import load_forms, screen_of
from wizard.tui.screens.type_list import TypeListScreen
from wizard.tui.status import SOURCES, TITLES, Status
from wizard.tui.theme import STYLES, style_sheets
from wizard.utils import gc_tuning
from wizard.utils.errors import WizardError
from wizard.utils.exit_codes import ExitCode

if TYPE_CHECKING:
    from wizard.flow import WizardFlow
    from wizard.storage.drafts import DraftStore
    from wizard.storage.history_events import HistoryEntry

S = TypeVar("S", bound=Screen[Any])

FIRST_STYLES: Final = ("app", "type_list")
"""Style sheets of the first screen. The form brings its own; the others are loaded later."""

DEFERRED_START_SECONDS: Final = 0.1
"""Seconds until work that is not visible at once starts."""

PRELOAD_DELAY_SECONDS: Final = 0.4
"""Further seconds until modules that may be needed next are loaded."""


class WizardApp(MessageApp[RunResult]):
    """App that holds the state shared by all screens and the commands available on each."""

    TITLE = "clarm-wizard"
    CSS_PATH: ClassVar[list[str | PurePath]] = [STYLES / f"{name}.tcss" for name in FIRST_STYLES]
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {
        CommandProvider,
        field_commands,
    }
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    SCREEN_COMMANDS: ClassVar[tuple[ScreenCommand, ...]] = APP_COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(APP_COMMANDS)

    status: var[Status] = var(Status())
    _first_shown = False
    _begun = False
    _styled = False

    def __init__(
        self,
        services: Services,
        options: Options,
        first_frame: FirstFrame | None = None,
        left: StartupContext | None = None,
    ) -> None:
        self.preferences = Preferences(services.paths.config / FILE)
        super().__init__(theme=options.theme or self.preferences.theme)
        scrollbar.use()
        self.services = services
        self.options = options
        self.first_frame = first_frame
        self._left = left
        self.account = Account(standing=AuthStatus.LOOKING)
        self.account_known = asyncio.Event()
        self.controller = WizardController(self)
        self.recent: tuple[str, ...] = ()
        self._interrupt = Interrupt(self, self.controller)
        self.leaving = False
        self._drafts: DraftStore | None = None
        self.set_keymap(self.preferences.keys)

    # Starting

    def get_default_screen(self) -> Screen[Any]:
        """Return the type list if it is certain to come first, else a loading screen."""
        if self._left is None:
            self._left = look_at_once(self.services, self.options)
        if self._left is not None:
            self.recent = self._left.recent
            self._first_shown = True
            return self._fitted(TypeListScreen(None, self.recent))
        from wizard.tui.screens.base import LoadingScreen

        return LoadingScreen()

    def on_mount(self) -> None:
        """Start the worker that decides what to show."""
        self.update_status()
        self.hold_input()
        self.run_worker(start(self, self.options, self._left), group="begin")

    def post_display_hook(self) -> None:
        """Run deferred startup work once the first step has been drawn; Textual calls this hook.

        A callback after a refresh would wait on the screen that is current now, and would never run
        if that screen is covered before it is drawn.
        """
        if self._first_shown and not self._begun:
            self._begun = True
            self.call_later(self._begin)

    def _begin(self) -> None:
        if not self.options.asks_for_something:
            self.release_input()
        gc_tuning.resume()
        self.add_styles()
        # Deferred: the imports it needs would delay the first screen.
        self.set_timer(DEFERRED_START_SECONDS, self._look_for_account)
        theme = self.options.theme
        if theme is not None and theme not in self.available_themes:
            self.notify(f"No theme is called {theme}.", markup=False)
        elif theme is not None:
            self._keep_theme(theme)

    def add_styles(self) -> None:
        """Load the remaining style sheets, before any widget exists that they apply to."""
        if not self._styled:
            self._styled = True
            for path in style_sheets(without=(*FIRST_STYLES, "form")):
                # Not ``read``, after which Textual would keep matching against the old map of
                # rules.
                css = path.read_text(encoding="utf-8")
                self.stylesheet.add_source(css, (str(path), ""))

    def _look_for_account(self) -> None:
        # Not called here: a coroutine that never starts, since the app ends, would be warned of.
        self.run_worker(self._find_account, group="account")  # type: ignore[arg-type]

    async def _find_account(self) -> None:
        account = await asyncio.to_thread(self._found_account)
        self.set_timer(PRELOAD_DELAY_SECONDS, partial(self.preload, load_forms))
        self.account_known.set()
        if self.account.standing is AuthStatus.LOOKING:
            self.account = account
            self.update_status()
            if account.note:
                self.notify(account.note, severity="warning", markup=False, timeout=15)

    def preload(self, load: Callable[[], None]) -> None:
        """Load in a thread what the next step needs while the user reads this one."""
        self.run_worker(load, group="ahead", exit_on_error=False, thread=True)

    def _found_account(self) -> Account:
        try:
            return self.services.account()
        except WizardError as error:
            return Account(note=str(error))

    # State that the screens show and share

    def update_status(self) -> None:
        """Rebuild the status that the header shows."""
        step = self.controller.step
        self.status = Status(
            step=TITLES.get(step, SOURCES),
            number=list(TITLES).index(step) + 1 if step else 0,
            steps=len(TITLES) if step else 0,
            type=self.controller.type_label,
            host=self.services.host,
            sandbox=self.services.sandbox,
            standing=self.account.standing,
            saved=self.controller.saved,
        )

    def show_step(self, screen: Screen[Any]) -> None:
        """Close all dialogs and show ``screen`` in place of the current step."""
        self.add_styles()
        self.update_status()
        self._first_shown = True
        # The first screen stays at the bottom: Textual can only push above it.
        while len(self.screen_stack) > 2:
            self.pop_screen()
        if len(self.screen_stack) > 1:
            self.switch_screen(self._fitted(screen))
        else:
            self.push_screen(self._fitted(screen))

    def _fitted(self, screen: S) -> S:
        """Set the size classes up front, so that Textual styles and draws the screen only once."""
        screen.add_class(*classes_of(self.size), update=False)
        return screen

    def show_flow(self, flow: WizardFlow) -> None:
        """Show the screen of the step that ``flow`` is on."""
        self.show_step(screen_of(flow, self.recent, meant=self.controller.meant))
        self.release_input()

    def show_types(self, marked: str | None = None, query: str = "", problem: str = "") -> None:
        """Show the type list.

        query: what to filter it by.
        problem: why it is shown instead of what was asked for.
        """
        self.show_step(TypeListScreen(marked, self.recent, query, problem))

    def drafts(self) -> DraftStore:
        """Return the draft store of this session, which knows the drafts the session owns."""
        if self._drafts is None:
            self._drafts = self.services.drafts()
        return self._drafts

    def resume(self, draft_id: str) -> None:
        """Resume a draft, or show why that is not possible."""
        self.run_worker(self._resume(draft_id), group="drafts")

    async def _resume(self, draft_id: str) -> None:
        try:
            await self.take_draft(draft_id)
        except WizardError as error:
            self.notify(str(error), severity="error", markup=False, timeout=15)

    async def take_draft(self, draft_id: str) -> None:
        """Resume a draft. Raises WizardError."""
        taken = self.controller.results.known
        start = await asyncio.to_thread(start_from_draft, self.drafts(), draft_id, taken)
        self.controller.resume(start)

    async def delete_draft(self, draft_id: str) -> None:
        """Delete a draft, then show the remaining ones."""
        try:
            await asyncio.to_thread(lambda: self.drafts().delete(draft_id))
        except StorageError as error:
            self.notify(str(error), severity="error", markup=False, timeout=15)
        await start(self, Options(sandbox=self.options.sandbox))

    # Commands available everywhere

    def action_help(self) -> None:
        """Show help for the focused field and the screen."""
        from wizard.tui.screens.help import HelpScreen

        screen = self.screen
        words = getattr(screen, "HELP_TEXT", None)  # the dialogs of a form have it too
        if words is not None and not isinstance(screen, HelpScreen):
            subject = screen.help_subject() if isinstance(screen, WizardScreen) else None
            self.push_screen(HelpScreen(subject, words, active_commands(screen)))

    def action_command_palette(self) -> None:
        """Open the palette with every command available here."""
        if not isinstance(self.screen, WizardPalette):
            self.push_screen(WizardPalette())

    def search_themes(self) -> None:
        """Open the palette with all themes."""
        self.push_screen(WizardPalette([ThemeProvider], placeholder="Search themes…"))

    def action_history(self) -> None:
        """Show the submission history."""
        self.run_worker(self._show_history(), group="history")

    async def _show_history(self) -> None:
        from wizard.tui.screens.history import HistoryScreen

        try:
            log = await asyncio.to_thread(lambda: self.services.history().read())
        except StorageError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        self.push_screen(HistoryScreen(log.entries, log.notes))

    async def resolve_entry(self, entry: HistoryEntry) -> bool:
        """Ask what became of an earlier submission, and record it; return whether it is settled."""
        from wizard.core.submit_workflow import Decision
        from wizard.tui.submit import settle

        return await settle(self, entry) is not Decision.STOP

    async def send(self) -> None:
        """Submit the reviewed request and show the outcome."""
        from wizard.tui.submit import send

        await send(self)

    def action_sign_in(self) -> None:
        """Ask for a session."""
        self.run_worker(self._sign_in(), group="sign-in")

    async def _sign_in(self) -> None:
        from wizard.tui.screens.sign_in import SignInDialog

        session = await self.push_screen_wait(SignInDialog(self.services.host, self.account))
        if session is not None:
            self.account.use_session(session)
            self.update_status()

    def watch_app_focus(self, focus: bool) -> None:
        """Tell the screen when the window gets the focus.

        A screen that watched the app itself would never be garbage-collected.
        """
        if focus and self.screen_stack and isinstance(self.screen, WizardScreen):
            self.screen.window_has_focus()

    def watch_theme(self, name: str) -> None:
        """Save the chosen theme."""
        if self._begun:
            self._keep_theme(name)

    def _keep_theme(self, name: str) -> None:
        try:
            self.preferences.keep_theme(name)
        except StorageError as error:
            self.notify(f"Can't save your choice. {error}", markup=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable what makes no sense: a browser cannot suspend, a sandbox needs no session."""
        if action == "suspend":
            return not self.is_web
        if action in ("sign_in", "history"):
            return not self.services.sandbox or action == "history"
        return True

    # Leaving

    def action_interrupt(self) -> None:
        """Copy the selection, if any; the second time, leave."""
        if self._interrupt.again():
            self.leave()

    def action_leave(self) -> None:
        """Leave, asking first if there is unsaved input or a submission in progress."""
        self.run_worker(self._ask_to_leave(), group="leave", exclusive=True)

    def ask_to_leave(self) -> None:
        """Leave, always asking first: a user who kept pressing Back may not mean to leave."""
        self.run_worker(self._ask_to_leave(always=True), group="leave", exclusive=True)

    async def _ask_to_leave(self, *, always: bool = False) -> None:
        if await may_leave(self, self.controller, self.action_leave, always=always):
            self.leave()

    def leave(self) -> None:
        """Save the draft and exit."""
        if not self.leaving:
            self.leaving = True
            self.run_worker(self._leave(), group="leaving")

    async def _leave(self) -> None:
        from wizard.tui.screens.submitting import SubmittingScreen

        await self.caught_up()
        for screen in self.screen_stack:
            if isinstance(screen, SubmittingScreen):
                await screen.stopped()
        self.exit((await self.controller.finish())._replace(signal=self.ended_by))

    def crash_result(self) -> RunResult:
        """Return the result of a session that did not end normally."""
        return RunResult(
            code=ExitCode.FAILED,
            created=tuple(self.controller.results.created),
            message="\n".join(
                (self.failure or "This program failed.", self.controller.emergency_save())
            ).strip(),
        )
