"""What people enter in place of what is meant, in the types from Highspot to Zulip."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, unquote

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from wizard.connectors import load
from wizard.connectors.serialize import to_wire
from wizard.forms import FieldError, Form, FormState, Secret
from wizard.forms.raw import text_of

PAGE = "1429989fe8ac4effbc8f57f56486db54"
OTHER = "0" * 32
ACCOUNT = "0123456789abcdef0123456789abcdef"
GUID = "01234567-89ab-cdef-0123-456789abcdef"
SITES = "https://contoso.sharepoint.com/sites"
LIBRARY = f"{SITES}/support/Shared%20Documents"

# How to get to a field that only one of several choices has.
BESIDE: dict[tuple[str, str], dict[str, Any]] = {
    ("jira", "jql_query"): {"jira_base_url": "https://acme.atlassian.net"},
    ("jira", "project_key"): {"jira_base_url": "https://acme.atlassian.net"},
    ("s3", "aws_role_arn"): {"authentication_method": "iam_role"},
    ("salesforce", "sf_login_url"): {"authentication_method": "oauth"},
    ("salesforce", "sf_instance_url"): {"authentication_method": "oauth"},
    ("linear", "access_token"): {},
    ("mediawiki", "hostname"): {"pages": ["Main Page"]},
}


def state_of(type: str, field: str, value: Any, **beside: Any) -> FormState[Any]:
    """The half of a type that has ``field``, filled in with ``value`` as a file would."""
    connector = load(type)
    data = {**BESIDE.get((type, field), {}), **beside, field: value}
    for spec, example in (
        (connector.config, connector.minimal.config),
        (connector.credential, connector.minimal.credentials),
    ):
        known = (type, field) in BESIDE
        form = Form.from_type(spec)
        state = FormState(form, form.to_raw(data if known else {**example, **data}))
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


SCREEN_COMMANDS: list[tuple[str, str, str, str]] = [
    # type, field, what is entered, what is offered
    ("zendesk", "zendesk_subdomain", "acme.zendesk.com", "acme"),
    ("zendesk", "zendesk_subdomain", "https://acme.zendesk.com/agent", "acme"),
    ("zendesk", "zendesk_subdomain", '"acme"', "acme"),
    ("zendesk", "zendesk_email", "agent@example.com/token", "agent@example.com"),
    ("zendesk", "zendesk_email", "agent@example.com/token:abc", "agent@example.com"),
    ("loopio", "loopio_subdomain", "https://acme.loopio.com/home", "acme"),
    ("sharepoint", "sites", f"{LIBRARY}/Forms/AllItems.aspx?viewid=1", LIBRARY),
    (
        "sharepoint",
        "sites",
        f"{LIBRARY}/Forms/AllItems.aspx?id=%2Fsites%2Fsupport%2FShared%20Documents%2FHow%20to&p=1",
        f"{LIBRARY}/How%20to",
    ),
    ("sharepoint", "sites", f"{SITES}/support/SitePages/Home.aspx", f"{SITES}/support"),
    ("sharepoint", "sites", f"{SITES}/support/_layouts/15/viewlsts.aspx", f"{SITES}/support"),
    (
        "sharepoint",
        "sites",
        "https://contoso.sharepoint.com/:f:/r/sites/support/Docs/A?csf=1&web=1&e=x",
        f"{SITES}/support/Docs/A",
    ),
    # Without its scheme as well, in one round.
    (
        "sharepoint",
        "sites",
        "contoso.sharepoint.com/:f:/r/sites/support/Docs?csf=1&web=1",
        f"{SITES}/support/Docs",
    ),
    ("sharepoint", "sites", f"{SITES}/support?web=1", f"{SITES}/support"),
    ("sharepoint", "sites", f"{SITES}/support/Shared Documents", LIBRARY),
    ("sharepoint", "sites", "http://contoso.sharepoint.com/Sites/support", f"{SITES}/support"),
    (
        "sharepoint",
        "sites",
        "https://contoso-my.sharepoint.com/my?id=%2Fpersonal%2Fjo%5Fcontoso%5Fcom%2FDocuments",
        "https://contoso-my.sharepoint.com/personal/jo_contoso_com/Documents",
    ),
    ("sharepoint", "excluded_paths", "/Archive/", "Archive/*"),
    ("sharepoint", "sp_client_id", f"{{{GUID}}}", GUID),
    ("teams", "teams_client_id", f"api://{GUID}", GUID),
    (
        "teams",
        "teams_directory_id",
        f"https://login.microsoftonline.com/{GUID}/oauth2/v2.0/token",
        GUID,
    ),
    ("outlook", "outlook_directory_id", f"https://login.microsoftonline.com/{GUID}", GUID),
    ("salesforce", "requested_objects", "Account, Opportunity", "Account\nOpportunity"),
    (
        "salesforce",
        "custom_query_config",
        '{"Account": ["Id"]}',
        '{"Account": {"fields": ["Id"], "associations": {}}}',
    ),
    (
        "salesforce",
        "sf_login_url",
        "https://acme.my.salesforce.com/services/oauth2/token",
        "https://acme.my.salesforce.com",
    ),
    (
        "salesforce",
        "sf_instance_url",
        "acme.lightning.force.com/lightning/page/home",
        "https://acme.my.salesforce.com",
    ),
    (
        "salesforce",
        "sf_instance_url",
        "http://acme.my.salesforce.com:443",
        "https://acme.my.salesforce.com",
    ),
    ("slack", "channels", "<#C0123ABCD|general>", "general"),
    ("slack", "channels", "general, random", "general\nrandom"),
    ("slack", "channels", "#General", "#general"),
    ("slack", "exclude_channels", "general;random", "general\nrandom"),
    ("notion", "root_page_id", f"https://www.notion.so/acme/A-{PAGE}?v={OTHER}", PAGE),
    ("notion", "root_page_id", f"https://www.notion.so/acme/{OTHER}?v={OTHER}&p={PAGE}&pm=s", PAGE),
    ("notion", "root_page_id", f"https://acme.notion.site/A-{PAGE}#b", PAGE),
    ("notion", "root_page_id", f"Title-{PAGE}", PAGE),
    ("notion", "root_page_id", f"Cafe-{PAGE}", PAGE),
    ("r2", "account_id", f"https://{ACCOUNT}.r2.cloudflarestorage.com", ACCOUNT),
    ("r2", "account_id", f"{ACCOUNT}.eu.r2.cloudflarestorage.com/docs", ACCOUNT),
    ("r2", "account_id", f"https://dash.cloudflare.com/{ACCOUNT}/r2/overview", ACCOUNT),
    (
        "jira",
        "jira_base_url",
        "https://acme.atlassian.net/jira/software/projects/ENG/boards/1?x=1",
        "https://acme.atlassian.net",
    ),
    ("jira", "jira_base_url", "acme.atlassian.net/browse/ENG-1", "https://acme.atlassian.net"),
    ("jira", "jira_base_url", "https://acme.com/jira/browse/ENG-1", "https://acme.com/jira"),
    ("jira", "jira_base_url", "https://acme.com/issues/?jql=x", "https://acme.com"),
    ("jira", "project_key", "eng", "ENG"),
    ("jira", "project_key", "ENG-12", "ENG"),
    ("jira", "project_key", "https://acme.atlassian.net/browse/ENG-12", "ENG"),
    ("jira", "jql_query", "project = ENG ORDER BY created DESC", "project = ENG"),
    (
        "jira",
        "jql_query",
        "https://acme.atlassian.net/issues/?jql=project%20%3D%20ENG+order%20by%20created",
        "project = ENG",
    ),
    ("jira", "jql_query", "summary ~ “a b”", 'summary ~ "a b"'),
    ("jira", "labels_to_skip", "internal, old", "internal\nold"),
    ("jira", "comment_email_blacklist", "a@x.org; b@x.org", "a@x.org\nb@x.org"),
    ("s3", "bucket_name", "https://docs.s3.eu-west-1.amazonaws.com/a", "docs"),
    ("s3", "bucket_name", "https://eu-west-1.console.aws.amazon.com/s3/buckets/docs?tab=x", "docs"),
    ("google_cloud_storage", "bucket_name", "https://storage.googleapis.com/docs/a", "docs"),
    ("google_cloud_storage", "bucket_name", "https://x.com/storage/browser/docs;tab=o", "docs"),
    ("r2", "bucket_name", f"https://dash.cloudflare.com/{ACCOUNT}/r2/default/buckets/docs", "docs"),
    ("r2", "bucket_name", f"https://{ACCOUNT}.r2.cloudflarestorage.com/docs", "docs"),
    (
        "oci_storage",
        "bucket_name",
        "https://objectstorage.us-ashburn-1.oraclecloud.com/n/axyz/b/docs/o/a",
        "docs",
    ),
    ("s3", "prefix", "/docs/", "docs/"),
    ("s3", "prefix", "s3://my-bucket/docs/", "docs/"),
    ("s3", "prefix", "docs/*", "docs/"),
    ("s3", "region_name", "US-GOV-WEST-1", "us-gov-west-1"),
    ("s3", "region_name", "us-gov-west-1a", "us-gov-west-1"),
    ("oci_storage", "region", "iad", "us-ashburn-1"),
    ("oci_storage", "region", "https://cloud.oracle.com/?region=us-ashburn-1", "us-ashburn-1"),
    (
        "oci_storage",
        "namespace",
        "https://axyz.compat.objectstorage.us-ashburn-1.oraclecloud.com",
        "axyz",
    ),
    ("slab", "base_url", "acme.slab.com/posts/a-1", "https://acme.slab.com"),
    (
        "highspot",
        "highspot_url",
        "https://api-su2.highspot.com",
        "https://api-su2.highspot.com/v1.0/",
    ),
    ("mock_connector", "mock_server_host", "http://mock.example.com:8001", "mock.example.com"),
    ("requesttracker", "requesttracker_base_url", "https://x.org/REST/1.0/", "https://x.org"),
    (
        "requesttracker",
        "requesttracker_base_url",
        "x.org/rt/Ticket/A.html?id=1",
        "https://x.org/rt",
    ),
    ("wikipedia", "pages", "https://en.wikipedia.org/wiki/Alan_Turing#Life", "Alan Turing"),
    ("wikipedia", "pages", "[[Alan Turing|Turing]]", "Alan Turing"),
    ("wikipedia", "categories", "Kategorie:Physik", "Physik"),
    ("wikipedia", "language_code", "English", "en"),
    ("wikipedia", "language_code", "en-US", "en"),
    ("mediawiki", "language_code", "https://de.example.org", "de"),
]


@pytest.mark.parametrize(("type", "field", "entered", "offered"), SCREEN_COMMANDS)
def test_what_is_right_is_offered(type: str, field: str, entered: str, offered: str) -> None:
    is_list = field in _LISTS
    [error] = errors_of(type, field, [entered] if is_list else entered)
    assert text_of(error.fix) == offered, error.message
    taken = offered.split("\n") if is_list else offered
    assert errors_of(type, field, taken) == []


_LISTS = {
    *("sites", "excluded_paths", "requested_objects", "channels", "exclude_channels"),
    *("labels_to_skip", "comment_email_blacklist", "pages", "categories", "teams", "spot_names"),
}


REASONS: list[tuple[str, str, Any, str]] = [
    # type, field, what is entered, words of the reason; nobody knows what would be right
    ("zendesk", "zendesk_subdomain", "support.acme.com", "first part"),
    ("sharepoint", "sites", ["support"], "whole address"),
    ("sharepoint", "sites", ["https://contoso.sharepoint.com"], "needs a site"),
    ("sharepoint", "sites", [f"{SITES}/support/Lists/Tasks/AllItems.aspx"], "ists are not indexed"),
    (
        "sharepoint",
        "sites",
        ["https://contoso.sharepoint.com/:f:/s/support/EabC"],
        "does not say which folder",
    ),
    ("sharepoint", "excluded_paths", [f"{SITES}/a/Docs"], "within a library"),
    ("teams", "teams", ["https://teams.microsoft.com/l/team/x"], "not its address"),
    ("teams", "teams_directory_id", "common", "any tenant"),
    ("salesforce", "requested_objects", ["Nonprofit Application"], "__c"),
    ("salesforce", "custom_query_config", '{"Account": "Id"}', "group of its own"),
    ("salesforce", "custom_query_config", '{"Account": {"fields": "Id"}}', "list of names"),
    ("salesforce", "custom_query_config", '{"A": {"associations": {"B": 1}}}', "list of names"),
    ("salesforce", "sf_login_url", "https://login.salesforce.com", "My Domain"),
    ("salesforce", "sf_login_url", "https://na1.salesforce.com", "My Domain"),
    ("salesforce", "sf_instance_url", "https://acme.example.com", "My Domain"),
    ("slack", "channels", ["C0123ABCD"], "ID of a channel"),
    ("slack", "channels", ["https://acme.slack.com/archives/C0123ABCD/p1"], "channel's name"),
    ("slack", "channels", ["customer success"], "no blanks"),
    ("notion", "root_page_id", "https://www.notion.so/acme", "32 digits"),
    ("jira", "project_key", "Engineering Team", "not its name"),
    ("jira", "project_key", "ENG, OPS", "One project only"),
    ("s3", "region_name", "US East (N. Virginia)", "not its name"),
    ("s3", "aws_role_arn", "arn:aws:iam::123456789012:user/jo", "something else"),
    ("s3", "aws_role_arn", "my-role", "whole ARN"),
    ("oci_storage", "region", "US East (Ashburn)", "not its name"),
    ("oci_storage", "namespace", "ocid1.tenancy.oc1..aaaa", "OCID"),
    ("highspot", "spot_names", ["https://app.highspot.com/spots/1"], "not its address"),
    ("wikipedia", "pages", ["a|b"], "title has none"),
    ("mediawiki", "hostname", "my wiki", "no blanks"),
]


@pytest.mark.parametrize(("type", "field", "entered", "words"), REASONS)
def test_a_reason_is_given_where_nothing_can_be_offered(
    type: str, field: str, entered: Any, words: str
) -> None:
    [error] = errors_of(type, field, entered)
    assert words in error.message
    assert error.fix is None


DOUBTS: list[tuple[str, str, Any, str]] = [
    # type, field, what is entered, words of the warning
    ("sharepoint", "sites", [f"{SITES}/a/Docs/a.aspx"], "a page or a file"),
    ("sharepoint", "sites", ["https://contoso.sharepoint.com/teams/a"], "Older servers"),
    ("sharepoint", "sites", ["https://contoso.example.com/sites/a"], "right one"),
    ("sharepoint", "excluded_sites", ["archive"], "whole address"),
    ("sharepoint", "sp_client_secret", GUID, "ID of the secret"),
    ("teams", "teams_client_secret", GUID, "ID of the secret"),
    ("outlook", "outlook_client_secret", GUID, "ID of the secret"),
    ("OUTLOOK", "outlook_client_secret", GUID, "ID of the secret"),
    ("sharepoint", "graph_api_host", "https://graph.microsoft.us", "login host"),
    ("teams", "teams", [GUID], "ID of a team"),
    ("teams", "teams", ["Support, Sales"], "several"),
    ("salesforce", "requested_objects", ["Accounts"], "singular"),
    ("salesforce", "requested_objects", ["opportunities"], "singular"),
    ("salesforce", "sf_username", "Jo Doe", "e-mail"),
    ("slack", "slack_bot_token", "xoxp-FAKE", "user's token"),
    ("slack", "slack_bot_token", "xapp-FAKE", "app's own"),
    ("linear", "access_token", "lin_api_FAKE", "personal API key"),
    ("r2", "account_id", "my-account", "32 digits"),
    ("r2", "r2_access_key_id", "a" * 64, "secret access key"),
    ("r2", "r2_secret_access_key", "a" * 32, "access key ID"),
    ("s3", "aws_access_key_id", "ASIAFAKE", "session token"),
    ("s3", "aws_secret_access_key", "AKIA" + "A" * 16, "access key ID"),
    ("s3", "prefix", "docs/a.pdf", "looks like a file"),
    ("s3", "prefix", "docs/*.pdf", "not as a pattern"),
    ("oci_storage", "access_key_id", ":".join(["ab"] * 16), "another kind of key"),
    ("highspot", "highspot_url", "https://acme.highspot.com", "begins with https://api"),
    ("xenforo", "base_url", "https://forum.example.org/forums/", "all of them"),
    ("wikipedia", "pages", ["Category:Physics"], "a category"),
    ("mediawiki", "hostname", "https://en.wikipedia.org", "type of its own"),
    ("mediawiki", "hostname", "http://localhost/wiki", "private"),
    ("web", "base_url", "http://192.168.0.7:3000", "private"),
    ("web", "base_url", "https://docs.example.com/#intro", "one page"),
    ("web", "base_url", "https://docs.example.com/index.html", "leave out the end"),
    ("zulip", "realm_url", "https://chat.example.com:8443", "not used"),
]


@pytest.mark.parametrize(("type", "field", "entered", "words"), DOUBTS)
def test_a_doubt_is_a_warning(type: str, field: str, entered: Any, words: str) -> None:
    assert words in (warning_of(type, field, entered) or "")
    assert errors_of(type, field, entered) == []


RIGHT: list[tuple[str, str, Any]] = [
    ("zendesk", "zendesk_subdomain", "acme"),
    ("zendesk", "zendesk_subdomain", "Acme-2"),
    ("zendesk", "zendesk_email", "agent@example.com"),
    ("sharepoint", "sites", [f"{SITES}/support"]),
    ("sharepoint", "sites", [f"{SITES}/support/"]),
    ("sharepoint", "sites", [LIBRARY]),
    ("sharepoint", "sites", [f"{LIBRARY}/v1.2"]),
    ("sharepoint", "excluded_sites", ["*://*/sites/archive-*"]),
    ("sharepoint", "excluded_paths", ["*.tmp", "~$*", "Archive/*"]),
    ("sharepoint", "sp_client_secret", "abc~DEF.0123"),
    ("sharepoint", "sp_directory_id", "contoso.onmicrosoft.com"),
    ("teams", "teams", ["Support (EMEA)"]),
    ("salesforce", "requested_objects", ["Account", "Grant_Request__c"]),
    ("salesforce", "custom_query_config", '{"Account": {}}'),
    ("salesforce", "sf_instance_url", "https://na1.salesforce.com"),
    ("salesforce", "sf_login_url", "https://acme--uat.sandbox.my.salesforce.com/"),
    ("slack", "channels", ["#general", "kundenservice-österreich", "a_b"]),
    ("notion", "root_page_id", PAGE),
    ("notion", "root_page_id", PAGE.upper()),
    ("notion", "root_page_id", "1429989f-e8ac-0eff-0c8f-57f56486db54"),
    ("r2", "account_id", ACCOUNT),
    ("r2", "account_id", f"{ACCOUNT}.eu"),
    ("jira", "jira_base_url", "https://acme.atlassian.net/"),
    ("jira", "jira_base_url", "https://acme.com/jira"),
    ("jira", "jira_base_url", "https://acme.com/projects"),
    ("jira", "project_key", "ENG_2"),
    ("jira", "project_key", "10001"),
    ("jira", "jql_query", 'text ~ "order by x"'),
    ("jira", "jql_query", '"Epic Link" = "ENG-1"'),
    ("s3", "bucket_name", "docs.example.com"),
    ("s3", "prefix", "docs"),
    ("s3", "aws_access_key_id", "AKIAFAKE"),
    ("s3", "aws_role_arn", "arn:aws-us-gov:iam::123456789012:role/a/b"),
    ("oci_storage", "region", "uk-gov-london-1"),
    ("xenforo", "base_url", "https://forum.example.org/threads/a.1/page-2"),
    ("wikipedia", "pages", ["Paris, Texas", "C++"]),
    ("wikipedia", "language_code", "zh-min-nan"),
    ("wikipedia", "language_code", "simple"),
    ("mediawiki", "hostname", "fallout.example.org/wiki/A"),
    ("requesttracker", "requesttracker_base_url", "https://x.org/rt"),
    ("web", "base_url", "https://docs.example.com/guide/"),
]


@pytest.mark.parametrize(("type", "field", "entered"), RIGHT)
def test_what_is_right_is_taken_without_a_word(type: str, field: str, entered: Any) -> None:
    assert errors_of(type, field, entered) == []
    assert warning_of(type, field, entered) is None


def test_the_project_in_a_jira_address_is_told() -> None:
    address = "https://acme.atlassian.net/jira/software/c/projects/ENG/boards/1"
    [error] = errors_of("jira", "jira_base_url", address)
    assert "The key of the project in it is ENG" in error.message


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


@given(st.lists(FOLDERS, max_size=3), st.sampled_from(["", "?web=1", "?csf=1&e=a", "#a"]))
def test_an_address_of_a_folder_is_mended_once_and_for_all(names: list[str], end: str) -> None:
    assume(not {"Forms", "Lists", "SitePages", "Pages", "_layouts"} & set(names))
    path = "".join(f"/{quote(name, safe='')}" for name in names)
    found = errors_of("sharepoint", "sites", [f"{SITES}/a{path}{end}"])
    right = text_of(found[0].fix) if found else f"{SITES}/a{path}"
    assert unquote(right) == unquote(f"{SITES}/a{path}")
    assert bool(found) is bool(end)
    assert errors_of("sharepoint", "sites", [right]) == []


@given(st.lists(st.from_regex(r"[a-z0-9][a-z0-9_-]{0,20}", fullmatch=True), min_size=1, max_size=4))
def test_names_of_channels_stay_as_they_are(names: list[str]) -> None:
    assert errors_of("slack", "channels", names) == []
    joined = errors_of("slack", "channels", [", ".join(name.upper() for name in names)])
    if joined and joined[0].fix is not None:
        assert set(text_of(joined[0].fix).split("\n")) == set(names)


# --- Microsoft's clouds ---------------------------------------------------------------------------

GLOBAL = ("https://graph.microsoft.com", "https://login.microsoftonline.com", "sharepoint.com")
HIGH = ("https://graph.microsoft.us", "https://login.microsoftonline.us", "sharepoint.us")
DOD = ("https://dod-graph.microsoft.us", "https://login.microsoftonline.us", "sharepoint.us")
CHINA = (
    "https://microsoftgraph.chinacloudapi.cn",
    "https://login.chinacloudapi.cn",
    "sharepoint.cn",
)
HOSTS = ("graph_api_host", "authority_host", "sharepoint_domain_suffix")


def sent_hosts(type: str, config: dict[str, Any]) -> dict[str, Any]:
    """What is sent of the hosts; raises where something is refused."""
    form = Form.from_type(load(type).config)
    reading = form.read(form.to_raw(config))
    assert reading.ok, reading.errors
    return {key: value for key, value in to_wire(reading.value).items() if key in HOSTS}


@pytest.mark.parametrize("cloud", [HIGH, DOD, CHINA])
def test_one_choice_of_a_cloud_sets_all_of_its_hosts(cloud: tuple[str, str, str]) -> None:
    chosen = {"graph_api_host": cloud[0]}
    assert sent_hosts("sharepoint", chosen) == dict(zip(HOSTS, cloud, strict=True))
    assert sent_hosts("teams", chosen) == dict(zip(HOSTS[:2], cloud, strict=False))


@pytest.mark.parametrize("type", ["sharepoint", "teams"])
def test_the_cloud_is_all_that_is_asked(type: str) -> None:
    state = FormState(Form.from_type(load(type).config))
    assert [place.loc for place in state.places() if place.loc[-1] in HOSTS] == [HOSTS[:1]]


def test_a_file_may_give_all_hosts() -> None:
    given = dict(zip(HOSTS, HIGH, strict=True))
    assert sent_hosts("sharepoint", given) == given
    slashes = {key: f"{host}/" for key, host in given.items() if key != HOSTS[2]}
    assert sent_hosts("sharepoint", slashes) == given
    assert sent_hosts("sharepoint", dict(zip(HOSTS, GLOBAL, strict=True))) == {}


@pytest.mark.parametrize(
    ("hosts", "words"),
    [
        ({"authority_host": HIGH[1]}, [HIGH[0], DOD[0]]),
        ({"authority_host": CHINA[1]}, [CHINA[0]]),
        ({"graph_api_host": HIGH[0], "authority_host": GLOBAL[1]}, [GLOBAL[0]]),
        ({"authority_host": "https://login.example.com"}, [GLOBAL[1]]),
        ({"sharepoint_domain_suffix": HIGH[2]}, ["another cloud"]),
        ({"graph_api_host": "https://graph.example.com"}, ["Worldwide"]),
    ],
)
def test_hosts_of_two_clouds_are_told(hosts: dict[str, str], words: list[str]) -> None:
    form = Form.from_type(load("sharepoint").config)
    [error] = form.read(form.to_raw(hosts)).errors
    assert error.loc == ("graph_api_host",)
    assert all(word in error.message for word in words)


def test_the_choice_on_the_screen_mends_what_a_file_left_out() -> None:
    form = Form.from_type(load("teams").config)
    state = FormState(form, form.to_raw({"authority_host": HIGH[1]}))
    assert not state.read().ok
    state.set(("graph_api_host",), HIGH[0])
    assert state.read().ok


def test_no_secret_is_shown_in_what_is_said_of_it() -> None:
    form = Form.from_type(load("teams").credential)
    secret = Secret(GUID)
    state = FormState(form, form.to_raw({"teams_client_secret": secret}))
    assert GUID not in (state.warning_at(("teams_client_secret",)) or GUID)
