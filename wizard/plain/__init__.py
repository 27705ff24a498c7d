"""The wizard as line prompts, for screen readers, bad terminals and pipes.

``run`` asks one question at a time on stderr: no cursor movement, no colour, no drawing.

From a pipe, each line answers one question (a list or a text of several lines ends with an empty
one), and secrets are lines like all others. Nobody can be asked again there: the first wrong
answer ends the run with exit status 2, naming its field, before the next line could be taken for
something it was not meant for. The end of the pipe is the person leaving (130). Whatever ends
the run early, the answers stay as a draft, secrets apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wizard.core.options import Options
    from wizard.core.results import RunResult

__all__ = ["run"]


def run(options: Options) -> RunResult:
    """Ask, send and say what came of it. Raises Trouble."""
    from wizard.core.services import services_for
    from wizard.plain.open_console import open_console
    from wizard.plain.runner import PlainRunner

    services = services_for(sandbox=options.sandbox, api_url=options.api_url)
    try:
        with open_console() as console:
            return PlainRunner(options, services, console).run()
    finally:
        services.close()
