"""A token in a field that shows and keeps what is typed is refused, and is in no draft."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.connectors import load
from wizard.connectors.catalog import all_types
from wizard.flow import Step, WizardFlow
from wizard.storage.secret_filter import without_secrets
from wizard.utils.text import looks_like_secret

BODY = "Zk9Hf3Vr7Kx1Nc5Bq8Ty2Lm4"
TOKENS = [
    f"ghp_{BODY}", f"github_pat_{BODY}", f"glpat-{BODY}", f"xoxb-1234-{BODY}", f"ATATT3{BODY}",
    f"ntn_{BODY}", f"shpat_{BODY}", f"sk-{BODY}", f"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.{BODY}",
    f"-----BEGIN RSA PRIVATE KEY-----\n{BODY}",
]  # fmt: skip


@pytest.mark.parametrize("token", TOKENS)
def test_it_is_known_alone_and_among_words(token: str) -> None:
    assert looks_like_secret(token)
    assert looks_like_secret(f"GitHub: {token}")
    assert looks_like_secret(f"https://example.com/?key={token}")


@given(st.text(st.characters(categories=["L", "N", "Zs"]), max_size=60))
def test_words_and_numbers_are_none(text: str) -> None:
    assert not looks_like_secret(text)


def test_no_example_has_one_where_it_is_seen() -> None:
    for about in all_types():
        for example in load(about.type).examples:
            assert not looks_like_secret(json.dumps(example.config)), about.type


def test_the_field_refuses_it_and_the_draft_lacks_it() -> None:
    token = TOKENS[0]
    flow = WizardFlow()
    flow.choose("github")
    configure = flow.forms[Step.CONFIGURE]
    [owner] = [place.loc for place in configure.places() if place.label == "Owner"]
    configure.set(owner, token)
    flow.sync_dependents()
    [error] = configure.mark_touched(owner)
    assert "looks like a secret" in error.message
    assert token not in error.message
    assert token not in str(configure.entered(("name",)))  # which names nothing that is wrong
    flow.go(Step.CONFIGURE)
    assert owner in {error.loc for error in flow.next()}
    assert token not in json.dumps(without_secrets(flow.snapshot()))
