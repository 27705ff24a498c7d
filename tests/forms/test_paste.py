"""A pasted text that names fields."""

from __future__ import annotations

import json
import re
from typing import Annotated, Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, Field

from tests.support.models import valid
from wizard.forms import MASK, Form, FormState, Secret, Ui, text_of
from wizard.forms.paste import PasteOffer, recognise


class Proxy(BaseModel):
    host: str
    port: int = 8080


class Keys(BaseModel):
    aws_access_key_id: str
    aws_secret_access_key: Secret
    region: Literal["eu", "us"] = "eu"
    bucket: Annotated[str, Ui(label="Bucket name")]
    verify: bool = True
    limits: list[int] = []
    github_access_token: Secret | None = None
    api_base: Annotated[str, Field(alias="apiBase")] = ""
    proxy: Proxy | None = None


def state() -> FormState[Any]:
    return FormState(Form.from_model(Keys))


def offered(text: str) -> dict[Any, str]:
    offer = recognise(text, state())
    assert offer is not None
    return {fill.loc[-1]: text_of(fill.raw) or fill.raw for fill in offer.fills}


AWS = "[default]\naws_access_key_id = AKIA1\naws_secret_access_key=abc/def=\n"
ENV = """
# from the console
export AWS_ACCESS_KEY_ID=AKIA1   # mine
AWS_SECRET_ACCESS_KEY="abc/def="
"""
KEYS = {"aws_access_key_id": "AKIA1", "aws_secret_access_key": "abc/def="}


@pytest.mark.parametrize(
    "text",
    [
        AWS,
        ENV,
        ENV.replace("\n", "\r\n"),
        json.dumps(KEYS),
        json.dumps({"AwsAccessKeyId": "AKIA1", "awsSecretAccessKey": "abc/def="}),
        "aws access key id".replace(" ", "-") + ": AKIA1\naws_secret_access_key: abc/def=",
    ],
)
def test_a_block_of_keys(text: str) -> None:
    assert offered(text) == KEYS


def test_secrets_are_wrapped_and_shown_masked() -> None:
    offer = recognise(AWS, state())
    assert offer is not None
    first, second = offer.fills
    assert (first.shown, second.shown) == ("AKIA1", MASK)
    assert isinstance(second.raw, Secret)
    assert "abc/def=" not in repr(offer)


def test_names_fit_by_label_alias_and_ending() -> None:
    assert offered("Bucket_Name=b") == {"bucket": "b"}
    assert offered("APIBASE=x") == {"apiBase": "x"}
    assert offered("MY_GITHUB_ACCESS_TOKEN=x") == {"github_access_token": "x"}
    assert offered("ACCESS_TOKEN=x") == {"github_access_token": "x"}


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ('ACCESS_TOKEN="abc" # mine', "abc"),
        ("ACCESS_TOKEN='abc'  # it's mine", "abc"),
        ('ACCESS_TOKEN="a # b" # mine, "really"', "a # b"),
        (r'ACCESS_TOKEN="a\" # b"', r"a\" # b"),
        ('ACCESS_TOKEN="a"b"', 'a"b'),
        ('ACCESS_TOKEN="abc', '"abc'),
        ('ACCESS_TOKEN="abc\\"', "abc\\"),
        ('export ACCESS_TOKEN="abc";', "abc"),
        ("export ACCESS_TOKEN=abc;", "abc"),
        ("export ACCESS_TOKEN=abc; # mine", "abc"),
        ("ACCESS_TOKEN=abc;", "abc;"),
        ("ACCESS_TOKEN: abc;", "abc;"),
        ("ACCESS_TOKEN=abc   # mine", "abc"),
        ("ACCESS_TOKEN=#abc", "#abc"),
        ("ACCESS_TOKEN=pa#ss", "pa#ss"),
    ],
)
def test_what_is_the_value_of_a_line_and_what_is_not(line: str, value: str) -> None:
    assert offered(line) == {"github_access_token": value}


@pytest.mark.parametrize("line", ["ACCESS_TOKEN=  # fill in", "ACCESS_TOKEN: # fill in"])
def test_a_comment_alone_is_no_value(line: str) -> None:
    assert recognise(line, state()) is None
    assert offered(f"{line}\nbucket=b") == {"bucket": "b"}


def test_a_secret_that_ends_before_a_number_sign_says_so() -> None:
    offer = recognise('ACCESS_TOKEN=pa #ss\nAWS_SECRET_ACCESS_KEY="pa" # mine', state())
    assert offer is not None
    quoted, bare = offer.fills
    assert (text_of(bare.raw), bare.shown) == ("pa", f"{MASK} (the part before the #)")
    assert quoted.shown == MASK


