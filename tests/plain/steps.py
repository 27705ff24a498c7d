"""The line prompts in this process, and the answers that create a connector."""

from __future__ import annotations

from pathlib import Path

from tests.support.services import services_of
from wizard.core.options import Options
from wizard.core.results import RunResult
from wizard.core.services import Services
from wizard.plain.console import Console
from wizard.plain.runner import PlainRunner


def run(
    folder: Path, console: Console, options: Options | None = None, services: Services | None = None
) -> RunResult:
    return PlainRunner(options or Options(), services or services_of(folder)[0], console).run()


def every(name: str) -> tuple[str, ...]:
    """The answers that create a connector of GitHub."""
    return ("github", name, "Every", "octocat", "", "", "", "ghp_token_1", "yes")
