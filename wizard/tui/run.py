"""Runs the full screen: paints the first frame, then loads Textual and the app."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final
from zlib import crc32

from wizard.core.hardening import prepare_http, served
from wizard.core.services import services_for
from wizard.core.startup import look_at_once
from wizard.storage.preferences import FILE as PREFERENCES
from wizard.tui.backend.first_frame import FirstFrame
from wizard.tui.backend.foreground import wait_for_foreground
from wizard.tui.backend.stock_terminal import stock_is_requested, uses_stock_terminal

if TYPE_CHECKING:
    from pathlib import Path

    from wizard.core.options import Options
    from wizard.core.results import RunResult
    from wizard.core.services import Services
    from wizard.core.startup import StartupContext

SWITCH_INTERVAL_SECONDS: Final = 0.0005
"""Seconds after which a busy thread yields to another, such as the one that writes frames."""


def run(options: Options) -> RunResult:
    """Run the wizard on this terminal; return how it ended. Raises WizardError at the start."""
    sys.setswitchinterval(SWITCH_INTERVAL_SECONDS)
    if sys.__stdin__ is not None:
        wait_for_foreground(sys.__stdin__.fileno())
    services = services_for(sandbox=options.sandbox, api_url=options.api_url)
    left = look_at_once(services, options)
    first = _first_frame(services, options, left)
    try:
        return _run(services, options, first, left)
    finally:
        if first is not None:
            first.undo()
            first.keep()
        services.close()


def _run(
    services: Services, options: Options, first: FirstFrame | None, left: StartupContext | None
) -> RunResult:
    if first is not None:
        first.paint()
    prepare_http()
    from wizard.tui.app import WizardApp

    if first is not None and uses_stock_terminal():
        first.undo()
    app = WizardApp(services, options, first, left)
    state = app.run(mouse=options.mouse)
    return state or app.crash_result()


def _first_frame(
    services: Services, options: Options, left: StartupContext | None
) -> FirstFrame | None:
    """Return the frame that is certain to come first, if any is."""
    if left is None or served() or stock_is_requested():
        return None
    parts = (services.host, services.sandbox, options.theme, left.recent)
    return FirstFrame(services.paths.cache, (*parts, _digest(services.paths.config / PREFERENCES)))


def _digest(file: Path) -> int:
    """Return a number that changes with the file."""
    try:
        return crc32(file.read_bytes())
    except OSError:
        return 0
