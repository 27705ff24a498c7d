"""What is entered in place of what is meant: told at the prompt, where enter takes an offer."""

from __future__ import annotations

from contextlib import suppress

from tests.support.console import Person
from wizard.connectors import load
from wizard.forms import Form, FormState, text_of
from wizard.plain.console import EndOfInput
from wizard.plain.form_prompts import FormPrompts


def asked(type: str, half: str, *lines: str) -> tuple[FormState[object], Person]:
    state: FormState[object] = FormState(Form.from_type(getattr(load(type), half)))
    person = Person(*lines)
    with suppress(EndOfInput):
        FormPrompts(state, person).walk()
    return state, person


def test_what_is_beyond_doubt_is_taken_and_told() -> None:
    state, person = asked("zendesk", "credential", "https://acme.zendesk.com/agent")
    assert state.entered(("zendesk_subdomain",)) == "acme"
    assert "Subdomain: using acme." in person.text


def test_a_secret_that_is_mended_is_told_by_its_length_alone() -> None:
    secret = "ghp_0123456789abcdefghij"
    state, person = asked("github", "credential", f"Bearer {secret}")
    assert text_of(state.entered(("github_access_token",))) == secret
    assert secret not in person.text


def test_enter_takes_what_is_offered() -> None:
    state, person = asked("web", "config", "docs", "")
    assert state.entered(("base_url",)) == "https://docs"
    assert "(press enter for https://docs)" in person.text


def test_enter_takes_what_is_offered_for_a_list() -> None:
    state, person = asked("slack", "config", "general, random", "", "")
    assert state.entered(("channels",)) == "general\nrandom"
    assert "Line 1: Enter one per line." in person.text


def test_a_pattern_leads_to_the_switch_for_patterns() -> None:
    state, person = asked("slack", "config", "eng-.*", "", "yes", "")
    assert state.entered(("channels",)) == "eng-.*"
    assert state.entered(("channel_regex_enabled",)) is True
    assert state.read().ok, person.heard


def test_one_question_is_asked_about_the_cloud() -> None:
    _, person = asked("teams", "config", "", "yes", "2")
    assert "US Government (GCC High)" in person.text
    assert "Also sends its login host" in person.text
    assert "Login host:" not in person.text
