"""Base app for secrets: safe drawing, safe failures, and an orderly end."""

from __future__ import annotations

import asyncio
import os
import signal
from abc import abstractmethod
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from rich.console import RenderableType
from textual import events, on
from textual.app import App
from textual.binding import Binding
from textual.driver import Driver
from textual.filter import LineFilter
from textual.geometry import Size
from textual.screen import Screen
from textual.worker import WorkerFailed

from wizard.core import crash_report
from wizard.core.hardening import without_session
from wizard.tui.backend.first_frame import FirstFrame
from wizard.tui.backend.foreground import can_be_continued
from wizard.tui.backend.stock_terminal import uses_stock_terminal
from wizard.tui.breakpoints import laid_out
from wizard.tui.cursor import cursor_place
from wizard.tui.input_queue import SerializedInputApp
from wizard.tui.sanitize import AsciiFilter, ControlCharFilter
from wizard.tui.theme import COLOURLESS, DARK, THEMES, with_roles
from wizard.tui.watched_tasks import watched
from wizard.utils.glyphs import ascii_only
from wizard.utils.signals import ending_signals

if TYPE_CHECKING:
    from wizard.tui.context import Redrawable

R = TypeVar("R")

KEY_NAMES: Final = {"escape": "esc", "question_mark": "?", "delete": "del"}

TEXT_BROWSERS: Final = frozenset({"www-browser", "links", "elinks", "lynx", "w3m"})
"""Browsers that Python starts in the terminal itself, over the drawn screen."""

REDRAW_DELAY_SECONDS: Final = 0.03
"""Seconds from the last change of size to a full redraw."""

LEAVE_AS_A_PERSON: Final = frozenset({signal.SIGHUP, signal.SIGINT, signal.SIGTERM})
"""Signals that mean the same as a user who quits."""

FEW_COLORS: Final = "-few-colors"
"""Style class of an app that has 16 colors, in which the grounds of fields look alike."""

INERT: Final = ControlCharFilter()

TOO_LONG: Final = "Paste ignored: longer than {limit:,} characters."


