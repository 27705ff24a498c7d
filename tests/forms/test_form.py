"""What a form asks for, checks and says."""

from __future__ import annotations

import datetime as dt
import enum
import uuid
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

import pydantic
import pytest
from pydantic import (
    AfterValidator,
    AliasChoices,
    AliasPath,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    HttpUrl,
    Json,
    SecretBytes,
    SecretStr,
    StringConstraints,
    computed_field,
    field_validator,
    model_validator,
)

from tests.support.models import dynamic_model, state_of
from wizard.forms import (
    UNSET,
    ChoiceControl,
    Form,
    FormState,
    JsonText,
    Scalar,
    Secret,
    Ui,
    When,
    fields_error,
)


class Server(BaseModel):
    """A server to connect to."""

    port: Annotated[int, Field(ge=1, le=65535)] = 5432
    host: str
    tls: bool = True
    ca: Annotated[str | None, Ui(multiline=True, visible_when=When("tls", equals=True))] = None
    retries: Annotated[int, Ui(advanced=True)] = 3
    note: Annotated[str, Ui(group="Notes", order=9)] = ""


def messages(state: FormState[Any]) -> dict[tuple[Any, ...], str]:
    return {error.loc: error.message for error in state.validate().errors}


def test_the_required_come_first_and_groups_follow_advanced_last() -> None:
    groups = Form.from_model(Server).shape.groups
    assert [(g.title, [f.key for f in g.fields]) for g in groups] == [
        ("", ["host", "port", "tls", "ca"]),
        ("Notes", ["note"]),
        ("Advanced", ["retries"]),
    ]


def test_a_left_alone_field_takes_its_default_and_a_missing_one_is_named() -> None:
    state = state_of(Server)
    assert messages(state) == {("host",): "Fill this in."}
    state.set(("host",), "db")
    assert state.validate().value == Server(host="db")


def test_an_emptied_text_is_not_the_empty_text() -> None:
    state = state_of(Server, host="")
    assert state.validate().value == Server(host="")
    state.set(("host",), UNSET)
    assert messages(state) == {("host",): "Fill this in."}


def test_null_and_empty_are_told_apart() -> None:
    class Model(BaseModel):
        text: str | None = "default"

    assert state_of(Model, text="").validate().value == Model(text="")
    assert state_of(Model, text=None).validate().value == Model(text=None)
    assert state_of(Model).validate().value == Model(text="default")


def test_a_hidden_field_keeps_its_text_and_is_not_part_of_the_value() -> None:
    state = state_of(Server, host="db", ca="PEM", tls=False)
    assert ("ca",) not in [place.loc for place in state.places()]
    assert state.validate().value == Server(host="db", tls=False)
    state.set(("tls",), True)
    assert state.validate().value == Server(host="db", ca="PEM")


def test_all_places_say_which_of_them_are_asked_for() -> None:
    class Level(BaseModel):
        low: int = 0

    class Mode(BaseModel):
        on: bool = True
        level: Annotated[Level, Ui(visible_when=When("on", equals=True))]

    class Way(BaseModel):
        token: str

    class Model(BaseModel):
        modes: list[Mode]
        way: Way | Level

    form = Form.from_model(Model)
    modes = [{"on": True, "level": {"low": "1"}}, {"on": False, "level": {"low": "2"}}]
    state: FormState[Any] = FormState(form, {"modes": modes})
    state.choose(("way",), "Way")
    state.set(("way", "Way", "token"), "t")
    state.choose(("way",), "Level")
    every = list(form.places(state.raw, everything=True))
    assert [place.loc for place in every if place.asked] == [place.loc for place in state.places()]
    assert {place.loc for place in every if not place.asked} == {
        ("modes", 1, "level"),
        ("modes", 1, "level", "low"),
        ("way", "Way", "token"),
    }


