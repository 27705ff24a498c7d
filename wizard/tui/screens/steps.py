"""Maps steps to screens, importing each when it is first shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.screen import Screen

if TYPE_CHECKING:
    from wizard.flow import WizardFlow


def screen_of(flow: WizardFlow, recent: Sequence[str], *, meant: bool = False) -> Screen[None]:
    """Return the screen of the step that ``flow`` is on.

    recent: types used last. meant: whether the person came there by Next or Back.
    """
    from wizard.flow import Step

    match flow.step:
        case Step.TYPE:
            from wizard.tui.screens.type_list import TypeListScreen

            return TypeListScreen(flow.type, tuple(recent))
        case Step.CONFIGURE:
            from wizard.tui.screens.form_step import ConfigureScreen

            return ConfigureScreen(flow)
        case Step.CREDENTIAL:
            from wizard.tui.screens.form_step import CredentialScreen

            return CredentialScreen(flow)
        case Step.SCHEDULE:
            from wizard.tui.screens.form_step import ScheduleScreen

            return ScheduleScreen(flow)
        case Step.REVIEW:
            from wizard.tui.screens.review import ReviewScreen

            return ReviewScreen(flow, meant=meant)
        case Step.RESULT:
            from wizard.tui.screens.result import ResultScreen

            return ResultScreen()


def load_forms() -> None:
    """Import what form steps need, and load what the type filter searches."""
    import wizard.connectors.checks.declarations
    import wizard.flow
    import wizard.tui.screens.form_step  # noqa: F401
    from wizard.connectors import catalog

    catalog.all_types()
