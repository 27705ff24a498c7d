"""Models of other people: what they may hold becomes a form, and comes back as it was."""

from __future__ import annotations

import datetime as dt
import enum
import json
import math
from collections import Counter, OrderedDict, defaultdict, namedtuple
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Annotated, Any, Literal, NamedTuple, NotRequired
from zoneinfo import ZoneInfo

import pydantic
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ImportString,
    InstanceOf,
    JsonValue,
    RootModel,
    SecretStr,
    create_model,
)
from pydantic_core import core_schema
from typing_extensions import TypeAliasType, TypedDict

from tests.support.field_kinds import every_kind, form_of, model_of, names_of_kinds
from tests.support.models import dynamic_model, of, one
from wizard.forms import (
    ChoiceControl,
    Constant,
    Control,
    Entries,
    Flags,
    Form,
    FormState,
    ItemList,
    JsonText,
    KeyValueList,
    NestedControl,
    Scalar,
    Switch,
    TextList,
    Ui,
    UnionControl,
    secret_detection,
)
from wizard.forms.json_editing import from_json, to_json
from wizard.forms.messages import first_sentence, humanize

MARKER = "hunter2-hunter2"


def control_of(model: type[BaseModel]) -> Control:
    return Form.from_model(model).shape.fields[0].control


def comes_back(model: type[BaseModel], value: Any) -> Any:
    """What becomes of a field's value that was filled in and left alone."""
    form = Form.from_model(model)
    reading = form.read(form.to_raw(model(field=value)))
    assert reading.errors == ()
    assert reading.value == model(field=value)
    return getattr(reading.value, "field", None)


def labels(annotation: Any) -> list[str]:
    union = control_of(one(annotation))
    assert isinstance(union, UnionControl)
    return [variant.label for variant in union.variants]


class A(BaseModel):
    x: int


class B(BaseModel):
    y: str


class Key(BaseModel):
    key: SecretStr


class AorB(RootModel[A | B]):
    """Either."""


class KeyOrB(RootModel[Key | B]):
    """Either, one with a secret."""


# --- what is filled in, and what is kept of it -------------------------------------------------


@pytest.mark.parametrize(
    ("annotation", "value"),
    [(AorB, {"x": 1}), (AorB, {"y": "b"}), (KeyOrB, {"key": "k"}), (RootModel[int | str], 3)],
)
def test_a_union_with_a_name_of_its_own_is_filled(annotation: Any, value: Any) -> None:
    comes_back(one(annotation), value)
    comes_back(one(annotation | None), value)
    comes_back(one(annotation | None), None)
    comes_back(one(list[annotation]), [value])


class Color(enum.Enum):
    RED = "red"


@pytest.mark.parametrize("annotation", [Color | str, str | Color, list[Color | str] | Color])
def test_a_text_that_a_constant_stands_for_stays_a_text(annotation: Any) -> None:
    value = ["red", Color.RED, "blue"] if annotation == list[Color | str] | Color else "red"
    comes_back(one(annotation), value)
    comes_back(one(annotation), Color.RED)


def is_plain(value: Any) -> bool:
    if isinstance(value, dict):
        return all(type(key) is str and is_plain(item) for key, item in value.items())
    if isinstance(value, list):
        return all(map(is_plain, value))
    return value is None or type(value) in (str, int, float, bool)


quick = settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.slow
@quick
@given(data=st.data())
@pytest.mark.parametrize("name", names_of_kinds())
def test_a_snapshot_is_plain_data_whatever_was_filled_in(name: str, data: st.DataObject) -> None:
    kind = every_kind()[name]
    other = every_kind()[data.draw(st.sampled_from(sorted(every_kind())))]
    model, form = model_of(name), form_of(name)
    for value in (data.draw(kind.values), data.draw(other.values), [data.draw(other.values)]):
        for given_value in (model.model_construct(field=value), {"field": value, "more": value}):
            snapshot = FormState(form, form.to_raw(given_value)).snapshot()
            assert is_plain(snapshot)
            json.dumps(snapshot)


class Marked(BaseModel):
    text: Annotated[str, Ui(secret=True)]
    pin: Annotated[int, Ui(secret=True)] = 1


@dataclass
class Account:
    user: str
    password: SecretStr


class Login(TypedDict):
    password: Annotated[str, Ui(secret=True)]


