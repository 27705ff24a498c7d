"""The kinds of fields that types are made of."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from wizard.connectors.fields import (
    ChannelName,
    CommaList,
    Day,
    Digits,
    Email,
    Guid,
    KeyFile,
    Maybe,
    Password,
    TenantId,
    Text,
    Token,
    Url,
    prefix_warning,
)
from wizard.connectors.repairs import trimmed
from wizard.forms import Secret
from wizard.forms.annotations import take_apart

MaybeText: Any = Maybe[Text]  # type: ignore[misc]  # an alias, which mypy takes for a value
MaybeUrl: Any = Maybe[Url]  # type: ignore[misc]
GUID = "01234567-89ab-cdef-0123-456789abcdef"


def read(kind: Any, value: Any) -> Any:
    return TypeAdapter(kind).validate_python(value)


def refusal(kind: Any, value: Any) -> dict[str, Any]:
    with pytest.raises(ValidationError) as caught:
        read(kind, value)
    return dict(caught.value.errors()[0])


@pytest.mark.parametrize(
    ("kind", "value", "result"),
    [
        (Text, "  a b ", "a b"),
        (Url, " https://example.com/a?b=c#d ", "https://example.com/a?b=c#d"),
        (Url, "http://localhost:8080/", "http://localhost:8080/"),
        (Url, "HTTPS://Example.com", "HTTPS://Example.com"),
        (Email, " a.b+c@example.com", "a.b+c@example.com"),
        (Guid, GUID.upper(), GUID.upper()),
        (Digits, " 007 ", "007"),
        (TenantId, "contoso.onmicrosoft.com", "contoso.onmicrosoft.com"),
        (ChannelName, "#general", "general"),
        (MaybeText, "", None),
        (MaybeText, " x", "x"),
        (MaybeUrl, None, None),
        (CommaList[Digits], "1, 2", ["1", "2"]),
        (CommaList[Text], ["a", "b,c"], ["a", "b", "c"]),
    ],
)
def test_good_values(kind: Any, value: Any, result: Any) -> None:
    assert read(kind, value) == result


@pytest.mark.parametrize(
    ("kind", "value", "message"),
    [
        (Url, "example.com", "Start with https://"),
        (Url, "example.com:8080/x", "Start with https://"),
        (Url, "ftp://example.com", "Start with https://"),
        (Url, "javascript:alert(1)", "Start with https://"),
        (Url, "https://", "Enter a full URL, such as https://www.example.com"),
        (Url, "https:/example.com", "Start with https://"),
        (Url, "https://a b.com", "Enter a full URL, such as https://www.example.com"),
        (Url, "https://a.com:99999", "Enter a full URL, such as https://www.example.com"),
        (Url, "https://[::1", "Enter a full URL, such as https://www.example.com"),
        (Url, "https://me:pw@a.com", "Remove the username and password from the URL"),
        (Email, "name", "Enter an email address, such as name@example.com"),
        (Email, "a@b@c", "Enter an email address, such as name@example.com"),
        (Guid, GUID[:-1], f"Enter the full ID, such as {GUID}"),
        (Digits, "12a", "Enter only digits"),
        (Digits, "١٢", "Enter only digits"),
        (Day, "31.1.2025", "Enter a date as YYYY-MM-DD, such as 2025-01-31"),
        (Day, 20250131, "Enter a date as YYYY-MM-DD, such as 2025-01-31"),
        (Day, "2025-01-31T10:00", "Enter a date as YYYY-MM-DD, such as 2025-01-31"),
    ],
)
def test_bad_values_are_refused_in_words(kind: Any, value: Any, message: str) -> None:
    assert refusal(kind, value)["msg"] == message


def test_an_address_without_a_scheme_comes_with_a_proposal() -> None:
    assert refusal(Url, "example.com/x")["ctx"] == {"fix": "https://example.com/x", "sure": True}
    for value in ("ftp://example.com", "https:/example.com", "javascript:alert(1)", "two words"):
        assert "fix" not in refusal(Url, value)["ctx"]


@pytest.mark.parametrize("kind", [Text, Url, Email, Guid, Digits, Token, Password])
@pytest.mark.parametrize("value", ["", "  ", "\n"])
def test_blank_is_missing(kind: Any, value: str) -> None:
    assert refusal(kind, value)["type"] == "missing"


def test_a_day_that_is_none_is_refused() -> None:
    assert refusal(Day, "2025-02-30")["type"].startswith("date")


def test_blanks_around_a_token_go_and_those_of_a_password_stay() -> None:
    assert read(Token, " abc\n").get_secret_value() == "abc"
    assert read(Token, Secret(" abc ")).get_secret_value() == "abc"
    assert read(Password, " abc \r\n").get_secret_value() == " abc "
    assert type(read(Token, "abc")) is Secret


@pytest.mark.parametrize("kind", [Token, Password])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_secret_of_one_line_has_no_second(kind: Any, end: str) -> None:
    assert read(kind, f"abc{end}").get_secret_value() == "abc"
    said = refusal(kind, f"abc{end}def")["msg"]
    assert said == "Enter a single line"
    assert read(KeyFile, f"abc{end}def").get_secret_value() == f"abc{end}def"


@pytest.mark.slow
@given(st.lists(st.text(min_size=1).filter(lambda t: "," not in t and t == trimmed(t) and t)))
def test_a_comma_list_survives_its_wire(items: list[str]) -> None:
    assert read(CommaList[Text], ",".join(items)) == read(CommaList[Text], items) == items


def test_an_error_in_a_list_names_its_item() -> None:
    assert refusal(CommaList[Digits], "1,x")["loc"] == (1,)


def test_the_schema_of_a_comma_list_is_that_of_its_wire() -> None:
    assert TypeAdapter(CommaList[Text]).json_schema()["type"] == "string"


def test_an_unusual_beginning_is_mentioned() -> None:
    warn = prefix_warning("ghp_", "github_pat_")
    assert warn("ghp_abc") is None
    assert warn("") is None
    said = warn("hunter2hunter2")
    assert said == (
        'It usually starts with "ghp_" or "github_pat_". Check that this is the right one.'
    )


def test_a_tenant_that_is_no_guid_is_mentioned() -> None:
    warn = take_apart(TenantId).ui.warn
    assert warn is not None
    assert warn(GUID) is None
    assert warn("") is None
    assert "Check that this is the right one." in str(warn("contoso.com"))
