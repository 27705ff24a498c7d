"""The lines in the package's docstring run as they stand, and give what they say."""

from __future__ import annotations

import textwrap
from typing import Annotated, Any

from pydantic import BaseModel, Field

from wizard import forms


def test_the_ten_lines_of_the_docstring_run() -> None:
    text = forms.__doc__ or ""
    code = textwrap.dedent(text.split("::\n", 1)[1].split("\n\n``Form``", 1)[0])
    given = {"Annotated": Annotated, "BaseModel": BaseModel, "Field": Field}
    names: dict[str, Any] = {**vars(forms), **given}
    checked = 0
    for line in code.split("form = ", 1)[0].splitlines():
        assert "#" not in line
    exec(code.split("form = ", 1)[0], names)  # noqa: S102
    for line in ("form = " + code.split("form = ", 1)[1]).strip().splitlines():
        statement, _, said = (part.strip() for part in line.partition("#"))
        if said:
            value = eval(statement, names)  # noqa: S307
            assert said in (repr(value), f'"{value}"')
            checked += 1
        else:
            exec(statement, names)  # noqa: S102
    assert checked == 2
