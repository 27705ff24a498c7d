"""An address that answers several fields fills in all of them."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest

from tests.support.console import Person
from tests.support.form_pilot import filling
from wizard.connectors import load
from wizard.flow import Step, WizardFlow
from wizard.forms import FormState, text_of
from wizard.forms.address_parts import address_fill
from wizard.plain.console import EndOfInput
from wizard.plain.form_prompts import FormPrompts

GITHUB = {"repo_owner": "acme", "repositories": "docs"}
GITLAB = {"project_owner": "acme/tools", "project_name": "docs"}
S3 = {"bucket_name": "my-bucket", "prefix": "docs/a"}
CLOUD = "https://acme.atlassian.net"
JIRA = {"jira_base_url": CLOUD, "project_key": "ENG"}
SPACE = {"wiki_base": f"{CLOUD}/wiki", "space": "ENG"}
PAGE = {"wiki_base": f"{CLOUD}/wiki", "page_id": "98765"}
TABLE = {"base_id": "appAbC", "table_name_or_id": "tblDeF"}
BOARD = "jira/software/projects/eng/boards/1"

FILLED: list[tuple[str, str, str, dict[str, str]]] = [
    # type, field, what is pasted into it, what is filled in then
    ("github", "repo_owner", "https://github.com/acme/docs", GITHUB),
    ("github", "repo_owner", "github.com/acme/docs/issues?q=is%3Aopen", GITHUB),
    ("github", "repo_owner", "git@github.com:acme/docs.git", GITHUB),
    ("github", "repo_owner", "acme/docs", GITHUB),
    ("github", "repositories", "https://github.com/acme/docs", GITHUB),
    (
        "github",
        "repositories",
        "https://github.com/acme/docs\nhttps://github.com/acme/api",
        GITHUB | {"repositories": "docs\napi"},
    ),
    ("gitlab", "project_owner", "https://gitlab.com/acme/tools/docs/-/issues", GITLAB),
    ("gitlab", "project_name", "git@gitlab.acme.com:acme/tools/docs.git", GITLAB),
    ("s3", "bucket_name", "s3://my-bucket/docs/a", S3),
    ("s3", "prefix", "s3://my-bucket/docs/a", S3),
    ("s3", "bucket_name", "https://my-bucket.s3.eu-west-1.amazonaws.com/docs/a", S3),
    ("s3", "bucket_name", "https://s3.amazonaws.com/my-bucket/docs/a?versionId=1", S3),
    (
        "s3",
        "bucket_name",
        "https://my-bucket.s3.us-gov-west-1.amazonaws.com/docs/a",
        S3 | {"region_name": "us-gov-west-1"},
    ),
    (
        "s3",
        "bucket_name",
        "https://eu-west-1.console.aws.amazon.com/s3/buckets/my-bucket?region=eu-west-1&prefix=docs%2Fa",
        S3,
    ),
    ("r2", "bucket_name", "https://abc.r2.cloudflarestorage.com/my-bucket/docs/a", S3),
    ("google_cloud_storage", "bucket_name", "gs://my-bucket/docs/a", S3),
    (
        "google_cloud_storage",
        "bucket_name",
        "https://console.cloud.google.com/storage/browser/my-bucket/docs/a;tab=objects?project=x",
        S3,
    ),
    ("oci_storage", "bucket_name", "oci://my-bucket@namespace/docs/a", S3),
    ("jira", "jira_base_url", f"{CLOUD}/{BOARD}?x=1", JIRA),
    ("jira", "jira_base_url", f"{CLOUD}/jira/software/c/projects/ENG/boards/1", JIRA),
    ("jira", "jira_base_url", f"{CLOUD}/browse/ENG-42", JIRA),
    ("jira", "jira_base_url", "acme.atlassian.net/browse/ENG-42", JIRA),
    (
        "jira",
        "jira_base_url",
        "https://x.acme.com/jira/browse/ENG-42",
        JIRA | {"jira_base_url": "https://x.acme.com/jira"},
    ),
    ("jira", "jira_base_url", f"{CLOUD}/secure/Dash.jspa?selectedProject=ENG&a=1", JIRA),
    ("confluence", "wiki_base", f"{CLOUD}/wiki/spaces/ENG/overview", SPACE),
    ("confluence", "wiki_base", f"{CLOUD}/wiki/spaces/ENG/pages/98765/Home+page", PAGE),
    (
        "confluence",
        "wiki_base",
        "https://wiki.acme.com/pages/viewpage.action?pageId=98765",
        PAGE | {"wiki_base": "https://wiki.acme.com"},
    ),
    (
        "asana",
        "asana_workspace_id",
        "https://app.asana.com/1/12/project/13/list/14",
        {"asana_workspace_id": "12", "asana_project_ids": "13"},
    ),
    ("airtable", "base_id", "https://airtable.com/appAbC/tblDeF/viwGhI", TABLE),
]  # fmt: skip


def state_of(type: str) -> FormState[Any]:
    flow = WizardFlow()
    flow.choose(type)
    return flow.forms[Step.CONFIGURE]


def entered(state: FormState[Any]) -> dict[str, str]:
    """What is filled in, by the names of the fields."""
    found = {str(place.loc[-1]): text_of(state.entered(place.loc)) for place in state.places()}
    return {name: text for name, text in found.items() if text and name not in ("name", "config")}


def put(state: FormState[Any], field: str, text: str) -> tuple[str | int, ...]:
    loc = next(place.loc for place in state.places() if place.loc[-1] == field)
    state.set(loc, text)
    return loc


@pytest.mark.parametrize(("type", "field", "text", "filled"), FILLED)
def test_an_address_fills_in_all_that_it_answers(
    type: str, field: str, text: str, filled: dict[str, str]
) -> None:
    state = state_of(type)
    loc = put(state, field, text)
    before = state.raw
    fill = address_fill(state, loc)
    assert fill is not None
    fill.apply(state)
    assert filled.items() <= entered(state).items()
    fields = [place.loc for place in state.places() if place.loc[-1] != "is_cloud"]
    assert [state.wrong(loc) for loc in fields] == [()] * len(fields)
    assert state.undo(fill.loc)
    assert state.raw == before


@pytest.mark.parametrize(
    ("type", "field", "text"),
    [
        ("github", "repo_owner", "acme"),
        ("github", "repo_owner", "https://github.com/acme"),
        ("github", "repo_owner", "https://github.com/orgs/acme/repositories"),
        ("github", "repo_owner", "https://gitlab.com/acme/docs/issues"),
        ("github", "repositories", "acme/docs\nother/api"),
        ("s3", "bucket_name", "my-bucket"),
        ("s3", "bucket_name", "s3://my-bucket"),
        ("jira", "jira_base_url", CLOUD),
        ("jira", "jira_base_url", f"{CLOUD}/jira/your-work"),
        ("confluence", "wiki_base", f"{CLOUD}/wiki"),
    ],
)
def test_what_answers_one_field_fills_in_no_other(type: str, field: str, text: str) -> None:
    state = state_of(type)
    assert address_fill(state, put(state, field, text)) is None


def test_what_a_person_entered_is_kept_and_told() -> None:
    state = state_of("s3")
    put(state, "prefix", "mine/")
    loc = put(state, "bucket_name", "https://b.s3.us-gov-west-1.amazonaws.com/docs")
    fill = address_fill(state, loc)
    assert fill is not None
    assert fill.words == "Also filled in: Region. Unchanged: Path prefix."
    fill.apply(state)
    assert entered(state)["prefix"] == "mine/"
    other = put(state_of("github"), "repositories", "docs")
    state = state_of("github")
    put(state, "repositories", "api")
    assert other
    assert address_fill(state, put(state, "repo_owner", "acme/docs")) is None


def test_no_way_that_a_person_chose_is_changed() -> None:
    state = state_of("jira")
    state.choose(("config",), "Query")
    assert address_fill(state, put(state, "jira_base_url", f"{CLOUD}/browse/ENG-1")) is None
    untouched = state_of("jira")
    loc = put(untouched, "jira_base_url", f"{CLOUD}/browse/ENG-1")
    assert address_fill(untouched, loc, switch=False) is None


def test_the_names_in_the_patterns_are_fields_and_no_secrets() -> None:
    for type, field, _, filled in FILLED:
        loaded = load(type)
        members = getattr(loaded.config, "__args__", None) or [loaded.config]
        known = {name for member in members for name in getattr(member, "model_fields", {})}
        if known:
            assert {field, *filled} <= known


@pytest.mark.slow
async def test_a_pasted_address_is_said_and_taken_back_by_one_key() -> None:
    async with filling(state=state_of("github")) as driver:
        await driver.go("config", "Chosen", "repo_owner")
        await driver.paste("https://github.com/acme/docs")
        assert entered(driver.state) == GITHUB
        assert "Also filled in: Repository names. Press ctrl+y to" in driver.seen()
        await driver.press("ctrl+y")
        assert entered(driver.state) == {"repo_owner": "https://github.com/acme/docs"}


async def test_an_address_that_is_typed_fills_in_the_rest_with_enter() -> None:
    async with filling(state=state_of("github")) as driver:
        await driver.go("config", "Chosen", "repo_owner")
        await driver.type("acme/docs")
        await driver.press("enter")
        assert entered(driver.state) == GITHUB
        assert driver.loc[-1] == "repositories"
        assert "Also filled in: Repository names." in driver.seen()


async def test_an_address_chooses_what_to_index() -> None:
    async with filling(state=state_of("jira")) as driver:
        await driver.go("config", "Everything", "jira_base_url")
        await driver.paste(f"{CLOUD}/{BOARD}")
        assert driver.loc == ("config", "OneProject", "jira_base_url")
        assert entered(driver.state) == JIRA
        assert "Also filled in: What to index, Project key." in driver.seen()


def test_an_address_fills_in_the_rest_line_by_line() -> None:
    state = state_of("github")
    person = Person("Team", "", "https://github.com/acme/docs")
    with suppress(EndOfInput):
        FormPrompts(state, person).walk()
    assert entered(state) == GITHUB
    assert "Owner: Also filled in: Repository names." in person.text


def test_a_wiki_in_the_cloud_is_told_by_its_host() -> None:
    state = state_of("confluence")
    loc = put(state, "wiki_base", f"{CLOUD}/wiki")
    cloud = put(state, "is_cloud", "")
    state.set(cloud, False)
    assert state.take_offers() == (cloud,)
    assert state.entered(cloud) is True
    state.set(loc, "https://wiki.acme.com")
    assert state.take_offers() == ()
    [error] = state.wrong(cloud)
    assert (error.fix, error.sure) == (False, False)
