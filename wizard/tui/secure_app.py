"""An app that secrets are typed into: what it may draw, how it fails, how it ends."""

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
from wizard.tui.backend.foreground import can_be_continued
from wizard.tui.breakpoints import laid_out
from wizard.tui.cursor import cursor_place
from wizard.tui.input_queue import SerializedInputApp
from wizard.tui.sanitize import ControlCharFilter
from wizard.tui.theme import COLOURLESS, DARK, THEMES
from wizard.tui.watched_tasks import watched
from wizard.utils.signals import ending_signals

if TYPE_CHECKING:
    from wizard.tui.context import Redrawable

R = TypeVar("R")

KEY_NAMES: Final = {"escape": "esc", "question_mark": "?", "delete": "del"}

TEXT_BROWSERS: Final = frozenset({"www-browser", "links", "elinks", "lynx", "w3m"})
"""What Python starts in the terminal itself, on top of what is drawn there."""

REDRAW_DELAY_SECONDS: Final = 0.03
"""After the last change of size; each change before it was drawn as Textual thought best."""

LEAVE_AS_A_PERSON: Final = frozenset({signal.SIGHUP, signal.SIGINT, signal.SIGTERM})
"""Signals that ask for the same as a person who leaves does."""

INERT: Final = ControlCharFilter()

TOO_LONG: Final = "Not pasted: it is longer than {limit:,} characters, so it was hardly meant."


class SecureApp(SerializedInputApp[R], Generic[R]):
    """Textual's app, except where that could show a secret, lose what was typed, or hang.

    failure: what to say when the program itself failed; it holds nothing that was typed.
    theme: the colours to begin with, unless none are wanted or there are none of that name.
    blink: whether the cursor may; not where each blink crosses a network.
    """

    _themed = False
    _redrawing: asyncio.TimerHandle | None = None
    ended_by: int | None = None
    """The signal that ended it, unless that asked for no more than a person does who leaves."""
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
        self._begin_with_theme(theme or DARK)

    def _begin_with_theme(self, name: str) -> None:
        """Have it from the first drawing on: a change would parse all styles once more."""
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
        """The theme's, once it is known which."""
        return super().get_css_variables() if self._themed else {}

    @abstractmethod
    def leave(self) -> None:
        """Save what was typed, and end."""

    # Drawing

    def get_driver_class(self) -> type[Driver]:
        """Textual's choice; where that is the terminal, one that knows its size."""
        chosen = super().get_driver_class()
        if chosen.__name__ == "LinuxDriver":
            from wizard.tui.backend.terminal_driver import TerminalDriver

            return TerminalDriver
        return chosen

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Whatever is drawn passes here; first through what makes it harmless."""
        return [INERT, *super().get_line_filters()]

    async def on_event(self, event: events.Event) -> None:
        """A paste that is longer than any value would only hold up everything else."""
        if isinstance(event, events.Resize) and (size := laid_out(event.size)) != event.size:
            await super().on_event(events.Resize(size, size))
        elif isinstance(event, events.Paste) and len(event.text) > (limit := _limit()):
            self.notify(TOO_LONG.format(limit=limit), severity="error", markup=False, timeout=15)
        else:
            await super().on_event(event)

    def get_key_display(self, binding: Binding) -> str:
        """Keys as they stand on the keyboard."""
        key = binding.key
        return binding.key_display or KEY_NAMES.get(key, key)

    def action_suspend(self) -> None:
        """To the shell, and back with fg."""
        if can_be_continued():
            self.action_suspend_process()
        else:
            self.notify("There is no shell here to go to.", markup=False)

    @on(Driver.SignalResume)
    def action_draw_again(self) -> None:
        """Draw all of it: another program may have written on this screen."""
        self.forget_screen()
        self._redraw()

    def fit(self, size: Size) -> None:
        """Lay out for ``size`` and draw all, though the size be the same.

        The terminal may have moved what it shows, and sizes may follow each other faster than
        they are laid out: Textual would draw nothing for one that it knows already.
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
        """Nothing is known of what the terminal shows."""
        if self._terminal is not None:
            self._terminal.forget()

    def attach_terminal(self, terminal: Redrawable) -> None:
        """Draw on ``terminal`` from now on."""
        self._terminal = terminal

    def terminal_lost(self) -> None:
        """Nobody is there any more: leave in order."""
        self.call_later(self.leave)

    @property
    def size(self) -> Size:
        """What is laid out for."""
        return laid_out(super().size)

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        # Textual's knows where the cursor is once a key was pressed.
        focused = screen.focused
        if focused is not None and focused.is_attached:
            self.cursor_position = cursor_place(focused)
        super()._display(screen, renderable)

    @property
    def opens_pages(self) -> bool:
        """Whether there is a browser with a window of its own: others would take the terminal."""
        import webbrowser  # here, since few open a page

        if self.is_web:
            return True
        try:
            with without_session(os.environ):  # it may start a program to find out
                name = webbrowser.get().name
        except webbrowser.Error:
            return False
        return PurePath(name).name not in TEXT_BROWSERS

    def copy(self, text: str, what: str) -> None:
        """Put ``text`` on the clipboard, as far as the terminal lets anybody."""
        self.copy_to_clipboard(text)
        self.notify(f"{what}: copied, if your terminal allows that.", markup=False, timeout=6)

    def open_page(self, url: str) -> None:
        """Open a page in a browser; where there is none, its address is there to be copied."""
        if self.opens_pages:
            self.notify(url, title="Opening", markup=False, timeout=15)
            self.open_url(url)
        else:
            self.copy_to_clipboard(url)
            title = "No browser here. Copied, if your terminal allows that"
            self.notify(url, title=title, markup=False, timeout=15)

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Start a browser, which inherits no session; without one nothing happens."""
        if self.opens_pages:
            with without_session(os.environ):
                super().open_url(url, new_tab=new_tab)

    # Ending

    def on_load(self) -> None:
        """A closed terminal or a kill leaves in order, from before the terminal is taken."""
        loop = asyncio.get_running_loop()
        for number in ending_signals() | LEAVE_AS_A_PERSON:
            with suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(number, partial(self._end_by, number))

    def _end_by(self, number: int) -> None:
        if number not in LEAVE_AS_A_PERSON:
            self.ended_by = number
        self.leave()

    def panic(self, *renderables: RenderableType) -> None:
        """End with a report, whatever was to be shown: it may hold what was typed."""
        self._fatal_error()

    def _fatal_error(self) -> None:
        """Textual's own would print every variable, secrets included."""
        error: BaseException | None = self._exception
        if isinstance(error, WorkerFailed):
            error = error.error
        if error is not None and not self.failure:
            self.failure = crash_report.apology(error)
        self._close_messages_no_wait()

    def end_after(self, error: BaseException) -> None:
        """End in order after a failure of whatever kind; ``failure`` says what to tell of it."""
        self._handle_exception(error)  # type: ignore[arg-type]

    def run(self, **options: Any) -> R | None:
        """As Textual's, but it raises nothing that is a failure, of whatever kind."""
        try:
            return super().run(**options)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            self.end_after(error)
            return None

    async def _process_messages(self, *args: Any, **kwargs: Any) -> None:
        """All that the app does, from the first task on."""
        with watched(asyncio.get_running_loop(), self.end_after):
            await super()._process_messages(*args, **kwargs)


def _limit() -> int:
    from wizard.utils.files import MAX_BYTES  # here, as the first screen reads none

    return MAX_BYTES
