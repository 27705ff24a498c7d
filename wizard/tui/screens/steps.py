"""Which screen a step has. Each is imported when it is first shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.screen import Screen

if TYPE_CHECKING:
    from wizard.flow import Flow
    from wizard.tui.app import WizardApp


def screen_of(app: WizardApp, flow: Flow) -> Screen[None]:
    """The screen of the step that ``flow`` is on."""
    screen = _made(app, flow)
    # Textual adds these once it has drawn the screen, and then styles and draws all of it anew.
    width, height = app.size
    screen.add_class(*_class_of(width, app.HORIZONTAL_BREAKPOINTS))
    screen.add_class(*_class_of(height, app.VERTICAL_BREAKPOINTS))
    return screen


def _class_of(room: int, breakpoints: Iterable[tuple[int, str]] | None) -> list[str]:
    """The class of the last breakpoint that there is room for, if any."""
    return [name for least, name in sorted(breakpoints or ()) if room >= least][-1:]


def _made(app: WizardApp, flow: Flow) -> Screen[None]:
    from wizard.flow import Step

    match flow.step:
        case Step.TYPE:
            from wizard.tui.screens.type_list import TypeList

            return TypeList(flow.type, app.recent)
        case Step.CONFIGURE:
            from wizard.tui.screens.configure import Configure

            return Configure(flow)
        case Step.CREDENTIAL:
            from wizard.tui.screens.credential import Credential

            return Credential(flow)
        case Step.SCHEDULE:
            from wizard.tui.screens.schedule import ScheduleStep

            return ScheduleStep(flow)
        case Step.REVIEW:
            from wizard.tui.screens.review import Review

            return Review(flow)
        case Step.RESULT:
            from wizard.tui.screens.result import Result

            return Result()
