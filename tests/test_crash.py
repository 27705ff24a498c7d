"""A report of a failure says where, and never with what."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from wizard.crash import describe

SECRET = "xoxb-planted-secret"
NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def caught(error: BaseException) -> BaseException:
    """``error`` after having been raised here, with the secret in a local variable."""
    token = SECRET
    try:
        try:
            raise KeyError(token)
        except KeyError as cause:
            raise error from cause
    except BaseException as raised:
        return raised


@pytest.mark.parametrize(
    "error",
    [
        ValueError(f"bad value {SECRET}"),
        ExceptionGroup(f"several {SECRET}", [OSError(SECRET), TypeError(SECRET)]),
    ],
    ids=["plain", "group"],
)
def test_no_text_and_no_value_gets_in(error: BaseException) -> None:
    text = describe(caught(error), NOW)
    assert SECRET not in text
    assert "builtins.KeyError" in text


def test_it_says_what_and_where_and_when() -> None:
    text = describe(caught(ValueError("no")), NOW)
    assert "builtins.ValueError" in text
    assert "test_crash.py" in text
    assert "in caught" in text
    assert "2026-01-02 03:04:05 UTC" in text


def test_members_of_a_group_are_named() -> None:
    text = describe(caught(ExceptionGroup("both", [OSError(), TypeError()])), NOW)
    assert "builtins.OSError" in text
    assert "builtins.TypeError" in text


def test_a_circle_of_causes_ends() -> None:
    first, second = ValueError(), TypeError()
    first.__cause__, second.__cause__ = second, first
    assert describe(first, NOW).count("builtins.ValueError") == 1
