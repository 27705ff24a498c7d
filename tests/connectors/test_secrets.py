"""No secret shows in anything but the request itself."""

from __future__ import annotations

import copy
import json
import pickle
import traceback
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from tests.support.connectors import CONNECTORS, all_members, members, revealed, secret_fields
from wizard.connectors import Connector, load
from wizard.connectors.serialize import to_wire
from wizard.forms import UNSET, Form, FormState
from wizard.forms.annotations import take_apart
from wizard.forms.json_editing import JsonEditError, from_json, to_json

CREDENTIALS = {
    name: case
    for name, case in all_members().items()
    if any(case[0] in members(connector.credential) for connector in CONNECTORS)
}
each_credential = pytest.mark.parametrize(
    ("name", "case"), CREDENTIALS.items(), ids=list(CREDENTIALS)
)
# Not to be found by accident in a mask, in a name or in the rest of an example.
secrets = st.text("0123456789Zq", min_size=8, max_size=40).map(lambda text: f"Zq{text}")
Case = tuple[type[BaseModel], dict[str, Any]]


def with_secret(member: type[BaseModel], data: dict[str, Any], secret: str) -> dict[str, Any]:
    """``data`` with ``secret`` in every place where a secret may be."""
    made = dict(data)
    for name in secret_fields(member):
        shaped = isinstance(made.get(name), str) and "FAKE" in made[name] and len(made[name]) > 8
        made[name] = made[name].replace("FAKE", secret) if shaped else secret
    return made | {"unknown_token": secret, "nested": {"list": [secret]}}


@each_credential
@settings(max_examples=5)
@given(secret=secrets)
def test_a_model_never_shows_a_secret(name: str, case: Case, secret: str) -> None:
    member, data = case
    if name == "sharepoint.Certificate":
        secret = "MIIK" + "0" * 8 + secret[: len(secret) // 4 * 4]
    model = member.model_validate(with_secret(member, data, secret))
    shown = [
        repr(model),
        str(model),
        f"{model}",
        repr(to_wire(model)),
        repr(model.model_dump()),
    ]
    shown += [repr(copy.deepcopy(model)), model.model_dump_json()]
    assert not [text for text in shown if secret in text]
    with pytest.raises(TypeError):
        pickle.dumps(model)
    assert json.dumps(revealed(to_wire(model))).count(secret) >= 2


@each_credential
@settings(max_examples=3)
@given(secret=secrets)
def test_an_error_never_shows_a_secret(name: str, case: Case, secret: str) -> None:
    member, data = case
    whole = with_secret(member, data, secret)
    broken = [{**whole, field: 5} for field in member.model_fields]
    broken += [{**whole, field: [secret]} for field in member.model_fields]
    for wrong in broken:
        try:
            member.model_validate(wrong)
        except ValidationError as error:
            shown = [str(error), repr(error), "".join(traceback.format_exception(error))]
            shown.append(error.json(include_input=False))
            assert not [text for text in shown if secret in text]


@pytest.mark.parametrize("connector", CONNECTORS, ids=lambda each: str(each.about.type))
def test_a_draft_of_what_was_edited_as_json_has_no_secret(connector: Connector) -> None:
    form: Form[Any] = Form.from_type(connector.credential)
    secret = "s3cretValue!"
    named = {name for each in members(connector.credential) for name in secret_fields(each)}
    full = connector.full.credentials
    data = {key: secret if key in named else item for key, item in full.items()}
    wrong: list[dict[str, Any]] = [{name: {"inner": [secret]}} for name in named & set(data)]
    wrong += [{"unknown": [secret]}, data | {"unknown": secret}]
    for value in [data, *wrong]:
        state = FormState(form)
        state.restore(from_json(form, json.dumps(value), UNSET))
        assert secret not in json.dumps(state.snapshot())
        assert secret not in to_json(form, state.raw)
    for no_object in (secret, [secret]):
        with pytest.raises(JsonEditError, match="object") as caught:
            from_json(form, json.dumps(no_object), UNSET)
        assert secret not in str(caught.value)


KEY_FILES = [
    ("google_drive", "google_service_account_key"),
    ("google_drive", "google_tokens"),
    ("gmail", "google_service_account_key"),
    ("zulip", "zuliprc_content"),
    ("sharepoint", "sp_private_key"),
]
WRONG = ["{}", "{}{}", '{{"type": "authorized_user", "private_key": "{}"}}', '["{}"]', '{{"{}": 1']
WRONG += ["[api]\nkey={}", "[other]\nkey={}", "key={}\n", "[api]\nemail=a\nsite=b\nkey=a {}"]


@pytest.mark.parametrize(("type", "field"), KEY_FILES)
@pytest.mark.parametrize("template", WRONG)
def test_a_file_of_the_wrong_shape_is_refused_without_being_repeated(
    type: str, field: str, template: str
) -> None:
    secret = "s3cretValue!"
    content = template.replace("{}", secret).replace("{{", "{").replace("}}", "}")
    for member in members(load(type).credential):
        if field in member.model_fields:
            with pytest.raises(ValidationError) as caught:
                member.model_validate({field: content})
            mine = [error for error in caught.value.errors() if error["loc"] == (field,)]
            assert [error["type"] for error in mine] == ["refused"]
            assert secret not in str(caught.value)
            assert secret not in mine[0]["msg"]
            assert secret not in repr(mine[0]["ctx"])


def test_every_key_file_is_a_secret_of_several_lines_that_may_be_loaded() -> None:
    for type, field in KEY_FILES:
        for member in members(load(type).credential):
            if info := member.model_fields.get(field):
                ui = take_apart(info.annotation, tuple(info.metadata)).ui
                assert field in secret_fields(member)
                assert ui.multiline
                assert ui.file is not None


def test_values_that_look_secret_are_secret() -> None:
    plain = {
        "authentication_method",
        "bookstack_api_token_id",
        "gong_access_key",  # the public half of a pair, as the vendors call it
        "aws_access_key_id",
        "r2_access_key_id",
        "access_key_id",
        "highspot_key",
    }
    for connector in CONNECTORS:
        for member in members(connector.credential):
            suspects = {
                name
                for name in member.model_fields
                if any(word in name for word in ("token", "secret", "password", "key", "zuliprc"))
            }
            assert suspects - plain <= set(secret_fields(member))
        for member in members(connector.config):
            assert not secret_fields(member)
