"""Strategies: kinds of fields with values of them, and models made of such fields."""

from __future__ import annotations

import datetime as dt
import enum
import ipaddress
import json
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cache, reduce
from operator import or_
from pathlib import Path
from typing import Annotated, Any, Generic, Literal, NamedTuple, NotRequired, TypeVar
from uuid import UUID

import pydantic
import pytest
from hypothesis import strategies as st
from pydantic import (
    AnyUrl,
    Base64Bytes,
    BaseModel,
    Field,
    HttpUrl,
    ImportString,
    InstanceOf,
    Json,
    JsonValue,
    RootModel,
    SecretBytes,
    SecretStr,
    create_model,
)
from typing_extensions import TypedDict

from tests.support.models import of
from wizard.forms import Form, Secret, Ui

T = TypeVar("T")


class Colour(enum.Enum):
    RED = "red"
    GREEN = "green"


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2


class Leaf(BaseModel):
    name: str
    size: int = 3


class Tree(BaseModel):
    value: int
    left: Tree | None = None
    children: list[Tree] = []


class Cat(BaseModel):
    kind: Literal["cat"] = "cat"
    lives: int


class Dog(BaseModel):
    kind: Literal["dog"]
    name: str
    tricks: list[str] = []


class Box(BaseModel, Generic[T]):
    content: T
    note: str | None = None


class Numbers(RootModel[list[int]]):
    pass


class Either(RootModel[Leaf | SecretStr]):
    """One of two, under a name of its own."""


class Lists(RootModel[list["Lists"]]):
    """Lists of themselves."""


class Bits(enum.Flag):
    READ = 1
    WRITE = 2
    RUN = 4


def joined(bits: set[Bits]) -> Bits:
    return reduce(or_, bits, Bits(0))


class NumberBits(enum.IntFlag):
    READ = 1
    WRITE = 2


class Ranges(enum.Enum):
    LOW = [1, 2]  # noqa: RUF012
    HIGH = [3, 4]  # noqa: RUF012


class One(BaseModel):
    kind: Literal["one"] | None = None
    size: int = 0


class Two(BaseModel):
    kind: Literal["two"] | None = None
    size: int = 0


@dataclass
class Account:
    """Who it is."""

    user: str
    password: SecretStr
    level: int = 1


class Address(TypedDict):
    street: str
    number: NotRequired[int]


class Point(NamedTuple):
    x: int
    label: str = ""


@dataclass(frozen=True)
class Kind:
    """An annotation, values of it, and texts that are none (for kinds typed as text)."""

    annotation: Any
    values: st.SearchStrategy[Any]
    wrong: tuple[str, ...] = ()
    hashable: bool = False


text = st.text(max_size=12) | st.sampled_from(
    ["", " ", " a ", "a\nb", '"', '"x"', "a=b", "=", "null", "\u2028", "日本 😀", "\t", "[bold]"]
)
printable = st.text(st.characters(min_codepoint=33, max_codepoint=0x2FFF), min_size=1, max_size=10)
moments = st.datetimes(
    dt.datetime(1970, 1, 1),
    dt.datetime(2100, 1, 1),
    timezones=st.sampled_from([None, dt.UTC]),
)
durations = st.timedeltas(dt.timedelta(days=-1000), dt.timedelta(days=1000))

