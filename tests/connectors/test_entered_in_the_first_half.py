"""What people enter in place of what is meant, in the types from Airtable to Guru."""

from __future__ import annotations

from typing import Any

import pytest

from tests.connectors.test_entered_values import BESIDE, errors_of, place_of, state_of, warning_of
from wizard.connectors import load
from wizard.connectors.serialize import to_wire
from wizard.forms.raw import text_of

GUID = "01234567-89ab-cdef-0123-456789abcdef"
DRIVE = "https://drive.google.com/drive"
CLOUD = "https://acme.atlassian.net/wiki"
TABLE = "https://airtable.com/app0123456789abcd/tbl0123456789abcd"
SECRET = "s3cretPart0fTheToken"
TWO_IN_ONE = "acme0ID"

BESIDE.update(
    {
        ("airtable", "airtable_url"): {},
        ("github", "repositories"): {"repo_owner": "acme"},
        ("confluence", "space"): {"wiki_base": CLOUD, "is_cloud": True},
        ("confluence", "page_id"): {"wiki_base": CLOUD, "is_cloud": True},
        ("confluence", "cql_query"): {"wiki_base": CLOUD, "is_cloud": True},
        ("google_drive", "shared_folder_urls"): {},
        ("google_drive", "shared_drive_urls"): {},
        ("google_drive", "my_drive_emails"): {},
        ("clickup", "connector_ids"): {"connector_type": "list"},
        ("github", "branch"): {"repo_owner": "acme", "include_files": True},
    }
)

