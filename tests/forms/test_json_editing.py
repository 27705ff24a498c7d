"""The values of a form as JSON, and back."""

from __future__ import annotations

import json
import unicodedata
from typing import Annotated, Any, Literal

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field

from tests.support.field_kinds import JSONS, Sample, samples
from wizard.forms import MASK, UNSET, Form, FormState, Secret, Ui, When, text_of
from wizard.forms.json_editing import JsonEditError, from_json, to_json
from wizard.forms.raw import secrets_in

pytestmark = pytest.mark.slow

often = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


class Token(BaseModel):
    way: Literal["token"] = "token"
    token: Secret


class Basic(BaseModel):
    way: Literal["basic"] = "basic"
    user: str
    password: Secret


class Box(BaseModel):
    name: str
    key: Secret | None = None


class Server(BaseModel):
    model_config = ConfigDict(extra="allow")
    host: str
    port: Annotated[int, Field(ge=1)] = 5432
    tags: list[str] = []
    env: dict[str, int] = {}
    tls: bool = True
    ca: Annotated[str | None, Ui(visible_when=When("tls", equals=True))] = None
    auth: Annotated[Token | Basic, Field(discriminator="way")]
    boxes: list[Box] = []


FORM = Form.from_model(Server)
FULL = {
    "host": "a", "port": 1, "tags": ["x", "y"], "env": {"n": 1}, "ca": "CA",
    "auth": {"way": "token", "token": "s3cret-token"},
    "boxes": [{"name": "one", "key": "k-one"}, {"name": "two", "key": "k-two"}],
    "more": {"deep": [1, 2]},
}  # fmt: skip


def full() -> Any:
    return FORM.to_raw(FULL)


def edited(change: Any, raw: Any = UNSET) -> Any:
    """The raw value after ``change`` was made to the JSON."""
    raw = full() if raw is UNSET else raw
    data = json.loads(to_json(FORM, raw))
    change(data)
    return from_json(FORM, json.dumps(data), raw)


def value_of(raw: Any) -> Any:
    reading = FORM.read(raw)
    assert reading.errors == ()
    return reading.value


@often
@given(sample=samples())
def test_unchanged_json_changes_nothing(sample: Sample) -> None:
    form = Form.from_model(sample.model)
    raw = form.to_raw(sample.value)
    assert from_json(form, to_json(form, raw), raw) == raw


@often
@given(sample=samples())
def test_the_json_holds_no_secret(sample: Sample) -> None:
    form = Form.from_model(sample.model)
    raw = form.to_raw(sample.value)
    # A short text may stand in a name or in another value as well.
    secrets = [secret for secret in secrets_in(raw) if len(secret) > 8]
    others = json.dumps(FormState(form, raw).snapshot(), ensure_ascii=False)
    shown = to_json(form, raw)
    assert not [s for s in secrets if s in shown and s not in others]


@often
@given(sample=samples())
def test_json_alone_says_all_but_the_secrets(sample: Sample) -> None:
    form = Form.from_model(sample.model)
    raw = form.to_raw(sample.value)
    # The mask of a default stands for the secret of the default.
    assume(not secrets_in([field.default for field in form.shape.fields]))
    shown = to_json(form, raw)
    if secrets_in(raw):
        with pytest.raises(JsonEditError):
            from_json(form, shown, form.blank())
        return
    reading = form.read(from_json(form, shown, form.blank()))
    assert reading.errors == ()
    assert reading.value == sample.value


@often
@given(sample=samples(), junk=st.text(max_size=8))
def test_wrong_texts_survive_and_still_are_errors(sample: Sample, junk: str) -> None:
    form = Form.from_model(sample.model)
    state = FormState(form, form.to_raw(sample.value))
    for place in list(state.places()):
        if place.field is not None and not place.control.secret and isinstance(place.raw, str):
            state.set(place.loc, f"?{junk}")
    raw = from_json(form, to_json(form, state.raw), state.raw)
    assert raw == state.raw


def test_what_is_changed_in_the_json_is_changed_in_the_form() -> None:
    def change(data: Any) -> None:
        data["host"] = "b"
        data["port"] = 2
        data["tags"] = ["x", "z"]
        data["env"] = {"m": 5}
        del data["ca"]

    value = value_of(edited(change))
    assert (value.host, value.port, value.tags, value.env) == ("b", 2, ["x", "z"], {"m": 5})
    assert value.ca is None
    assert value.auth.token.get_secret_value() == "s3cret-token"


