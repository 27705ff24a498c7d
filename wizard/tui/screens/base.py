"""Base screens: header, body, footer, and key bindings derived from the commands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from wizard.tui.breakpoints import too_small
from wizard.tui.commands import ScreenCommand, bindings
from wizard.tui.drawn_lines import KeepsDrawnLines
from wizard.tui.status import STEP_NAMES, Message
from wizard.tui.widgets.footer import Footer
from wizard.tui.widgets.header import Header
from wizard.tui.widgets.message_line import MessageLine

if TYPE_CHECKING:
    from wizard.tui.context import Wizard

T = TypeVar("T")

NEXT: Final = ScreenCommand("next_step", "Next", "Go to the next step.", "ctrl+n", early=True)
BACK: Final = ScreenCommand("back_step", "Back", "Go back one step. Nothing is lost.", "escape")

SCROLLING: Final = (
    ScreenCommand("page_up", "Page up", "Scroll up.", "pageup", False, early=True, palette=False),
    ScreenCommand(
        "page_down", "Page down", "Scroll down.", "pagedown", False, early=True, palette=False
    ),
)
"""For screens with more text than room, where the focused widget does not scroll."""


class MessageScreen(Screen[T]):
    """Screen with room for what the app says."""

    def show_messages(self, messages: Sequence[Message]) -> None:
        """Show what the app says, and keep in sight what has the focus."""
        line = self.query_one_optional(MessageLine)
        if line is None and messages:
            self.mount(MessageLine(messages))
        elif line is not None and messages:
            line.show(messages)
        elif line is not None:
            line.remove()
        else:
            return
        self.call_after_refresh(self._keep_focus_in_sight)

    def _keep_focus_in_sight(self) -> None:
        focused = self.focused
        if scroll := getattr(focused, "scroll_to_highlight", None):
            scroll()
        elif focused is not None:
            focused.scroll_visible(animate=False)


class WizardScreen(MessageScreen[T]):
    """Base of all screens of the wizard.

    SCREEN_COMMANDS: its commands, from which its key bindings follow.
    HEADING: its title, if it is not a step itself.
    OF_A_STEP: whether it belongs to the step below it, which the header then names too.
    SHOWS_WAY: whether the header shows all steps.
    HELP_TEXT: what F1 shows for the screen.
    SCROLLS: selector of what the commands ``SCROLLING`` scroll.
    """

    SCREEN_COMMANDS: ClassVar[tuple[ScreenCommand, ...]] = ()
    HEADING: ClassVar[str] = ""
    OF_A_STEP: ClassVar[bool] = True
    SHOWS_WAY: ClassVar[bool] = False
    HELP_TEXT: ClassVar[str] = ""
    SCROLLS: ClassVar[str] = "VerticalScroll"

    # Textual would redraw the whole screen on focus changes; focused widgets redraw themselves.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    def __init__(self) -> None:
        super().__init__()
        self._resumed = False

    def __init_subclass__(cls, **options: Any) -> None:
        if "SCREEN_COMMANDS" in cls.__dict__:
            cls.BINDINGS = bindings(cls.SCREEN_COMMANDS)
        super().__init_subclass__(**options)

    @property
    def wizard(self) -> Wizard:
        """The app, as far as a screen may use it."""
        return cast("Wizard", self.app)

    def compose(self) -> ComposeResult:
        """Yield the header, the body and the footer."""
        yield from self.head()
        yield from self.body()
        yield Footer()
        if too_small(self.app.size):
            yield self._larger_please()

    def head(self) -> ComposeResult:
        """Yield what is at the top."""
        yield Header(self.HEADING, of_a_step=self.OF_A_STEP, way=self.SHOWS_WAY)

    def body(self) -> ComposeResult:
        """Yield the widgets between header and footer."""
        raise NotImplementedError

    def help_subject(self) -> Content | None:
        """Return the first part of F1's help: on the focused field, or the item in question."""
        return None

    def action_page_up(self) -> None:
        """Scroll up."""
        for part in self.query(self.SCROLLS):
            part.scroll_page_up(animate=False)

    def action_page_down(self) -> None:
        """Scroll down."""
        for part in self.query(self.SCROLLS):
            part.scroll_page_down(animate=False)

    def window_has_focus(self) -> None:
        """Set the focus that Textual does not set while the window has none."""
        if self.focused is None and self.AUTO_FOCUS:
            for widget in self.query(self.AUTO_FOCUS):
                if widget.focusable:
                    self.set_focus(widget)  # at once: the key that caused it is on its way
                    return

    @on(events.Resize)
    def _say_too_small(self, event: events.Resize) -> None:
        if too_small(event.size) and not self.query("TooSmall"):
            self.mount(self._larger_please())

    @staticmethod
    def _larger_please() -> Widget:
        """Return the notice that there is too little room, visible only while that is so."""
        from wizard.tui.widgets.text import TooSmall  # seldom needed

        return TooSmall()

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Skip restyling the first time, when it was just done; later refresh the header."""
        self.show_messages(self.wizard.messages)
        event.refresh_styles = event.refresh_styles and self._resumed
        self._resumed = True
        for header in self.query(Header):
            header.refresh()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Stop the cursor from blinking over a network, where each blink costs traffic."""
        if hasattr(event.widget, "cursor_blink"):
            event.widget.cursor_blink = self.wizard.blink


class StepScreen(KeepsDrawnLines, WizardScreen[None]):
    """Screen of a step, which nothing shines through."""

    SCREEN_COMMANDS: ClassVar[tuple[ScreenCommand, ...]] = (NEXT, BACK)
    SHOWS_WAY = True

    def on_header_step_clicked(self, event: Header.StepClicked) -> None:
        """Go to a step of the way; if this one is not complete, say what is missing instead."""
        from wizard.tui.open_steps import open_steps

        event.stop()
        controller, steps = self.wizard.controller, list(STEP_NAMES)
        reachable = open_steps(controller.flow, in_plan=controller.plan is not None)
        step = next((step for step in reachable if step.value == event.step), None)
        ahead = steps.index(event.step) > steps.index(controller.step)
        if step is not None:
            controller.go_to(step)
        elif ahead and event.step != steps[-1]:
            self.action_next_step()

    def action_next_step(self) -> None:
        """Go to the next step."""
        self.wizard.controller.next()

    def action_back_step(self) -> None:
        """Go to the previous step."""
        self.wizard.controller.back()


class LoadingScreen(WizardScreen[None]):
    """Placeholder screen at startup, usually too brief to notice."""

    HEADING = "clarm-wizard"

    def body(self) -> ComposeResult:
        yield Static("One moment …", classes="text")