@pytest.mark.parametrize(
    "conditions",
    [{"a": "a"}, {"a": "b", "b": "a"}, {"a": "b", "b": "c", "c": "a"}, {"a": "b", "b": "b"}],
    ids=["itself", "two", "three", "another"],
)
def test_conditions_that_lead_round_in_a_circle_are_refused(conditions: dict[str, str]) -> None:
    model = dynamic_model(
        "Model",
        **{
            name: (Annotated[str, Ui(visible_when=When(conditions[name], filled=True))], "")
            for name in conditions
        },
    )
    with pytest.raises(ValueError, match=r"^[ab]: .* circle"):
        _ = Form.from_model(model).shape


def test_conditions_may_share_what_they_look_at() -> None:
    class Model(BaseModel):
        a: str = ""
        b: Annotated[str, Ui(visible_when=When("a", filled=True))] = ""
        c: Annotated[str, Ui(visible_when=When("b", filled=True))] = ""
        d: Annotated[str, Ui(visible_when=When("b", filled=True))] = ""

    state = state_of(Model, a="1", b="2")
    assert [place.loc for place in state.places()] == [("a",), ("b",), ("c",), ("d",)]


@pytest.mark.parametrize(
    ("annotation", "text", "said"),
    [
        (float, "nan", "Enter a finite number."),
        (float, "-inf", "Enter a finite number."),
        (Annotated[float, Field(ge=0)], "1e999", "Enter a finite number."),
        (Decimal, "Infinity", "Enter a finite number."),
        (list[float], "1\nnan", "Line 2: Enter a finite number."),
        (Annotated[int, Field(ge=1, le=10)], "99", "Enter a whole number from 1 to 10."),
        (Annotated[int, Field(ge=1, le=10)], "x", "Enter a whole number from 1 to 10."),
        (Annotated[float, Field(gt=0)], "0", "Enter a number above 0."),
        (Annotated[int, Field(le=5)], "6", "Enter a whole number of at most 5."),
        (Annotated[int, Field(multiple_of=5)], "6", "Enter a whole number, in steps of 5."),
        (Annotated[str, Field(min_length=3)], "ab", "Enter at least 3 characters."),
        (Annotated[str, Field(max_length=1)], "ab", "Enter at most 1 character."),
        (
            Annotated[str, StringConstraints(pattern="^a$")],
            "b",
            "This doesn't match the pattern ^a$.",
        ),
        (Annotated[list[str], Field(min_length=2)], "a", "Enter at least 2 values."),
        (HttpUrl, "ftp://x.example", "Start with http:// or https://."),
        (HttpUrl, "x", "Enter a full URL, such as https://example.com."),
        (dt.date, "soon", "Enter a date, such as 2026-01-31."),
        (dt.timedelta, "soon", "Enter a duration, such as 2h 30m."),
        (
            dt.timedelta,
            "1,5h",
            "Enter numbers without commas or spaces, each followed by its unit, such as 1.5h, 2h "
            "30m or 3600s.",
        ),
        (Decimal, "x", "Enter a number."),
        (uuid.UUID, "x", "Enter an ID, such as 123e4567-e89b-12d3-a456-426614174000."),
        (list[int], "1\nx", "Line 2: Enter a whole number."),
        (list[int], '1\n\n"', 'Line 3: A quoted value must end with a quote, as in "a b".'),
        (dict[str, int], "a=1\nb", "Line 2: Write key=value."),
        (dict[str, int], "a=1\nb=x", "Line 2: Enter a whole number."),
        (dict[str, int], "a=1\na=2", "Line 2 repeats a name."),
        (Literal["a", "b"], "c", "Choose one of a or b."),
        (Json, "{", "This isn't valid JSON"),
        (Json, '{"a": 1, "a": 2}', "The name “a” appears twice (line 1, column 10)."),
        (Json, "NaN", "This number can't be sent (NaN or infinite) (line 1, column 1)."),
    ],
)
def test_errors_are_said_for_people(annotation: Any, text: str, said: str) -> None:
    model = type("Model", (BaseModel,), {"__annotations__": {"field": annotation}})
    found = messages(state_of(model, field=text))
    assert list(found) == [("field",)]
    assert found[("field",)].startswith(said)


