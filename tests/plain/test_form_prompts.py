"""A form as line prompts, answered by a person."""

from __future__ import annotations

import enum
import json
from pathlib import Path
from typing import Annotated, Any, Literal, cast

import pytest
from pydantic import BaseModel, Field, HttpUrl, model_validator

from tests.support.connectors import members
from tests.support.console import Person
from tests.support.models import of, valid
from wizard.connectors import load
from wizard.forms import UNSET, FieldError, Form, FormState, Secret, Ui, When, fields_error
from wizard.plain.console import EndOfInput
from wizard.plain.form_prompts import END, FormPrompts


class Token(BaseModel):
    """An API token."""

    token: Annotated[Secret, Field(min_length=8), Ui(label="Token")]


class Login(BaseModel):
    """A user and a password."""

    user: str
    password: Secret


class Rewrite(BaseModel):
    source: str
    target: str


class Server(BaseModel):
    """A server."""

    host: Annotated[str, Ui(label="Host", help="Where it is.", placeholder="db.example.com")]
    port: Annotated[int, Field(ge=1, le=65535)] = 5432
    tls: bool = True
    ca: Annotated[str | None, Ui(label="CA", visible_when=When("tls", equals=True))] = None
    mode: Literal["read", "write", "admin"] = "read"
    tags: list[str] = []
    rewrites: list[Rewrite] = []
    sign_in: Annotated[
        Token | Login, Ui(label="Sign in", labels={"Token": "Token", "Login": "Login"})
    ]
    retries: Annotated[int, Ui(advanced=True)] = 3
    trace: Annotated[bool, Ui(advanced=True, group="Debugging")] = False


def asked(
    model: type[BaseModel], *lines: str, state: FormState[Any] | None = None
) -> tuple[FormState[Any], Person]:
    """The state after the answers, and the person who gave them and heard the rest."""
    state = state or FormState(Form.from_model(model))
    person = Person(*lines)
    try:
        FormPrompts(state, person).walk()
    except EndOfInput:
        assert not person.lines
    return state, person


def model_of(state: FormState[Any]) -> Any:
    """What the answers add up to."""
    return state.validate().value


def value_of(state: FormState[Any]) -> Any:
    """The same, of the one field of ``one``."""
    return model_of(state).value


def one(annotation: Any, *lines: str, **field: Any) -> tuple[FormState[Any], Person]:
    """As ``asked``, for a form of one field, "Value"."""
    made = {"__annotations__": {"value": annotation}}
    if field:
        made["value"] = Field(**field)
    return asked(type("One", (BaseModel,), made), *lines)


def test_all_defaults_are_taken_with_enter_alone() -> None:
    order = [
        item.label for item in FormPrompts(FormState(Form.from_model(Server)), Person()).questions()
    ]
    assert order == [
        "Host",
        "Sign in",
        "Sign in, Token",
        "Port",
        "TLS",
        "CA",
        "Mode",
        "Tags",
        "Rewrites",
        "Advanced settings",
    ]
    state, person = asked(Server, "db", "", "12345678", *[""] * 7)
    assert state.validate().value == Server(host="db", sign_in=Token(token=Secret("12345678")))
    assert person.lines == []
    assert "4 of 10: Port (default 5432): " in person.heard
    assert "6 of 10: CA, optional: " in person.heard


def test_a_wrong_answer_is_said_with_its_field_and_stands_in_the_next_question() -> None:
    state, person = one(Annotated[int, Field(ge=1, le=10)], "99", "9")
    assert value_of(state) == 9
    said = person.heard.index("Value: Enter a whole number from 1 to 10.")
    assert person.heard[said + 1] == "1 of 1: Value, required (now 99): "


def test_nothing_where_something_has_to_be_is_asked_for_again() -> None:
    state, person = one(str, "", "x")
    assert value_of(state) == "x"
    assert "Value: Fill this in." in person.heard