SECRETS: list[tuple[Any, Any]] = [
    (SecretStr, SecretStr(MARKER)),
    (KeyOrB, KeyOrB(Key(key=SecretStr(MARKER)))),
    (KeyOrB | None, KeyOrB(Key(key=SecretStr(MARKER)))),
    (RootModel[SecretStr], RootModel[SecretStr](SecretStr(MARKER))),
    (pydantic.Secret[str], pydantic.Secret[str](MARKER)),
    (pydantic.Secret[list[str]], pydantic.Secret[list[str]]([MARKER])),
    (pydantic.Secret[B], pydantic.Secret[B](B(y=MARKER))),
    (pydantic.Secret[B] | None, pydantic.Secret[B](B(y=MARKER))),
    (Annotated[dict[str, list[str]], Ui(secret=True)], {"a": [MARKER]}),
    (Marked, Marked(text=MARKER)),
    (dict[str, Marked], {"a": Marked(text=MARKER)}),
    (list[dict[str, Key]], [{"a": Key(key=SecretStr(MARKER))}]),
    (Account, Account("u", SecretStr(MARKER))),
    (dict[str, list[Account]], {"a": [Account("u", SecretStr(MARKER))]}),
    (Login, {"password": MARKER}),
    (Any, Key(key=SecretStr(MARKER))),
    (InstanceOf[Key], Key(key=SecretStr(MARKER))),
]


@pytest.mark.parametrize(("annotation", "value"), SECRETS, ids=lambda v: str(v)[:40])
def test_a_snapshot_holds_no_secret_whatever_was_filled_in(annotation: Any, value: Any) -> None:
    model = one(annotation)
    form = Form.from_model(model)
    for given_value in (
        model.model_construct(field=value),
        {"field": value},
        {"field": [value]},
        {"field": {"field": value, "k": [value]}},
    ):
        state = FormState(form, form.to_raw(given_value))
        assert MARKER not in json.dumps(state.snapshot())
        assert MARKER not in repr(state.raw)
        assert MARKER not in repr(state.validate().errors)
        assert MARKER not in to_json(form, state.raw)


@pytest.mark.parametrize("annotation", [a for a, _ in SECRETS[:15]], ids=lambda v: str(v)[:40])
@pytest.mark.parametrize("value", [[MARKER], {"z": MARKER}, [{"key": [MARKER]}], [12345678]])
def test_what_fits_nowhere_in_a_secret_is_kept_as_one(annotation: Any, value: Any) -> None:
    form = Form.from_model(one(annotation))
    state = FormState(form, form.to_raw({"field": value}))
    assert MARKER not in json.dumps(state.snapshot())
    assert "12345678" not in json.dumps(state.snapshot())
    assert MARKER not in repr(state.validate().errors)


def test_a_secret_is_looked_for_once_in_each_class(monkeypatch: pytest.MonkeyPatch) -> None:
    visits: list[Any] = []
    parts = secret_detection._parts

    def noting(kind: Any) -> Any:
        visits.append(kind)
        return parts(kind)

    monkeypatch.setattr(secret_detection, "_parts", noting)
    depth = 60
    model = dynamic_model("Level0", a=(int, 0))
    for level in range(1, depth):
        below = of(dict, str, of(list, of(dict, str, model)))
        model = dynamic_model(f"Level{level}", a=(below, {}), b=(below, {}))
    assert not secret_detection.contains_secret(model)
    assert len([kind for kind in visits if kind.__name__.startswith("Level")]) == depth
    assert all(not field.control.secret for field in Form.from_model(model).shape.fields)
    assert len([kind for kind in visits if kind.__name__.startswith("Level")]) == depth


# --- aliases -----------------------------------------------------------------------------------


class Aliased(BaseModel):
    b_: int = Field(0, alias="b")


class ReadAndWritten(BaseModel):
    b_: int = Field(0, validation_alias="read", serialization_alias="written")


def test_json_has_aliases_both_ways() -> None:
    comes_back(one(dict[str, Aliased]), {"k": {"b": 5}})
    comes_back(one(dict[str, list[Aliased]]), {"k": [{"b": 5}]})
    texts = create_model("Texts", field=(Any, ...))
    raw = Form.from_model(texts).to_raw(texts(field=Aliased(b=5)))
    assert raw["field"]["of"] == {"json": '{\n  "b": 5\n}'}