def test_an_address_without_a_scheme_is_offered_one() -> None:
    class Model(BaseModel):
        url: HttpUrl

    state = state_of(Model, url="example.com/x")
    (error,) = state.mark_touched(("url",))
    assert error.fix == "https://example.com/x"
    assert state.entered(("url",)) == "example.com/x"
    state.set(("url",), error.fix)
    assert state.validate().ok


def test_what_is_right_for_one_line_is_not_offered_for_all() -> None:
    class Model(BaseModel):
        urls: list[HttpUrl]

    (error,) = state_of(Model, urls="https://a.example\nexample.com").mark_touched(("urls",))
    assert error.message.startswith("Line 2")
    assert error.fix is None


def test_a_value_among_others_in_its_line_is_named_with_the_line_it_is_in() -> None:
    class Model(BaseModel):
        numbers: Annotated[list[int], Ui(separator=",")]

    assert state_of(Model, numbers='1, 2\n3\n"4, 5"').validate().value == Model(
        numbers=[1, 2, 3, 4, 5]
    )
    errors = state_of(Model, numbers="1, x\n\n2\ny").validate().errors
    assert [error.message for error in errors] == [
        "Line 1, “x”: Enter a whole number.",
        "Line 4: Enter a whole number.",
    ]
    (error,) = state_of(Model, numbers=f"1, {'long ' * 20}").validate().errors
    assert error.message.endswith("long…”: Enter a whole number.")
    assert len(error.message) < 80


def test_a_secret_among_others_in_its_line_is_not_named() -> None:
    class Model(BaseModel):
        numbers: Annotated[list[int], Ui(separator=",", secret=True)]

    (error,) = state_of(Model, numbers=Secret("1, hunter2")).validate().errors
    assert error.message == "Line 1: Enter a whole number."


@pytest.mark.parametrize(
    ("annotation", "example"),
    [
        (Annotated[list[str], Ui(separator=","), Field(examples=["docs, website"])], "docs"),
        (Annotated[list[str], Field(examples=[["Sales", "Support"]])], "Sales"),
        (Annotated[list[str], Field(examples=[[]])], ""),
        (Annotated[list[str], Ui(placeholder="docs")], "docs"),
        (Annotated[str, Field(examples=["a,b"])], "a,b"),
        (Annotated[int, Field(examples=[3])], "3"),
    ],
)
def test_the_example_of_a_list_is_one_value_of_it(annotation: Any, example: str) -> None:
    model = type("Model", (BaseModel,), {"__annotations__": {"field": annotation}})
    assert Form.from_model(model).shape.fields[0].example == example


def test_a_rule_across_fields_stands_at_the_top_and_names_them() -> None:
    class Range(BaseModel):
        low: int
        high: int

        @model_validator(mode="after")
        def check(self) -> Range:
            if self.low > self.high:
                raise fields_error("The low end is above the high one", "low", "high")
            return self

    state = state_of(Range, low="5", high="1")
    (error,) = state.validate().errors
    assert (error.loc, error.message) == ((), "The low end is above the high one.")
    assert error.fields == (("low",), ("high",))
    state.set(("high",), "x")
    assert [e.loc for e in state.errors] == [("high",)]


def test_the_models_own_validators_run_before_and_after() -> None:
    class Model(BaseModel):
        name: str
        tags: list[str] = []

        @field_validator("name", mode="before")
        @classmethod
        def lower(cls, value: Any) -> Any:
            return value.lower() if isinstance(value, str) else value

        @field_validator("name")
        @classmethod
        def short(cls, value: str) -> str:
            if len(value) > 3:
                raise ValueError("three letters are enough")
            return value

        @model_validator(mode="before")
        @classmethod
        def needs_tags(cls, data: Any) -> Any:
            return {"tags": ["x"], **data} if isinstance(data, dict) else data

    assert state_of(Model, name="ABC").validate().value == Model(name="abc", tags=["x"])
    assert messages(state_of(Model, name="ABCD")) == {("name",): "Three letters are enough."}


