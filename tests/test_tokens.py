"""A token in a field that shows and keeps what is typed is refused, and is in no draft."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.connectors import load
from wizard.connectors.index import all_types
from wizard.flow import Flow, Step
from wizard.storage.secretless import without_secrets
from wizard.tokens import holds_token

BODY = "Zk9Hf3Vr7Kx1Nc5Bq8Ty2Lm4"
TOKENS = [
    f"ghp_{BODY}", f"github_pat_{BODY}", f"glpat-{BODY}", f"xoxb-1234-{BODY}", f"ATATT3{BODY}",
    f"ntn_{BODY}", f"shpat_{BODY}", f"sk-{BODY}", f"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.{BODY}",
    f"-----BEGIN RSA PRIVATE KEY-----\n{BODY}",
]  # fmt: skip


@pytest.mark.parametrize("token", TOKENS)
def test_it_is_known_alone_and_among_words(token: str) -> None:
    assert holds_token(token)
    assert holds_token(f"GitHub: {token}")
    assert holds_token(f"https://example.com/?key={token}")


@given(st.text(st.characters(categories=["L", "N", "Zs"]), max_size=60))
def test_words_and_numbers_are_none(text: str) -> None:
    assert not holds_token(text)


def test_no_example_has_one_where_it_is_seen() -> None:
    for about in all_types():
        for example in load(about.type).examples:
            assert not holds_token(json.dumps(example.config)), about.type


def test_the_field_refuses_it_and_the_draft_lacks_it() -> None:
    token = TOKENS[0]
    flow = Flow()
    flow.choose("github")
    configure = flow.forms[Step.CONFIGURE]
    [owner] = [place.loc for place in configure.places() if place.label == "Owner"]
    configure.set(owner, token)
    flow.follow()
    [error] = configure.leave(owner)
    assert "looks like a token" in error.message
    assert token not in error.message
    assert any(e.loc == ("name",) for e in configure.leave(("name",)))
    flow.go(Step.CONFIGURE)
    assert {error.loc for error in flow.next()} >= {owner, ("name",)}
    assert token not in json.dumps(without_secrets(flow.snapshot()))