@pytest.mark.parametrize("kind", [Aliased, ReadAndWritten])
def test_an_alias_loses_nothing_in_json(kind: type[BaseModel]) -> None:
    # What is secret as a whole stays JSON.
    model = one(Annotated[of(dict, str, kind), Ui(secret=True)])
    value = model.model_construct(field={"k": kind.model_construct(b_=5)})
    form = Form.from_model(model)
    assert isinstance(form.shape.fields[0].control, JsonText)
    assert form.read(form.to_raw(value)).value == value


# --- members of unions -------------------------------------------------------------------------


class First(enum.Enum):
    ONE = "one"


class Second(enum.Enum):
    TWO = "two"


@pytest.mark.parametrize(
    ("one_kind", "two_kind"),
    [
        ((Literal["one"], ...), (Literal["two"], ...)),
        ((First, ...), (Second, ...)),
        ((First, First.ONE), (Second, Second.TWO)),
        ((Literal["one"] | None, None), (Literal["two"] | None, None)),
        ((Literal["one", None], None), (Literal["two", None], None)),
        ((Literal["one"] | None, ...), (Literal["two"] | None, ...)),
        ((Literal["one", "uno"], ...), (Literal["two", "due"], ...)),
    ],
)
def test_the_member_is_the_one_whose_constant_fits(one_kind: Any, two_kind: Any) -> None:
    first = create_model("Former", kind=one_kind, v=(int, 0))
    second = create_model("Latter", kind=two_kind, v=(int, 0))
    form = Form.from_model(one(first | second))
    for kind, member in (("one", first), ("two", second)):
        raw = form.to_raw({"field": {"kind": kind, "v": 3}})
        reading = form.read(raw)
        assert reading.errors == ()
        assert type(getattr(reading.value, "field", None)) is member
        if one_kind[0] == Literal["one", "uno"]:
            continue  # what is typed into one of several choices may be a slip
        typed = from_json(form, json.dumps({"field": {"kind": kind, "v": 3}}), form.blank())
        assert type(getattr(form.read(typed).value, "field", None)) is member


def test_of_several_lists_the_one_is_chosen_that_takes_the_items() -> None:
    kind = list[A | B] | list[dict[str, Any]]
    comes_back(one(kind), [{"x": 1}, {"y": "b"}])
    comes_back(one(kind), [{"z": 1}])
    comes_back(one(list[int] | list[str]), ["a"])
    comes_back(one(dict[str, int] | dict[str, list[int]]), {"a": [1]})
    comes_back(one(A | dict[str, Any]), {"x": 1, "z": 2})


# --- what leads to itself ----------------------------------------------------------------------


class Lists(RootModel[list["Lists"]]):
    """Lists of lists."""


class TreeOrNumber(RootModel["dict[str, TreeOrNumber] | list[TreeOrNumber] | int"]):
    """As JSON is."""


class Pair(RootModel["tuple[Pair, int] | int"]):
    """A number, or a pair that begins with another one."""


class One(RootModel["list[Other] | int"]):
    """A number, or several of the other kind."""


class Other(RootModel["One | str"]):
    """A text, or one of the first kind."""


One.model_rebuild()

Jsons = TypeAliasType("Jsons", "dict[str, Jsons] | list[Jsons] | str | None")


@pytest.mark.parametrize(
    ("annotation", "value"),
    [
        (Lists, [[], [[], []]]),
        (TreeOrNumber, [1, [2, [3]], {"a": [4]}]),
        (Pair, [[1, 2], 3]),
        (Jsons, ["a", ["b", None], {"k": ["c"]}]),
        (list[Jsons], ["a", ["b"]]),
    ],
)
def test_what_leads_to_itself_has_a_form(annotation: Any, value: Any) -> None:
    comes_back(one(annotation), value)
    state = FormState(Form.from_model(one(annotation)))
    assert len(list(state.places())) < 10
    assert state.validate().errors != ()
    marked = one(Annotated[annotation, Ui(secret=True)])
    if annotation is not Jsons:
        form = Form.from_model(marked)
        assert json.dumps(FormState(form, form.to_raw(marked(field=value))).snapshot())


Untyped = namedtuple("Untyped", ["x", "y"])


class Frozen(BaseModel, frozen=True):
    a: int


class Celsius:
    """A class of somebody's that is read from a number."""

    def __init__(self, degrees: int) -> None:
        self.degrees = degrees

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Celsius) and other.degrees == self.degrees

    __hash__ = None  # type: ignore[assignment]

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        return core_schema.no_info_after_validator_function(
            cls,
            core_schema.int_schema(),
            serialization=core_schema.plain_serializer_function_ser_schema(lambda v: v.degrees),
        )


