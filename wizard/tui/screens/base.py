"""What all screens have: the header, a body, the footer, and keys that come from their offers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from wizard.tui.backend.compositor import Compositor
from wizard.tui.breakpoints import too_small
from wizard.tui.commands import ScreenCommand, bindings
from wizard.tui.widgets.footer import Footer
from wizard.tui.widgets.header import Header

if TYPE_CHECKING:
    from wizard.connectors import ConnectorInfo
    from wizard.flow import WizardFlow
    from wizard.tui.context import Wizard

T = TypeVar("T")
W = TypeVar("W", bound=Widget)

NEXT: Final = ScreenCommand("next_step", "Next", "Go to the next step.", "ctrl+n", early=True)
BACK: Final = ScreenCommand("back_step", "Back", "Go back one step. Nothing is lost.", "escape")

SCROLLING: Final = (
    ScreenCommand("page_up", "Page up", "Scroll up.", "pageup", False, early=True, palette=False),
    ScreenCommand(
        "page_down", "Page down", "Scroll down.", "pagedown", False, early=True, palette=False
    ),
)
"""For screens with more text than room, in which nothing that has the focus scrolls by itself."""


class WizardScreen(Screen[T]):
    """A screen of the wizard.

    SCREEN_COMMANDS: its commands; its keys follow from them.
    HEADING: its name where it is no step itself.
    OF_A_STEP: whether it belongs to the step below it, which the header then names too.
    HELP_TEXT: what F1 says of the screen. SCROLLS: what the commands ``SCROLLING`` scroll.
    """

    SCREEN_COMMANDS: ClassVar[tuple[ScreenCommand, ...]] = ()
    HEADING: ClassVar[str] = ""
    OF_A_STEP: ClassVar[bool] = True
    HELP_TEXT: ClassVar[str] = ""
    SCROLLS: ClassVar[str] = "VerticalScroll"

    # Textual would draw the whole screen at each move of the focus; what has it draws itself.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    def __init__(self) -> None:
        super().__init__()
        self._compositor = Compositor()
        self._resumed = False

    def __init_subclass__(cls, **options: Any) -> None:
        if "SCREEN_COMMANDS" in cls.__dict__:
            cls.BINDINGS = bindings(cls.SCREEN_COMMANDS)
        super().__init_subclass__(**options)

    @property
    def wizard(self) -> Wizard:
        """The app, as far as a screen has to do with it."""
        return cast("Wizard", self.app)

    def compose(self) -> ComposeResult:
        """The lines at the top and at the bottom, and what is between them."""
        yield Header(self.HEADING, of_a_step=self.OF_A_STEP)
        yield from self.body()
        yield Footer()
        if too_small(self.app.size):
            yield self._larger_please()

    def body(self) -> ComposeResult:
        """What is between header and footer."""
        raise NotImplementedError

    def maybe(self, kind: type[W]) -> W | None:
        """The first widget of this kind; None before it is there, and when it is gone."""
        return next(iter(self.query(kind)), None)

    def help_subject(self) -> Content | None:
        """What F1 says first: on the focused field, or whatever is in question."""
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
        """Textual gives a screen no focus that comes while the window has none."""
        if self.focused is None and self.AUTO_FOCUS:
            for widget in self.query(self.AUTO_FOCUS):
                if widget.focusable:
                    self.set_focus(widget)  # at once: the key that brought it is on its way
                    return

    @on(events.Resize)
    def _say_too_small(self, event: events.Resize) -> None:
        if too_small(event.size) and not self.query("TooSmall"):
            self.mount(self._larger_please())

    @staticmethod
    def _larger_please() -> Widget:
        """What says that there is too little room; shown as long as that is so."""
        from wizard.tui.widgets.text import TooSmall  # few need it

        return TooSmall()

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """The first time all has been styled just now; later the header may say what was true."""
        event.refresh_styles = event.refresh_styles and self._resumed
        self._resumed = True
        for header in self.query(Header):
            header.refresh()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Keep the cursor still where each blink would cross a network."""
        if hasattr(event.widget, "cursor_blink"):
            event.widget.cursor_blink = self.wizard.blink


class StepScreen(WizardScreen[None]):
    """A screen that is a step."""

    SCREEN_COMMANDS: ClassVar[tuple[ScreenCommand, ...]] = (NEXT, BACK)

    def action_next_step(self) -> None:
        """Go on."""
        self.wizard.journey.next()

    def action_back_step(self) -> None:
        """Go back."""
        self.wizard.journey.back()


class FlowScreen(StepScreen):
    """A step of a flow that has its type."""

    def __init__(self, flow: WizardFlow) -> None:
        super().__init__()
        self.flow = flow

    @property
    def about(self) -> ConnectorInfo:
        """What is known of the type."""
        if self.flow.connector is None:
            raise RuntimeError("a step without a type")
        return self.flow.connector.about


class LoadingScreen(WizardScreen[None]):
    """A moment, usually not noticed."""

    HEADING = "clarm-wizard"

    def body(self) -> ComposeResult:
        yield Static("One moment …", classes="text")
