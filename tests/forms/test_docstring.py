"""The lines in the package's docstring run as they stand, and give what they say."""

from __future__ import annotations

import textwrap
from typing import Annotated, Any

from pydantic import BaseModel, Field

from wizard import forms


def run(source: str, mode: str, names: dict[str, Any]) -> Any:
    return eval(compile(source, "docstring", mode, dont_inherit=True), names)  # noqa: S307


def test_the_ten_lines_of_the_docstring_run() -> None:
    text = forms.__doc__ or ""
    code = textwrap.dedent(text.split("::\n", 1)[1].split("\n\n``Form``", 1)[0])
    definition, use = code.split("form = ", 1)
    given = {"Annotated": Annotated, "BaseModel": BaseModel, "Field": Field}
    names: dict[str, Any] = {**vars(forms), **given}
    run(definition, "exec", names)
    checked = 0
    for line in f"form = {use}".strip().splitlines():
        statement, _, said = (part.strip() for part in line.partition("#"))
        if said:
            value = run(statement, "eval", names)
            assert said in (repr(value), f'"{value}"')
            checked += 1
        else:
            run(statement, "exec", names)
    assert checked == 2