def test_what_would_be_right_is_offered_and_taken_by_enter_alone() -> None:
    state, person = one(HttpUrl, "docs", "")
    assert str(value_of(state)) == "https://docs/"
    assert "1 of 1: Value, required (press enter for https://docs): " in person.heard


def test_what_nothing_else_can_mean_is_taken_and_told() -> None:
    state, person = one(HttpUrl, "docs.example.com")
    assert str(value_of(state)) == "https://docs.example.com/"
    assert "Value: using https://docs.example.com." in person.heard


def test_a_wrong_secret_is_forgotten_and_never_shown() -> None:
    state, person = asked(Token, "hunter2", "", "12345678")
    assert state.validate().value == Token(token=Secret("12345678"))
    assert person.secret == [True, True, True]
    assert "hunter2" not in person.text
    assert "12345678" not in person.text
    assert person.heard.count("1 of 1: Token, required, secret: ") == 3
    assert "Token: Fill this in." in person.heard


def test_back_and_forth_keeps_every_answer() -> None:
    state, person = asked(Server, "db", "2", "joe", "secret-1", "<", "<", "<", "", "", "", "99")
    assert state.entered(("host",)) == "db"
    assert state.entered(("port",)) == "99"
    sign_in = state.shown(("sign_in",))
    assert sign_in["of"]["Login"]["user"] == "joe"
    assert "2 of 11: Sign in, number or name (now Login): " in person.heard
    assert "3 of 11: Sign in, User, required (now joe): " in person.heard
    assert any("Password, required, secret (now set, 8 characters" in line for line in person.heard)


def test_back_from_the_first_question_leaves_the_form_at_its_start() -> None:
    prompts = FormPrompts(FormState(Form.from_model(Token)), Person("<"))
    assert prompts.walk() is False


def test_a_form_can_be_entered_at_its_end() -> None:
    person = Person("<", "", "5", "5")
    state: FormState[Any] = FormState(Form.from_model(Rewrite))
    assert FormPrompts(state, person).walk(END) is True
    assert person.heard[0] == "2 of 2: Target, required: "
    assert state.entered(("target",)) == "5"


def test_a_field_that_another_rules_out_is_not_asked_and_comes_back_with_its_answer() -> None:
    start = ["db", "", "12345678", ""]
    state, person = asked(Server, *start, "", "PEM", "<", "<", "no", "<", "yes", "")
    assert "6 of 9: Mode, number or name (default read): " in person.heard
    assert "6 of 10: CA (now PEM): " in person.heard
    assert sum("TLS, yes or no" in line for line in person.heard) == 3
    assert state.entered(("ca",)) == "PEM"


def test_advanced_settings_are_asked_for_after_a_yes_only() -> None:
    class Model(BaseModel):
        name: str
        retries: Annotated[int, Ui(advanced=True)] = 3
        trace: Annotated[bool, Ui(advanced=True, group="Debugging")] = False

    state, person = asked(Model, "a", "n")
    assert person.heard[-1] == "2 of 2: Advanced settings? 2 more, optional (no): "
    assert state.validate().value == Model(name="a")
    state, person = asked(Model, "a", "yes", "5", "y")
    assert state.validate().value == Model(name="a", retries=5, trace=True)
    assert "Debugging:" in person.heard
    assert "4 of 4: Trace, yes or no (default no): " in person.heard


def test_an_advanced_field_that_has_to_be_filled_in_is_asked_in_any_case() -> None:
    class Model(BaseModel):
        key: Annotated[str, Ui(advanced=True)]
        retries: Annotated[int, Ui(advanced=True)] = 3

    state, _ = asked(Model, "", "k")
    assert state.validate().value == Model(key="k")


class Level(enum.IntEnum):
    DEBUG = 0
    INFO = 1
    WARN = 2


class Bits(enum.Flag):
    READ = 1
    WRITE = 2
    RUN = 4
    OWN = 8


Many = enum.IntEnum("Many", "A B C D E F G H I J K L M N O P Q R S T", start=0)


