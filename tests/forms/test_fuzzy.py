"""Finding by typing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wizard.forms.fuzzy import best

NAMES = ["Google Drive", "GitHub", "GitLab", "Gong", "Salesforce", "Outlook (OUTLOOK)"]


def found(query: str) -> list[str]:
    return best(NAMES, query, lambda name: (name,))


def test_the_best_come_first() -> None:
    assert found("git") == ["GitHub", "GitLab"]
    assert found("lab") == ["GitLab"]
    assert found("drive") == ["Google Drive"]
    assert found("goo dri") == ["Google Drive"]
    assert found("outl") == ["Outlook (OUTLOOK)"]


def test_letters_in_order_count_when_nothing_is_closer() -> None:
    assert found("sfc") == ["Salesforce"]
    assert found("xyz") == []


def test_nothing_typed_shows_all() -> None:
    assert found("  ") == NAMES


@given(st.text(max_size=6))
def test_only_what_is_there_is_found(query: str) -> None:
    assert set(found(query)) <= set(NAMES)