def test_a_secret_can_be_replaced_and_is_one_again() -> None:
    def change(data: Any) -> None:
        data["auth"]["token"] = "another"

    raw = edited(change)
    assert isinstance(FORM.raw_at(("auth", "token", "token"), raw), Secret)
    assert value_of(raw).auth.token.get_secret_value() == "another"


def test_another_member_is_recognised_and_the_old_one_is_kept() -> None:
    raw = edited(lambda d: d.update(auth={"way": "basic", "user": "u", "password": "p"}))
    assert value_of(raw).auth == Basic(user="u", password=Secret("p"))
    assert text_of(FORM.raw_at(("auth", "token", "token"), raw)) == "s3cret-token"


def test_unknown_keys_come_back() -> None:
    raw = edited(lambda d: d.update(new=[1, {"a": None}]))
    extra = value_of(raw).model_extra
    assert extra == {"more": {"deep": [1, 2]}, "new": [1, {"a": None}]}


@often
@given(one=JSONS, other=JSONS)
@example(one=1, other=True)
@example(one=[0], other=[0.0])
@example(one={"a": [1.0]}, other={"a": [1]})
def test_what_the_json_is_changed_to_is_what_comes_to_stand(one: Any, other: Any) -> None:
    state: FormState[Any] = FormState(FORM)
    for value in (one, other):
        text = json.dumps({"host": "a", "tls": value, "new": value})
        state.set((), from_json(FORM, text, state.raw))
        for raw in (state.raw["*extra*"]["new"], state.raw["tls"]):
            assert json.dumps(raw, sort_keys=True) == json.dumps(value, sort_keys=True)


def test_what_only_looks_like_the_default_is_a_change() -> None:
    class Flags(BaseModel):
        on: bool = True

    state: FormState[Any] = FormState(Form.from_model(Flags))
    state.set(("on",), 1)
    assert state.changed(("on",))
    state.set(("on",), True)
    assert not state.changed(("on",))


class Parted(BaseModel):
    tags: Annotated[list[str], Ui(separator=",")] = []
    keys: Annotated[list[Secret], Ui(separator=",")] = []


PARTED = Form.from_model(Parted)


def test_values_in_one_line_are_shown_one_by_one() -> None:
    raw = {"tags": 'a, b\n"c,d"'}
    assert json.loads(to_json(PARTED, raw)) == {"tags": ["a", "b", "c", "d"]}
    assert from_json(PARTED, to_json(PARTED, raw), raw) is raw
    again = from_json(PARTED, '{"tags": ["a", "b", "e"]}', raw)
    assert PARTED.read(again).value == Parted(tags=["a", "b", "e"])


@often
@given(tags=st.lists(st.text('a ,\n"', max_size=3), max_size=3))
def test_a_value_that_cannot_be_told_from_its_neighbours_is_refused(tags: list[str]) -> None:
    value = Parted(tags=tags)
    filled = PARTED.to_raw(value)
    reading = PARTED.read(filled)
    shown = to_json(PARTED, filled)
    assert json.loads(shown)["tags"] == tags
    if all(tag.strip() == tag != "" and "," not in tag for tag in tags):
        assert reading.value == value
        assert PARTED.read(from_json(PARTED, shown, {})).value == value
        return
    (error,) = reading.errors
    assert error.loc == ("tags",)
    assert "can't contain “,”" in error.message
    with pytest.raises(JsonEditError, match=r"^tags: .* can't contain “,”"):
        from_json(PARTED, shown, {})


def test_of_secrets_that_cannot_be_told_apart_none_is_shown() -> None:
    with pytest.raises(JsonEditError) as refused:
        from_json(PARTED, '{"keys": ["hunter,2"]}', {})
    assert "hunter" not in str(refused.value)
    filled = PARTED.to_raw({"keys": ["hunter,2"]})
    assert "hunter" not in repr(FormState(PARTED, filled).snapshot())
    assert [error.loc for error in PARTED.read(filled).errors] == [("keys",)]


def test_a_mask_where_no_secret_was_is_refused() -> None:
    for change in (
        lambda d: d.update(host=MASK),
        lambda d: d.update(new={"a": [MASK]}),
        lambda d: d.update(auth={"way": "basic", "user": "u", "password": MASK}),
        lambda d: d["boxes"].append({"name": "three", "key": MASK}),
    ):
        with pytest.raises(JsonEditError, match="doesn't match a saved secret"):
            edited(change)