@pytest.mark.parametrize(
    ("annotation", "answer", "value"),
    [
        (Level, "1", Level.DEBUG),
        (Level, "3", Level.WARN),
        (Level, "0", Level.DEBUG),
        (Level, "warn", Level.WARN),
        (Bits, "3, 4", Bits.RUN | Bits.OWN),
        (Literal["3", "2", "1"], "1", "3"),
        (Literal["b", "a"], "a", "a"),
        (Literal[7, 8], "8", 8),
        (Many, "1", Many(0)),
        (Many, "20", Many(19)),
        (of(cast(Any, Literal), *range(20)), "1", 1),
        (of(cast(Any, Literal), *range(2000, 2020)), "2005", 2005),
    ],
)
def test_a_number_means_the_option_that_is_shown_with_it(
    annotation: Any, answer: str, value: Any
) -> None:
    state, person = one(annotation, answer)
    assert value_of(state) == value
    assert not person.lines


@pytest.mark.parametrize("answer", ["2", "write", "Write", "w", "WR"])
def test_a_choice_is_made_by_number_or_by_the_start_of_its_name(answer: str) -> None:
    state, person = one(Literal["read", "write", "admin"], answer)
    assert value_of(state) == "write"
    assert person.heard[:3] == ["1. read", "2. write", "3. admin"]


def test_the_start_of_several_names_lists_them() -> None:
    state, person = one(Literal["monday", "tuesday", "thursday"], "t", "x", "tu")
    assert value_of(state) == "tuesday"
    assert "Value: Several choices match. Enter more of the name, or a number." in person.heard
    several = person.heard.index(
        "Value: Several choices match. Enter more of the name, or a number."
    )
    assert person.heard[several + 1 : several + 3] == ["2. tuesday", "3. thursday"]
    assert "Value: Enter a number from 1 to 3, or the start of a name." in person.heard


def test_many_choices_are_listed_on_demand_and_narrowed_by_a_word() -> None:
    names = tuple(f"zone-{n}" for n in range(40))
    state, person = one(Literal[names], "e-3", "?", "zone-7")
    assert value_of(state) == "zone-7"
    assert person.heard[0].startswith("40 choices.")
    assert "4. zone-3" in person.heard
    assert "40. zone-39" in person.heard


def test_several_choices_stand_in_one_line() -> None:
    state, _ = one(list[Literal["a", "b", "c"]], "3, a")
    assert value_of(state) == ["c", "a"]
    state, _ = one(list[Literal["a", "b", "c"]], "[]", default_factory=lambda: ["a"])
    assert value_of(state) == []


def test_values_are_entered_one_a_line_until_an_empty_one() -> None:
    state, person = one(list[str], "a", "null", "@@joe", "", "unread")
    assert value_of(state) == ["a", "null", "@joe"]
    assert person.lines == ["unread"]


def test_an_empty_line_within_a_pasted_list_does_not_end_it() -> None:
    class Model(BaseModel):
        tags: list[str]
        name: str

    class Pasting(Person):
        def ahead(self) -> bool:
            return len(self.lines) > 1

    state = FormState(Form.from_model(Model))
    FormPrompts(state, Pasting("a", "", "b", "", "name")).walk()
    assert model_of(state) == Model(tags=["a", "b"], name="name")


def test_a_wrong_line_is_named() -> None:
    state, person = one(list[int], "1", "x", "", "1", "2", "")
    assert "Value: Line 2: Enter a whole number." in person.heard
    assert value_of(state) == [1, 2]


def test_pairs_are_entered_as_name_and_value() -> None:
    state, _ = one(dict[str, int], "a=1", "b = 2", "")
    assert value_of(state) == {"a": 1, "b": 2}


def test_empty_null_and_the_default_are_told_apart() -> None:
    nullable = str | None
    assert value_of(one(nullable, "", default="d")[0]) == "d"
    assert value_of(one(nullable, '""', default="d")[0]) == ""
    assert value_of(one(nullable, "null", default="d")[0]) is None
    assert value_of(one(nullable, "\\null", default="d")[0]) == "null"
    assert value_of(one(str, "null", default="d")[0]) == "null"