def test_a_validator_that_breaks_is_an_error_and_no_crash() -> None:
    class Model(BaseModel):
        name: str

        @model_validator(mode="before")
        @classmethod
        def broken(cls, data: Any) -> Any:
            raise KeyError("secret detail")

    assert messages(state_of(Model, name="x")) == {(): "Can't check this value (KeyError)."}


def test_a_number_in_a_file_stands_for_its_digits_where_a_text_is_asked_for() -> None:
    form = Form.from_model(dynamic_model("M", id=(str, ...), ids=(list[str], ...)))
    value = form.read(form.to_raw({"id": 1234567890, "ids": [12, 13]})).value
    assert value is not None
    assert value.model_dump() == {"id": "1234567890", "ids": ["12", "13"]}


def _stripped(value: Any) -> Any:
    return value.strip()


def _looked_up(value: Any) -> Any:
    return {"a": 1}[value]


@pytest.mark.parametrize(
    ("annotation", "value"),
    [
        (Annotated[str, BeforeValidator(_stripped)], ["x"]),
        (Annotated[int, BeforeValidator(_looked_up)], "zzz"),
        (Annotated[int, BeforeValidator(_looked_up)] | dt.date, "zzz"),
    ],
)
def test_a_value_that_breaks_a_validator_is_kept_with_all_others(
    annotation: Any, value: Any
) -> None:
    form = Form.from_model(dynamic_model("M", host=(str, ...), name=(annotation, ...)))
    raw = form.to_raw({"host": "h", "name": value})
    assert raw["host"] == "h"
    assert {error.loc[0] for error in form.read(raw).errors} == {"name"}


@pytest.mark.parametrize("value", [["a", "b"], {"x": 1}, True, None])
@pytest.mark.parametrize("annotation", [str, Path, Annotated[str, Field(min_length=1)]])
def test_data_of_another_kind_is_no_text(annotation: Any, value: Any) -> None:
    form = Form.from_model(dynamic_model("M", value=(annotation, ...)))
    (error,) = form.read(form.to_raw({"value": value})).errors
    assert error.message in ("Enter text.", "Enter a path.")


@pytest.mark.parametrize("value", [["a", None], [["a"]], [{"x": 1}], [True]])
def test_data_of_another_kind_is_no_text_in_a_list(value: Any) -> None:
    form = Form.from_model(dynamic_model("M", value=(list[str], ...)))
    assert not form.read(form.to_raw({"value": value})).ok


class _Color(str, enum.Enum):  # noqa: UP042
    RED = "red"


def test_a_member_of_an_enum_is_its_text_where_one_is_asked_for() -> None:
    form = Form.from_model(dynamic_model("M", value=(str, _Color.RED)))
    assert form.shape.fields[0].default == "red"


def test_a_text_that_the_field_makes_of_other_data_is_taken() -> None:
    joined = Annotated[str, BeforeValidator(lambda v: v if isinstance(v, str) else ",".join(v))]
    form = Form.from_model(dynamic_model("M", value=(joined, ...), many=(list[str], ...)))
    raw = form.to_raw({"value": ["a", "b"], "many": ["a", 5]})
    assert raw == {"value": "a,b", "many": "a\n5"}


@pytest.mark.parametrize("annotation", [float, Annotated[float, Field(gt=0)]])
def test_a_wrong_number_is_shown_as_it_was_written(annotation: Any) -> None:
    form = Form.from_model(dynamic_model("M", value=(annotation, ...)))
    assert form.to_raw({"value": "1,5"}) == {"value": "1,5"}
    schema = {"type": "object", "properties": {"value": {"type": "number"}}}
    assert Form.from_json_schema(schema).to_raw({"value": "1,5"}) == {"value": "1,5"}


