"""Which screen a step has. Each is imported when it is first shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.screen import Screen

if TYPE_CHECKING:
    from wizard.flow import Flow


def screen_of(flow: Flow, recent: Sequence[str]) -> Screen[None]:
    """The screen of the step that ``flow`` is on; ``recent``: types that were used last."""
    from wizard.flow import Step

    match flow.step:
        case Step.TYPE:
            from wizard.tui.screens.type_list import TypeList

            return TypeList(flow.type, tuple(recent))
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


def load_forms() -> None:
    """Import what the steps with forms need, and what a filter looks through."""
    import wizard.flow
    import wizard.tui.screens.configure  # noqa: F401
    from wizard.connectors import index

    index.all_types()
