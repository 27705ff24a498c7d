"""Step 5: the exact request before it is sent; each part links to where it was entered."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from wizard.connectors.schedule import say_frequency
from wizard.core.notices import notices
from wizard.core.source_fields import field_at
from wizard.flow import Step
from wizard.tui.commands import ScreenCommand
from wizard.tui.screens.base import BACK, SCROLLING
from wizard.tui.screens.flow_screen import SAVE_FILE
from wizard.tui.screens.source_test import STOP, SourceTestScreen
from wizard.tui.status import TITLES
from wizard.tui.widgets.source_test_line import SourceTestLine
from wizard.tui.widgets.text import Banner
from wizard.utils.text import sanitize

if TYPE_CHECKING:
    from wizard.api import CreateSourceRequest
    from wizard.checks import Finding
    from wizard.forms import Loc

PRELOAD_DELAY_SECONDS: Final = 0.3
"""Seconds until the client is loaded."""

MAX_LINE_CHARS: Final = 400
PARTS: Final = {
    Step.CONFIGURE: ("name", "type", "config"),
    Step.CREDENTIAL: ("credential",),
    Step.SCHEDULE: ("refresh_freq", "prune_freq"),
}
NOTHING: Final = {"refresh_freq": "once", "prune_freq": "never"}


class Link(Static, can_focus=True):
    """Lines that link to a step, and to a field in it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "press", "Change", tooltip="Go to where this is entered.")
    ]

    def __init__(self, content: Content | str, step: Step, loc: Loc | None = None) -> None:
        super().__init__(content, markup=False)
        self._goal = (step, loc)

    def action_press(self) -> None:
        """Go to the step."""
        screen = self.screen
        if isinstance(screen, ReviewScreen):
            screen.wizard.journey.go_to(*self._goal)

    def on_click(self) -> None:
        """Go to the step."""
        self.action_press()


