"""Which fields are sent."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import pytest
from pydantic import Field

from wizard.connectors import load
from wizard.connectors.fields import (
    AlwaysSent,
    CommaList,
    Config,
    Credential,
    Day,
    Maybe,
    OnlyWhenChanged,
    Text,
    Token,
)
from wizard.connectors.serialize import to_wire
from wizard.forms import Secret


class Sample(Config):
    kind: Literal["sample"] = "sample"
    name: Text
    note: Maybe[Text] = None
    tags: list[Text] = Field(default_factory=list)
    ids: CommaList[Text] = Field(default_factory=list)
    day: Maybe[Day] = None
    on: bool = True
    count: int | None = None
    new: Annotated[bool, OnlyWhenChanged()] = False
    told: Annotated[bool, AlwaysSent()] = False
    rows: Annotated[list[Text], AlwaysSent()] = Field(default_factory=list)


LEAST = {"kind": "sample", "name": "n", "told": False, "rows": []}


def sent(**given: Any) -> dict[str, Any]:
    return to_wire(Sample.model_validate({"name": "n", **given}))


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"note": None, "day": None, "count": None},
        {"note": "  ", "tags": [], "ids": [], "day": ""},
        {"ids": " , "},
        {"new": False},
        {"kind": "sample"},
    ],
)
def test_what_says_nothing_is_left_out(given: dict[str, Any]) -> None:
    assert sent(**given) == LEAST


@pytest.mark.parametrize(
    ("given", "more"),
    [
        ({"on": True}, {"on": True}),
        ({"on": False}, {"on": False}),
        ({"count": 0}, {"count": 0}),
        ({"new": True}, {"new": True}),
        ({"told": True}, {"told": True}),
        ({"rows": ["a"]}, {"rows": ["a"]}),
        ({"note": " x "}, {"note": "x"}),
        ({"ids": "a, b,,c"}, {"ids": "a,b,c"}),
        ({"ids": ["a", "b, c"]}, {"ids": "a,b,c"}),
        ({"day": "2025-01-31"}, {"day": "2025-01-31"}),
        ({"unknown": None, "other": [1, {"x": "y"}]}, {"unknown": None, "other": [1, {"x": "y"}]}),
    ],
)
def test_what_was_given_is_sent(given: dict[str, Any], more: dict[str, Any]) -> None:
    assert sent(**given) == LEAST | more


def test_secrets_stay_secrets() -> None:
    class Key(Credential):
        token: Token

    values = to_wire(Key.model_validate({"token": " abc\n", "more": {"deep": ["xyz", 1]}}))
    assert isinstance(values["token"], Secret)
    assert values["token"].get_secret_value() == "abc"
    assert isinstance(values["more"]["deep"][0], Secret)


@pytest.mark.parametrize(
    ("type", "given", "wire"),
    [
        ("hubspot", {"object_types": ["tickets", "companies", "deals", "contacts"]}, {}),
        ("hubspot", {"object_types": ["deals"]}, {"object_types": ["deals"]}),
        (
            "asana",
            {"asana_workspace_id": "1", "asana_project_ids": ""},
            {"asana_workspace_id": "1"},
        ),
        ("loopio", {"loopio_stack_name": ""}, {}),
        (
            "slack",
            {"channels": [], "channel_regex_enabled": False},
            {"channel_regex_enabled": False},
        ),
        ("sharepoint", {"sites": [], "authority_host": "https://login.microsoftonline.com"}, {}),
        ("file", {"file_locations": ["a"]}, {"file_locations": ["a"], "zip_metadata": {}}),
        ("zendesk", {}, {"content_type": "articles"}),
        ("clickup", {}, {"connector_type": "workspace", "retrieve_task_comments": True}),
        ("outlook", {"include_attachments": True, "indexing_scope": "everything"}, {}),
    ],
)
def test_types_send_no_more_than_is_safe(
    type: str, given: dict[str, Any], wire: dict[str, Any]
) -> None:
    assert to_wire(load(type).config.model_validate(given)) == wire


def test_jira_data_center_never_has_an_e_mail() -> None:
    from wizard.connectors.types.jira import DataCenter

    sent = to_wire(DataCenter.model_validate({"jira_api_token": "t"}))
    assert list(sent) == ["jira_api_token"]
