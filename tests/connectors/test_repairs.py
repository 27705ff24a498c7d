"""The rules that fields name: what each finds, what it offers, and that an offer is right."""

from __future__ import annotations

from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from wizard.connectors.addresses import (
    address_up_to,
    part_of_address,
    root_of_site,
    subdomain_of,
)
from wizard.connectors.fields import CommaList, Config, Credential, Digits, Email, Text, Token, Url
from wizard.connectors.repairs import (
    Repair,
    Rule,
    capitals,
    named_by_api,
    one_each,
    refused_if,
    refused_unless,
    repaired_by,
    warned_by,
    without,
)
from wizard.forms import Form, FormState, Secret

SUBDOMAIN = subdomain_of("zendesk.com", "zendesk.eu")
SPACE = part_of_address(r"/spaces/(\w+)", "the key only")
SITE = address_up_to(r"https://[^/]+/sites/[^/?#]+", "the site only")
ROOT = root_of_site("the root only", r"\.atlassian\.net$")
PLURALS = named_by_api({"Accounts": "Account"}, "the name in the API")
CHANNEL = refused_if(r"^C[A-Z0-9]{8}$", "the name, not the ID")
FOLDER = refused_if(r"^1\w+$", "an address", fix=r"https://x/folders/\g<0>")


@pytest.mark.parametrize(
    ("rule", "text", "fix"),
    [
        (SUBDOMAIN, "acme.zendesk.com", "acme"),
        (SUBDOMAIN, "https://Acme.zendesk.com/agent?x=1", "acme"),
        (SUBDOMAIN, "acme.zendesk.eu/", "acme"),
        (SUBDOMAIN, "https://www.zendesk.com", None),
        (SUBDOMAIN, "help.acme.com", None),
        (SUBDOMAIN, "acmezendesk.com", None),
        (SUBDOMAIN, "a.b.zendesk.com", None),
        (SUBDOMAIN, "https://[::1", None),
        (SPACE, "https://x.atlassian.net/wiki/spaces/ENG/overview", "ENG"),
        (SPACE, "x.atlassian.net/wiki", None),
        (SPACE, "x.example.net", None),
        (SITE, "https://x.example/sites/a/Forms/AllItems.aspx?id=1", "https://x.example/sites/a"),
        (ROOT, "https://acme.atlassian.net/jira/x?y=1", "https://acme.atlassian.net"),
        (ROOT, "acme.atlassian.net/jira", "https://acme.atlassian.net"),
        (without(r"/token$", ""), "a@x.example/token", "a@x.example"),
        (without(r"\.git$", ""), ".git", None),
        (one_each(), "general, random;  help,", ["general", "random", "help"]),
        (one_each(), ",", None),
        (capitals(""), "eng", "ENG"),
        (PLURALS, "accounts", "Account"),
        (CHANNEL, "C0123ABCD", None),
        (FOLDER, "1AbC", "https://x/folders/1AbC"),
        (refused_unless(r"\d+", ""), "docs", None),
    ],
)
def test_a_rule_finds_what_is_meant(rule: Rule, text: str, fix: str | list[str] | None) -> None:
    found = rule(text)
    assert found is not None
    assert found.fix == fix


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (SUBDOMAIN, "acme"),
        (SUBDOMAIN, "acme-support"),
        (SPACE, "ENG"),
        (SPACE, "~jane.doe"),
        (SITE, "https://x.example/sites/a"),
        (SITE, "https://x.example/teams/a?x=1"),
        (ROOT, "https://acme.atlassian.net"),
        (ROOT, "https://acme.atlassian.net/"),
        (ROOT, "https://jira.acme.example/below/a/path"),
        (without(r"/token$", ""), "token@x.example"),
        (one_each(), "general"),
        (capitals(""), "ENG_2"),
        (PLURALS, "Account"),
        (PLURALS, "Nonprofits"),
        (CHANNEL, "general"),
        (refused_unless(r"\d+", ""), "17"),
    ],
)
def test_a_rule_leaves_what_is_right_alone(rule: Rule, text: str) -> None:
    assert rule(text) is None