class ReviewActions(Horizontal):
    """The buttons: left and right move between them, up and down scroll the request."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", show=False),
        Binding("right", "move(1)", show=False),
        Binding("up", "scroll_request(-1)", show=False),
        Binding("down", "scroll_request(1)", show=False),
    ]

    def action_move(self, by: int) -> None:
        """Focus the next or previous button, if there is one."""
        buttons = [button for button in self.query(Button) if button.focusable]
        at = next((n for n, button in enumerate(buttons) if button.has_focus), 0) + by
        if 0 <= at < len(buttons):
            buttons[at].focus()

    def action_scroll_request(self, by: int) -> None:
        """Scroll the request by one line."""
        self.screen.query_one("#request").scroll_relative(y=by, animate=False)


class ReviewScreen(SourceTestScreen):
    """Shows what will be sent."""

    SCREEN_COMMANDS: ClassVar[tuple[ScreenCommand, ...]] = (
        ScreenCommand("next_step", "Send", "Send this request.", "ctrl+n", early=True),
        STOP,
        BACK,
        *SCROLLING,
        ScreenCommand(
            "copy_curl", "Copy as curl", "Copy a command that sends this; no secrets in it."
        ),
        SAVE_FILE,
    )
    AUTO_FOCUS = "#send"
    _found: Sequence[Finding] = ()
    HELP_TEXT = (
        "This is the whole request, with secrets masked. It is sent only when you say so. Each "
        "part leads back to the step where it was entered. f6 asks the source whether the "
        "credential works. A copy as a curl command or a request "
        "file names variables in the place of secrets."
    )

    def body(self) -> ComposeResult:
        errors = self.flow.errors()
        host = "the sandbox" if self.wizard.services.sandbox else self.wizard.services.host
        words = (
            "Some things are missing before this can be sent:"
            if errors
            else f"This goes to {host} when you send it again:"
            if self.wizard.journey.sent
            else f"Nothing was sent yet. This goes to {host}:"
        )
        yield Banner(self.wizard.journey.banner)
        yield from self.note()
        yield Static(words, markup=False, classes="intro")
        yield SourceTestLine(self.flow, self.wizard.journey.source, whole=False)
        with VerticalScroll(id="request", can_focus=False):
            yield Vertical(id="findings")
            for item in errors:
                label = self._label(item.step, item.error.loc)
                line = Content.assemble((f"× {label}", "bold"), f"  {item.error.message}")
                yield Link(line, item.step, item.error.loc)
            for notice in notices(self.flow):
                yield Link(f"! {notice.words}", notice.step, notice.loc)
            if not errors:
                yield from self._parts(self.flow.request())
        with ReviewActions(id="actions"):
            yield Button("Send", id="send", variant="primary", compact=True, disabled=bool(errors))
            yield Button("Copy as curl", id="copy", compact=True, disabled=bool(errors))
            yield Button("Save as file", id="save", compact=True)

    def _load_client(self) -> None:
        from wizard.api import Client  # noqa: F401

        self.wizard.services.server()

    def _parts(self, request: CreateSourceRequest) -> Iterator[Link]:
        body = request.masked()
        last = list(body)[-1]
        for step, keys in PARTS.items():
            change = ("change", "underline $text-accent")
            lines = [Content.assemble((TITLES[step.value], "bold"), "  ", change)]
            for key in keys:
                lines += _json_lines(key, body[key], last=key == last)
            yield Link(Content("\n").join(lines), step)

    def _label(self, step: Step, loc: Loc) -> str:
        place, title = self.flow.forms[step].place(loc), TITLES[step.value]
        return f"{title} · {place.label}" if place and place.label else title

    def on_mount(self) -> None:
        """Focus the first thing to correct, if any, and schedule loading the client."""
        self._show_findings()
        self.set_timer(PRELOAD_DELAY_SECONDS, partial(self.wizard.preload, self._load_client))
        if self.flow.errors():
            self.query(Link).first().focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Run the button's action."""
        event.stop()
        actions = {
            "send": self.action_next_step,
            "copy": self.action_copy_curl,
            "save": self.action_save_file,
        }
        actions[event.button.id or "send"]()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable copying while the request is incomplete."""
        if action == "copy_curl":
            return not self.flow.errors()
        return super().check_action(action, parameters)

    def show_test(self) -> None:
        """Show how the test stands, and what it found."""
        super().show_test()
        self._show_findings()

    def _show_findings(self) -> None:
        """List what the latest test found, each leading to its field."""
        tested = self.wizard.journey.source.latest(self.flow)
        found = tested.result.findings if tested is not None and not tested.stale else ()
        lines = []
        for finding in found:
            field = field_at(self.flow, finding.path)
            if field is not None:
                sign = "!" if finding.warning else "×"
                words = f"{sign} {field.place.label}: {finding.words}"
                lines.append(Link(words, field.step, field.place.loc))
        if found != self._found:
            self._found = found
            box = self.query_one("#findings", Vertical)
            box.remove_children()
            box.mount_all(lines)

    def show_failure(self, step: Step, loc: Loc) -> None:
        """Focus the first finding, which leads to its field."""
        self._show_findings()
        for link in list(self.query_one("#findings").query(Link))[-1:]:
            link.focus()

    def action_copy_curl(self) -> None:
        """Copy the request as a curl command."""
        from wizard.request_files import as_curl, with_names

        command, names = as_curl(self.flow.request(), self.wizard.services.server())
        self.wizard.copy(with_names(command, names), "The curl command")


def _json_lines(key: str, value: Any, *, last: bool) -> Iterator[Content]:
    text = json.dumps({key: value}, indent=2, ensure_ascii=False)
    lines = text.splitlines()[1:-1]
    if not last:
        lines[-1] += ","
    for line in lines:
        shown = sanitize(line, MAX_LINE_CHARS)
        if key in NOTHING:
            words = say_frequency(value, nothing=NOTHING[key])
            yield Content.assemble(shown, (f"   {words}", "$text-muted"))
        else:
            yield Content(shown)
