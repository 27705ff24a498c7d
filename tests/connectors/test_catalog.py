"""The list of types: what is in it, in which order, and how it is found."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest

from wizard.connectors.catalog import (
    UnknownConnectorType,
    about,
    all_types,
    entry,
    lines,
    matching_alias,
    search,
    values,
)

TYPES = [
    "ingestion_api", "slack", "web", "google_drive", "gmail", "requesttracker", "github",
    "gitbook", "gitlab", "guru", "bookstack", "confluence", "slab", "jira", "productboard",
    "file", "notion", "zulip", "linear", "hubspot", "document360", "gong", "google_sites",
    "zendesk", "loopio", "dropbox", "sharepoint", "outlook", "OUTLOOK", "teams", "salesforce",
    "discourse", "axero", "clickup", "mediawiki", "wikipedia", "asana", "s3", "r2",
    "google_cloud_storage", "oci_storage", "xenforo", "not_applicable", "discord", "freshdesk",
    "fireflies", "egnyte", "airtable", "highspot", "bookface", "mock_connector",
]  # fmt: skip


def found(query: str) -> list[str]:
    return [item.type for item in search(query)]


def test_all_types_are_listed_in_the_order_of_the_api() -> None:
    assert [item.type for item in all_types()] == TYPES
    assert [item.position for item in all_types()] == list(range(1, 52))
    assert values() == TYPES


@pytest.mark.parametrize("type", TYPES)
def test_what_is_read_without_running_is_what_the_module_says(type: str) -> None:
    read, name = entry(type)
    assert read == import_module(f"wizard.connectors.types.{name}").ABOUT


def test_what_the_list_shows_is_what_is_known_of_each_type() -> None:
    names = ("type", "position", "label", "category", "summary")
    shown = [[getattr(line, name) for name in names] for line in lines()]
    assert shown == [[getattr(item, name) for name in names] for item in all_types()]
    internal = [item.type for item in all_types() if item.evidence == "internal"]
    assert [line.type for line in lines() if line.internal] == internal


def test_the_index_loads_neither_pydantic_nor_a_type() -> None:
    code = (
        "import sys; from wizard.connectors.catalog import all_types, search\n"
        "assert len(all_types()) == 51 and search('jira') and search('gogle')\n"
        "print(*[m for m in sys.modules if m.startswith(('pydantic', 'wizard.connectors.types'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


@pytest.mark.slow
def test_only_one_type_is_loaded() -> None:
    code = (
        "import sys; from wizard.connectors import load\n"
        "load('github')\n"
        "print(*[m for m in sys.modules if m.startswith('wizard.connectors.types.')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["wizard.connectors.types.github"]


def test_evidence_is_claimed_only_where_there_is_documentation() -> None:
    by_evidence = {
        kind: [item.type for item in all_types() if item.evidence == kind]
        for kind in ("documented", "internal")
    }
    assert by_evidence == {
        "documented": ["slack", "web"],
        "internal": ["ingestion_api", "not_applicable", "mock_connector"],
    }
    assert {item.evidence for item in all_types()} == {"documented", "inferred", "internal"}


def test_uncertain_types_say_so_and_offer_json() -> None:
    assert [item.type for item in all_types() if item.raw_editor] == [
        "requesttracker",
        "outlook",
        "OUTLOOK",
        "bookface",
    ]
    assert all(item.notes for item in all_types() if item.raw_editor)


def test_words_are_there_and_fit_a_line() -> None:
    labels = [item.label for item in all_types()]
    assert len(set(labels)) == len(labels)
    for item in all_types():
        assert 0 < len(item.label) <= 24, item.type
        assert 0 < len(item.summary) <= 76, item.type
        assert item.needs or item.evidence == "internal", item.type
        for sentence in (item.summary, *item.needs, *item.notes):
            assert sentence.endswith("."), (item.type, sentence)
            assert "  " not in sentence, (item.type, sentence)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("jira", ["jira"]),
        ("atlassian", ["confluence", "jira"]),
        ("ATLASSIAN", ["confluence", "jira"]),
        ("google", ["google_drive", "google_sites", "google_cloud_storage", "gmail"]),
        ("google drive", ["google_drive"]),
        ("outlook", ["outlook", "OUTLOOK"]),
        ("OUTLOOK", ["OUTLOOK", "outlook"]),
        ("aws", ["s3"]),
        ("gdrv", ["google_drive"]),
        ("gd", ["google_drive"]),
        ("gcs", ["google_cloud_storage"]),
        ("microsoft", ["teams", "sharepoint", "outlook", "OUTLOOK", "github"]),
        ("git", ["github", "gitlab", "gitbook"]),
        ("foo", []),
        ("confuence", ["confluence"]),
        ("zqx", []),
    ],
)
def test_search(query: str, expected: list[str]) -> None:
    assert found(query) == expected


def test_search_knows_categories_and_ranks_names_first() -> None:
    assert found("code") == ["github", "gitlab"]
    assert found("storage")[:2] == ["google_cloud_storage", "oci_storage"]
    assert "dropbox" in found("storage")


@pytest.mark.parametrize("type", TYPES)
def test_each_type_is_found_first_by_its_value_and_by_its_label(type: str) -> None:
    assert found(type)[0] == type
    assert found(about(type).label)[0] == type


def test_an_empty_query_finds_all() -> None:
    assert search("  ") == all_types()


def test_an_unknown_type_is_refused_with_what_may_have_been_meant() -> None:
    with pytest.raises(UnknownConnectorType) as caught:
        about("jria")
    assert caught.value.nearest[0] == "jira"
    assert str(caught.value) == 'No type is called "jria". Did you mean "jira"?'
    with pytest.raises(UnknownConnectorType) as caught:
        about("Outlook")
    assert caught.value.nearest[:2] == ("outlook", "OUTLOOK")
    with pytest.raises(UnknownConnectorType) as caught:
        about("qqqqq")
    assert str(caught.value) == 'No type is called "qqqqq".'


def test_no_name_that_is_merely_a_little_like_it_is_proposed() -> None:
    with pytest.raises(UnknownConnectorType) as caught:
        about("foo")
    assert str(caught.value) == 'No type is called "foo".'


def test_the_alias_that_leads_to_a_type_is_told_where_its_name_does_not_say_it() -> None:
    assert matching_alias(about("s3"), "aws") == "aws"
    assert matching_alias(about("outlook"), "mail") == "email"
    assert matching_alias(about("google_drive"), "gd") == ""
    assert matching_alias(about("google_drive"), "drive") == ""
    assert matching_alias(about("slack"), "") == ""