class SecureApp(SerializedInputApp[R], Generic[R]):
    """Textual app that never shows a secret, loses input, or hangs.

    failure: message to show after a crash; contains nothing that was typed.
    theme: initial theme, unless colours are off or it does not exist.
    blink: whether the cursor may blink; False over a network, where each blink costs traffic.
    first_frame: what the terminal shows already, if anything.
    """

    first_frame: FirstFrame | None = None
    _themed = False
    _redrawing: asyncio.TimerHandle | None = None
    ended_by: int | None = None
    """The signal that ended the app, unless it is one of ``LEAVE_AS_A_PERSON``."""
    _terminal: Redrawable | None = None

    def __init__(self, theme: str | None = None) -> None:
        self.colourless = bool(os.environ.get("NO_COLOR"))
        super().__init__(ansi_color=True if self.colourless else None)
        self.failure = ""
        remote = bool(os.environ.get("SSH_CONNECTION") or os.environ.get("SSH_TTY"))
        self.blink = not remote
        if remote:
            self.animation_level = "none"
        for one in THEMES:
            self.register_theme(one)
        self._themed = True
        self.set_class(self.console.color_system == "standard", FEW_COLORS, update=False)
        self._begin_with_theme(theme or DARK)

    def _begin_with_theme(self, name: str) -> None:
        """Set the theme before the first paint: changing it later would parse all styles again."""
        name = COLOURLESS if self.colourless else name if name in self.available_themes else DARK
        dark = self.available_themes[name].dark
        if self.available_themes[name].ansi:
            self.stylesheet.set_variables(self.get_css_variables())
            self.theme = name
        else:
            self.set_reactive(App.theme, name)
            self.set_class(dark, "-dark-mode", update=False)
            self.set_class(not dark, "-light-mode", update=False)
            self.stylesheet.set_variables(self.get_css_variables())

    def get_css_variables(self) -> dict[str, str]:
        """Return the theme's variables, or none before a theme is set."""
        if not self._themed:
            return {}
        self.theme_variables = with_roles(super().get_css_variables())
        return self.theme_variables

    @abstractmethod
    def leave(self) -> None:
        """Save the draft and exit."""

    # Drawing

    def get_driver_class(self) -> type[Driver]:
        """Return Textual's driver, or this package's for a real terminal."""
        chosen = super().get_driver_class()
        if chosen.__name__ == "LinuxDriver":
            if uses_stock_terminal():
                from wizard.tui.backend.stock_driver import StockTerminalDriver

                return StockTerminalDriver
            from wizard.tui.backend.terminal_driver import TerminalDriver

            return TerminalDriver
        return chosen

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return the line filters, starting with those that keep to what a terminal can show."""
        shown = [INERT, AsciiFilter()] if ascii_only() else [INERT]
        return [*shown, *super().get_line_filters()]

    async def on_event(self, event: events.Event) -> None:
        """Reject pastes longer than any value, and limit the layout to a workable size."""
        if isinstance(event, events.Resize) and (size := laid_out(event.size)) != event.size:
            await super().on_event(events.Resize(size, size))
        elif isinstance(event, events.Paste) and len(event.text) > (limit := _limit()):
            self.notify(TOO_LONG.format(limit=limit), severity="error", markup=False, timeout=15)
        else:
            await super().on_event(event)

    def get_key_display(self, binding: Binding) -> str:
        """Return the key as it is labelled on the keyboard."""
        key = binding.key
        return binding.key_display or KEY_NAMES.get(key, key)

    def action_suspend(self) -> None:
        """Suspend to the shell; ``fg`` resumes."""
        if can_be_continued():
            self.action_suspend_process()
        else:
            self.notify("This session has no shell to go to.", markup=False)

    @on(Driver.SignalResume)
    def action_draw_again(self) -> None:
        """Redraw everything, since another program may have written on the screen."""
        self.forget_screen()
        self._redraw()

    def fit(self, size: Size) -> None:
        """Lay out for ``size`` and redraw everything, even if the size is unchanged.

        The terminal may have moved its contents, and sizes may change faster than they are laid
        out; Textual would draw nothing for a size that it already has.
        """
        self.forget_screen()
        self.post_message(events.Resize(size, size))
        if self._redrawing is not None:
            self._redrawing.cancel()
        loop = asyncio.get_running_loop()
        self._redrawing = loop.call_later(REDRAW_DELAY_SECONDS, self.call_later, self._redraw)

    def _redraw(self) -> None:
        if self.screen_stack:
            self.screen.refresh(layout=True)

    def forget_screen(self) -> None:
        """Mark the terminal's contents as unknown."""
        if self._terminal is not None:
            self._terminal.forget()

    def attach_terminal(self, terminal: Redrawable) -> None:
        """Draw on ``terminal`` from now on."""
        self._terminal = terminal

    def terminal_lost(self) -> None:
        """Leave in order, because nobody is connected any more."""
        self.call_later(self.leave)

    @property
    def size(self) -> Size:
        """The size to lay out for."""
        return laid_out(super().size)

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        # Textual only knows the cursor's position once a key was pressed.
        focused = screen.focused
        if focused is not None and focused.is_attached:
            self.cursor_position = cursor_place(focused)
        super()._display(screen, renderable)
        if self._terminal is not None:
            # The thread that writes would wait for whatever this one does next.
            self._terminal.wait()

    @property
    def opens_pages(self) -> bool:
        """Whether there is a browser with its own window; others would take over the terminal."""
        import webbrowser  # imported here because it is seldom needed

        if self.is_web:
            return True
        try:
            with without_session(os.environ):  # the lookup may start a program
                name = webbrowser.get().name
        except webbrowser.Error:
            return False
        return PurePath(name).name not in TEXT_BROWSERS

    def copy(self, text: str, what: str) -> None:
        """Copy ``text`` to the clipboard, if the terminal allows that. ``what``: its name."""
        self.copy_to_clipboard(text)
        self.notify(
            f"{what}: sent to the clipboard (if your terminal supports it).",
            markup=False,
            timeout=6,
        )

    def open_page(self, url: str) -> None:
        """Open a page in a browser; without one, copy and show its address."""
        if self.opens_pages:
            self.notify(url, title="Opening", markup=False, timeout=15)
            self.open_url(url)
        else:
            self.copy_to_clipboard(url)
            title = "No browser here. URL sent to the clipboard (if your terminal supports it)"
            self.notify(url, title=title, markup=False, timeout=15)

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Start a browser, if there is one, without the session in its environment."""
        if self.opens_pages:
            with without_session(os.environ):
                super().open_url(url, new_tab=new_tab)

    # Ending

    def on_load(self) -> None:
        """Leave in order when the terminal closes or a signal arrives, from before it is taken."""
        loop = asyncio.get_running_loop()
        for number in ending_signals() | LEAVE_AS_A_PERSON:
            with suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(number, partial(self._end_by, number))

    def _end_by(self, number: int) -> None:
        if number not in LEAVE_AS_A_PERSON:
            self.ended_by = number
        self.leave()

    def panic(self, *renderables: RenderableType) -> None:
        """End with a crash report, dropping ``renderables``, which may contain what was typed."""
        self._fatal_error()

    def _fatal_error(self) -> None:
        """Record the crash report; Textual's would print every variable, secrets included."""
        error: BaseException | None = self._exception
        if isinstance(error, WorkerFailed):
            error = error.error
        if error is not None and not self.failure:
            self.failure = crash_report.apology(error)
        self._close_messages_no_wait()

    def end_after(self, error: BaseException) -> None:
        """End in order after any failure; ``failure`` holds the message to show."""
        self._handle_exception(error)  # type: ignore[arg-type]

    def run(self, **options: Any) -> R | None:
        """Run the app; a failure is recorded in ``failure`` and not raised."""
        try:
            return super().run(**options)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            self.end_after(error)
            return None

    async def _process_messages(self, *args: Any, **kwargs: Any) -> None:
        """Run the app with all of its tasks watched, from the first one on."""
        with watched(asyncio.get_running_loop(), self.end_after):
            await super()._process_messages(*args, **kwargs)


def _limit() -> int:
    from wizard.utils.files import MAX_BYTES  # here, because the first screen needs no files

    return MAX_BYTES
