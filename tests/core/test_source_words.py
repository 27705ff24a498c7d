"""What is said before and after a test, and of what a list needs."""

from __future__ import annotations

import pytest

from wizard.checks import CheckOutcome, CheckResult, Finding, Plan
from wizard.core import source_words
from wizard.flow import WizardFlow


def flow_of(type_name: str) -> WizardFlow:
    flow = WizardFlow()
    flow.choose(type_name)
    return flow


@pytest.mark.parametrize(
    ("type_name", "path", "words"),
    [
        ("github", "credentials.github_access_token", "the access token"),
        ("jira", "credentials.jira_api_token", "the API token"),
        ("jira", "config.jira_base_url", "the Jira URL"),
        ("slack", "credentials.slack_bot_token", "the bot user OAuth token"),
        ("slack", "credentials.not_asked_for", "the not asked for"),
    ],
)
def test_fields_have_names_that_fit_into_a_sentence(type_name: str, path: str, words: str) -> None:
    assert source_words.name_of(flow_of(type_name), path) == words


def test_what_is_needed_is_listed() -> None:
    paths = ["credentials.jira_user_email", "credentials.jira_api_token"]
    said = source_words.needed(flow_of("jira"), paths, "The test")
    assert said == "The test needs the email and the API token first."
    assert source_words.listed(["a", "b", "c"]) == "a, b and c"


def test_before_a_test_it_says_who_is_asked_what_and_where_the_credential_goes() -> None:
    plan = Plan(
        hosts=("a.example", "b.example"),
        asks="who it is",
        caution="It counts as a sign-in.",
        uses=frozenset({"credentials.token"}),
    )
    assert source_words.before_test(plan, sandbox=False) == (
        "This asks a.example and b.example who it is. The credential goes only there, and nothing "
        "changes. It counts as a sign-in."
    )
    without = Plan(hosts=("a.example",), uses=frozenset({"config.base_url"}))
    assert source_words.before_test(without, sandbox=True) == (
        f"This asks a.example whether this works. Nothing changes. {source_words.STAND_IN}"
    )


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (CheckOutcome.PASSED, "✓ octocat, can: repo"),
        (CheckOutcome.FAILED, "× So it is."),
        (CheckOutcome.CANNOT_TELL, "– Inconclusive: So it is."),
        (CheckOutcome.SKIPPED, "– Not tested: So it is."),
    ],
)
def test_each_outcome_has_a_mark_and_words(outcome: CheckOutcome, words: str) -> None:
    result = CheckResult(outcome, "octocat", ("repo",), (Finding("So it is."),))
    assert source_words.result_line(result) == words