VALUES = st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF, exclude_categories=["Cc"]))
COMMENTS = st.sampled_from(["", "  # mine", " # say \"hi\" or 'hi'"])


@given(VALUES, COMMENTS, st.sampled_from("\"'"))
def test_quotes_keep_all_that_is_between_them(value: str, comment: str, quote: str) -> None:
    value = value.replace(quote, "").replace("\\", "") or "x"
    assert offered(f"ACCESS_TOKEN={quote}{value}{quote}{comment}") == {"github_access_token": value}


@given(VALUES, st.sampled_from(["ACCESS_TOKEN=", "ACCESS_TOKEN = ", "ACCESS_TOKEN: "]), COMMENTS)
def test_a_value_without_blanks_or_quotes_is_taken_as_it_is(
    value: str, name: str, comment: str
) -> None:
    value = "x" + re.sub(r"[\s\"']", "", value)
    assert offered(name + value + comment) == {"github_access_token": value}


def test_other_kinds_than_text() -> None:
    found = offered('{"region": "us", "verify": false, "limits": [1, 2], "bucket": "b"}')
    assert found == {"region": "us", "verify": False, "limits": "1\n2", "bucket": "b"}
    assert offered("verify=no\nregion=us") == {"region": "us", "verify": False}


def test_names_that_nobody_knows_are_told() -> None:
    offer = recognise("bucket=b\nOTHER_THING=1", state())
    assert offer is not None
    assert offer.unknown == ("OTHER_THING",)


def test_fields_within_objects() -> None:
    filled = state()
    filled.choose(("proxy",), "Proxy")
    offer = recognise('{"proxy": {"host": "h", "port": 1}, "bucket": "b"}', filled)
    assert offer is not None
    offer.apply(filled)
    assert filled.shown(("proxy", "Proxy", "host")) == "h"
    assert filled.shown(("proxy", "Proxy", "port")) == "1"
    assert offer.fills[0].label == "Bucket name"


def test_what_is_offered_can_be_applied() -> None:
    filled = state()
    offer = recognise(AWS + "bucket=b", filled)
    assert offer is not None
    offer.apply(filled)
    value = valid(filled)
    assert value.aws_secret_access_key.get_secret_value() == "abc/def="
    assert value.bucket == "b"


def test_a_key_in_one_line_gets_its_lines_back() -> None:
    found = offered('bucket="-----BEGIN X-----\\nabc\\n-----END X-----"')
    assert found["bucket"].splitlines() == ["-----BEGIN X-----", "abc", "-----END X-----"]


def test_a_key_file_fits_the_one_field_that_takes_it() -> None:
    class Robot(BaseModel):
        type: str = "x"
        key: Annotated[Secret, Ui(multiline=True)]

    robot = FormState(Form.from_model(Robot))
    key = '{"type": "service_account",\n "private_key": "hush", "client_email": "r@x.example"}'
    offer = recognise(key, robot)
    assert offer is not None
    assert [(fill.loc, text_of(fill.raw)) for fill in offer.fills] == [(("key",), key)]
    assert offer.fills[0].shown == f"{MASK} (Google service-account key)"
    assert recognise(key, state()) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "just words",
        "https://example.com/?bucket=b",
        "dGhpcyBpcyBiYXNlNjQ=",
        "bucket=",
        "first line\nbucket=b",
        '{"bucket": ',
        "[1, 2]",
        '"bucket"',
        "OTHER=1",
        "id=1",
        "{" * 100_000,
    ],
)
def test_other_texts_are_left_alone(text: str) -> None:
    assert recognise(text, state()) is None


@given(st.text(max_size=80) | st.text(alphabet="bucket=:{}\"'\n #[]", max_size=60))
def test_nothing_breaks_it(text: str) -> None:
    assert isinstance(recognise(text, state()), PasteOffer | None)


@pytest.mark.parametrize("value", ['"\\ud800"', "1e999", '1, "region": 2'])
def test_json_that_a_form_would_refuse_offers_nothing(value: str) -> None:
    assert recognise(f'{{"bucket": "b", "region": {value}}}', state()) is None


def test_json_of_another_kind_fills_in_no_text() -> None:
    text = '{"bucket": ["a", "b"], "apiBase": null, "aws_access_key_id": true, "region": "us"}'
    assert offered(text) == {"region": "us"}
