"""A field that follows from another: never asked for, and taken from a file all the same."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import BaseModel, model_validator

from wizard.forms import Form, FormState, Ui
from wizard.forms.json_editing import from_json, to_json


class Server(BaseModel):
    region: str = "eu"
    host: Annotated[str | None, Ui(follows="region")] = None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.host not in (None, f"{self.region}.example.com"):
            raise ValueError("The host is that of another region")
        return self


FORM = Form.from_model(Server)


def test_it_is_not_asked_for() -> None:
    assert [place.loc for place in FormState(FORM).places()] == [("region",)]


def test_a_file_may_give_it() -> None:
    raw = FORM.to_raw({"host": "eu.example.com"})
    assert FORM.read(raw).value == Server(host="eu.example.com")
    assert '"host": "eu.example.com"' in to_json(FORM, raw)
    changed = from_json(FORM, '{"region": "us", "host": "us.example.com"}', raw)
    assert FORM.read(changed).value == Server(region="us", host="us.example.com")


def test_it_counts_when_the_rest_is_checked() -> None:
    state = FormState(FORM, FORM.to_raw({"host": "us.example.com"}))
    assert not state.read().ok
    state.set(("region",), "us")
    assert state.read().ok