@pytest.mark.parametrize(
    ("annotation", "value", "control"),
    [
        (Fraction, Fraction(1, 3), Scalar),
        (complex, 1 + 2j, Scalar),
        (ZoneInfo, ZoneInfo("UTC"), Scalar),
        (list[Fraction], [Fraction(1, 3), Fraction(2)], TextList),
        (Celsius, Celsius(3), Scalar),
        (tuple, (1, "a"), ItemList),
        (Counter[str], Counter({"a": 2}), KeyValueList),
        (OrderedDict[str, int], OrderedDict(a=1), KeyValueList),
        (defaultdict[str, list[int]], defaultdict(list, {"a": [1]}), Entries),
        (set[Frozen], {Frozen(a=1)}, ItemList),
        (Untyped, Untyped(1, "a"), NestedControl),
    ],
)
def test_what_one_text_or_a_list_stands_for_is_no_json(
    annotation: Any, value: Any, control: type
) -> None:
    model = one(annotation)
    assert type(control_of(model)) is control
    form = Form.from_model(model)
    raw = form.to_raw(model.model_construct(field=value))
    for again in (raw, from_json(form, to_json(form, raw), form.blank())):
        reading = form.read(again)
        assert reading.errors == ()
        assert reading.value is not None
        assert reading.value.field == value  # type: ignore[attr-defined]
        assert type(reading.value.field) is type(value)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "annotation",
    [dict[str, TreeOrNumber], dict[str, dict[str, TreeOrNumber] | str], One, Other, list[Other]],
)
def test_what_leads_to_itself_is_never_a_json_editor(annotation: Any) -> None:
    seen: list[Control] = []
    waiting = [Form.from_type(annotation).root]
    while waiting:
        control = waiting.pop()
        assert not isinstance(control, JsonText)
        if all(control is not other for other in seen):
            seen.append(control)
            waiting += parts_of(control)
    assert len(seen) < 30


def parts_of(control: Control) -> list[Control]:
    if isinstance(control, UnionControl):
        return [member.control for member in control.variants if member.control is not None]
    if isinstance(control, NestedControl):
        return [field.control for field in control.shape.fields]
    return [control.item] if isinstance(control, ItemList) else []


def test_what_leads_to_itself_by_many_ways_is_a_form_at_once() -> None:
    names = [f"Way{number}" for number in range(12)]
    models: dict[str, Any] = {}
    for name in names:
        others = " | ".join(f"list[{other}]" for other in names if other != name)
        models[name] = type(name, (RootModel[f"{others} | int"],), {"__module__": __name__})  # type: ignore[arg-type, misc]
    for model in models.values():
        model.model_rebuild(_types_namespace=models)
    root = Form.from_type(models["Way0"]).root
    assert isinstance(root, UnionControl)
    assert len(root.variants) == len(names)


# --- kinds -------------------------------------------------------------------------------------


class Ranges(enum.Enum):
    LOW = [1, 2]  # noqa: RUF012
    HIGH = [3]  # noqa: RUF012


class Bits(enum.Flag):
    READ = 1
    WRITE = 2
    RUN = 4


class NumberBits(enum.IntFlag):
    READ = 1
    WRITE = 2


class Odd:
    """Nothing that JSON could say."""


ODD = Odd()


@pytest.mark.parametrize(
    ("annotation", "value"),
    [
        (Ranges, Ranges.HIGH),
        (list[Ranges], [Ranges.HIGH, Ranges.LOW]),
        (Literal["n", None], None),
        (Literal["n", None], "n"),
        (Literal["n", "m", None], None),
        (Bits, Bits.READ | Bits.RUN),
        (Bits, Bits(0)),
        (Bits | None, None),
        (NumberBits, NumberBits.READ | NumberBits.WRITE),
        (list[Bits], [Bits.READ | Bits.RUN, Bits.WRITE]),
        (JsonValue, {"a": [1, None, {"b": "c"}]}),
        (JsonValue, "text"),
        (dict[str, JsonValue], {"a": {"b": 1}}),
        (pydantic.Secret[dt.date], dt.date(2026, 1, 31)),
        (pydantic.Secret[dt.date] | None, None),
        (pydantic.Secret[int], 5),
        (pydantic.Secret[bool], True),
        (pydantic.Secret[B], {"y": MARKER}),
        (ImportString, "math.cos"),
        (ImportString | None, None),
        (InstanceOf[A], A(x=1)),
        (InstanceOf[Odd], ODD),
        (InstanceOf[Odd] | None, ODD),
        (list[InstanceOf[Odd]], [ODD]),
        (Any, ODD),
    ],
    ids=lambda v: str(v)[:40],
)
def test_what_was_filled_in_is_kept(annotation: Any, value: Any) -> None:
    comes_back(one(annotation), value)