def test_what_a_validator_says_of_a_secret_does_not_show_it() -> None:
    class Model(BaseModel):
        token: SecretStr
        pin: Secret

        @field_validator("token")
        @classmethod
        def check(cls, value: SecretStr) -> SecretStr:
            raise ValueError(f"bad token {value.get_secret_value()}")

        @field_validator("pin")
        @classmethod
        def check_pin(cls, value: Secret) -> Secret:
            raise ValueError(f"is {value.get_secret_value()} a pin")

    state = state_of(Model, token=Secret("hunter2"), pin=Secret("a"))
    assert messages(state) == {
        ("token",): "Bad token ********.",
        ("pin",): "Is ******** ******** pin.",
    }
    assert "hunter2" not in repr(state.raw)
    assert "hunter2" not in repr(state.snapshot())


def _tell(value: Any) -> Any:
    raise ValueError(f"bad token {value.get_secret_value()}")


class _Token(BaseModel):
    token: Annotated[SecretStr, AfterValidator(_tell)]


@pytest.mark.parametrize(
    ("annotation", "text"),
    [
        (list[Annotated[SecretStr, AfterValidator(_tell)]], "another\nhunter2-hunter2"),
        (dict[str, Annotated[SecretStr, AfterValidator(_tell)]], "key=hunter2-hunter2"),
        (Json[_Token], '{"token": "hunter2-hunter2"}'),
        (Json[list[_Token]], '[{"token": "hunter2-\\nhunter2"}]'),
        (Annotated[SecretBytes, AfterValidator(_tell)], "base64:aHVudGVyMi1odW50ZXIy"),
        (list[Annotated[SecretBytes, AfterValidator(_tell)]], "base64:aHVudGVyMi1odW50ZXIy"),
        (Annotated[SecretBytes, AfterValidator(_tell)], "hunter2-hünter2"),
        (Annotated[pydantic.Secret[int], AfterValidator(_tell)], "0123456"),
    ],
)
def test_what_is_said_of_a_part_of_a_secret_does_not_show_it(annotation: Any, text: str) -> None:
    form = Form.from_model(dynamic_model("M", value=(annotation, ...)))
    errors = form.read({"value": Secret(text)}).errors
    assert errors
    for error in errors:
        assert "ad token" in error.message
        assert "********" in error.message
        assert not any(part in error.message for part in ("nter2", "123456"))


@pytest.mark.parametrize("value", ["hunter2", ["hunter2"], {"a": ["hunter2"]}, [{"b": "hunter2"}]])
def test_what_fits_no_secret_field_is_kept_as_a_secret(value: Any) -> None:
    class Model(BaseModel):
        one: Secret | None = None
        many: list[Secret] = []
        named: dict[str, Secret] = {}
        either: Secret | int | None = None
        login: Token | None = None
        logins: list[Token] = []

    form = Form.from_model(Model)
    state: FormState[Any] = FormState(form, form.to_raw(dict.fromkeys(Model.model_fields, value)))
    assert "hunter2" not in repr(state.snapshot())
    assert "hunter2" not in repr(state.validate().errors)
    root: FormState[Any] = FormState(Form.from_type(Token | Password))
    root.restore(root.form.to_raw(value))
    assert "hunter2" not in repr(root.snapshot())


class Token(BaseModel):
    """A token."""

    host: str = "x"
    token: Secret


class Password(BaseModel):
    """A name and a password."""

    host: str = "x"
    user: str
    password: Secret


class Login(BaseModel):
    auth: Annotated[Token | Password, Ui(labels={"Token": "API token"})]


