"""Which screen a step has. Each is imported when it is first shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen

if TYPE_CHECKING:
    from wizard.flow import Flow
    from wizard.tui.app import WizardApp


def screen_of(app: WizardApp, flow: Flow) -> Screen[None]:
    """The screen of the step that ``flow`` is on."""
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
