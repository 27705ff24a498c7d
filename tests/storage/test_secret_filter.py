"""What the history and the record keep of a request."""

from __future__ import annotations

import pytest

from wizard.forms import MASK
from wizard.storage.secret_filter import masked_body


@pytest.mark.parametrize(
    ("key", "value", "kept"),
    [
        ("api_key", "planted", MASK),
        ("api_keys", ["planted", "too"], [MASK, MASK]),
        ("passwords", [["planted"]], [[MASK]]),
        ("pwd", 1234, MASK),
        ("tokens", [{"region": "eu", "token": "planted"}], [{"region": "eu", "token": MASK}]),
        ("use_token", True, True),
        ("token_id", "AKIA", "AKIA"),
        ("pages", ["a", "b"], ["a", "b"]),
    ],
)
def test_what_its_name_calls_a_secret_is_masked(key: str, value: object, kept: object) -> None:
    body = {"config": {key: value}, "credential": {"credentials": {"pin": 1234}}}
    masked = masked_body(body)
    assert masked == {"config": {key: kept}, "credential": {"credentials": {"pin": MASK}}}
    assert masked_body(masked) == masked
