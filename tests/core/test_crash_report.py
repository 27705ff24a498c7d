"""A report of a failure says where, and never with what."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from wizard.core import crash_report
from wizard.core.crash_report import describe

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
    assert "test_crash_report.py" in text
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


def fails_here() -> BaseException:
    return caught(ValueError("here"))


def test_a_cause_that_comes_back_is_reported_once_an_hour(home: Path) -> None:
    first = crash_report.report(fails_here())
    assert first is not None
    assert {crash_report.report(fails_here()) for _ in range(20)} == {first}
    assert crash_report.apology(fails_here()).endswith(f"is in {first}.")
    elsewhere = crash_report.report(caught(TypeError("other")))
    assert elsewhere not in (None, first)
    old = first.with_name(re.sub(r"crash-\w+", "crash-20200101T000000000000", first.name))
    first.rename(old)
    assert crash_report.report(fails_here()) not in (None, old)
    assert len(list(home.rglob("crash-*.txt"))) == 3


def test_a_report_of_the_future_is_not_waited_for(home: Path) -> None:
    first = crash_report.report(fails_here())
    assert first is not None
    first.rename(first.with_name(re.sub(r"crash-\w+", "crash-29990101T000000000000", first.name)))
    assert crash_report.report(fails_here()) is not None
    assert len(list(home.rglob("crash-*.txt"))) == 2


def test_however_much_fails_the_newest_reports_alone_are_kept(home: Path) -> None:
    kinds = [type(f"Error{n}", (Exception,), {}) for n in range(crash_report.MAX_REPORTS + 10)]
    paths = [crash_report.report(caught(kind())) for kind in kinds]
    assert sorted(home.rglob("crash-*.txt")) == paths[10:]
