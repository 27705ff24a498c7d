from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from wizard.api import CreateSourceRequest
from wizard.forms import MASK, Secret

NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
JSON = st.recursive(
    st.none() | st.booleans() | NUMBERS | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)
OBJECTS = st.dictionaries(st.text(max_size=8), JSON, max_size=4)


@pytest.mark.slow
@given(st.text(), OBJECTS, OBJECTS, st.none() | st.integers())
def test_what_is_sent_is_what_was_given(
    name: str, config: dict[str, object], credentials: dict[str, object], seconds: int | None
) -> None:
    request = CreateSourceRequest(
        name=name, type="web", config=config, credentials=credentials, refresh_freq=seconds
    )
    assert json.loads(request.encode()) == {
        "name": name,
        "type": "web",
        "config": config,
        "credential": {"credentials": credentials},
        "refresh_freq": seconds,
        "prune_freq": None,
    }


def test_the_documentations_example_byte_for_byte() -> None:
    web = CreateSourceRequest(
        name="Docs",
        type="web",
        config={
            "base_url": "https://docs.example.com",
            "web_connector_type": "recursive",
            "mintlify_cleanup": False,
            "scroll_before_scraping": True,
        },
        refresh_freq=3600,
    )
    assert web.encode() == (
        b'{"name": "Docs", "type": "web", "config": {"base_url": "https://docs.example.com", '
        b'"web_connector_type": "recursive", "mintlify_cleanup": false, '
        b'"scroll_before_scraping": true}, "credential": {"credentials": {}}, '
        b'"refresh_freq": 3600, "prune_freq": null}'
    )


def nested(secret: str) -> CreateSourceRequest:
    return CreateSourceRequest(
        name="n",
        type="t",
        config={"list": [{"deep": Secret(secret)}]},
        credentials={"token": Secret(secret), "user": "ann"},
    )


def test_secrets_are_revealed_only_in_the_bytes() -> None:
    request = nested("hunter2")

    sent = json.loads(request.encode())
    assert sent["config"] == {"list": [{"deep": "hunter2"}]}
    assert sent["credential"]["credentials"] == {"token": "hunter2", "user": "ann"}
    assert request.masked()["config"] == {"list": [{"deep": MASK}]}
    assert request.masked()["credential"]["credentials"] == {"token": MASK, "user": "ann"}
    for text in (repr(request), str(request), repr(request.body()), request.model_dump_json()):
        assert "hunter2" not in text
    assert [secret.get_secret_value() for secret in request.secrets()] == ["hunter2", "hunter2"]


def test_a_text_that_can_be_nothing_but_a_secret_is_masked_and_sent() -> None:
    token = f"ghp_{'a1' * 18}"
    request = CreateSourceRequest(
        name="n", type="t", config={"odd": [f"token {token}"], "more": "ghp"}
    )
    assert request.masked()["config"] == {"odd": [MASK], "more": "ghp"}
    assert json.loads(request.encode())["config"]["odd"] == [f"token {token}"]


def test_an_empty_secret_is_masked_like_any_other() -> None:
    assert nested("").masked()["credential"]["credentials"]["token"] == MASK


def test_the_digest_tells_requests_apart_but_not_secrets() -> None:
    assert nested("one").digest() == nested("two").digest()
    other = nested("one").model_copy(update={"name": "other"})
    assert other.digest() != nested("one").digest()


@pytest.mark.parametrize("seconds", [True, 1.5, "60"])
def test_frequencies_are_whole_numbers(seconds: object) -> None:
    with pytest.raises(ValidationError):
        CreateSourceRequest.model_validate({"name": "n", "type": "t", "refresh_freq": seconds})


@pytest.mark.parametrize("value", [float("nan"), float("inf"), object(), {1, 2}])
def test_what_json_cannot_hold_is_an_error_that_repeats_nothing(value: object) -> None:
    request = CreateSourceRequest(
        name="n", type="t", config={"x": value}, credentials={"t": Secret("hunter2")}
    )
    with pytest.raises((TypeError, ValueError)) as caught:
        request.encode()
    assert "hunter2" not in str(caught.value)