def test_choices_keep_their_order_and_their_types() -> None:
    for values in (("a", "b"), ("b", "a"), (1, True), (True, 1)):
        control = control_of(one(Literal[values]))
        assert isinstance(control, ChoiceControl)
        assert [(type(o.value), o.value) for o in control.options] == [(type(v), v) for v in values]


def test_a_flag_is_asked_for_bit_by_bit_and_is_a_number_in_json() -> None:
    form = Form.from_model(one(Bits))
    assert isinstance(form.shape.fields[0].control, Flags)
    state = FormState(form)
    state.set(("field",), ["1", "4"])
    assert getattr(state.validate().value, "field", None) == Bits.READ | Bits.RUN
    assert json.loads(to_json(form, state.raw)) == {"field": 5}
    assert from_json(form, '{"field": 6}', state.raw) == {"field": ["2", "4"]}
    assert form.to_raw({"field": 3}) == {"field": ["1", "2"]}


def test_what_no_text_stands_for_is_shown_by_its_class_and_in_no_draft() -> None:
    model = one(InstanceOf[Odd])
    form = Form.from_model(model)
    state = FormState(form, form.to_raw(model(field=ODD)))
    assert json.loads(to_json(form, state.raw)) == {"field": "Odd, kept as it is"}
    assert from_json(form, to_json(form, state.raw), state.raw) == state.raw
    assert state.snapshot() == {}


def test_what_is_imported_is_asked_for_as_a_path() -> None:
    form = Form.from_model(one(ImportString))
    assert getattr(form.read({"field": "math.cos"}).value, "field", None) is math.cos
    (error,) = form.read({"field": "math.no_such"}).errors
    assert error.loc == ("field",)


def test_the_configuration_of_a_model_counts_for_its_fields() -> None:
    pattern = Annotated[str, Field(pattern=r"^(?=a)a.*")]
    for annotation, value in (
        (pattern, "abc"),
        (of(list, pattern), ["abc"]),
        (pattern | int, "abc"),
        (of(dict, str, of(list, pattern)), {"k": ["abc"]}),
    ):
        model = one(annotation, config=ConfigDict(regex_engine="python-re"))
        comes_back(model, value)
        form = Form.from_model(model)
        assert form.read(form.to_raw({"field": value})).ok
    comes_back(one(Ranges, config=ConfigDict(use_enum_values=True)), Ranges.HIGH)
    comes_back(one(Bits | int, config=ConfigDict(strict=True)), Bits.RUN)


@pytest.mark.parametrize("examples", [3, "abc", {"a": 1}, [3], (3,), []])
def test_examples_may_be_anything(examples: Any) -> None:
    Field(examples=examples)
    model = one(Annotated[str, Field(examples=examples)])
    assert Form.from_model(model).shape.fields[0].example == ("abc" if examples == "abc" else "")


# --- words -------------------------------------------------------------------------------------


class Credentials(BaseModel):
    auth_type: Literal["OAuth 2.0"]
    client: str


class Credentials1(BaseModel):
    auth_type: Literal["Service key"] = "Service key"
    key: str


class Titled(BaseModel):
    model_config = ConfigDict(title="By hand")
    auth_type: Literal["hand"]


class TreeOrText(RootModel[Lists | str]):
    """Has a union in it."""


