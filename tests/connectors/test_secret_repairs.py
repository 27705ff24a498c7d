"""What is pasted in place of a secret: what goes, what is offered, and what is said of it."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from tests.support.connectors import CONNECTORS, members
from wizard.connectors import load
from wizard.connectors.fields import Digits, Email, Guid, KeyFile, KeyId, Password, Text, Token, Url
from wizard.forms import UNSET, Form, FormState, Secret, text_of

KEY = "ghp_0123456789abcdefghijABCDEFGHIJ"
GUID = "01234567-89ab-cdef-0123-456789abcdef"
PEM = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkq\nhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----\n"
ACCOUNT = {
    "type": "service_account",
    "client_email": "robot@p.iam.gserviceaccount.com",
    "private_key": PEM,
    "token_uri": "https://oauth2.googleapis.com/token",
}
WHOLE = json.dumps(ACCOUNT, indent=2)


def told(type: str, field: str, text: str) -> tuple[str, str | None]:
    """What the form says of a secret, and what it offers; nothing for what it takes."""
    form: Form[Any] = Form.from_type(load(type).credential)
    state: FormState[Any] = FormState(form)
    place = next(place for place in state.places() if place.loc[-1] == field)
    state.set(place.loc, Secret(text))
    for error in state.mark_touched(place.loc):
        assert error.offered == ""
        assert error.fix is None or isinstance(error.fix, Secret)
        return error.message, text_of(error.fix) or None
    return "", None


def kept(kind: Any, text: str) -> str:
    """What becomes of a text that a kind of field takes."""
    value = TypeAdapter(kind).validate_python(text)
    return value.get_secret_value() if isinstance(value, Secret) else str(value)


@pytest.mark.parametrize("mark", ["\ufeff", "\u200b", "\u200e", "\u2060"])
@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Text, "docs"),
        (Url, "https://docs.example.com"),
        (Email, "ada@example.com"),
        (Guid, GUID),
        (Digits, "007"),
        (Token, KEY),
        (KeyId, "GOOG1EXAMPLE"),
        (KeyFile, WHOLE),
    ],
)
def test_what_cannot_be_seen_goes(mark: str, kind: Any, text: str) -> None:
    assert kept(kind, f"{mark}{text}{mark}\n") == text
    if kind not in (Text, KeyFile):
        assert kept(kind, f"{text[:3]}{mark}{text[3:]}") == text


def test_the_mark_of_files_goes_from_a_password_and_nothing_else() -> None:
    assert kept(Password, "\ufeff pässwörd\u200b \r\n") == " pässwörd\u200b "


def test_the_letters_of_a_name_stay_together() -> None:
    assert kept(Text, "می\u200cخواهم") == "می\u200cخواهم"


@pytest.mark.parametrize(
    ("text", "offer"),
    [
        (f'"{KEY}"', KEY),
        (f"'{KEY}'", KEY),
        (f"“{KEY}”", KEY),
        (f"„{KEY}“", KEY),
        (f"`{KEY}`", KEY),
        (f"Bearer {KEY}", KEY),
        (f"bearer: {KEY}", KEY),
        (f"token {KEY}", KEY),
        (f"Authorization: Bearer {KEY}", KEY),
        (f'"Authorization: Bearer {KEY}"', KEY),
        (f"GITHUB_TOKEN={KEY}", KEY),
        (f'export GITHUB_TOKEN="{KEY}"', KEY),
        (f"Bearer {KEY}…", None),
        ('""', None),
    ],
)
def test_what_stands_around_a_key_is_offered_away(text: str, offer: str | None) -> None:
    message, fix = told("github", "github_access_token", text)
    assert message
    assert fix == offer
    assert KEY[4:] not in message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"{KEY[:10]}…", "Character 11 of 11 is “…”, which often means the display cut it short"),
        (f"{KEY[:10]}...", "cut it short"),
        (f"{KEY[:4]} {KEY[4:]}", "Character 5 of 35 is a space"),
        (f"{KEY[:4]}\u00a0{KEY[4:]}", "Character 5 of 35 is a space"),
        (f"{KEY[:4]}é{KEY[4:]}", "Character 5 of 35 isn't allowed in keys"),
        (f"{KEY[:4]}\x1b{KEY[4:]}", "Character 5 of 35 isn't allowed in keys"),
        ("********", "hidden key"),
        ("ghp_••••••••abcd", "hidden key"),
        (f"{KEY[:4]}\n{KEY[4:]}", "single line"),
    ],
)
def test_what_no_key_has_is_refused_with_its_place(text: str, words: str) -> None:
    message, fix = told("github", "github_access_token", text)
    assert words in message
    assert fix is None
    assert KEY[4:] not in message


@pytest.mark.parametrize(
    "text",
    [
        KEY,
        "ATATT3xFfGF0-_=ABCD1234",
        "abc8Q~x.y_z-1",
        "wJalrXUtnFEMI/K7MDENG+bPxRf=",
        "a=b",
        "FAKE",
    ],
)
def test_a_key_is_taken_as_it_is(text: str) -> None:
    assert kept(Token, text) == text


marks = st.sampled_from(["“", "…", " ", "\u200b", "\ufeff", "é", '"', "Bearer ", "=", "*"])


@given(st.lists(st.text("abcXYZ0189", min_size=6, max_size=9) | marks, max_size=6).map("".join))
def test_nothing_of_a_key_is_repeated_and_an_offer_is_right(text: str) -> None:
    form: Form[Any] = Form.from_type(load("github").credential)
    for error in form.read({"github_access_token": Secret(text)}).errors:
        parts = [part for part in text.split() if len(part) > 5 and part != "Bearer"]
        assert not [part for part in parts if part in f"{error}"]
        if error.fix is not None:
            assert kept(Token, text_of(error.fix)) == text_of(error.fix)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (WHOLE.replace("\\n", "\\\\n"), "line breaks in private_key are escaped"),
        (WHOLE.replace("\\n", "\n"), "real line breaks"),
        (base64.b64encode(WHOLE.encode()).decode(), "as base64"),
        (base64.encodebytes(b"\xef\xbb\xbf" + WHOLE.encode()).decode(), "as base64"),
        (f"'{WHOLE}'", "Remove the quotes"),
        (json.dumps(WHOLE), "Remove the quotes"),
        (json.dumps(WHOLE)[1:-1], "Paste the original file"),
        (WHOLE.replace('"', "“"), "curly"),
        (str(ACCOUNT), "single quotes"),
        (f'"{base64.b64encode(WHOLE.encode()).decode()}"', "Remove the quotes"),
        (json.dumps({**ACCOUNT, "token_uri": None}), "token_uri is missing"),
    ],
)
def test_a_key_file_is_mended(text: str, words: str) -> None:
    for type in ("gmail", "google_drive"):
        message, fix = told(type, "google_service_account_key", text)
        assert words in message
        assert fix is not None
        assert json.loads(fix) == ACCOUNT
        assert told(type, "google_service_account_key", fix) == ("", None)
        assert "MIIE" not in message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (PEM, "only the private key"),
        ("~/keys/robot.json", "file's path"),
        ("C:\\keys\\robot.json", "file's path"),
        (WHOLE[:90], "JSON is incomplete"),
        (json.dumps({"type": "service_account"}), "keys are missing"),
    ],
)
def test_what_cannot_be_mended_is_told_by_its_cause(text: str, words: str) -> None:
    message, fix = told("google_drive", "google_service_account_key", text)
    assert words in message
    assert fix is None


@pytest.mark.parametrize(
    "text",
    [
        "[api] email=bot@example.com key=K3y site=https://z.example.com",
        "[api]\\nemail=bot@example.com\\nkey=K3y\\nsite=https://z.example.com\\n",
        '[api]\nemail="bot@example.com"\nkey = "K3y"\nsite=\'https://z.example.com\'',
        "\ufeffemail=bot@example.com\nkey=K3y\nsite=https://z.example.com",
    ],
)
def test_a_zuliprc_is_taken_in_one_line_and_with_quotes(text: str) -> None:
    model = load("zulip").credential.model_validate({"zuliprc_content": text})
    assert model.zuliprc_content.get_secret_value() == (
        "[api]\nemail=bot@example.com\nkey=K3y\nsite=https://z.example.com"
    )


def test_every_token_is_looked_at() -> None:
    for connector in CONNECTORS:
        for member in members(connector.credential):
            for name, info in member.model_fields.items():
                if "token" in name and info.annotation is Secret and name != "google_tokens":
                    found = refused(member, name, "abc def")
                    assert "space" in found, (connector.about.type, name)


def refused(member: Any, name: str, text: str) -> str:
    with pytest.raises(ValidationError) as caught:
        member.model_validate({name: text})
    return " ".join(error["msg"] for error in caught.value.errors() if error["loc"] == (name,))


def test_a_blank_is_missing() -> None:
    for blank in ("\ufeff", " \u200b\n"):
        state: FormState[Any] = FormState(Form.from_type(load("github").credential))
        state.set(("github_access_token",), Secret(blank))
        assert [error.message for error in state.validate().errors] == ["Fill this in."]
        assert state.entered(("github_access_token",)) is not UNSET
