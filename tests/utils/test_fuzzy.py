"""Finding by typing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.utils.fuzzy import best, matches, score

NAMES = ["Google Drive", "GitHub", "GitLab", "Gong", "Salesforce", "Outlook (OUTLOOK)"]


def found(query: str) -> list[str]:
    return best(NAMES, query, lambda name: (name,))


def test_the_best_come_first() -> None:
    assert found("git") == ["GitHub", "GitLab"]
    assert found("lab") == ["GitLab"]
    assert found("drive") == ["Google Drive"]
    assert found("goo dri") == ["Google Drive"]
    assert found("(out") == ["Outlook (OUTLOOK)"]


def test_letters_in_order_count_when_nothing_is_closer() -> None:
    assert found("sfc") == ["Salesforce"]
    assert found("xyz") == []


def test_nothing_typed_shows_all() -> None:
    assert found("  ") == NAMES


@given(st.text(max_size=6))
def test_only_what_is_there_is_found(query: str) -> None:
    assert set(found(query)) <= set(NAMES)


def marked(name: str, query: str) -> str:
    """The name with what matches in brackets."""
    for start, end in reversed(matches(name, query)):
        name = f"{name[:start]}[{name[start:end]}]{name[end:]}"
    return name


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("git", "[Git]Hub"),
        ("hub", "Git[Hub]"),
        ("gh", "[G]it[H]ub"),
        ("gd", "[G]oogle [D]rive"),
        ("goo dri", "[Goo]gle [Dri]ve"),
        ("drive", "Google [Drive]"),
        ("e", "Googl[e] Drive"),
        ("sfc", "[S]ales[f]or[c]e"),
        ("upper", "Outlook ([upper] case)"),
        ("xyz", "Gong"),
        ("", "Gong"),
    ],
)
def test_what_matches_is_told(query: str, name: str) -> None:
    assert marked(name.replace("[", "").replace("]", ""), query) == name


def test_initials_find_a_name() -> None:
    assert found("gd") == ["Google Drive"]
    assert found("gh") == ["GitHub"]
    assert found("gl") == ["GitLab", "Google Drive"]


@given(st.text(), st.text(max_size=6))
def test_what_matches_lies_in_the_name_in_order_and_apart(name: str, query: str) -> None:
    ends = [0]
    for start, end in matches(name, query):
        assert ends[-1] <= start < end <= len(name)
        ends.append(end + 1)


@given(st.text(), st.text(max_size=6))
def test_something_is_marked_in_what_is_found(name: str, query: str) -> None:
    if query.strip() and len(name.casefold()) == len(name) and best([name], query, lambda n: (n,)):
        assert matches(name, query)


def test_the_score_ranks_as_the_order_does() -> None:
    assert score("GitHub", "github") == 1
    assert score("GitHub", "git") > score("GitHub", "hub") > score("GitHub", "gtb") > 0
    assert score("GitHub", "xyz") == score("GitHub", " ") == 0