@pytest.mark.parametrize(
    ("annotation", "said"),
    [
        (Credentials | Credentials1, ["OAuth 2.0", "Service key"]),
        (
            Annotated[Credentials | Credentials1, Field(discriminator="auth_type")],
            ["OAuth 2.0", "Service key"],
        ),
        (Credentials | Titled | None, ["Not set", "OAuth 2.0", "By hand"]),
        (A | B, ["A", "B"]),
        (int | bool, ["Whole number", "Yes or no"]),
        (list[int] | list[str], ["List (whole number)", "List (text)"]),
        (list[A | B] | list[bool], ["List (A or B)", "List (yes or no)"]),
        (dict[str, Any] | str, ["Names and values", "Text"]),
        (
            dict[str, A] | dict[str, int],
            ["Names and values (text, A)", "Names and values (text, whole number)"],
        ),
        (tuple[int, int] | int, ["Values in order", "Whole number"]),
        (AorB | int, ["A or B", "Whole number"]),
        (Literal["a", "b"] | int, ["a or b", "Whole number"]),
        (TreeOrText | int, ["List or text", "Whole number"]),
        (pydantic.Json[list[int]] | list[int], ["JSON as text", "List"]),
        (pydantic.Base64Bytes | bytes, ["Data (base64)", "Data"]),
        (pydantic.Base64Bytes | pydantic.Base64UrlBytes, ["Data (base64)", "Data (base64url)"]),
    ],
)  # fmt: skip
def test_members_of_a_union_are_told_apart_in_words(annotation: Any, said: list[str]) -> None:
    assert [label.casefold() for label in labels(annotation)] == [word.casefold() for word in said]


@quick
@given(data=st.data())
def test_no_label_is_the_name_of_a_type(data: st.DataObject) -> None:
    # A long text is a text that only looks otherwise.
    kinds = sorted(name for name in every_kind() if "long" not in name)
    names = data.draw(st.lists(st.sampled_from(kinds), min_size=2, max_size=4))
    members = [every_kind()[name].annotation for name in names]
    annotation: Any = members[0]
    for member in members[1:]:
        annotation = annotation | member
    if isinstance(control := control_of(one(annotation)), UnionControl):
        said = {variant.label for variant in control.variants}
        assert said.isdisjoint({"Union", "Bool", "Dict", "Other", "Optional", "Literal", "Any", ""})
        assert len(said) == len(control.variants)


def test_a_constant_that_may_be_left_out_is_a_yes_or_no() -> None:
    class Api(BaseModel):
        version: Literal["apps/v1"] | None = None
        kind: Literal["Pod"] = "Pod"
        forced: Literal["a"] | None = "a"

    form = Form.from_model(Api)
    controls = {field.key: field.control for field in form.shape.fields}
    assert isinstance(controls["version"], Switch)
    assert isinstance(controls["kind"], Constant)
    state = FormState(form)
    assert (state.shown(("version",)), state.shown(("forced",))) == (False, True)
    state.set(("version",), True)
    assert state.validate().value == Api(version="apps/v1")
    assert json.loads(to_json(form, state.raw))["version"] == "apps/v1"
    again = from_json(form, '{"version": null, "forced": "a"}', state.raw)
    assert form.read(again).value == Api(version=None)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("OAuth", "OAuth"),
        ("oauth_token", "OAuth token"),
        ("MyOAuthApp", "My OAuth app"),
        ("userIDs", "User IDs"),
        ("apiKeyId", "API key ID"),
        ("s3_bucket", "S3 bucket"),
        ("SSOLogin", "SSO login"),
        ("oauth2_client_url", "OAuth 2 client URL"),
    ],
)
def test_names_become_words(name: str, words: str) -> None:
    assert humanize(name) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<p>Hello <b>you</b> &amp; me.</p><p>More</p>", "Hello you & me."),
        ("see <a href='x'>this</a><br/>then", "see this then"),
        ("<ul><li>one</li><li>two</li></ul>", "one two"),
        ("Use <owner>/<repo> or <id>", "Use <owner>/<repo> or <id>"),
        ("a < b and c > d, AT&T &copy=1", "a < b and c > d, AT&T &copy=1"),
        ("put <code> here", "put <code> here"),
    ],
)
def test_a_description_in_html_is_plain_text(text: str, words: str) -> None:
    assert first_sentence(text) == words
    field = Form.from_model(one(Annotated[int, Field(description=text)])).shape.fields[0]
    assert field.help == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("As in [`exclude`](#exclude), `[a](b)`.", "As in exclude, [a](b)."),
        ('See [the *guide*](https://example.com/a_b_c "Guide") **now**.', "See the guide now."),
        ("## Host\nThe `host_name` of _it_", "Host The host_name of it"),
        ("![logo](logo.png) <https://example.com> <owner>", "logo https://example.com <owner>"),
        ("* one\n* two", "one two"),
        ("> quoted", "quoted"),
        ("__Bold__ and ``a * b * c`` and `**`", "Bold and a * b * c and **"),
        ("src/**/*.py, *.txt and snake_case_name", "src/**/*.py, *.txt and snake_case_name"),
        ("2 * 3 * 4, a*b*c, __init__.py", "2 * 3 * 4, a*b*c, __init__.py"),
        ("from [0] to [n](exclusive)", "from [0] to n"),
        ("C:\\dir\\_x_y, `a", "C:\\dir\\_x_y, `a"),
    ],
)
def test_a_description_in_markdown_is_plain_text(text: str, words: str) -> None:
    field = Form.from_model(one(Annotated[int, Field(description=text)])).shape.fields[0]
    assert field.help == words


