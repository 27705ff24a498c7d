"""What people enter in place of what is meant: what is offered, refused, doubted and taken.

The tables are in ``entered_a_to_g`` and ``entered_h_to_z``.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote, unquote

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.connectors import entered_a_to_g, entered_h_to_z
from tests.connectors.entered_a_to_g import CLOUD, SECRET
from tests.connectors.entered_h_to_z import ACCOUNT, GUID, SITES, Entered
from wizard.connectors import load
from wizard.connectors.serialize import to_wire
from wizard.forms import FieldError, Form, FormState, Secret
from wizard.forms.json_editing import from_json
from wizard.forms.raw import text_of

BESIDE = entered_a_to_g.BESIDE | entered_h_to_z.BESIDE
OFFERED = [*entered_a_to_g.OFFERED, *entered_h_to_z.OFFERED]
REFUSED = [*entered_a_to_g.REFUSED, *entered_h_to_z.REFUSED]
DOUBTED = [*entered_a_to_g.DOUBTED, *entered_h_to_z.DOUBTED]
TAKEN = [*entered_a_to_g.TAKEN, *entered_h_to_z.TAKEN]

LISTS = {
    "categories", "channel_names", "channels", "comment_email_blacklist", "connector_ids",
    "exclude_channels", "excluded_paths", "file_locations", "labels_to_skip", "pages",
    "requested_objects", "server_ids", "sites", "spaces", "spot_names", "teams", "workspaces",
}  # fmt: skip
"""Fields that a file has a list for."""


def in_a_file(field: str, entered: Entered) -> Entered:
    """What is entered as a file has it."""
    return [entered] if field in LISTS and isinstance(entered, str) else entered


def state_of(type: str, field: str, value: Any, **beside: Any) -> FormState[Any]:
    """The half of a type that has ``field``, filled in with ``value`` as a file would."""
    connector = load(type)
    data = {**BESIDE.get((type, field), {}), **beside, field: value}
    for spec, example in (
        (connector.config, connector.minimal.config),
        (connector.credential, connector.minimal.credentials),
    ):
        form = Form.from_type(spec)
        before: dict[str, Any] = {} if (type, field) in BESIDE else dict(example)
        # What the example signs in with stays chosen, as the config decides on it.
        text = json.dumps({**before, **data})
        state = FormState(form, from_json(form, text, form.to_raw(before or data)))
        if any(place.loc[-1] == field for place in state.places()):
            return state
    raise LookupError(field)


def place_of(state: FormState[Any], field: str) -> tuple[str | int, ...]:
    return next(place.loc for place in state.places() if place.loc[-1] == field)


def errors_of(type: str, field: str, value: Any, **beside: Any) -> list[FieldError]:
    state = state_of(type, field, value, **beside)
    loc = place_of(state, field)
    return [error for error in state.read().errors if error.loc == loc]


def warning_of(type: str, field: str, value: Any) -> str | None:
    state = state_of(type, field, value)
    return state.warning_at(place_of(state, field))


@pytest.mark.parametrize(("type", "field", "entered", "offered"), OFFERED)
def test_what_is_meant_is_offered_and_right(
    type: str, field: str, entered: str, offered: str
) -> None:
    value = in_a_file(field, entered)
    [error] = errors_of(type, field, value)
    assert text_of(error.fix) == offered, error.message
    assert SECRET not in error.message + error.offered
    state = state_of(type, field, value)
    loc = place_of(state, field)
    state.set(loc, error.fix)
    assert [each for each in state.read().errors if each.loc == loc] == []


@pytest.mark.parametrize(
    ("type", "field", "entered", "sure"),
    [
        ("web", "base_url", "docs.example.com", True),
        ("web", "base_url", "docs", False),
        ("jira", "project_key", "eng", True),
        ("jira", "project_key", "https://acme.atlassian.net/browse/ENG-42", True),
        ("jira", "project_key", "ENG-42", False),
        ("jira", "jira_base_url", "https://acme.atlassian.net/jira/your-work", False),
        ("jira", "jql_query", "project = ENG order by created", False),
        ("jira", "jira_user_email", "mailto:jane@acme.com", True),
        ("confluence", "wiki_base", "https://acme.atlassian.net/", True),
        ("confluence", "wiki_base", "https://acme.atlassian.net/jira/your-work", False),
        ("github", "github_access_token", "Bearer ghp_0123456789abcdefghij", True),
        ("github", "github_access_token", "GITHUB_TOKEN=ghp_0123456789abcdefghij", True),
        ("zendesk", "zendesk_subdomain", '"acme"', True),
        ("slack", "channels", "General", True),
        ("slack", "channels", "general, random", False),
        # One doubt on the way is a doubt about the whole.
        ("slack", "channels", "General, Random", False),
    ],
)
def test_only_what_nothing_else_can_mean_is_sure(
    type: str, field: str, entered: str, sure: bool
) -> None:
    errors = errors_of(type, field, in_a_file(field, entered))
    assert [error.sure for error in errors] == [sure]
    assert errors[0].fix is not None


@pytest.mark.parametrize(("type", "field", "entered", "words"), REFUSED)
def test_what_nobody_can_mend_is_refused_with_its_reason(
    type: str, field: str, entered: Entered, words: str
) -> None:
    [error] = errors_of(type, field, in_a_file(field, entered))
    assert words in error.message
    assert error.fix is None


@pytest.mark.parametrize(("type", "field", "entered", "words"), DOUBTED)
def test_a_doubt_is_a_warning(type: str, field: str, entered: Entered, words: str) -> None:
    value = in_a_file(field, entered)
    assert words in (warning_of(type, field, value) or "")
    assert errors_of(type, field, value) == []


@pytest.mark.parametrize(("type", "field", "entered"), TAKEN)
def test_what_is_right_is_taken_without_a_word(type: str, field: str, entered: Entered) -> None:
    value = in_a_file(field, entered)
    assert errors_of(type, field, value) == []
    assert warning_of(type, field, value) is None


@pytest.mark.parametrize(
    ("type", "config", "field", "words"),
    [
        ("confluence", {"wiki_base": CLOUD, "is_cloud": False}, "is_cloud", "Turn this on"),
        ("confluence", {"wiki_base": "https://wiki.acme.com"}, "is_cloud", "Turn this off"),
        (
            "asana",
            {"asana_workspace_id": "12", "asana_project_ids": "13,12"},
            "asana_project_ids",
            "workspace",
        ),
    ],
)
def test_what_does_not_fit_together_is_told_at_a_field(
    type: str, config: dict[str, Any], field: str, words: str
) -> None:
    state = state_of(type, field, config.pop(field, True), **config)
    [error] = state.read().errors
    assert error.loc[-1] == field
    assert words in error.message


def test_something_of_an_intranet_is_indexed() -> None:
    kinds = ["include_article", "include_blog", "include_wiki", "include_forum"]
    state = state_of("axero", kinds[0], False, **dict.fromkeys(kinds[1:], False))
    [error] = state.read().errors
    assert [loc[-1] for loc in error.fields] == kinds


def test_a_data_center_gets_a_user_name_in_any_case() -> None:
    from wizard.connectors.types.confluence import DataCenter

    for more in ({}, {"confluence_username": None}, {"confluence_username": " "}):
        sent = to_wire(DataCenter.model_validate({"confluence_access_token": "FAKE", **more}))
        assert sent["confluence_username"] == ""


def test_files_point_to_the_other_call() -> None:
    about = load("file").about
    assert any("https://api.clarm.com/v1/sources/ingest" in note for note in about.notes)


def test_the_project_in_a_jira_address_is_told() -> None:
    address = "https://acme.atlassian.net/jira/software/c/projects/ENG/boards/1"
    [error] = errors_of("jira", "jira_base_url", address)
    assert "Its project key is ENG" in error.message


def test_the_eu_in_an_r2_address_is_told() -> None:
    [error] = errors_of("r2", "account_id", f"https://{ACCOUNT}.eu.r2.cloudflarestorage.com")
    assert "The bucket is in the EU" in error.message


def test_all_values_of_a_list_are_mended_at_once() -> None:
    [one, other] = errors_of("slack", "channels", ["a, b", "c", "D"])
    assert one.fix == other.fix == "a\nb\nc\nd"


@pytest.mark.parametrize("field", ["channels", "exclude_channels"])
def test_a_pattern_is_no_name(field: str) -> None:
    switch = {"channels": "channel_regex_enabled"}.get(field, "exclude_channel_regex_enabled")
    state = state_of("slack", field, ["ENG-.*"])
    assert [error.loc for error in state.read().errors] == [(switch,)]
    assert errors_of("slack", field, ["ENG-.*"], **{switch: True}) == []
    [error] = errors_of("slack", field, ["(eng"], **{switch: True})
    assert "regular expression" in error.message


@pytest.mark.parametrize(
    ("address", "method", "refused"),
    [
        ("https://x.org/sitemap.xml", "recursive", True),
        ("https://x.org/sitemap_index.xml", "recursive", True),
        ("https://x.org/sitemap.xml", "sitemap", False),
        ("https://x.org/feed.xml", "recursive", False),
    ],
)
def test_a_sitemap_is_not_crawled(address: str, method: str, refused: bool) -> None:
    found = errors_of("web", "web_connector_type", method, base_url=address)
    assert bool(found) is refused


# What a folder may be called that is none of SharePoint's own.
FOLDERS = st.text(
    st.characters(categories=["L", "N", "Zs"], include_characters="-_.&+'()%#"), min_size=1
).filter(lambda name: name.strip() == name and name.strip("."))


@pytest.mark.slow
@given(st.lists(FOLDERS, max_size=3), st.sampled_from(["", "?web=1", "?csf=1&e=a", "#a"]))
def test_an_address_of_a_folder_is_mended_once_and_for_all(names: list[str], end: str) -> None:
    assume(not {"Forms", "Lists", "SitePages", "Pages", "_layouts"} & set(names))
    path = "".join(f"/{quote(name, safe='')}" for name in names)
    found = errors_of("sharepoint", "sites", [f"{SITES}/a{path}{end}"])
    right = text_of(found[0].fix) if found else f"{SITES}/a{path}"
    assert unquote(right) == unquote(f"{SITES}/a{path}")
    assert bool(found) is bool(end)
    assert errors_of("sharepoint", "sites", [right]) == []


@pytest.mark.slow
@given(st.lists(st.from_regex(r"[a-z0-9][a-z0-9_-]{0,20}", fullmatch=True), min_size=1, max_size=4))
def test_names_of_channels_stay_as_they_are(names: list[str]) -> None:
    assert errors_of("slack", "channels", names) == []
    joined = errors_of("slack", "channels", [", ".join(name.upper() for name in names)])
    if joined and joined[0].fix is not None:
        assert set(text_of(joined[0].fix).split("\n")) == set(names)


def test_no_secret_is_shown_in_what_is_said_of_it() -> None:
    form = Form.from_type(load("teams").credential)
    secret = Secret(GUID)
    state = FormState(form, form.to_raw({"teams_client_secret": secret}))
    assert GUID not in (state.warning_at(("teams_client_secret",)) or GUID)
