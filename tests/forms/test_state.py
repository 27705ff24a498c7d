"""A form while it is filled in: what is entered and shown, the errors, undo, and drafts."""

from __future__ import annotations

import json
from typing import Annotated, Any

import pytest
from pydantic import BaseModel, Field

from tests.support.models import state_of, valid
from wizard.forms import MASK, UNSET, FieldError, Form, FormState, Secret, Ui, When


class Server(BaseModel):
    """A server to connect to."""

    port: Annotated[int, Field(ge=1, le=65535)] = 5432
    host: str
    tls: bool = True
    ca: Annotated[str, Ui(visible_when=When("tls", equals=True))] = ""


class Token(BaseModel):
    """A token."""

    host: str = ""
    token: Secret


class Password(BaseModel):
    """A password."""

    host: str = ""
    user: str


class Login(BaseModel):
    auth: Token | Password


def locs(errors: Any) -> list[Any]:
    return [error.loc for error in errors]


# --- reading -----------------------------------------------------------------------------------


def test_what_is_shown_is_what_was_entered_or_else_the_default() -> None:
    state = state_of(Server)
    port = ("port",)
    assert (state.entered(port), state.shown(port), state.changed(port)) == (UNSET, "5432", False)
    state.set(port, "80")
    assert (state.entered(port), state.shown(port), state.changed(port)) == ("80", "80", True)
    state.set(port, "5432")
    assert state.entered(port) == "5432"
    assert not state.changed(port)
    state.set(port, UNSET)
    assert (state.entered(port), state.shown(port)) == (UNSET, "5432")


def test_a_place_is_there_while_it_is_asked_for_and_its_control_always() -> None:
    state = state_of(Server, ca="PEM")
    place = state.place(("ca",))
    assert place is not None
    assert place.loc == ("ca",)
    state.set(("tls",), False)
    assert state.place(("ca",)) is None
    assert [place.loc for place in state.places()] == [("host",), ("port",), ("tls",)]
    assert state.control(("ca",)) is place.control
    field = state.field(("ca",))
    assert field is not None
    assert field.key == "ca"


def test_there_is_no_control_at_a_place_that_no_form_has() -> None:
    state = state_of(Login)
    with pytest.raises(LookupError):
        state.control(("nowhere",))
    assert state.field(()) is None
    assert state.field(("auth", "Token")) is None
    assert state.place(("nowhere",)) is None


def test_a_state_begins_with_the_values_it_is_given() -> None:
    form = Form.from_model(Server)
    state = FormState(form, form.to_raw({"host": "db", "port": 80}))
    assert (state.entered(("host",)), state.entered(("port",))) == ("db", "80")
    assert valid(state) == Server(host="db", port=80)


def test_a_condition_may_name_a_value_outside_of_the_form() -> None:
    class Model(BaseModel):
        user: Annotated[str, Ui(visible_when=When("method", equals="password"))] = ""

    state = state_of(Model, user="joe")
    state.set_context(method="token")
    assert state.validate().value == Model()
    state.set_context(method="password")
    assert state.validate().value == Model(user="joe")


def test_the_context_may_be_given_at_first() -> None:
    class Model(BaseModel):
        user: Annotated[str, Ui(visible_when=When("method", equals="password"))] = ""

    form = Form.from_model(Model)
    assert [*FormState(form, context={"method": "token"}).places()] == []
    assert len([*FormState(form, context={"method": "password"}).places()]) == 1


# --- editing -----------------------------------------------------------------------------------


def test_only_a_union_has_members_to_choose() -> None:
    with pytest.raises(TypeError):
        state_of(Server).choose(("port",), "Token")


def test_items_are_added_moved_and_removed() -> None:
    class Model(BaseModel):
        servers: list[Token] = []

    state = state_of(Model)
    for name in "ab":
        index = state.add(("servers",))
        state.set(("servers", index, "host"), name)
        state.set(("servers", index, "token"), Secret(name))
    state.move(("servers",), 1, 0)
    assert [s.host for s in valid(state).servers] == ["b", "a"]
    state.remove(("servers",), 0)
    assert [s.host for s in valid(state).servers] == ["a"]
    state.set(("servers", 0, "token"), UNSET)
    assert locs(state.validate().errors) == [("servers", 0, "token")]


class Boxed(BaseModel):
    size: int = 1


class Boxes(BaseModel):
    boxes: list[Boxed] = []


def test_errors_and_undo_follow_the_items_of_a_list() -> None:
    state = state_of(Boxes)
    for _ in range(3):
        state.add(("boxes",))
    state.set(("boxes", 1, "size"), "x")
    state.mark_touched(("boxes", 1, "size"))
    state.move(("boxes",), 1, 2)
    assert [error.loc for error in state.errors] == [("boxes", 2, "size")]
    state.remove(("boxes",), 0)
    assert [error.loc for error in state.errors] == [("boxes", 1, "size")]
    assert state.undo(("boxes", 1, "size"))
    assert state.errors == ()
    state.set(("boxes", 1, "size"), "7")
    state.remove(("boxes",), 1)
    assert state.undo(("boxes",))
    assert [box.size for box in valid(state).boxes] == [1, 7]


def test_undo_of_a_list_never_takes_back_what_was_typed_since() -> None:
    state = state_of(Boxes)
    state.add(("boxes",))
    state.set(("boxes", 0, "size"), "5")
    assert not state.undo(("boxes",))
    assert state.shown(("boxes", 0, "size")) == "5"


