"""From raw values to a checked value, with every problem at its location."""

from __future__ import annotations

from typing import Any

from pydantic import PydanticUserError, ValidationError

from wizard.forms.controls.base import Control
from wizard.forms.problems import Attempt, Problem
from wizard.forms.raw import OMIT, Loc


def validated(control: Control, raw: Any, at: Loc, attempt: Attempt) -> Any:
    """The value of ``control`` for ``raw``, checked by pydantic; OMIT after recording problems."""
    before = len(attempt.problems)
    candidate = control.collect(raw, at, attempt)
    failed = [problem.loc for problem in attempt.problems[before:]]
    if candidate is OMIT:
        if not failed:
            attempt.fail(at, "missing")
        return OMIT
    try:
        value = control.adapter.validate_python(candidate, by_alias=True, by_name=True)
    except ValidationError as error:
        for item in error.errors(include_url=False, include_input=False):
            loc = (*at, *item["loc"])
            # What could not be converted was left out: that it is missing is no news.
            if not any(known[: len(loc)] == loc for known in failed):
                attempt.problems.append(
                    Problem(loc, item["type"], item.get("ctx", {}), item["msg"])
                )
    except PydanticUserError:
        raise
    except Exception as error:  # The model's own code: its validators may raise anything.
        if not failed:
            attempt.fail(at, "broken_check", name=type(error).__name__)
    else:
        return OMIT if failed else value
    return OMIT
