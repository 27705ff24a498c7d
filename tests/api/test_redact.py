from __future__ import annotations

import base64
import html
import json
from collections.abc import Callable
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wizard.api import Redactor
from wizard.forms import MASK, Secret


def onyx_answer(text: str) -> str:
    """The framework's error list as Python text, flattened, inside JSON."""
    errors = repr([{"type": "missing", "loc": ("body",), "input": {"token": text}}])
    flat = errors.replace("\n", " ").replace("   ", " ")
    start = flat.index("'token': ") + len("'token': ") + 1
    return json.dumps(flat[start:-4])[1:-1]


ENCODINGS: dict[str, Callable[[str], str]] = {
    "raw": str,
    "json": lambda text: json.dumps(text)[1:-1],
    "json, not ascii": lambda text: json.dumps(text, ensure_ascii=False)[1:-1],
    "json in json": lambda text: json.dumps(json.dumps(text))[3:-3],
    "repr": lambda text: repr(text)[1:-1],
    "repr with both quotes": lambda text: repr("'\"" + text)[4:-1],
    "html": html.escape,
    "url": lambda text: quote(text, safe=""),
    "url path": quote,
    "url, small letters": lambda text: "".join(
        f"%{byte:02x}"
        if byte > 127 or (not chr(byte).isalnum() and chr(byte) not in "_.-~")
        else chr(byte)
        for byte in text.encode()
    ),
    "form": quote_plus,
    "onyx": onyx_answer,
    "hex": lambda text: text.encode().hex(),
    "base64": lambda text: base64.b64encode(text.encode()).decode().rstrip("="),
    "base64, urlsafe": lambda text: base64.urlsafe_b64encode(text.encode()).decode().rstrip("="),
}
ONE_SECRET = st.text(st.characters(codec="utf-8", exclude_characters="*"), min_size=4, max_size=40)
AWKWARD = "a'\"\\\\n\n   é&<%/+ 日x"


@given(secret=ONE_SECRET, around=st.text(max_size=5))
@example(secret=AWKWARD, around="")
@pytest.mark.parametrize("name", ENCODINGS)
def test_a_secret_is_hidden_in_every_encoding(name: str, secret: str, around: str) -> None:
    form = ENCODINGS[name](secret)
    text = f"{around}{form}{around}"

    assert form not in Redactor([Secret(secret)]).redact(text)


@given(ONE_SECRET, st.binary(max_size=5), st.binary(max_size=5), st.booleans())
def test_base64_is_hidden_in_the_middle_of_other_data(
    secret: str, before: bytes, after: bytes, urlsafe: bool
) -> None:
    def encoded(left: bytes, right: bytes) -> str:
        data = left + secret.encode() + right
        return (base64.urlsafe_b64encode if urlsafe else base64.b64encode)(data).decode()

    def inverted(data: bytes) -> bytes:
        return bytes(byte ^ 0xFF for byte in data)

    text = encoded(before, after)
    other = encoded(inverted(before), inverted(after))
    same = "".join(a if a == b else " " for a, b in zip(text, other, strict=True))
    core = max(same.rstrip("=").split(" "), key=len)  # what depends on the secret alone

    assert core not in Redactor([secret]).redact(text)


@given(st.lists(st.text(st.characters(categories=("L", "N")), min_size=4, max_size=12), min_size=2))
def test_each_line_of_a_secret_is_hidden(lines: list[str]) -> None:
    redactor = Redactor([Secret("\n".join(lines))])
    for line in lines:
        assert line not in redactor.redact(f"bad line: {line}!")


@given(st.text(st.characters(categories=("L", "N")), min_size=20, max_size=80), st.data())
def test_a_cut_secret_is_hidden(secret: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(secret) - 16))
    end = data.draw(st.integers(start + 16, len(secret)))
    piece = secret[start:end]

    assert piece not in Redactor([secret]).redact(f"input_value='{piece}...'")


@given(st.lists(ONE_SECRET, min_size=1, max_size=3), st.text(max_size=60))
def test_redacting_twice_changes_nothing(secrets: list[str], text: str) -> None:
    redactor = Redactor(secrets)
    once = redactor.redact(text.replace("*", "") + secrets[0])
    assert redactor.redact(once) == once


def test_what_is_no_secret_stays_readable() -> None:
    redactor = Redactor([Secret("xoxb-12345"), Secret("ab"), Secret("")])

    assert redactor.redact("the token xoxb-12345 is bad") == f"the token {MASK} is bad"
    assert redactor.redact("absolutely about ab, tab") == f"absolutely about {MASK}, tab"
    assert Redactor([]).redact("nothing to hide") == "nothing to hide"


def test_overlapping_secrets_leave_no_rest() -> None:
    assert Redactor(["abcdef", "defghi"]).redact("-abcdefghi-") == f"-{MASK}-"


def test_the_key_inside_a_key_file_is_hidden_too() -> None:
    lines = [f"{row:02d}" + "A1b2C3d4" * 7 for row in range(4)]
    pem = "-----BEGIN PRIVATE KEY-----\n" + "\n".join(lines) + "\n-----END PRIVATE KEY-----\n"
    file = {"type": "service_account", "private_key": pem, "token_uri": "https://oauth2.example/t"}
    redactor = Redactor([Secret(json.dumps(file, indent=2))])

    for line in lines:
        assert line not in redactor.redact(pem)
        assert line not in redactor.redact(repr(file))
    assert redactor.redact("bad type: service_account") == "bad type: service_account"


def test_safe_also_cleans_and_finds_what_was_hidden_between_invisible_characters() -> None:
    redactor = Redactor(["topsecret"])
    assert redactor.safe("\x1b[31mtop\u200bsecret\x07 topsecret\n") == f"{MASK} {MASK} "


def test_the_requests_own_names_are_left_alone() -> None:
    redactor = Redactor(["credentials", "other-secret"], names=["credentials"])

    assert redactor.name("credentials") == "credentials"
    assert redactor.name("other-secret") == MASK
    assert redactor.tree({"credentials": ["other-secret", 3, None]}) == {
        "credentials": [MASK, 3, None]
    }


def test_what_another_one_hides_is_hidden_too() -> None:
    session = Redactor(["session-value-0123456789"])
    both = Redactor(["abc", "token-value-of-its-own"], also=session)
    assert both.redact("session-value-0123456789 abc token-value-of-its-own abcd") == (
        "******** ******** ******** abcd"
    )
    assert session.redact("token-value-of-its-own") == "token-value-of-its-own"


def test_it_does_not_show_what_it_hides() -> None:
    assert "topsecret" not in repr(Redactor(["topsecret"]))
