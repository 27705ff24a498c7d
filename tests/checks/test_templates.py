"""Placeholders: what may stand in an address, and how it is encoded."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.api.vendor import UnsafeRequest
from wizard.checks.templates import MissingValue, UnusableValue, fill, fill_url
from wizard.forms import Secret


@given(st.text(min_size=1))
def test_a_value_stays_within_its_part_of_the_path(value: str) -> None:
    try:
        url = fill_url("https://api.example.com/a/{config.x}/b?q={config.x}", {"config.x": value})
    except UnicodeEncodeError:
        return  # half of a character
    except UnusableValue:
        assert {".", ".."} & set(value.split("/"))
        return
    parts = urlsplit(url)
    assert parts.netloc == "api.example.com"
    first, middle, last = parts.path.removeprefix("/").split("/")
    assert (first, unquote(middle), last) == ("a", value, "b")
    assert not parts.fragment


@pytest.mark.parametrize(
    "value",
    ["http://acme.example", "https://", "https://user:pass@acme.example", "file:///etc/passwd",
     "https://acme.example@evil.example", "https://a b.example", "acme.example", "https://a\\b"],
)  # fmt: skip
def test_an_address_that_was_typed_has_to_be_https_and_plain(value: str) -> None:
    with pytest.raises((UnusableValue, UnsafeRequest)):
        fill_url("{config.base}/api", {"config.base": value})


@pytest.mark.parametrize("value", ["a/b", "evil.example/", "a@b", "a b", "é", "a:b", "-a", "a#"])
def test_a_part_of_a_host_has_to_be_one(value: str) -> None:
    with pytest.raises(UnusableValue):
        fill_url("https://{config.name}.example.com/api", {"config.name": value})


@pytest.mark.parametrize("value", [".", "..", "a/../b"])
def test_no_value_leads_up_the_path(value: str) -> None:
    for template in ("https://a.example/x/{config.x}/y", "https://a.example/x/{config.x|path}/y"):
        with pytest.raises(UnusableValue):
            fill_url(template, {"config.x": value})


def test_a_typed_address_may_have_a_port_and_a_path() -> None:
    values = {"config.base": "https://acme.example:8443/wiki/"}
    assert fill_url("{config.base}/rest", values) == "https://acme.example:8443/wiki/rest"


def test_lists_items_and_missing_values() -> None:
    values = {"config.x": ["a", "b"], "credentials.t": Secret("s")}
    assert fill("{config.x[0]}-{config.x}-{credentials.t}", values) == "a-a,b-s"
    for text in ("{config.y}", "{config.y[0]}"):
        with pytest.raises(MissingValue) as caught:
            fill(text, values)
        assert caught.value.path == "config.y"