def test_a_minus_goes_back_to_the_default() -> None:
    state, person = asked(Rewrite, "a", "<", "-", "b", "c")
    assert state.validate().value == Rewrite(source="b", target="c")
    assert "Source: Fill this in." in person.heard


def test_a_text_of_several_lines_ends_with_an_empty_one() -> None:
    state, person = one(Annotated[str, Ui(multiline=True)], "SELECT", "  <1", "", "unread")
    assert value_of(state) == "SELECT\n  <1"
    assert person.lines == ["unread"]


PEM = (
    "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nMIIE\n-----END RSA PRIVATE KEY-----"
)


@pytest.mark.parametrize("key", [PEM, json.dumps({"type": "x", "n": {"a": [1, 2]}}, indent=2)])
def test_a_key_of_several_lines_ends_by_itself(key: str) -> None:
    annotation = Annotated[Secret, Ui(multiline=True)]
    state, person = one(annotation, *key.split("\n"), "unread")
    assert value_of(state).get_secret_value() == key
    assert person.lines == ["unread"]
    assert all(person.secret)
    assert "MIIE" not in person.text


def test_a_key_without_an_end_is_given_up_with_two_empty_lines() -> None:
    state, person = one(Annotated[Secret, Ui(multiline=True)], '{"a":', "", "1", "", "", "unread")
    assert state.entered(("value",)).get_secret_value() == '{"a":\n\n1'
    assert person.lines == ["unread"]


def test_a_value_may_come_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    path.write_text(PEM + "\n")
    state, _ = one(Annotated[Secret, Ui(multiline=True)], f"@{path}")
    assert value_of(state).get_secret_value() == PEM + "\n"
    state, person = one(str, f"@{tmp_path}/none", f"@{path}")
    assert value_of(state) == PEM
    assert f"Value: {tmp_path}/none: This file doesn't exist. If the value" in person.text


def test_json_ends_where_it_is_complete() -> None:
    state, person = one(Any, "JSON", "{", '"a": [1,', "2]}", "unread")
    assert value_of(state) == {"a": [1, 2]}
    assert person.lines == ["unread"]


def test_a_value_of_any_kind_is_asked_for_by_its_kind() -> None:
    answers = ("a", "a", "number", "1.5", "a", "b", "list", "a", "text", "x", "", "")
    state, _ = one(dict[str, Any], *answers)
    assert value_of(state) == {"a": 1.5, "b": ["x"]}


def test_items_are_added_changed_and_removed() -> None:
    lines = ["a", "a1", "b1", "add", "a2", "b2", "e 1", "", "B1", "r 2", "e 9", "what", ""]
    state, person = one(list[Rewrite], *lines)
    assert value_of(state) == [Rewrite(source="a1", target="B1")]
    assert "1. a1; b1" in person.heard
    assert "2. a2; b2" in person.heard
    assert "Value: The list has 1: enter a number from the list." in person.heard
    assert "1 of 2: Value, item 1, Source, required (now a1): " in person.heard


def test_going_back_from_the_start_of_a_new_item_gives_it_up() -> None:
    state, _ = one(list[Rewrite], "a", "<", "")
    assert value_of(state) == []


def test_an_error_inside_of_an_item_names_it_and_keeps_the_list_open() -> None:
    state, person = one(list[Rewrite], "a", "x", "y", "e 1", "-", "z", "", "")
    assert "Value, item 1, Source: Fill this in." in person.heard
    assert value_of(state) == [Rewrite(source="z", target="y")]


def test_help_says_what_the_field_is_and_how_to_answer() -> None:
    _, person = asked(Server, "?", "db")
    for words in ("Host. Where it is.", "For example: db.example.com", "Required."):
        assert words in person.heard
    assert person.heard.count("1 of 10: Host, required: ") == 2
    assert any("< goes back" in line and "! shows the review" in line for line in person.heard)
    assert any("double that" in line for line in person.heard)