def test_the_members_of_a_union_keep_what_was_typed_and_share_what_is_common() -> None:
    state = state_of(Login)
    union = state.control(("auth",))
    assert [v.label for v in union.variants] == ["API token", "Password"]  # type: ignore[attr-defined]
    state.set(("auth", "Token", "host"), "h")
    state.set(("auth", "Token", "token"), Secret("t"))
    state.choose(("auth",), "Password")
    assert state.shown(("auth", "Password", "host")) == "h"
    state.set(("auth", "Password", "user"), "joe")
    assert [e.loc for e in state.validate().errors] == [("auth", "Password", "password")]
    state.choose(("auth",), "Token")
    assert state.validate().value == Login(auth=Token(host="h", token=Secret("t")))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"auth": {"token": "t"}}, Token),
        ({"auth": {"user": "u", "password": "p"}}, Password),
        ({"auth": {"user": "u"}}, Password),
        ({"auth": {}}, Token),
    ],
)
def test_a_mapping_is_read_as_the_member_it_fits(given: Any, expected: type) -> None:
    raw = Form.from_model(Login).to_raw(given)
    assert raw["auth"]["use"] == expected.__name__


class _Number(BaseModel):
    id: int


class _Name(BaseModel):
    id: str


@pytest.mark.parametrize(
    ("given", "expected"), [({"id": "5"}, _Name(id="5")), ({"id": 5}, _Number(id=5))]
)
@pytest.mark.parametrize("annotation", [_Number | _Name, _Name | _Number])
def test_of_members_with_the_same_keys_the_one_is_taken_that_pydantic_takes(
    annotation: Any, given: Any, expected: BaseModel
) -> None:
    form = Form.from_model(dynamic_model("M", value=(annotation, ...)))
    reading = form.read(form.to_raw({"value": given}))
    assert getattr(reading.value, "value", None) == expected


def test_of_members_with_the_same_keys_the_one_with_the_values_own_type_is_taken() -> None:
    members = [
        {"properties": {"at": {"type": kind}}, "required": ["at"]} for kind in ("integer", "string")
    ]
    form = Form.from_json_schema({"type": "object", "properties": {"x": {"anyOf": members}}})
    for value in ({"x": {"at": "5"}}, {"x": {"at": 5}}):
        assert form.dump(form.read(form.to_raw(value)).value) == value


def test_locations_find_their_field_through_a_servers_own_names() -> None:
    form = Form.from_model(Login)
    raw = form.to_raw({"auth": {"user": "u", "password": "p"}})
    assert form.locate(("auth", "Password", "user"), raw) == (("auth", "Password", "user"), ())
    assert form.locate(("auth", "PasswordDto", "user"), raw) == (("auth", "Password", "user"), ())
    assert form.locate(("auth", "user"), raw) == (("auth", "Password", "user"), ())
    assert form.locate(("auth", "XDto", "token"), raw) == (("auth", "Password"), ("token",))
    assert form.locate(("nothing", 3), raw)[0] == ()


def test_aliases_are_locations_and_every_name_is_understood() -> None:
    class Model(BaseModel):
        a: int = Field(alias="theA")
        b: int = Field(validation_alias=AliasChoices("b1", "b2"))  # type: ignore[pydantic-alias]
        c: int = Field(validation_alias=AliasPath("deep", "c"))  # type: ignore[pydantic-alias]

    form = Form.from_model(Model)
    assert [error.loc for error in form.read({}).errors] == [("theA",), ("b1",), ("c",)]
    raw = form.to_raw({"theA": 1, "b2": 2, "c": 3})
    value = form.read(raw).value
    assert value is not None
    assert (value.a, value.b, value.c) == (1, 2, 3)


def test_computed_fields_are_not_asked_for_and_words_are_taken_from_the_model() -> None:
    class Model(BaseModel):
        base_url: Annotated[str, Field(description="Where it is.\n\nMore.", examples=["https://x"])]
        old: Annotated[int, Field(deprecated="Use base_url.", frozen=True)] = 1
        name: Annotated[str, Field(title="Full name")] = ""
        made: uuid.UUID = Field(default_factory=uuid.uuid4)
        tags: list[str] = Field(default_factory=lambda: ["a"])

        @computed_field  # type: ignore[prop-decorator]
        @property
        def double(self) -> int:
            return self.old * 2

    fields = {field.key: field for field in Form.from_model(Model).shape.fields}
    assert set(fields) == {"base_url", "old", "name", "made", "tags"}
    assert (fields["base_url"].label, fields["base_url"].help) == ("Base URL", "Where it is.")
    assert fields["base_url"].placeholder == "https://x"
    assert fields["old"].deprecated == "Use base_url."
    assert fields["name"].label == "Full name"
    assert fields["made"].default is UNSET
    assert fields["tags"].default == "a"


