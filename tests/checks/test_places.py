"""Places in answers: JSON paths, headers, XML, text."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.api.response import RawResponse
from wizard.checks.places import Answer, find

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=10,
)


@pytest.mark.parametrize(
    ("value", "path", "found"),
    [
        ({"a": {"b": 1}}, "a.b", [1]),
        ([{"id": 1}, {"id": 2}], "[].id", [1, 2]),
        ([{"id": 1}, {"id": 2}], "[1].id", [2]),
        ({"items": [{"n": "x"}, {}]}, "items[].n", ["x"]),
        ({"error": {".tag": "expired"}}, "error..tag", ["expired"]),
        ({"@odata.nextLink": "u"}, "@odata.nextLink", ["u"]),
        ({"p": {"Name": {"title": [{"t": "x"}]}, "Tags": {}}}, "p.*.title[].t", ["x"]),
        ({"a": []}, "a[0].id", []),
        ("text", "a.b", []),
    ],
)
def test_a_path_finds_what_stands_there(value: Any, path: str, found: list[Any]) -> None:
    assert list(find(value, path)) == found


@given(JSON, st.text(alphabet="ab.[]0@", max_size=12))
def test_no_answer_and_no_path_breaks_it(value: Any, path: str) -> None:
    list(find(value, path))


def test_headers_xml_and_text_are_places_too() -> None:
    body = b'<E xmlns="http://x"><Error><Code>NoSuch &amp; Key</Code></Error></E>'
    answer = Answer(RawResponse(403, {"x-scopes": "a, b"}, body))
    assert answer.at("header X-Scopes") == ["a, b"]
    assert answer.at("xml Error.Code") == ["NoSuch & Key"]
    assert answer.first("text").startswith("<E")
    assert answer.at("error.code") == []


def test_expressions_counts_and_sentences_are_places_too() -> None:
    page = Answer(RawResponse(200, {"content-type": "text/html"}, b"<title>A &amp; B</title>"))
    assert page.at("text <title>([^<]*)") == ["A & B"]
    robots = Answer(RawResponse(200, {}, b"Sitemap: /a\nsitemap: /b\n"))
    assert robots.at(r"text (?im)^sitemap: (\S+)") == ["/a", "/b"]
    listed = Answer(RawResponse(200, {}, b'{"data": [{"id": 1}, {"id": 2}], "name": "Acme"}'))
    assert listed.at("count data[].id") == [2]
    assert listed.at("count nothing[]") == []
    assert listed.texts("{name} has {count data[]} entries") == ["Acme has 2 entries"]
    assert listed.texts("{name} has {nothing}") == []


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        "<a><b></a>",
        "no xml",
        "<a>" * 50_000,
    ],
)
def test_a_hostile_document_has_nothing(text: str) -> None:
    assert Answer(RawResponse(200, {}, text.encode())).at("xml a") == []


def test_a_deep_document_is_read_without_end_of_stack() -> None:
    text = "<a>" * 20_000 + "x" + "</a>" * 20_000
    assert "x" in Answer(RawResponse(200, {}, text.encode())).at("xml a")