SCREEN_COMMANDS: list[tuple[str, str, str, str]] = [
    # type, field, what is entered, what is offered
    ("airtable", "base_id", f"{TABLE}/viw0123456789abcd?blocks=hide", "app0123456789abcd"),
    ("airtable", "table_name_or_id", f"{TABLE}/viw0123456789abcd", "tbl0123456789abcd"),
    ("airtable", "view_id", f"{TABLE}/viw0123456789abcd", "viw0123456789abcd"),
    ("airtable", "share_id", "https://airtable.com/app01/shr0123456789abcd", "shr0123456789abcd"),
    ("airtable", "airtable_url", f"{TABLE}?blocks=hide", TABLE),
    ("airtable", "airtable_url", TABLE.removeprefix("https://"), TABLE),
    ("asana", "asana_workspace_id", "https://app.asana.com/1/120001/project/120002/list", "120001"),
    ("asana", "asana_project_ids", "https://app.asana.com/1/120001/project/120002/list", "120002"),
    ("asana", "asana_project_ids", "https://app.asana.com/0/120002/120003", "120002"),
    ("asana", "asana_project_ids", "120002;120003", "120002\n120003"),
    ("asana", "asana_team_id", "https://app.asana.com/1/120001/team/120009", "120009"),
    ("axero", "spaces", "https://intranet.example.com/spaces/12/docs", "12"),
    ("axero", "spaces", "5, 12", "5\n12"),
    ("axero", "base_url", "https://x.example.com/below/spaces/5", "https://x.example.com/below"),
    (
        "bookstack",
        "bookstack_base_url",
        "https://w.example.com/books/a?b=1",
        "https://w.example.com",
    ),
    ("bookstack", "bookstack_base_url", "w.example.com/wiki/api", "https://w.example.com/wiki"),
    ("bookstack", "bookstack_api_token_id", f"{TWO_IN_ONE}:{SECRET}", TWO_IN_ONE),
    ("bookstack", "bookstack_api_token_id", f"Token {TWO_IN_ONE}:{SECRET}", TWO_IN_ONE),
    ("bookstack", "bookstack_api_token_secret", f"Token {TWO_IN_ONE}:{SECRET}", SECRET),
    ("clickup", "connector_ids", "https://app.clickup.com/123/v/li/901234567", "901234567"),
    ("clickup", "connector_ids", "https://app.clickup.com/123/v/l/6-901234567-1", "901234567"),
    ("clickup", "connector_ids", "https://app.clickup.com/123/v/o/s/90120", "90120"),
    ("clickup", "connector_ids", "901, 902", "901\n902"),
    ("clickup", "clickup_team_id", "https://app.clickup.com/1234567/home", "1234567"),
    ("confluence", "wiki_base", f"{CLOUD}/spaces/ENG/overview", CLOUD),
    ("confluence", "wiki_base", "https://acme.atlassian.net/", CLOUD),
    ("confluence", "wiki_base", "https://acme.atlassian.net", CLOUD),
    ("confluence", "wiki_base", "acme.atlassian.net/jira/your-work?x=1", CLOUD),
    ("confluence", "space", f"{CLOUD}/spaces/ENG/overview", "ENG"),
    ("confluence", "space", f"{CLOUD}/spaces/~jane.doe/pages/1", "~jane.doe"),
    ("confluence", "space", "https://wiki.acme.com/display/KB/Home", "KB"),
    ("confluence", "page_id", f"{CLOUD}/spaces/ENG/pages/98765/Title", "98765"),
    ("confluence", "page_id", "https://w.acme.com/pages/viewpage.action?pageId=98765", "98765"),
    ("confluence", "labels_to_skip", "draft, private", "draft\nprivate"),
    ("confluence", "cql_query", "type=page and title=“a b”", 'type=page and title="a b"'),
    ("confluence", "confluence_username", "Ada <ada@example.com>", "ada@example.com"),
    (
        "discord",
        "server_ids",
        "https://discord.com/channels/12345678901234567/1",
        "12345678901234567",
    ),
    (
        "discord",
        "server_ids",
        "12345678901234567,12345678901234568",
        "12345678901234567\n12345678901234568",
    ),
    ("discord", "channel_names", "general, help", "general\nhelp"),
    ("discord", "discord_bot_token", f"Bot a.b.{SECRET}", f"a.b.{SECRET}"),
    ("discourse", "base_url", "https://meta.example.org/c/support/5", "https://meta.example.org"),
    (
        "discourse",
        "base_url",
        "https://x.example.org/forum/latest?a=1",
        "https://x.example.org/forum",
    ),
    ("discourse", "discourse_api_username", "@system", "system"),
    ("document360", "portal_id", f"https://portal.document360.io/{GUID}/document/v1", GUID),
    ("egnyte", "domain", "https://acme.egnyte.com/app", "acme"),
    ("egnyte", "folder_path", "Shared/Documents", "/Shared/Documents"),
    ("egnyte", "folder_path", r"Z:\Shared\Documents", "/Shared/Documents"),
    (
        "egnyte",
        "folder_path",
        "https://acme.egnyte.com/app/index.do#storage/files/1/Shared/My%20Docs",
        "/Shared/My Docs",
    ),
    ("file", "file_locations", "id-one,id-two", "id-one\nid-two"),
    ("freshdesk", "freshdesk_domain", "https://acme.freshdesk.com", "acme"),
    ("freshdesk", "freshdesk_domain", "acme.freshdesk.com/a/tickets", "acme"),
    ("gitbook", "space_id", "https://app.gitbook.com/o/AbC/s/DeF123/page", "DeF123"),
    ("github", "repo_owner", "https://github.com/orgs/acme/repositories", "acme"),
    ("github", "repo_owner", "https://github.com/enterprises/acme", "acme"),
    ("github", "repo_owner", "https://github.com/acme?tab=repositories", "acme"),
    ("github", "repositories", "https://github.com/acme/api", "api"),
    ("github", "repositories", "acme/api", "api"),
    ("github", "repositories", "git@github.com:acme/api.git", "api"),
    ("github", "repositories", "api.git", "api"),
    ("github", "repositories", "api; web", "api\nweb"),
    ("github", "branch", "https://github.com/acme/api/tree/feature/x", "feature/x"),
    ("github", "branch", "refs/heads/main", "main"),
    ("gitlab", "project_owner", "gitlab.com/acme", "acme"),
    ("gitlab", "project_owner", "https://gitlab.com/groups/acme/tools/-/wiki", "acme/tools"),
    ("gitlab", "project_owner", "@acme", "acme"),
    ("gitlab", "project_owner", "acme/tools/", "acme/tools"),
    ("gitlab", "project_name", "gitlab-org/docs", "docs"),
    ("gitlab", "project_name", "docs.git", "docs"),
    ("gitlab", "project_name", "gitlab-org/docs.git", "docs"),
    ("gitlab", "gitlab_url", "https://gitlab.com/acme/docs", "https://gitlab.com"),
    ("gitlab", "gitlab_url", "https://x.example/git/users/sign_in", "https://x.example/git"),
    ("gmail", "google_primary_admin", "mailto:admin@example.com", "admin@example.com"),
    ("gong", "gong_base_url", "https://us-1.app.gong.io/home", "https://us-1.api.gong.io"),
    ("gong", "gong_base_url", "us-1.api.gong.io/v2/calls", "https://us-1.api.gong.io"),
    ("google_cloud_storage", "access_key_id", '"GOOG1EXAMPLE"', "GOOG1EXAMPLE"),
    (
        "google_drive",
        "shared_folder_urls",
        "1AbCdEfGhIjKlMnOp",
        f"{DRIVE}/folders/1AbCdEfGhIjKlMnOp",
    ),
    (
        "google_drive",
        "shared_folder_urls",
        "https://drive.google.com/open?id=1AbC",
        f"{DRIVE}/folders/1AbC",
    ),
    ("google_drive", "shared_folder_urls", f"{DRIVE}/folders/1AbC/", f"{DRIVE}/folders/1AbC"),
    (
        "google_drive",
        "shared_folder_urls",
        "drive.google.com/drive/folders/1AbC",
        f"{DRIVE}/folders/1AbC",
    ),
    (
        "google_drive",
        "shared_drive_urls",
        "0AbCdEfGhIjKlMnOpQr",
        f"{DRIVE}/folders/0AbCdEfGhIjKlMnOpQr",
    ),
    (
        "google_drive",
        "my_drive_emails",
        "a@example.com; b@example.com",
        "a@example.com\nb@example.com",
    ),
    (
        "google_sites",
        "base_url",
        "https://sites.google.com/view/a?pli=1",
        "https://sites.google.com/view/a",
    ),
    ("guru", "guru_user", "<ada@example.com>", "ada@example.com"),
]

