"""What differs between the catalog and the server, and how it is said."""

from __future__ import annotations

import pytest

from tests.support.openapi import body, document, read, refs
from wizard.connectors import catalog, load_cataloged
from wizard.connectors.server_schema.comparison import fields_here
from wizard.connectors.server_schema.drift import Difference, compare
from wizard.connectors.server_schema.facts import FieldFacts
from wizard.connectors.server_schema.schema import PARTS

TEXT = FieldFacts(frozenset(["a text"]))
NUMBER = FieldFacts(frozenset(["a whole number"]))
A_OR_B = TEXT._replace(choices=frozenset("ab"))
LIST = FieldFacts(frozenset(["a list of texts"]))


def differences(
    here: dict[str, FieldFacts], server: dict[str, FieldFacts]
) -> list[tuple[str, str, str]]:
    found = compare("acme", "config", here, server)
    return [(item.kind, item.field, item.new) for item in found]


def test_the_same_fields_do_not_differ() -> None:
    assert differences({"a": TEXT, "b": LIST}, {"b": LIST, "a": TEXT}) == []


def test_fields_more_and_fewer() -> None:
    found = differences({"old_one": TEXT}, {"brand_new": NUMBER})
    assert found == [("field_missing", "old_one", ""), ("field_added", "brand_new", "")]


def test_a_similar_name_of_the_same_kind_is_a_guess() -> None:
    [found] = compare("acme", "config", {"base_url": TEXT}, {"site_base_url": TEXT})
    assert (found.kind, found.field, found.new) == ("field_renamed", "base_url", "site_base_url")
    assert "guess" in found.words
    assert found.as_json()["guess"] is True


def test_a_similar_name_of_another_kind_is_no_guess() -> None:
    kinds = [kind for kind, _, _ in differences({"base_url": TEXT}, {"base_urls": LIST})]
    assert kinds == ["field_missing", "field_added"]


def test_each_new_name_is_guessed_once() -> None:
    found = differences({"page_one": TEXT, "page_two": TEXT}, {"page_three": TEXT})
    assert [kind for kind, _, _ in found] == ["field_renamed", "field_missing"]


@pytest.mark.parametrize(
    ("here", "server", "kinds"),
    [
        (TEXT, TEXT._replace(required=True), ["required"]),
        (TEXT._replace(required=True), TEXT, ["optional"]),
        (TEXT, NUMBER, ["kind"]),
        (NUMBER, FieldFacts(frozenset(["a number"])), []),
        (FieldFacts(frozenset(["a number"])), NUMBER, ["kind"]),
        (LIST, TEXT, ["kind"]),
        (LIST, FieldFacts(frozenset(["a list"])), []),
        (LIST, FieldFacts(frozenset(["anything"])), []),
        (TEXT, FieldFacts(frozenset(["a text", "a whole number"])), []),
        (TEXT, A_OR_B, ["choices"]),
        (A_OR_B, TEXT, []),
        (A_OR_B, TEXT._replace(choices=frozenset("ac")), ["choices"]),
    ],
)  # fmt: skip
def test_the_same_field_of_another_kind(
    here: FieldFacts, server: FieldFacts, kinds: list[str]
) -> None:
    assert [kind for kind, _, _ in differences({"a": here}, {"a": server})] == kinds


def test_every_difference_has_words_and_comes_back_from_json() -> None:
    for kind in (
        *("type_added", "type_missing", "field_added", "field_missing", "field_renamed"),
        *("required", "optional", "kind", "choices"),
    ):
        item = Difference(kind, "acme", "config", "a", "b", "a text", "a number")
        assert item.words
        assert Difference.from_json(item.as_json()) == item


@pytest.mark.parametrize("value", [None, [], {}, {"kind": "other"}, {"kind": 1}])
def test_what_is_no_difference_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="not a difference"):
        Difference.from_json(value)


def test_fields_of_several_members_are_needed_if_all_of_them_need_them() -> None:
    schemas = {
        "AcmeOne": {"properties": {"a": {"type": "string"}, "b": {}}, "required": ["a", "b"]},
        "AcmeTwo": {"properties": {"a": {"type": "integer"}}, "required": ["a"]},
    }
    found = read(document(body(["slack"], {"oneOf": refs(*schemas)}), schemas))
    by_field = {item.field: item for item in found.types["slack"].differences if item.part}
    assert by_field["a"].server == "required"
    assert by_field["b"].server == ""


def test_what_is_compared_has_every_key_that_the_examples_send() -> None:
    for type_name in catalog.cataloged():
        connector = load_cataloged(type_name)
        for part in () if connector.about.raw_editor else PARTS:
            sent = {key for example in connector.examples for key in getattr(example, part)}
            assert sent <= fields_here(connector, part).keys(), type_name
