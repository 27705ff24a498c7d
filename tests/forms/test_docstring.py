"""The lines in the package's docstring run as they stand, and give what they say."""

from __future__ import annotations

import json
import textwrap
from typing import Annotated, Any

from pydantic import BaseModel, Field

from wizard import forms
from wizard.forms import Form, Secret, raw
from wizard.forms.errors import ReadContext
from wizard.forms.json_editing import to_json


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


class ByKey(BaseModel):
    key: Secret


class ByLogin(BaseModel):
    user: str


class Server(BaseModel):
    port: int = 5432
    sign_in: ByKey | ByLogin


def test_what_becomes_of_a_raw_value_is_as_its_docstring_says() -> None:
    text = (raw.__doc__ or "").split("::\n", 1)[1]
    said = {}
    for line in text.strip().splitlines()[:4]:
        name, _, code = line.strip().partition(" ")
        said[name] = eval(code.strip())  # noqa: S307
    form = Form.from_model(Server)
    assert said["raw"] == form.to_raw(said["value"])
    assert said["candidate"] == form.root.to_python(said["raw"], (), ReadContext())
    assert said["JSON"] == json.loads(to_json(form, said["raw"]))
    assert said["value"] == form.read(said["raw"]).value