PLAIN = {
    "text": Kind(str, text, hashable=True),
    "integer": Kind(int, st.integers(-(10**20), 10**20), ("", "x", "1.5", "1 2"), hashable=True),
    "float": Kind(
        float,
        st.floats(allow_nan=False, allow_infinity=False),
        ("", "x", "1,5", "nan", "-inf", "Infinity", "1e999"),
        hashable=True,
    ),
    "decimal": Kind(
        Decimal, st.decimals(allow_nan=False, allow_infinity=False, places=3), ("", "x", "--1")
    ),
    "yes_no": Kind(bool, st.booleans()),
    "date": Kind(dt.date, st.dates(), ("", "soon", "2024-13-01", "31/01/2024"), hashable=True),
    "time": Kind(dt.time, st.times(), ("", "noon", "25:00")),
    "datetime": Kind(dt.datetime, moments, ("", "now", "2024-02-30 10:00")),
    "duration": Kind(dt.timedelta, durations, ("", "soon", "2x", "h", "1,5h", "2h 30")),
    "uuid": Kind(UUID, st.uuids(), ("", "123", "zz"), hashable=True),
    "path": Kind(Path, printable.map(Path)),
    "bytes": Kind(bytes, st.binary(max_size=20), ("!", "a", "ab=c")),
    "base64": Kind(Base64Bytes, st.binary(max_size=20).map(lambda b: b)),
    "url": Kind(
        AnyUrl,
        st.sampled_from(["https://a.example/x?y=1", "http://b.example", "ftp://c.example/"]).map(
            AnyUrl
        ),
        ("", "a b", "example.com"),
    ),
    "http": Kind(HttpUrl, st.just("https://a.example/").map(HttpUrl), ("", "ftp://a.example")),
    "address": Kind(
        ipaddress.IPv4Address, st.ip_addresses(v=4), ("", "1.2.3", "256.1.1.1"), hashable=True
    ),
    "secret": Kind(SecretStr, text.map(SecretStr)),
    "own_secret": Kind(Secret, text.map(Secret)),
    "secret_bytes": Kind(SecretBytes, st.binary(max_size=9).map(SecretBytes)),
    "choice": Kind(Literal["a", "b", 3], st.sampled_from(["a", "b", 3])),
    "enum": Kind(Colour, st.sampled_from(Colour)),
    "int_enum": Kind(Level, st.sampled_from(Level)),
    "constant": Kind(Literal["fixed"], st.just("fixed")),
    "bounded": Kind(Annotated[int, Field(ge=1, le=10)], st.integers(1, 10), ("0", "11", "")),
    "imported": Kind(ImportString, st.sampled_from([len, json.dumps, enum.Enum]), ("", "no.such")),
    "secret_date": Kind(
        pydantic.Secret[dt.date], st.dates().map(pydantic.Secret[dt.date]), ("", "soon")
    ),
    "fraction": Kind(
        Fraction, st.fractions(max_denominator=1000), ("", "x", "1/0", "1/2/3"), hashable=True
    ),
    "long": Kind(Annotated[str, Ui(multiline=True)], text),
}
JSONS = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
    max_leaves=5,
)
leaves = st.builds(Leaf, name=text, size=st.integers())
trees = st.recursive(
    st.builds(Tree, value=st.integers()),
    lambda inner: st.builds(
        Tree, value=st.integers(), left=st.none() | inner, children=st.lists(inner, max_size=2)
    ),
    max_leaves=4,
)
pets = st.builds(Cat, lives=st.integers()) | st.builds(
    Dog, kind=st.just("dog"), name=text, tricks=st.lists(text, max_size=2)
)

COMPLEX = {
    "object": Kind(Leaf, leaves),
    "recursive": Kind(Tree, trees),
    "tagged": Kind(Annotated[Cat | Dog, Field(discriminator="kind")], pets),
    "plain_union": Kind(Cat | Leaf, st.builds(Cat, lives=st.integers()) | leaves),
    "scalars": Kind(int | str | bool, st.integers() | text | st.booleans()),
    "objects": Kind(list[Leaf], st.lists(leaves, max_size=3)),
    "pets": Kind(
        list[Annotated[Cat | Dog, Field(discriminator="kind")]], st.lists(pets, max_size=3)
    ),
    "matrix": Kind(list[list[int]], st.lists(st.lists(st.integers(), max_size=2), max_size=2)),
    "pair": Kind(tuple[int, str], st.tuples(st.integers(), text)),
    "generic": Kind(Box[Leaf], st.builds(Box[Leaf], content=leaves, note=st.none() | text)),
    "root": Kind(Numbers, st.lists(st.integers(), max_size=3).map(Numbers)),
    "json": Kind(Json[list[int]], st.lists(st.integers(), max_size=3)),
    "any": Kind(Any, JSONS),
    "any_by_name": Kind(dict[str, Any], st.dictionaries(text, JSONS, max_size=2)),
    "objects_by_name": Kind(dict[str, Leaf], st.dictionaries(text, leaves, max_size=2)),
    "by_number": Kind(
        dict[int, list[int]], st.dictionaries(st.integers(), st.just([1]), max_size=2)
    ),
    "unions_by_name": Kind(
        dict[str, Cat | Leaf],
        st.dictionaries(text, st.builds(Cat, lives=st.integers()) | leaves, max_size=2),
    ),
    "accounts_by_colour": Kind(
        dict[Literal["red", "green"], Account],
        st.dictionaries(
            st.sampled_from(["red", "green"]),
            st.builds(Account, text, text.map(SecretStr), st.integers()),
        ),
    ),
    "names_of_names": Kind(
        dict[str, dict[str, list[int]]],
        st.dictionaries(
            text, st.dictionaries(text, st.lists(st.integers(), max_size=2), max_size=2), max_size=2
        ),
    ),
    "choices": Kind(set[Colour], st.sets(st.sampled_from(Colour))),
    "root_union": Kind(Either, st.builds(Either, leaves | text.map(SecretStr))),
    "lists_of_themselves": Kind(
        Lists,
        st.recursive(st.just([]), st.lists, max_leaves=4)
        .filter(lambda v: isinstance(v, list))
        .map(Lists.model_validate),
    ),
    "flags": Kind(Bits, st.sets(st.sampled_from(Bits)).map(joined)),
    "number_flags": Kind(NumberBits, st.integers(0, 3).map(NumberBits)),
    "enum_of_lists": Kind(Ranges, st.sampled_from(Ranges)),
    "nothing_or_a_word": Kind(Literal["n", None], st.sampled_from(["n", None])),
    "nothing_or_two_words": Kind(Literal["n", "m", None], st.sampled_from(["n", "m", None])),
    "optional_constant": Kind(Literal["apps/v1"] | None, st.sampled_from(["apps/v1", None])),
    "told_by_optional_constants": Kind(
        One | Two,
        st.builds(One, kind=st.just("one"), size=st.integers())
        | st.builds(Two, kind=st.just("two"), size=st.integers()),
    ),
    "json_value": Kind(JsonValue, JSONS.filter(lambda value: value is not None)),
    "instance": Kind(InstanceOf[Leaf], leaves),
    "list_of_one_or_other": Kind(
        list[Cat | Leaf] | list[dict[str, int]],
        st.lists(st.builds(Cat, lives=st.integers()) | leaves, min_size=1, max_size=2)
        | st.lists(
            st.dictionaries(st.just("z"), st.integers(), min_size=1), min_size=1, max_size=2
        ),
    ),
    "dataclass": Kind(Account, st.builds(Account, text, text.map(SecretStr), st.integers())),
    "typed_dict": Kind(
        Address, st.fixed_dictionaries({"street": text}, optional={"number": st.integers()})
    ),
    "named_tuple": Kind(Point, st.builds(Point, st.integers(), text)),
    "accounts": Kind(
        list[Account],
        st.lists(st.builds(Account, text, text.map(SecretStr), st.integers()), max_size=2),
    ),
    "ordered_choices": Kind(
        list[Literal["a", "b"]], st.lists(st.sampled_from(["a", "b"]), max_size=4)
    ),
}


