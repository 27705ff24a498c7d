"""The wizard as line prompts, for screen readers, limited terminals and pipes.

``run`` asks one question at a time on stderr, without moving the cursor, colouring or drawing.

Read from a pipe, each line answers one question; a list or a multi-line text ends with an empty
line, and secrets are lines like any other. A pipe cannot be asked again, so the first wrong answer
ends the run with exit status 2 and names its field, before the next line could be taken for the
answer to another question. The end of the pipe counts as the person leaving (130). Whenever the run
ends early, the answers are kept as a draft, except for secrets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wizard.core.options import Options
    from wizard.core.results import RunResult

__all__ = ["run"]


def run(options: Options) -> RunResult:
    """Ask the questions, send the request and report the outcome; raises WizardError."""
    from wizard.core.services import services_for
    from wizard.plain.open_console import open_console
    from wizard.plain.runner import PlainRunner

    services = services_for(sandbox=options.sandbox, api_url=options.api_url)
    try:
        with open_console() as console:
            return PlainRunner(options, services, console).run()
    finally:
        services.close()