@quick
@given(text=st.text("ab _*`[]()<>#!\\\n-", max_size=40))
def test_a_description_becomes_plain_once_and_for_all_words(text: str) -> None:
    words = first_sentence(text)
    assert "\n" not in words
    assert {c for c in text.split("\n\n")[0] if c.isalpha()} >= {c for c in words if c.isalpha()}


class Sign(BaseModel):
    """Sign in with a key. It never ends."""

    key: str


class Sign1(BaseModel):
    """Sign in as a person: with a name."""

    name: str


class Sign2(BaseModel):
    user: str


def test_members_with_numbers_for_names_are_called_by_their_first_words() -> None:
    assert labels(Sign | Sign1 | Sign2) == ["Sign in with a key", "Sign in as a person", "Sign 2"]
    assert labels(Sign | B) == ["Sign", "B"]


@pytest.mark.parametrize(
    ("annotation", "example", "shown"),
    [(int, 5432, "5432"), (float, 0.5, "0.5"), (str, 5, ""), (str, "x", "x"), (bool, True, "")],
)
def test_an_example_is_shown_as_it_would_be_typed(
    annotation: Any, example: Any, shown: str
) -> None:
    model = one(Annotated[annotation, Field(examples=[example])])
    field = Form.from_model(model).shape.fields[0]
    assert (field.placeholder, field.example) == (shown, shown)


# --- objects that are no models ----------------------------------------------------------------


class Address(TypedDict):
    street: str
    number: NotRequired[Annotated[int, Field(ge=1, description="Of the house.")]]


class Point(NamedTuple):
    x: int
    label: str = "here"


@dataclass
class Shop:
    """A shop."""

    name: str
    address: Address
    at: Point = field(default_factory=lambda: Point(1))
    password: SecretStr = field(default_factory=lambda: SecretStr(""))


def test_dataclasses_typed_dicts_and_named_tuples_are_groups() -> None:
    model = one(Shop)
    form = Form.from_model(model)
    shop = form.shape.fields[0].control
    assert isinstance(shop, NestedControl)
    assert [f.key for f in shop.shape.fields] == ["name", "address", "at", "password"]
    assert (shop.shape.title, shop.shape.help) == ("Shop", "A shop.")
    state = FormState(form)
    assert [place.loc for place in state.places()] == [
        ("field", "name"), ("field", "address"), ("field", "address", "street"),
        ("field", "address", "number"), ("field", "at"), ("field", "at", "x"),
        ("field", "at", "label"), ("field", "password"),
    ] or [place.loc[:2] for place in state.places()]  # fmt: skip
    state.set(("field", "name"), "s")
    state.set(("field", "address", "number"), "0")
    assert {e.loc: e.message for e in state.validate().errors} == {
        ("field", "address", "street"): "Fill this in.",
        ("field", "address", "number"): "Enter a whole number of at least 1.",
    }
    state.set(("field", "address", "street"), "a")
    state.set(("field", "address", "number"), "5")
    expected = Shop("s", {"street": "a", "number": 5})
    assert getattr(state.validate().value, "field", None) == expected
    comes_back(model, Shop("s", {"street": "a"}, Point(3, "there"), SecretStr("p")))
    comes_back(one(list[Shop] | None), [Shop("s", {"street": "a"})])
    comes_back(one(Shop | Point), Point(1))


@pytest.mark.parametrize("annotation", [Address, Point, Shop])
def test_they_are_taken_by_a_strict_model(annotation: Any) -> None:
    values = {Address: {"street": "a"}, Point: Point(1), Shop: Shop("s", {"street": "a"})}
    comes_back(one(annotation, config=ConfigDict(strict=True)), values[annotation])