def test_the_review_can_be_heard_at_any_question() -> None:
    state: FormState[Any] = FormState(Form.from_model(Rewrite))
    person = Person("a", "!", "b")
    FormPrompts(state, person, review=lambda: [f"source is {state.entered(('source',))}"]).walk()
    assert person.heard[1:4] == [
        "2 of 2: Target, required: ",
        "source is a",
        "2 of 2: Target, required: ",
    ]


def test_each_change_is_told() -> None:
    state: FormState[Any] = FormState(Form.from_model(Rewrite))
    seen: list[Any] = []
    prompts = FormPrompts(state, Person("a", "b"), lambda: seen.append(dict(state.raw)))
    assert prompts.walk()
    assert seen == [{"source": "a"}, {"source": "a", "target": "b"}]


def test_a_visit_asks_one_question_and_those_that_it_brings_up() -> None:
    state, _ = asked(Server, "db", "", "12345678", *[""] * 7)
    person = Person("login", "joe", "secret-1")
    assert FormPrompts(state, person).visit([("sign_in",)])
    assert person.lines == []
    assert model_of(state).sign_in == Login(user="joe", password=Secret("secret-1"))


def test_going_back_from_a_visit_goes_on_from_the_question_before() -> None:
    state, _ = asked(Rewrite, "a", "b")
    person = Person("<", "A", "")
    assert FormPrompts(state, person).visit([("target",)])
    assert state.validate().value == Rewrite(source="A", target="b")


def test_a_visit_opens_what_the_field_is_behind() -> None:
    state, _ = asked(Server, "db", "", "12345678", *[""] * 7)
    person = Person("4")
    assert FormPrompts(state, person).visit([("retries",)])
    assert model_of(state).retries == 4


def test_a_rule_across_fields_is_explained_with_their_names() -> None:
    class Model(BaseModel):
        issues: bool = False
        pulls: bool = False
        drafts: Annotated[bool, Ui(visible_when=When("pulls", equals=True))] = False

        @model_validator(mode="after")
        def _any(self) -> Model:
            if not (self.issues or self.pulls):
                raise fields_error("Switch on one of them", "issues", "pulls", "drafts")
            return self

    state, person = asked(Model, "", "")
    errors = state.validate().errors
    lines = FormPrompts(state, person).explain(errors)
    assert lines == ["Issues and Pulls: Switch on one of them."]


def test_what_a_server_complains_about_is_said_and_may_be_kept() -> None:
    state, _ = asked(Rewrite, "a", "b")
    state.add_errors([FieldError(("target",), "No such place.")])
    person = Person("")
    assert FormPrompts(state, person).visit([("target",)])
    assert person.heard == ["Target: No such place.", "2 of 2: Target, required (now b): "]
    assert state.entered(("target",)) == "b"


def test_a_field_left_alone_stays_unset() -> None:
    state, _ = asked(Server, "db", "", "12345678", *[""] * 7)
    assert state.entered(("port",)) is UNSET


def test_what_is_offered_for_a_secret_is_taken_and_never_said() -> None:
    secret = "ghp_0123456789abcdefghij"
    model = load("github").credential
    state, person = asked(model, f'"Bearer {secret}"')
    [value] = valid(state).model_dump().values()
    assert value.get_secret_value() == secret
    assert secret not in "\n".join(person.heard)


def test_what_is_offered_for_a_list_is_taken_by_enter_alone() -> None:
    drive = "https://drive.google.com/drive/folders"
    model = members(load("google_drive").config)[1]
    person = Person("", f"{drive}/2AbC", "drive.google.com/open?id=1AbC", "", "", "")
    state: FormState[Any] = FormState(Form.from_model(model))
    with pytest.raises(EndOfInput):
        FormPrompts(state, person).walk()
    assert state.entered(("shared_folder_urls",)) == f"{drive}/2AbC\n{drive}/1AbC"