def test_undo_takes_back_words_and_choices() -> None:
    state = state_of(Server)
    for end in range(1, 6):
        state.set(("host",), "a bcd"[:end])
    assert state.undo(("host",))
    assert state.entered(("host",)) == "a"
    state.set(("tls",), False)
    assert state.undo(("tls",))
    assert state.entered(("tls",)) is UNSET
    while state.undo(("host",)):
        pass
    assert state.entered(("host",)) is UNSET


def test_reset_goes_back_to_the_default_also_inside_of_one() -> None:
    class Model(BaseModel):
        place: tuple[int, int] = (1, 2)
        login: Login = Login(auth=Token(host="h", token=Secret("t")))

    state = state_of(Model)
    state.set(("place", "0"), "7")
    assert valid(state).place == (7, 2)
    state.reset(("place", "0"))
    assert valid(state).place == (1, 2)
    state.set(("login", "auth", "Token", "host"), "other")
    assert valid(state).login.auth.host == "other"
    assert valid(state).login.auth.token == Secret("t")


def test_there_is_nothing_to_take_back_where_nothing_was_changed() -> None:
    state = state_of(Server)
    assert not state.undo(("host",))
    state.set(("host",), UNSET)
    assert not state.undo(("host",))


# --- errors ------------------------------------------------------------------------------------


def test_reading_shows_no_error_and_leaving_the_form_shows_all() -> None:
    state = state_of(Server, port="x")
    assert locs(state.read().errors) == [("host",), ("port",)]
    assert list(state.errors) == []
    assert locs(state.validate().errors) == locs(state.errors) == [("host",), ("port",)]
    assert locs(state.errors_at(("port",))) == [("port",)]
    state.set(("port",), "1")
    assert locs(state.errors) == [("host",)]
    assert list(state.errors_at(("port",))) == []


def test_errors_wait_until_the_field_is_left_and_then_follow_what_is_typed() -> None:
    state = state_of(Server, host="db", port="9")
    state.set(("port",), "99999")
    assert list(state.errors) == []
    assert [e.loc for e in state.mark_touched(("port",))] == [("port",)]
    state.set(("port",), "1")
    assert list(state.errors) == []
    state.set(("port",), "x")
    assert [error.loc for error in state.errors] == [("port",)]


def test_a_field_left_empty_is_no_mistake_until_the_form_is_left() -> None:
    state = state_of(Server)
    assert state.mark_touched(("host",)) == ()
    assert [e.loc for e in state.validate().errors] == [("host",)]


def test_errors_from_elsewhere_stay_until_their_field_changes() -> None:
    state = state_of(Server, host="db")
    error = FieldError(("host",), "This host is not known.")
    state.add_errors([error])
    state.set(("port",), "1")
    assert list(state.errors) == [error]
    state.set(("host",), "other")
    assert state.errors == ()


def test_an_error_of_several_fields_from_elsewhere_goes_with_the_first_change_of_one() -> None:
    error = FieldError((), "They do not fit together.", fields=(("host",), ("port",)))
    for changed, stays in (("tls", True), ("host", False), ("port", False)):
        state = state_of(Server, host="db")
        state.add_errors([error])
        state.set((changed,), False if changed == "tls" else "1")
        assert (error in state.errors) is stays


def test_other_errors_from_elsewhere_take_the_place_of_the_first() -> None:
    state = state_of(Server, host="db")
    state.add_errors([FieldError(("host",), "One.")])
    state.add_errors([FieldError(("port",), "Two.")])
    assert locs(state.errors) == [("port",)]
    state.add_errors([])
    assert list(state.errors) == []


def test_a_warning_does_not_block() -> None:
    class Model(BaseModel):
        key: Annotated[Secret, Ui(warn=lambda text: None if text[:1] == "k" else "Odd key.")]

    state = state_of(Model, key=Secret("x"))
    assert state.warning_at(("key",)) == "Odd key."
    assert state.validate().ok
    state.set(("key",), Secret("k1"))
    assert state.warning_at(("key",)) is None


def test_a_warning_that_breaks_is_none() -> None:
    def broken(_: str) -> str:
        raise RuntimeError

    class Model(BaseModel):
        a: Annotated[str, Ui(warn=broken)] = ""

    assert state_of(Model, a="x").warning_at(("a",)) is None


# --- drafts ------------------------------------------------------------------------------------


def test_a_draft_has_all_that_was_typed_but_secrets() -> None:
    state = state_of(Login)
    state.choose(("auth",), "Token")
    state.set(("auth", "Token", "token"), Secret("hunter2-hunter2"))
    state.set(("auth", "Token", "host"), "db")
    kept = json.dumps(state.snapshot())
    assert "hunter2" not in kept
    assert MASK not in kept
    again = state_of(Login)
    again.restore(json.loads(kept))
    assert again.entered(("auth", "Token", "host")) == "db"
    assert locs(again.read().errors) == [("auth", "Token", "token")]


def test_what_is_restored_has_no_errors_and_no_past() -> None:
    state = state_of(Server, host="db", port="x")
    state.validate()
    state.add_errors([FieldError(("host",), "This host is not known.")])
    assert len(state.errors) == 2
    state.restore(state.snapshot())
    assert list(state.errors) == []
    assert not state.undo(("host",))
    assert locs(state.validate().errors) == [("port",)]
