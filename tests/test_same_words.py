"""The same mistake is called the same on the screen, line by line and in request files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from textual.app import App, ComposeResult

from wizard.flow import Step, WizardFlow
from wizard.request_files import check, read
from wizard.tui.form import ModelForm

pytestmark = pytest.mark.slow

GITHUB: dict[str, Any] = {
    "name": "Mine",
    "type": "github",
    "config": {"repo_owner": "octocat", "repositories": ["docs"]},
    "credential": {"credentials": {"github_access_token": "ghp_made_up"}},
    "refresh_freq": 1800,
    "prune_freq": None,
}
WEB = GITHUB | {"type": "web", "config": {}, "credential": {"credentials": {}}}
MISTAKES = [
    (GITHUB | {"config": {"repositories": ["docs"]}}, Step.CONFIGURE),
    (
        GITHUB | {"config": {**GITHUB["config"], "include_prs": False, "include_issues": False}},
        Step.CONFIGURE,
    ),
    (GITHUB | {"config": {**GITHUB["config"], "state_filter": "maybe"}}, Step.CONFIGURE),
    (GITHUB | {"config": {**GITHUB["config"], "include_issues": "maybe"}}, Step.CONFIGURE),
    (GITHUB | {"credential": {"credentials": {}}}, Step.CREDENTIAL),
    (GITHUB | {"refresh_freq": "often"}, Step.SCHEDULE),
    (GITHUB | {"prune_freq": 0}, Step.SCHEDULE),
    (WEB | {"config": {"base_url": "docs"}}, Step.CONFIGURE),
    (WEB | {"config": {"base_url": "ftp://docs.example.com"}}, Step.CONFIGURE),
    (
        WEB
        | {"type": "mock_connector", "config": {"mock_server_host": "h", "mock_server_port": 0}},
        Step.CONFIGURE,
    ),
]

ON_SCREEN = {"Write one of all, open or closed.": "Choose one of All, Open or Closed."}
"""What a file has to say is called by its value, what one chooses by its label."""


class Shown(App[None]):
    """One form."""

    def __init__(self, form: ModelForm) -> None:
        super().__init__()
        self._form = form

    def compose(self) -> ComposeResult:
        yield self._form


@pytest.mark.parametrize(("request_values", "step"), MISTAKES)
async def test_a_mistake_has_one_name(
    tmp_path: Path, request_values: dict[str, Any], step: Step
) -> None:
    file = tmp_path / "request.json"
    file.write_text(json.dumps(request_values))
    (problem,) = check(read(str(file))).problems

    flow = WizardFlow()
    flow.choose(request_values["type"])
    flow.fill(request_values)
    app = Shown(ModelForm(state=flow.forms[step], blink=False))
    async with app.run_test(size=(100, 60)) as pilot:
        app.query_one(ModelForm).submit()
        await pilot.pause()
        rows = (strip.text for strip in app.screen._compositor.render_strips())
        shown = " ".join(" ".join(rows).split())
    assert ON_SCREEN.get(problem.message, problem.message) in shown