def test_secrets_of_items_stay_with_their_items() -> None:
    def keys(raw: Any) -> list[str]:
        return [box.key.get_secret_value() for box in value_of(raw).boxes]

    assert keys(edited(lambda d: d["boxes"].reverse())) == ["k-two", "k-one"]
    assert keys(edited(lambda d: d["boxes"].pop(0))) == ["k-two"]
    assert keys(edited(lambda d: d["boxes"][1].update(name="new"))) == ["k-one", "k-two"]


def test_of_items_that_look_alike_none_is_guessed() -> None:
    raw = FORM.to_raw({**FULL, "boxes": [{"name": "x", "key": "1"}, {"name": "x", "key": "2"}]})
    with pytest.raises(JsonEditError):
        edited(lambda d: d["boxes"].pop(0), raw)


def test_what_is_not_asked_for_now_is_kept_out_of_sight() -> None:
    raw = FORM.with_raw(full(), ("tls",), False)
    assert "ca" not in json.loads(to_json(FORM, raw))
    again = edited(lambda d: d.update(host="b"), raw)
    assert FORM.raw_at(("ca",), again) == "CA"


def test_beside_secrets_an_unknown_text_is_taken_for_one() -> None:
    class Key(BaseModel):
        model_config = ConfigDict(extra="allow")
        key: Secret

    form = Form.from_model(Key)
    raw = from_json(form, '{"key": "a", "other": {"deep": "b"}}', form.blank())
    assert sorted(secrets_in(raw)) == ["a", "b"]
    assert json.loads(to_json(form, raw)) == {"key": MASK, "other": {"deep": MASK}}
    assert from_json(form, to_json(form, raw), raw) == raw


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "isn't valid JSON"),
        ('{"host": 1, "host": 2}', "twice"),
        ("", "is empty"),
        ('{"port": NaN}', "NaN"),
    ],
)
def test_what_is_no_json_is_refused_in_words(text: str, words: str) -> None:
    with pytest.raises(JsonEditError, match=words):
        from_json(FORM, text, full())


@pytest.mark.parametrize("text", ["1e999", "-1e999", "NaN", "Infinity", "1" * 400])
def test_a_number_that_json_does_not_know_is_shown_as_text(text: str) -> None:
    class Numbers(BaseModel):
        ratio: float
        count: int

    form = Form.from_model(Numbers)
    raw = {"ratio": text, "count": text}
    shown = to_json(form, raw)
    assert json.loads(shown) == raw
    assert from_json(form, shown, raw) == raw
    assert from_json(form, shown, form.blank()) == raw


def test_a_tag_that_contradicts_its_object_is_an_error_somewhere() -> None:
    with pytest.raises(JsonEditError, match='always "token"'):
        from_json(Form.from_model(Token), '{"way": "x"}', Form.from_model(Token).blank())


def test_an_untouched_form_is_an_empty_object() -> None:
    assert to_json(FORM, FORM.blank()) == "{}"
    assert from_json(FORM, "", FORM.blank()) == FORM.blank()


class Named(BaseModel):
    name: str


@often
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_character_is_unseen_or_ends_a_line_by_itself(text: str) -> None:
    form = Form.from_model(Named)
    shown = to_json(form, form.to_raw({"name": text}))
    assert json.loads(shown) == {"name": text}
    assert shown.splitlines() == shown.split("\n")
    unseen = {"Cc", "Cf", "Zl", "Zp"}
    assert not [char for char in shown.replace("\n", "") if unicodedata.category(char) in unseen]
    assert from_json(form, shown, {"name": "other"}) == {"name": text}


def test_a_constant_that_was_chosen_and_a_tuple_are_in_the_json() -> None:
    class Rules(BaseModel):
        suppress: Literal["*"] | list[int] = []
        names: list[Literal["all"] | int] = []
        brackets: list[tuple[str, str]] = []
        pair: tuple[int, Annotated[str, Ui(order=0)]] | None = None

    form = Form.from_model(Rules)
    value = {"suppress": "*", "names": ["all", 3], "brackets": [["(", ")"]], "pair": [1, "b"]}
    raw = form.to_raw(value)
    assert json.loads(to_json(form, raw)) == value
    assert from_json(form, to_json(form, raw), raw) == raw
    begun = form.to_raw({**value, "brackets": [["(", "("]], "suppress": [1]})
    again = form.read(from_json(form, to_json(form, raw), begun))
    assert again.value == Rules.model_validate(value)
