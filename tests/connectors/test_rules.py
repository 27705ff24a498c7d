"""What single types refuse, warn of, or put right."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from tests.support.connectors import members
from wizard.connectors import load
from wizard.connectors.serialize import to_wire
from wizard.forms import Secret
from wizard.forms.annotations import take_apart


def member(type: str, name: str) -> type[BaseModel]:
    connector = load(type)
    both = [*members(connector.config), *members(connector.credential)]
    return next(model for model in both if model.__name__ == name)


def errors(type: str, name: str, data: dict[str, Any]) -> list[dict[str, Any]]:
    with pytest.raises(ValidationError) as caught:
        member(type, name).model_validate(data)
    return [dict(error) for error in caught.value.errors()]


def warning(type: str, name: str, field: str, typed: str) -> str | None:
    info = member(type, name).model_fields[field]
    warn = take_apart(info.annotation, tuple(info.metadata)).ui.warn
    assert warn is not None
    return warn(typed)


@pytest.mark.parametrize(
    ("type", "name", "data", "fields"),
    [
        (
            "google_drive",
            "Areas",
            {"include_my_drives": False},
            ["include_shared_drives", "include_my_drives", "include_files_shared_with_me"],
        ),
        (
            "google_drive",
            "Chosen",
            {"shared_drive_urls": ""},
            ["shared_drive_urls", "shared_folder_urls", "my_drive_emails"],
        ),
        (
            "github",
            "Everything",
            {"repo_owner": "o", "include_prs": False},
            ["include_prs", "include_issues"],
        ),
        (
            "sharepoint",
            "Sites",
            {"include_site_documents": False, "include_site_pages": False},
            ["include_site_documents", "include_site_pages"],
        ),
        (
            "sharepoint",
            "Sites",
            {"sites": ["https://contoso.sharepoint.us/sites/a"]},
            ["graph_api_host", "sites"],
        ),
        (
            "teams",
            "Channels",
            {"authority_host": "https://login.microsoftonline.us"},
            ["graph_api_host"],
        ),
        ("wikipedia", "WikiPages", {}, ["categories", "pages"]),
        ("mediawiki", "Wiki", {"hostname": "w", "categories": []}, ["categories", "pages"]),
    ],
)
def test_a_rule_across_fields_names_them(
    type: str, name: str, data: dict[str, Any], fields: list[str]
) -> None:
    [error] = errors(type, name, data)
    assert error["type"] == "fields"
    assert error["loc"] == ()
    assert error["ctx"]["fields"] == fields


@pytest.mark.parametrize(
    ("type", "name", "data", "words"),
    [
        ("github", "Chosen", {"repo_owner": "o", "repositories": ""}, "at least 1"),
        ("github", "Chosen", {"repo_owner": "o", "repositories": "o/docs"}, "only the"),
        ("github", "Everything", {"repo_owner": "https://github.com/o"}, "only the"),
        ("github", "Everything", {"repo_owner": "acme corp"}, "without spaces"),
        ("github", "Chosen", {"repo_owner": "o", "repositories": "my docs"}, "without spaces"),
        ("gitlab", "Project", {"project_owner": "My Group"}, "without spaces"),
        ("gitlab", "Project", {"project_owner": "https://gitlab.com/g"}, "without the host"),
        ("gitlab", "Project", {"project_name": "My Project"}, "without spaces"),
        ("highspot", "Chosen", {"spot_names": []}, "at least 1"),
        ("hubspot", "Objects", {"object_types": []}, "at least 1"),
        ("file", "Files", {"file_locations": []}, "at least 1"),
        ("notion", "Pages", {"root_page_id": "My-page"}, "32 digits"),
        ("xenforo", "Forum", {"base_url": "https://forum.example.org/"}, "threads/"),
        ("freshdesk", "ApiKey", {"freshdesk_domain": "acme.freshdesk.com"}, "first part"),
        ("egnyte", "Files", {"folder_path": "Shared"}, "slash"),
        ("s3", "S3Bucket", {"bucket_name": "s3://docs/handbook"}, "only the"),
        ("s3", "S3Bucket", {"bucket_name": "https://docs.s3.amazonaws.com"}, "only the"),
        ("s3", "S3Bucket", {"bucket_name": "my_Bad Bucket"}, "contain spaces"),
        ("oci_storage", "OracleBucket", {"bucket_name": "my bucket"}, "contain spaces"),
        ("airtable", "TableUrl", {"airtable_url": "https://example.com/app1"}, "a table URL"),
        ("discord", "Channels", {"server_ids": ["123"]}, "17 to 20"),
        ("salesforce", "Query", {"custom_query_config": "{"}, "JSON is incomplete"),
        ("salesforce", "Query", {"custom_query_config": "[]"}, "brace"),
        ("confluence", "OnePage", {"page_id": "abc"}, "digits"),
        ("mock_connector", "MockServer", {"mock_server_port": 70000}, "65535"),
        ("wikipedia", "WikiPages", {"pages": ["x"], "recurse_depth": -2}, "-1"),
    ],
)
def test_a_field_is_refused_in_words(
    type: str, name: str, data: dict[str, Any], words: str
) -> None:
    field = list(data)[-1]
    found = [error["msg"] for error in errors(type, name, data) if error["loc"][:1] == (field,)]
    assert len(found) == 1
    assert words in found[0]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("https://github.com/acme/docs.git", "acme"),
        ("github.com/acme", "acme"),
        ("git@github.com:acme/docs.git", "acme"),
        ("acme/docs", "acme"),
        ("@acme", "acme"),
        ("acme corp", "acme-corp"),
        ("https://example.com/acme", None),
        ("//", None),
    ],
)
def test_a_github_owner_is_proposed_from_its_address(typed: str, offered: str | None) -> None:
    [error] = errors("github", "Everything", {"repo_owner": typed})
    assert error.get("ctx", {}).get("fix") == offered


@pytest.mark.parametrize(
    ("typed", "owner", "name"),
    [
        ("https://gitlab.com/gitlab-org/gitlab", "gitlab-org", "gitlab"),
        ("https://git.example.com/a/b/docs.git", "a/b", "docs"),
        ("https://gitlab.com/a/docs/-/issues/1", "a", "docs"),
        ("https://gitlab.com/a", "a", None),
        ("https://gitlab.com", None, None),
    ],
)
def test_a_gitlab_project_is_proposed_from_its_address(
    typed: str, owner: str | None, name: str | None
) -> None:
    found = errors("gitlab", "Project", {"project_owner": typed, "project_name": typed})
    assert [error.get("ctx", {}).get("fix") for error in found] == [owner, name]


def test_a_gitlab_project_may_lie_in_groups_of_groups() -> None:
    member("gitlab", "Project").model_validate({"project_owner": "a/b", "project_name": "docs"})


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("s3://docs", "docs"),
        ("s3://docs/handbook/", "docs"),
        ("gs://docs.example.com/x", "docs.example.com"),
        ("docs/handbook", "docs"),
        ("arn:aws:s3:::docs", "docs"),
        ("arn:aws-us-gov:s3:::docs/*", "docs"),
        ("https://docs.s3.amazonaws.com/x", "docs"),
        ("my docs", None),
    ],
)
def test_a_bucket_is_proposed_from_its_address(typed: str, offered: str | None) -> None:
    [error] = errors("s3", "S3Bucket", {"bucket_name": typed})
    assert error.get("ctx", {}).get("fix") == offered


@pytest.mark.parametrize(
    "name",
    ["docs", "docs.example.com", "my_docs", "arn:aws:s3:eu-west-1:123456789012:accesspoint/a"],
)
def test_the_name_of_a_bucket_is_taken(name: str) -> None:
    bucket = member("s3", "S3Bucket").model_validate({"bucket_name": name})
    assert bucket.model_dump()["bucket_name"] == name


def test_patterns_of_channels_keep_their_case() -> None:
    config = {"channels": [r"eng-\S+"], "channel_regex_enabled": True}
    assert to_wire(load("slack").config.model_validate(config)) == config


@pytest.mark.parametrize(
    ("sites", "warned"),
    [
        ([], False),
        (["/sites/a"], False),
        (["/sites/a", "/teams/b"], True),
        (["/personal/b"], True),
    ],
)
def test_sharepoint_warns_of_what_old_servers_drop(sites: list[str], warned: bool) -> None:
    urls = [f"https://contoso.sharepoint.com{site}" for site in sites]
    load("sharepoint").config.model_validate({"sites": urls})
    assert (warning("sharepoint", "Sites", "sites", "\n".join(urls)) is not None) is warned


@pytest.mark.parametrize(
    ("typed", "warned"),
    [
        ("0f8fad5b-d9cb-469f-a165-70867728950e", False),
        ("a1\nb2", False),
        ("/home/me/report.pdf", True),
        ("C:\\x\\y.doc", True),
        ("a1\n~/report.pdf", True),
        ("", False),
    ],
)
def test_a_path_is_no_identifier_of_an_upload(typed: str, warned: bool) -> None:
    assert (warning("file", "Files", "file_locations", typed) is not None) is warned
    assert (warning("google_sites", "ExportedSite", "zip_path", typed) is not None) is warned


def test_zulip_files_lose_the_blanks_that_would_break_them() -> None:
    text = "# mine\n[api]\nemail = bot@example.com\nkey= FAKE\r\nsite =https://z.example.com\n"
    model = load("zulip").credential.model_validate({"zuliprc_content": text})
    assert model.zuliprc_content.get_secret_value() == (
        "[api]\nemail=bot@example.com\nkey=FAKE\nsite=https://z.example.com"
    )


def test_zulip_warns_of_a_name_that_is_no_file_name() -> None:
    assert warning("zulip", "Realm", "realm_name", "my-org") is None
    assert warning("zulip", "Realm", "realm_name", "my org/2") is not None


def test_r2_warns_of_an_account_of_another_length() -> None:
    assert warning("r2", "ApiToken", "account_id", "0" * 32) is None
    assert warning("r2", "ApiToken", "account_id", "my-account") is not None


def test_google_keys_are_sent_as_they_are_pasted() -> None:
    key = {"type": "service_account", "client_email": "a@b", "private_key": "-----BEGIN\n"}
    key["token_uri"] = "https://oauth2.googleapis.com/token"
    text = json.dumps(key, indent=2)
    model = member("gmail", "ServiceAccount").model_validate(
        {"google_service_account_key": f"\n{text}\n", "google_primary_admin": "a@example.com"}
    )
    sent = to_wire(model)
    assert sent["google_service_account_key"].get_secret_value() == text
    assert sent["authentication_method"] == "uploaded"


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("ServiceAccount", "{", "JSON is incomplete"),
        ("ServiceAccount", "[]", "brace"),
        ("ServiceAccount", '{"type": "x"}', "different kind"),
        ("ServiceAccount", '{"type": "service_account"}', "client_email, private_key"),
        ("OAuthTokens", '{"type": "service_account"}', "that sign-in method"),
        ("OAuthTokens", '{"client_id": "x", "token": "y"}', "refresh_token, expiry"),
    ],
)
def test_google_files_of_another_kind_are_told_apart(name: str, text: str, words: str) -> None:
    field = {"ServiceAccount": "google_service_account_key", "OAuthTokens": "google_tokens"}[name]
    found = [e["msg"] for e in errors("google_drive", name, {field: text}) if e["loc"] == (field,)]
    assert len(found) == 1
    assert words in found[0]


@pytest.mark.parametrize("content", [b"-----BEGIN CERTIFICATE-----", b"", b"PK\x03\x04"])
def test_a_certificate_has_to_be_a_pfx(content: bytes) -> None:
    text = base64.b64encode(content).decode() or "not base64!"
    found = errors("sharepoint", "Certificate", {"sp_private_key": text})
    assert "refused" in [error["type"] for error in found if error["loc"] == ("sp_private_key",)]


def test_a_certificate_in_lines_is_sent_in_one() -> None:
    text = base64.encodebytes(b"\x30\x82" + bytes(100)).decode()
    data = dict(load("sharepoint").more[0].credentials) | {"sp_private_key": text}
    sent = to_wire(member("sharepoint", "Certificate").model_validate(data))
    assert sent["sp_private_key"].get_secret_value() == text.replace("\n", "")


@pytest.mark.parametrize(
    ("type", "config", "name"),
    [
        ("github", {"repo_owner": "o", "repositories": "a"}, "Chosen"),
        ("github", {"repo_owner": "o"}, "Everything"),
        ("confluence", {"wiki_base": "https://w", "is_cloud": True, "cql_query": "q"}, "Query"),
        ("jira", {"jira_base_url": "https://j", "project_key": "P"}, "OneProject"),
        ("google_drive", {"my_drive_emails": "a@example.com"}, "Chosen"),
        ("airtable", {}, "Everything"),
        ("highspot", {}, "Everything"),
        ("salesforce", {}, "Objects"),
    ],
)
def test_members_are_told_apart_by_their_keys(type: str, config: dict[str, Any], name: str) -> None:
    from tests.support.connectors import pick

    assert pick(load(type).config, config).__class__.__name__ == name


def test_an_empty_credential_is_no_way_to_sign_in() -> None:
    for member in members(load("s3").credential):
        with pytest.raises(ValidationError):
            member.model_validate({})


def test_the_prefix_of_a_category_is_taken_off() -> None:
    config = load("wikipedia").config.model_validate({"categories": ["Category:Physics"]})
    assert to_wire(config)["categories"] == ["Physics"]


def test_bookface_treats_all_that_is_entered_as_secret() -> None:
    model = load("bookface").credential.model_validate({"session": "abc", "n": 1})
    assert to_wire(model) == {"session": Secret("abc"), "n": 1}