REASONS: list[tuple[str, str, str, str]] = [
    # type, field, what is entered, what is said where nobody knows better
    ("airtable", "airtable_url", "https://airtable.com/shr0123456789abcd", "address of a table"),
    ("airtable", "airtable_url", "https://airtable.com/app0123456789abcd", "address of a table"),
    ("asana", "asana_workspace_id", "acme.com", "number only"),
    ("clickup", "connector_ids", "Backlog", "digits"),
    ("confluence", "space", "Knowledge Base", "not its name"),
    ("confluence", "space", "https://acme.atlassian.net/wiki/home", "key only"),
    ("confluence", "page_id", f"{CLOUD}/x/AbC", "number only"),
    ("confluence", "labels_to_skip", "to do", "no blanks"),
    ("discord", "server_ids", "Acme", "not its name"),
    ("discord", "channel_names", "123456789012345678", "not its ID"),
    ("discord", "channel_names", "<#123456789012345678>", "not its ID"),
    ("discourse", "categories", "https://meta.example.org/c/support/5", "category's name"),
    ("discourse", "discourse_api_username", "ada@example.com", "not the e-mail"),
    ("document360", "workspace", "https://portal.document360.io/x", "not an address"),
    ("egnyte", "domain", "files.acme.com", "first part"),
    ("egnyte", "folder_path", "https://acme.egnyte.com/dl/AbC", "path only"),
    ("freshdesk", "freshdesk_domain", "support.acme.com", "first part"),
    ("gitbook", "space_id", "https://docs.acme.com", "ID only"),
    ("gitbook", "space_id", "Our docs", "not its name"),
    ("github", "repo_owner", "github.acme.example/acme", "github.com is read"),
    ("github", "repo_owner", "https://gitlab.com/acme", "github.com is read"),
    ("github", "repo_owner", "ada@example.com", "letters, digits"),
    ("github", "repositories", "other/api", "another owner"),
    ("github", "repositories", "https://github.com/other/api", "another owner"),
    ("gitlab", "project_name", "tools/docs", "groups that it is in"),
    ("gmail", "google_primary_admin", "robot@p.iam.gserviceaccount.com", "service account"),
    ("google_drive", "google_primary_admin", "robot@p.iam.gserviceaccount.com", "service account"),
    ("google_drive", "google_primary_admin", "admin@acme", "has a dot in it"),
    ("google_cloud_storage", "access_key_id", "r@p.iam.gserviceaccount.com", "HMAC key"),
    ("google_drive", "shared_folder_urls", f"{DRIVE}/my-drive", "whole personal drive"),
    ("google_drive", "shared_folder_urls", f"{DRIVE}/u/0/shared-drives", "list of things"),
    (
        "google_drive",
        "shared_folder_urls",
        "https://docs.google.com/document/d/1AbC/edit",
        "one file",
    ),
    ("google_drive", "shared_folder_urls", "https://drive.google.com/file/d/1AbC/view", "one file"),
    ("google_drive", "shared_folder_urls", "https://example.com/folders/1AbC", "drive.google.com"),
    ("google_sites", "base_url", "https://sites.google.com/d/1AbC/p/1/edit", "is edited"),
    ("gong", "workspaces", "https://app.gong.io/x", "no address"),
]