def test_unknown_keys_are_kept_where_the_model_allows_them_and_refused_where_not() -> None:
    class Open(BaseModel):
        model_config = ConfigDict(extra="allow")
        a: int = 1

    class Closed(BaseModel):
        model_config = ConfigDict(extra="forbid")
        a: int = 1

    form = Form.from_model(Open)
    assert form.read(form.to_raw({"a": 2, "b": [1]})).value == Open(a=2, b=[1])  # type: ignore[call-arg]
    closed = Form.from_model(Closed)
    (error,) = closed.read(closed.to_raw({"b": 1})).errors
    assert (error.loc, error.message) == ((), "b: Unknown name.")


class Odd:
    pass


def test_whatever_no_rule_knows_is_checked_json_and_never_a_crash() -> None:
    class Model(BaseModel):
        model_config = ConfigDict(arbitrary_types_allowed=True)
        typed: Json[dict[int, list[int]]]
        odd: Odd | None = None
        call: Callable[[int], int] | None = None

    form = Form.from_model(Model)
    assert {type(f.control) for f in form.shape.fields if f.key != "odd"} <= {JsonText, Scalar}
    value = form.read({"typed": '{"1": [2]}'}).value
    assert value == Model.model_validate({"typed": '{"1": [2]}'})
    (error,) = form.read({"typed": '{"1": ["x"]}'}).errors
    assert error.loc == ("typed",)
    assert not form.read({"typed": "{}", "odd": "{}"}).ok


def test_choices_have_labels_and_keys_that_do_not_collide() -> None:
    class Model(BaseModel):
        mode: Annotated[Literal[1, "1", True], Ui(labels={"1": "One"})] = 1

    control = Form.from_model(Model).shape.fields[0].control
    assert isinstance(control, ChoiceControl)
    assert len({option.key for option in control.options}) == 3
    for value in (1, "1", True):
        form = Form.from_model(Model)
        read = form.read(form.to_raw(Model(mode=value))).value
        assert read is not None
        assert type(read.mode) is type(value)


def test_strict_models_get_values_of_their_own_types() -> None:
    class Model(BaseModel):
        model_config = ConfigDict(strict=True)
        count: int
        when: dt.date
        ratio: float
        gap: dt.timedelta
        ids: set[uuid.UUID]
        url: HttpUrl

    value = Model(
        count=1,
        when=dt.date(2024, 1, 2),
        ratio=0.5,
        gap=dt.timedelta(minutes=5),
        ids={uuid.UUID(int=1)},
        url=HttpUrl("https://a.example"),
    )
    form = Form.from_model(Model)
    assert form.read(form.to_raw(value)).value == value


def test_the_form_of_a_union_begins_with_the_choice() -> None:
    form = Form.from_type(Annotated[Token | Password, Ui(label="Sign in with")])
    state: FormState[Any] = FormState(form)
    assert [e.loc for e in state.validate().errors] == [("Token", "token")]
    state.choose((), "Password")
    assert [e.loc for e in state.errors] == [("Password", "user"), ("Password", "password")]


def test_reading_grows_with_the_fields_and_not_faster() -> None:
    calls = 0

    def counted(value: int) -> int:
        nonlocal calls
        calls += 1
        return value

    from pydantic import AfterValidator

    field = (Annotated[int, AfterValidator(counted)], 1)
    big = dynamic_model("Big", **{f"f{i}": field for i in range(500)})
    form = Form.from_model(big)
    form.read({f"f{i}": str(i) for i in range(500)})
    assert calls == 500