class Example(Config):
    """A field of each kind that rules stand beside."""

    address: Annotated[Url, repaired_by(ROOT)] = "https://acme.atlassian.net"
    number: Annotated[Digits, repaired_by(part_of_address(r"/pages/(\d+)", "the number"))] = "1"
    emails: CommaList[Annotated[Email, repaired_by(without(r"/token$", "no /token"))]] = Field(
        default_factory=list
    )
    channels: list[
        Annotated[Text, repaired_by(one_each(), without("^#", "no #"), capitals("capitals"))]
    ] = Field(default_factory=list)


class Key(Credential):
    """A secret with a rule."""

    key: Annotated[Token, repaired_by(without("^key=", "the value only"))]


def errors(model: type[BaseModel], data: dict[str, Any]) -> dict[str, tuple[str, Any, str]]:
    """Of a form that is filled in: for each field what is said, offered, and shown of it."""
    form = Form.from_model(model)
    state: FormState[Any] = FormState(form, form.to_raw(data))
    return {
        str(error.loc[0]): (error.message, error.fix, error.offered)
        for error in state.validate().errors
    }


def test_an_offer_settles_all_that_is_wrong_at_once() -> None:
    root = "https://acme.atlassian.net"
    said = errors(Example, {"address": "acme.atlassian.net/jira/x"})
    assert said["address"] == ("The root only.", root, root)
    said = errors(Example, {"address": "acme.atlassian.net"})
    assert said["address"] == ("Start with https://.", root, root)
    said = errors(Example, {"number": "x.example/pages/17/y"})
    assert said["number"] == ("The number.", "17", "17")


def test_what_the_field_would_refuse_is_not_offered() -> None:
    assert errors(Example, {"emails": "acme/token"})["emails"][1] is None
    assert errors(Example, {"address": "a b.atlassian.net/x"})["address"][1] is None


def test_one_offer_mends_all_values_of_a_list() -> None:
    form = Form.from_model(Example)
    state: FormState[Any] = FormState(form, form.to_raw({}))
    state.set(("channels",), "GENERAL\n#random, help\ndev")
    first, second = state.mark_touched(("channels",))
    assert (first.message, first.offered) == ("Line 2: Enter one per line.", "RANDOM, HELP")
    assert (second.message, second.offered) == ("Line 3: Capitals.", "DEV")
    assert first.fix == second.fix == "GENERAL\nRANDOM\nHELP\nDEV"
    state.set(("channels",), first.fix)
    value = state.validate().value
    assert value is not None
    assert value.channels == ["GENERAL", "RANDOM", "HELP", "DEV"]


def test_what_is_offered_in_place_of_a_secret_is_not_shown() -> None:
    message, fix, shown = errors(Key, {"key": "key=s3cretValue"})["key"]
    assert isinstance(fix, Secret)
    assert fix.get_secret_value() == "s3cretValue"
    assert "s3cret" not in message + shown + repr(fix)
    with pytest.raises(ValidationError) as caught:
        Key.model_validate({"key": "key=s3cretValue"})
    assert "s3cretValue" not in str(caught.value) + repr(caught.value.errors(include_input=False))


def test_a_rule_may_warn_of_any_line() -> None:
    warn = warned_by(CHANNEL, lambda text: "odd" if text == "x" else None)
    assert warn("general\nC0123ABCD") == "the name, not the ID"
    assert warn("general\nx") == "odd"
    assert warn("general\nhelp") is None


RULES = (SUBDOMAIN, SPACE, SITE, ROOT, one_each(), without("^#", ""), capitals(""), FOLDER)
words = st.text(st.sampled_from("aZ1/.:#?, ;@\n-é"), max_size=30) | st.text(max_size=10)


@given(words, st.lists(st.sampled_from(RULES), max_size=4))
def test_every_offer_passes_and_no_text_breaks_a_rule(text: str, rules: list[Rule]) -> None:
    kind: TypeAdapter[Any] = TypeAdapter(Annotated[Text, repaired_by(*rules)])
    try:
        kind.validate_python(text)
    except ValidationError as error:
        fix = error.errors()[0].get("ctx", {}).get("fix")
        for each in fix if isinstance(fix, list) else [fix] * (fix is not None):
            assert kind.validate_python(each)


def test_a_repair_has_a_reason_alone_where_nobody_knows_better() -> None:
    assert Repair("why") == ("why", None, False)
