"""Testing a credential and choosing from the account, line by line, against the sandbox."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.console import Person
from wizard.core.options import Options
from wizard.core.results import RunResult
from wizard.core.services import SandboxServices
from wizard.plain.console import Console
from wizard.plain.runner import PlainRunner

pytestmark = pytest.mark.slow

CHOSEN = ("github", "Mine", "Chosen", "octocat", "docs", "", "", "", "")
"""The answers up to the access token."""


@pytest.fixture
def services() -> Iterator[SandboxServices]:
    services = SandboxServices()
    yield services
    services.close()


def run(services: SandboxServices, person: Console) -> RunResult:
    return PlainRunner(Options(), services, person).run()


def test_a_wrong_token_is_told_mended_tested_and_sent(services: SandboxServices) -> None:
    person = Person(*CHOSEN, "ghp_bad", "yes", "ghp_good", "yes", "yes", tests=True)
    state = run(services, person)
    assert "This asks api.github.com who the token belongs to." in person.text
    assert person.text.count("The credential goes only there") == 1
    assert "× GitHub doesn't recognize this token, or it has expired." in person.heard
    assert "Access token: GitHub doesn't recognize this token, or it has expired." in person.heard
    assert "✓ octocat, can: repo, read:org" in person.heard
    assert "Tested at" in person.text
    assert [made.name for made in state.created] == ["Mine"]


def test_what_failed_can_be_sent_anyway(services: SandboxServices) -> None:
    person = Person(*CHOSEN, "ghp_bad", "test", "yes", "no", "yes", "yes")
    state = run(services, person)
    assert person.text.count("Send it anyway? yes or no (no): ") == 2
    assert len(state.created) == 1


def test_a_change_makes_the_result_stale(services: SandboxServices) -> None:
    person = Person(*CHOSEN, "ghp_good", "test", "4", "website", "", "", "!", "no")
    run(services, person)
    assert "Tested before the owner changed. Enter `test` to test again." in person.heard


def test_what_says_nothing_lets_one_go_on(services: SandboxServices) -> None:
    person = Person(*CHOSEN, "ghp_rate", "yes", "yes", tests=True)
    state = run(services, person)
    assert "– Inconclusive: api.github.com asks you to slow down" in person.text
    assert len(state.created) == 1


def test_a_type_that_cannot_be_tested_says_why(services: SandboxServices) -> None:
    person = Person("ingestion_api", "Push")
    run(services, person)
    assert "You can't test this type: documents are pushed to Clarm" in person.text


def test_values_are_chosen_from_the_account(services: SandboxServices) -> None:
    asked = ("github", "Mine", "Chosen", "octocat", "?list", "ghp_good")
    person = Person(*asked, "", "w", "1", "", "", "", "", "", "", "", "yes")
    state = run(services, person)
    assert "Enter ?list to choose from your account." in person.heard
    assert "The list needs the access token first." in person.heard
    assert "1. octocat/docs" in person.heard
    assert "2. octocat/website (private)" in person.heard
    assert len(state.created) == 1
    [sent] = services._sandbox.state.requests
    assert sent["config"]["repositories"] == "website"


def test_a_list_that_cannot_be_had_leaves_the_field_to_be_typed(services: SandboxServices) -> None:
    asked = ("github", "Mine", "Chosen", "octocat", "?list", "ghp_bad")
    person = Person(*asked, "docs", "", "", "", "", "", "", "", "yes")
    run(services, person)
    assert (
        "Repository names: GitHub doesn't recognize this token, or it has expired."
    ) in person.heard


def test_a_question_without_a_list_says_so(services: SandboxServices) -> None:
    person = Person("github", "?list", "Mine")
    run(services, person)
    assert "You can't list values for this question." in person.text