@cache
def every_kind() -> dict[str, Kind]:
    """All kinds, those made of others included."""
    found = {**PLAIN, **COMPLEX}
    for name, kind in PLAIN.items():
        one, values = kind.annotation, kind.values
        if name != "constant":
            found[f"list of {name}"] = Kind(of(list, one), st.lists(values, max_size=3))
            found[f"tuple of {name}"] = Kind(
                of(tuple, one, ...), st.lists(values, max_size=3).map(tuple)
            )
            found[f"optional {name}"] = Kind(one | None, st.none() | values)
            found[f"dict of {name}"] = Kind(
                of(dict, str, one), st.dictionaries(text, values, max_size=3)
            )
        if kind.hashable:
            found[f"set of {name}"] = Kind(of(set, one), st.sets(values, max_size=3))
            found[f"frozenset of {name}"] = Kind(
                of(frozenset, one), st.frozensets(values, max_size=3)
            )
            found[f"dict by {name}"] = Kind(
                of(dict, one, int), st.dictionaries(values, st.integers(), max_size=3)
            )
    for name, kind in COMPLEX.items():
        if name not in ("any", "json_value"):
            found[f"optional {name}"] = Kind(kind.annotation | None, st.none() | kind.values)
    return found


def names_of_kinds() -> list[Any]:
    """For a test of each kind; those made of others are too many for the quick loop."""
    base = sorted({**PLAIN, **COMPLEX})
    made = sorted(every_kind().keys() - set(base))
    return [*base, *(pytest.param(name, marks=pytest.mark.slow) for name in made)]


@cache
def model_of(name: str) -> type[BaseModel]:
    """A model with nothing but a field of this kind: one for all examples, since it is dear."""
    return create_model("One", field=(every_kind()[name].annotation, ...))


@cache
def form_of(name: str) -> Form[BaseModel]:
    """The form of that model."""
    return Form.from_model(model_of(name))


@dataclass
class Sample:
    """A model and an instance of it."""

    model: type[BaseModel]
    value: BaseModel
    kinds: dict[str, Kind] = field(default_factory=dict)


def make_value(kind: Kind, value: Any) -> Any:
    """The value in the form that the model takes as input."""
    wants_json = kind.annotation in (Json[list[int]], Json[list[int]] | None)
    if wants_json and value is not None:
        return json.dumps(value)
    return value


@st.composite
def samples(draw: st.DrawFn, most: int = 5) -> Sample:
    """A model with some fields of any kind, some with defaults, and an instance of it."""
    names = draw(st.lists(st.sampled_from(sorted(every_kind())), min_size=1, max_size=most))
    kinds = {f"field_{index}": every_kind()[name] for index, name in enumerate(names)}
    definitions: dict[str, Any] = {}
    values = {}
    for name, kind in kinds.items():
        has_default = "base64" not in names[int(name[6:])] and draw(st.booleans())
        default = draw(kind.values) if has_default else ...
        alias = f"alias {name}" if draw(st.booleans()) else None
        definitions[name] = (kind.annotation, Field(default, alias=alias))
        if not has_default or draw(st.booleans()):
            values[alias or name] = draw(kind.values)
    model = create_model("Sample", **definitions)
    return (
        Sample(model, model.model_construct(), kinds)
        if not definitions
        else Sample(model, build(model, kinds, values), kinds)
    )


def build(model: type[BaseModel], kinds: dict[str, Kind], values: dict[str, Any]) -> BaseModel:
    """An instance from values as they are *after* validation."""
    named = {}
    for name, info in model.model_fields.items():
        key = info.alias or name
        if key in values:
            named[name] = values[key]
    return model.model_construct(**named)
