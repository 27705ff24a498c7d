"""The steps, what follows what, and the request that comes out of them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import SecretStr

from tests.support.models import valid
from wizard import connectors
from wizard.api import FieldErrorMessage
from wizard.connectors.catalog import all_types
from wizard.connectors.fields import NoCredential
from wizard.core.notices import notices
from wizard.flow import FORM_STEPS, NAME, Step, WizardFlow
from wizard.forms import UNSET, FieldError, Secret
from wizard.sandbox.validation import Checker, Connectors
from wizard.tui.form.targets import targets

EXAMPLES = [
    pytest.param(about.type, example, id=f"{about.type}-{number}")
    for about in all_types()
    for number, example in enumerate(connectors.load(about.type).examples)
]


def chosen(type: str) -> WizardFlow:
    flow = WizardFlow()
    flow.choose(type)
    return flow


def filled(type: str, example: connectors.Example) -> WizardFlow:
    flow = chosen(type)
    flow.fill(
        {
            "name": "Example",
            "config": example.config,
            "credential": {"credentials": example.credentials},
            "refresh_freq": 1800,
            "prune_freq": None,
        }
    )
    return flow


def revealed(value: Any) -> Any:
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    if isinstance(value, dict):
        return {key: revealed(item) for key, item in value.items()}
    return [revealed(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize(("type", "example"), EXAMPLES)
def test_every_example_goes_through_the_forms_into_its_exact_request(
    type: str,
    example: connectors.Example,
) -> None:
    flow = filled(type, example)
    flow.step = Step.CONFIGURE
    asked = () if connectors.load(type).credential is NoCredential else (Step.CREDENTIAL,)
    for step in (*asked, Step.REVIEW):
        assert flow.next() == ()
        assert flow.step is step
    assert json.dumps(revealed(flow.request().body()), sort_keys=True) == json.dumps(
        {
            "name": "Example",
            "type": type,
            "config": dict(example.config),
            "credential": {"credentials": dict(example.credentials)},
            "refresh_freq": 1800,
            "prune_freq": None,
        },
        sort_keys=True,
    )


@pytest.mark.parametrize(("type", "example"), EXAMPLES)
def test_a_draft_of_every_example_resumes_without_its_secrets(
    type: str,
    example: connectors.Example,
) -> None:
    flow = filled(type, example)
    flow.step = Step.SCHEDULE
    again = WizardFlow.from_snapshot(json.loads(json.dumps(flow.snapshot())))
    assert (again.type, again.step) == (type, Step.SCHEDULE)
    assert all(item.step is Step.CREDENTIAL for item in again.errors())
    before, after = (valid(each.forms[Step.CONFIGURE]) for each in (flow, again))
    assert (after.name, after.config) == (before.name, before.config)


def test_a_step_with_errors_is_not_left() -> None:
    flow = chosen("github")
    assert flow.next() == ()
    assert flow.step is Step.CONFIGURE
    errors = flow.next()
    assert [error.loc[-1] for error in errors] == ["repo_owner", "repositories"]
    assert flow.step is Step.CONFIGURE
    assert flow.first_incomplete() == (Step.CONFIGURE, ("config", "Chosen", "repo_owner"))
    with pytest.raises(ValueError, match="complete"):
        flow.request()


def test_only_steps_that_need_the_person_are_on_the_way() -> None:
    flow = filled("web", connectors.load("web").minimal)
    flow.step = Step.CONFIGURE
    way = [flow.step.value]
    for move in (flow.next, flow.back, flow.back):
        move()
        way.append(flow.step.value)
    assert way == ["configure", "review", "schedule", "configure"]


def test_a_schedule_that_is_wrong_is_on_the_way() -> None:
    flow = filled("slack", connectors.load("slack").minimal)
    flow.forms[Step.SCHEDULE].set(("refresh_freq",), "soon")
    flow.step = Step.CREDENTIAL
    assert flow.next() == ()
    assert flow.step is Step.SCHEDULE


def test_once_reviewed_the_next_step_is_what_is_missing_or_the_review() -> None:
    flow = filled("slack", connectors.load("slack").minimal)
    flow.go(Step.REVIEW)
    for step in FORM_STEPS:
        flow.go(step)
        assert flow.next() == ()
        assert flow.step is Step.REVIEW
    flow.forms[Step.CREDENTIAL].set(("slack_bot_token",), UNSET)
    flow.go(Step.CONFIGURE)
    assert flow.next() == ()
    assert flow.step is Step.CREDENTIAL
    again = WizardFlow.from_snapshot(json.loads(json.dumps(flow.snapshot() | {"step": "review"})))
    again.forms[Step.CREDENTIAL].set(("slack_bot_token",), Secret("xoxb-1"))
    again.go(Step.CONFIGURE)
    assert again.next() == ()
    assert again.step is Step.REVIEW
    # Another type has been reviewed by nobody.
    flow.choose("github")
    assert not flow.reviewed


def test_half_an_address_names_nothing() -> None:
    flow = chosen("github")
    configure, owner = flow.forms[Step.CONFIGURE], ("config", "Chosen", "repo_owner")
    for text in ("ht", "https:", "https://gith", "github.com/ac"):
        configure.set(owner, text)
        flow.sync_dependents((Step.CONFIGURE, owner))
        assert configure.entered(NAME) == "GitHub"
    configure.set(owner, "acme")
    flow.sync_dependents((Step.CONFIGURE, owner))
    assert configure.entered(NAME) == "GitHub: acme"


def test_an_address_names_its_host_once_it_is_left() -> None:
    flow = chosen("jira")
    configure = flow.forms[Step.CONFIGURE]
    place = ("config", "Everything", "jira_base_url")
    configure.set(place, "acme.atlassian.net/jira/software")
    flow.sync_dependents((Step.CONFIGURE, place))
    assert configure.entered(NAME) == "Jira"
    flow.sync_dependents()
    assert configure.entered(NAME) == "Jira: acme.atlassian.net"


def test_going_back_and_choosing_another_type_loses_nothing() -> None:
    flow = chosen("slack")
    flow.next()
    flow.forms[Step.CREDENTIAL].set(("slack_bot_token",), Secret("xoxb-1"))
    flow.next()
    assert flow.back()
    assert flow.back()
    assert not flow.back()
    flow.choose("web")
    assert flow.forms[Step.CONFIGURE].read().errors
    flow.choose("slack")
    assert flow.errors() == ()
    assert flow.forms[Step.CREDENTIAL].entered(("slack_bot_token",)) == Secret("xoxb-1")


def test_the_suggested_name_follows_until_the_person_writes_one() -> None:
    flow = chosen("web")
    configure = flow.forms[Step.CONFIGURE]
    assert configure.entered(NAME) == "Website"
    configure.set(("config", "base_url"), "https://docs.example.com/a")
    flow.sync_dependents()
    assert configure.entered(NAME) == "Website: docs.example.com"
    configure.set(("config", "base_url"), "ghp_abcdefghijklmnopqrstuvwxyz0123456789")
    flow.sync_dependents()
    assert configure.entered(NAME) == "Website"
    configure.set(NAME, "Mine")
    configure.set(("config", "base_url"), "https://other.example")
    flow.sync_dependents()
    assert configure.entered(NAME) == "Mine"


def typed(flow: WizardFlow, text: str) -> Any:
    """The name, once the person has typed this and is still in the field."""
    configure = flow.forms[Step.CONFIGURE]
    configure.set(NAME, text or UNSET)
    flow.sync_dependents((Step.CONFIGURE, NAME))
    return configure.entered(NAME)


def test_what_a_person_types_as_the_name_is_theirs_even_nothing() -> None:
    flow = chosen("web")
    configure = flow.forms[Step.CONFIGURE]
    configure.set(("config", "base_url"), "https://docs.example.com")
    for text in ["Mi", "", "d", "", "Website", "Website: docs.example.com"]:
        assert typed(flow, text) == (text or UNSET)
    assert typed(flow, "Website") == "Website"
    configure.set(("config", "base_url"), "https://other.example")
    flow.sync_dependents((Step.CONFIGURE, ("config", "base_url")))
    assert configure.entered(NAME) == "Website"


@pytest.mark.parametrize("step", ["next", "back", "go", "draft"])
def test_a_name_that_is_left_empty_is_suggested_again(step: str) -> None:
    flow = chosen("slack")
    flow.go(Step.CONFIGURE)
    assert typed(flow, "") is UNSET
    if step == "next":
        assert flow.next() == ()
    elif step == "back":
        assert flow.back()
    elif step == "go":
        flow.go(Step.REVIEW)
    else:
        flow = WizardFlow.from_snapshot(json.loads(json.dumps(flow.snapshot())))
    assert flow.forms[Step.CONFIGURE].entered(NAME) == "Slack"


def test_a_name_of_a_credential_is_no_name_of_the_connector() -> None:
    flow = chosen("slack")
    configure = flow.forms[Step.CONFIGURE]
    configure.set(NAME, UNSET)
    flow.sync_dependents((Step.CREDENTIAL, NAME))
    assert configure.entered(NAME) == "Slack"


def test_the_suggested_name_follows_still_after_a_look_at_another_type() -> None:
    flow = chosen("web")
    configure = flow.forms[Step.CONFIGURE]
    configure.set(("config", "base_url"), "https://one.example")
    flow.sync_dependents()
    flow.choose("slack")
    flow.choose("web")
    configure.set(("config", "base_url"), "https://two.example")
    flow.sync_dependents()
    assert configure.entered(NAME) == "Website: two.example"
    configure.set(NAME, "Mine")
    flow.choose("slack")
    flow.choose("web")
    configure.set(("config", "base_url"), "https://three.example")
    flow.sync_dependents()
    assert configure.entered(NAME) == "Mine"


def test_the_way_to_sign_in_follows_the_configuration() -> None:
    flow = chosen("confluence")
    configure, credential = flow.forms[Step.CONFIGURE], flow.forms[Step.CREDENTIAL]
    cloud = next(place.loc for place in configure.places() if place.loc[-1] == "is_cloud")
    configure.set(cloud, False)
    flow.sync_dependents()
    assert {error.loc[0] for error in credential.read().errors} == {"DataCenter"}
    configure.set(cloud, True)
    flow.sync_dependents()
    assert {error.loc[0] for error in credential.read().errors} == {"Cloud"}


def test_what_a_choice_hides_is_named_and_not_sent() -> None:
    flow = chosen("slack")
    flow.forms[Step.CREDENTIAL].set(("slack_bot_token",), Secret("xoxb-1"))
    configure = flow.forms[Step.CONFIGURE]
    configure.set(("config", "channel_regex_enabled"), True)
    assert [place.loc[-1] for _, place in flow.ignored_fields()] == ["channel_regex_enabled"]
    assert flow.request().config == {}
    configure.set(("config", "channels"), "help.*")
    assert flow.ignored_fields() == ()
    assert flow.request().config == {"channels": ["help.*"], "channel_regex_enabled": True}


def test_what_was_typed_into_another_choice_is_named_too() -> None:
    flow = filled("github", connectors.load("github").minimal)
    assert flow.ignored_fields() == ()
    flow.forms[Step.CONFIGURE].choose(("config",), "Everything")
    assert [place.label for _, place in flow.ignored_fields()] == ["Repository names"]
    assert "repositories" not in flow.request().config


@pytest.mark.parametrize(
    ("loc", "step", "placed"),
    [
        (("name",), Step.CONFIGURE, ("name",)),
        (("config", "repo_owner"), Step.CONFIGURE, ("config", "Chosen", "repo_owner")),
        (
            ("config", "GithubConnectorConfig", "repo_owner"),
            Step.CONFIGURE,
            ("config", "Chosen", "repo_owner"),
        ),
        (
            ("credential", "credentials", "github_access_token"),
            Step.CREDENTIAL,
            ("github_access_token",),
        ),
        (
            ("credential", "credentials", "GithubCredential", "github_access_token"),
            Step.CREDENTIAL,
            ("github_access_token",),
        ),
        (("refresh_freq",), Step.SCHEDULE, ("refresh_freq",)),
    ],
)
def test_a_servers_complaints_land_on_their_fields(loc: Any, step: Step, placed: Any) -> None:
    flow = filled("github", connectors.load("github").minimal)
    assert flow.place_errors([FieldErrorMessage(loc, "Wrong.")]) == ()
    assert flow.forms[step].errors == (FieldError(placed, "Wrong."),)


def test_complaints_of_other_members_are_noise_and_the_rest_stays_visible() -> None:
    flow = filled("github", connectors.load("github").minimal)
    ours = FieldErrorMessage(("config", "GithubConnectorConfig", "repo_owner"), "No such owner.")
    noise = FieldErrorMessage(("config", "WebConnectorConfig", "base_url"), "Field required.")
    odd = FieldErrorMessage((3,), "Broken JSON.")
    assert flow.place_errors([noise, ours, odd]) == (odd,)
    assert [e.message for e in flow.forms[Step.CONFIGURE].errors] == ["No such owner."]
    assert flow.place_errors([noise]) == (noise,)


@pytest.mark.parametrize("name", ["Areas", "WikiPages", "GoogleDriveChosen", "GithubEverything"])
def test_a_complaint_about_a_whole_model_that_is_not_chosen_is_noise(name: str) -> None:
    flow = filled("github", connectors.load("github").minimal)
    ours = FieldErrorMessage(("config", "GithubChosen", "repo_owner"), "No such owner.")
    assert flow.place_errors([FieldErrorMessage(("config", name), "Name one."), ours]) == ()
    (error,) = flow.forms[Step.CONFIGURE].errors
    assert error == FieldError(("config", "Chosen", "repo_owner"), "No such owner.")


@pytest.mark.parametrize("name", ["GithubConnectorConfig", "GithubChosen"])
def test_a_complaint_about_the_whole_of_what_is_chosen_stays(name: str) -> None:
    flow = filled("github", connectors.load("github").minimal)
    whole = FieldErrorMessage(("config", name), "Too much.")
    ours = FieldErrorMessage(("config", name, "repo_owner"), "No such owner.")
    assert flow.place_errors([whole, ours]) == (whole,)


def test_what_the_sandbox_says_of_one_type_lands_on_no_other() -> None:
    checker = Checker(Connectors())
    body = {"name": "x", "type": "google_drive", "credential": {"credentials": {"a": "b"}}}
    errors = checker.errors(body | {"config": {"include_shared_drives": [3], "repo_owner": 3}})
    flow = filled("google_drive", connectors.load("google_drive").minimal)
    found = [FieldErrorMessage(tuple(error["loc"][1:]), error["msg"]) for error in errors]
    noise = [each for each in found if each.loc[0] == "config"]
    assert len(noise) > 40
    assert flow.place_errors(noise) == ()
    (error,) = flow.forms[Step.CONFIGURE].errors
    assert error.loc == ("config", "Areas", "include_shared_drives")


def test_keys_that_no_field_knows_are_named_with_the_field_that_may_be_meant() -> None:
    flow = filled("github", connectors.load("github").minimal)
    assert flow.unknown() == ()
    flow.fill(
        {
            "name": "Example",
            "config": {"repo_owner": "octo", "repositories": "a", "include_pr": True},
            "credential": {"credentials": {"github_access_token": "ghp_x", "zzz": "sentinel"}},
        }
    )
    config, credential = flow.unknown()
    assert (config.step, config.error.loc) == (Step.CONFIGURE, ("config", "Chosen", "include_pr"))
    assert config.error.message.endswith("It's sent unchanged. Did you mean `include_prs`?")
    assert (credential.step, credential.error.loc) == (Step.CREDENTIAL, ("zzz",))
    assert credential.error.message.endswith("It's sent unchanged.")
    assert "sentinel" not in repr(flow.unknown())
    assert filled("bookface", connectors.load("bookface").full).unknown() == ()


def test_an_incomplete_file_opens_at_the_first_thing_missing() -> None:
    flow = chosen("github")
    flow.fill({"name": "Mine", "config": {"repo_owner": "octo", "repositories": "a,b"}})
    assert flow.first_incomplete() == (Step.CREDENTIAL, ("github_access_token",))
    assert flow.forms[Step.CONFIGURE].entered(NAME) == "Mine"


def test_a_file_without_a_credential_does_not_choose_one_that_asks_for_nothing() -> None:
    flow = chosen("s3")
    flow.fill({"config": {"bucket_name": "b"}, "credential": {"credentials": {}}})
    assert flow.first_incomplete() == (Step.CREDENTIAL, ("AccessKey", "aws_access_key_id"))


def test_a_name_in_a_file_is_kept_even_if_it_reads_like_a_suggestion() -> None:
    flow = chosen("web")
    flow.fill({"name": "Website", "config": {"base_url": "https://docs.example.com"}})
    flow.sync_dependents()
    assert flow.request().name == "Website"


def test_wrong_values_of_a_file_are_kept_to_be_mended() -> None:
    flow = chosen("mock_connector")
    flow.fill({"config": {"mock_server_host": "h", "mock_server_port": "many", "odd": 1}})
    (item,) = flow.errors()
    assert item.error.loc == ("config", "mock_server_port")
    assert flow.forms[Step.CONFIGURE].shown(item.error.loc) == "many"
    flow.forms[Step.CONFIGURE].set(item.error.loc, "80")
    assert flow.request().config == {"mock_server_host": "h", "mock_server_port": 80, "odd": 1}


def test_no_name_that_is_taken_is_suggested() -> None:
    flow = WizardFlow([("linear", "Linear"), ("slack", "Linear 2")])
    flow.choose("linear")
    assert flow.forms[Step.CONFIGURE].entered(NAME) == "Linear 2"
    flow.forms[Step.CONFIGURE].set(NAME, "Mine")
    flow.sync_dependents()
    assert flow.forms[Step.CONFIGURE].entered(NAME) == "Mine"


def test_a_name_that_is_built_in_is_not_suggested() -> None:
    flow = chosen("ingestion_api")
    assert flow.forms[Step.CONFIGURE].entered(NAME) == "Pushed documents"


def test_one_more_like_this_has_a_name_of_its_own() -> None:
    flow = chosen("linear")
    names = []
    for _ in range(3):
        names.append(flow.forms[Step.CONFIGURE].entered(NAME))
        flow = flow.clone()
    assert names == ["Linear", "Linear 2", "Linear 3"]


def test_a_draft_goes_on_with_the_free_name_that_it_had() -> None:
    taken = [("linear", "Linear")]
    flow = WizardFlow(taken)
    flow.choose("linear")
    again = WizardFlow.from_snapshot(json.loads(json.dumps(flow.snapshot())), taken)
    assert again.forms[Step.CONFIGURE].entered(NAME) == "Linear 2"


def test_another_like_this_keeps_everything_but_the_name() -> None:
    flow = filled("github", connectors.load("github").minimal)
    other = flow.clone()
    assert other.step is Step.CONFIGURE
    assert other.request().name == "GitHub: octocat"
    assert other.request().credentials == flow.request().credentials
    other.forms[Step.CONFIGURE].set(("config", "Chosen", "repo_owner"), "x")
    assert flow.request().config["repo_owner"] == "octocat"


def test_another_that_is_the_same_so_far_says_so_at_the_field_to_change() -> None:
    flow = filled("github", connectors.load("github").minimal)
    other = flow.clone()
    configure, owner = other.forms[Step.CONFIGURE], ("config", "Chosen", "repo_owner")
    assert other.subject == owner
    assert "as in “Example”" in str(configure.warning_at(owner))
    assert [notice.loc for notice in notices(other)] == [owner]
    other.request()  # it is no error
    names = ("config", "Chosen", "repositories")
    kept = configure.entered(names)
    configure.set(names, "another")
    assert configure.warning_at(owner) is None
    configure.set(names, kept)
    assert configure.warning_at(owner)
    other.forms[Step.CREDENTIAL].set(("github_access_token",), Secret("ghp_another"))
    assert configure.warning_at(owner) is None


def test_another_of_what_has_no_field_of_its_own_says_so_at_its_name() -> None:
    flow = filled("slack", connectors.load("slack").minimal)
    other = flow.clone()
    assert other.subject == NAME
    assert other.forms[Step.CONFIGURE].warning_at(NAME)


@pytest.mark.parametrize(
    ("text", "seconds", "warned"),
    [("every 30 minutes", 1800, False), ("once", None, False), ("30s", 30, True)],
)
def test_the_schedule_is_words_and_the_request_seconds(
    text: str, seconds: int | None, warned: bool
) -> None:
    flow = filled("web", connectors.load("web").minimal)
    flow.forms[Step.SCHEDULE].set(("refresh_freq",), text)
    assert flow.request().refresh_freq == seconds
    assert (flow.forms[Step.SCHEDULE].warning_at(("refresh_freq",)) is not None) == warned


def test_every_form_has_a_step() -> None:
    assert tuple(chosen("web").forms) == FORM_STEPS


@pytest.mark.parametrize("type", [about.type for about in all_types()])
def test_to_look_ahead_changes_nothing(type: str) -> None:
    flow = WizardFlow()
    flow.choose(type)
    for step in (Step.CONFIGURE, Step.CREDENTIAL, Step.SCHEDULE, Step.REVIEW):
        flow.go(step)
        before = flow.snapshot()
        shown = {step: state.errors for step, state in flow.forms.items()}
        flow.look_ahead()
        assert flow.snapshot() == before
        assert {step: state.errors for step, state in flow.forms.items()} == shown


def test_no_field_without_a_name_can_be_gone_to() -> None:
    flow = chosen("web")
    assert all(target.label for target in targets(flow.forms[Step.CONFIGURE]))