TAKEN: list[tuple[str, str, str]] = [
    ("airtable", "table_name_or_id", "Bugs / Features"),
    ("airtable", "airtable_url", f"{TABLE}/viw0123456789abcd"),
    ("asana", "asana_project_ids", "120002,120003"),
    ("axero", "base_url", "https://intranet.example.com/"),
    ("bookstack", "bookstack_base_url", "https://example.com/bookstack"),
    ("confluence", "wiki_base", f"{CLOUD}/"),
    ("confluence", "wiki_base", "https://api.atlassian.com/ex/confluence/0123"),
    ("confluence", "space", "~jane.doe"),
    ("confluence", "space", "~712020:0123abcd"),
    ("discord", "channel_names", "Off Topic"),
    ("discourse", "base_url", "https://example.com/forum/"),
    ("document360", "portal_id", GUID),
    ("document360", "portal_id", "FAKE"),
    ("egnyte", "folder_path", "/Shared/Documents"),
    ("github", "repositories", "docs.site, .github"),
    ("github", "repo_owner", "ada_acme"),
    ("gitlab", "project_owner", "acme.io/tools"),
    ("gitlab", "gitlab_url", "https://example.com/gitlab/"),
    ("google_drive", "shared_folder_urls", f"{DRIVE}/u/1/folders/1AbC?usp=sharing"),
    ("google_drive", "shared_folder_urls", f"{DRIVE}/folders/1AbC,{DRIVE}/folders/2AbC"),
    ("google_drive", "shared_drive_urls", f"{DRIVE}/folders/0ABCdef"),
    ("gong", "workspaces", "Sales"),
    ("gong", "gong_base_url", "https://us-1.api.gong.io"),
]

WARNINGS: list[tuple[str, str, str, str]] = [
    ("axero", "base_url", "http://10.0.0.7", "private"),
    ("confluence", "cql_query", "type=page and lastModified > now()", "leave it out"),
    ("confluence", "cql_query", "space=KB", "add type=page"),
    ("discord", "discord_bot_token", "a1b2c3", "three parts"),
    ("discourse", "categories", "Support, Sales", "one a line"),
    ("document360", "document360_api_token", "d360_sk_x", "newer API"),
    ("google_drive", "google_primary_admin", "ada@gmail.com", "no workspace"),
    ("google_drive", "shared_drive_urls", f"{DRIVE}/folders/1AbC", "begins with 0A"),
    ("google_drive", "shared_folder_urls", f"{DRIVE}/folders/0AbCdEfGhIjKlMnOpQr", "whole shared"),
]


def several(type: str, field: str, text: str) -> Any:
    """A text as a file has it: a list where the field is one, but for those with commas."""
    lists = {
        "spaces", "connector_ids", "labels_to_skip", "server_ids", "channel_names", "categories",
        "file_locations", "workspaces",
    }  # fmt: skip
    return [text] if field in lists else text


@pytest.mark.parametrize(("type", "field", "entered", "offered"), SCREEN_COMMANDS)
def test_what_is_meant_is_offered_and_right(
    type: str, field: str, entered: str, offered: str
) -> None:
    value = several(type, field, entered)
    [error] = errors_of(type, field, value)
    assert text_of(error.fix) == offered
    assert SECRET not in error.message + error.offered
    state = state_of(type, field, value)
    loc = place_of(state, field)
    state.set(loc, error.fix)
    assert [each for each in state.read().errors if each.loc == loc] == []


@pytest.mark.parametrize(("type", "field", "entered", "words"), REASONS)
def test_what_nobody_can_mend_is_refused_with_its_reason(
    type: str, field: str, entered: str, words: str
) -> None:
    [error] = errors_of(type, field, several(type, field, entered))
    assert words in error.message
    assert error.fix is None


@pytest.mark.parametrize(("type", "field", "entered"), TAKEN)
def test_what_is_right_is_taken(type: str, field: str, entered: str) -> None:
    assert errors_of(type, field, several(type, field, entered)) == []


@pytest.mark.parametrize(("type", "field", "entered", "words"), WARNINGS)
def test_what_is_odd_is_mentioned(type: str, field: str, entered: str, words: str) -> None:
    value = several(type, field, entered)
    assert errors_of(type, field, value) == []
    assert words in str(warning_of(type, field, value))


@pytest.mark.parametrize(
    ("type", "config", "field", "words"),
    [
        ("confluence", {"wiki_base": CLOUD, "is_cloud": False}, "is_cloud", "switch this on"),
        ("confluence", {"wiki_base": "https://wiki.acme.com"}, "is_cloud", "switch this off"),
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

    for given in ({}, {"confluence_username": None}, {"confluence_username": " "}):
        sent = to_wire(DataCenter.model_validate({"confluence_access_token": "FAKE", **given}))
        assert sent["confluence_username"] == ""


def test_files_point_to_the_other_call() -> None:
    about = load("file").about
    assert any("https://api.clarm.com/v1/sources/ingest" in note for note in about.notes)
