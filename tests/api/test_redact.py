from __future__ import annotations

import base64
import html
import json
import random
import string
from collections.abc import Callable
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from tests.support.spellings import LOSSY, SPELLINGS
from wizard.api import Redactor
from wizard.forms import MASK, Secret

pytestmark = pytest.mark.slow

FEW = settings(max_examples=30, deadline=None)


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
ONE_SECRET = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z", "M"], exclude_characters="*"),
    min_size=4,
    max_size=40,
)
AWKWARD = "a'\"\\\\n\n   é&<%/+ 日x"


@FEW
@given(secret=ONE_SECRET, around=st.text(max_size=5))
@example(secret=AWKWARD, around="")
def test_a_secret_is_hidden_in_every_encoding(secret: str, around: str) -> None:
    redactor = Redactor([Secret(secret)])
    for name, encode in ENCODINGS.items():
        form = encode(secret)
        assert form not in redactor.redact(f"{around}{form}{around}"), name


@FEW
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


@FEW
@given(st.lists(st.text(st.characters(categories=("L", "N")), min_size=4, max_size=12), min_size=2))
def test_each_line_of_a_secret_is_hidden(lines: list[str]) -> None:
    redactor = Redactor([Secret("\n".join(lines))])
    for line in lines:
        assert line not in redactor.redact(f"bad line: {line}!")


@FEW
@given(st.text(st.characters(categories=("L", "N")), min_size=20, max_size=80), st.data())
def test_a_cut_secret_is_hidden(secret: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(secret) - 16))
    end = data.draw(st.integers(start + 16, len(secret)))
    piece = secret[start:end]

    assert piece not in Redactor([secret]).redact(f"input_value='{piece}...'")


@FEW
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

    assert redactor.place("credentials") == "credentials"
    assert redactor.place("other-secret") == MASK
    assert redactor.place(3) == 3


def test_what_another_one_hides_is_hidden_too() -> None:
    session = Redactor(["session-with-0123456789"])
    both = Redactor(["abc", "token-value-of-its-own"], also=session)
    assert both.redact("session-with-0123456789 abc token-value-of-its-own abcd") == (
        "******** ******** ******** abcd"
    )
    assert session.redact("token-value-of-its-own") == "token-value-of-its-own"


def test_it_does_not_show_what_it_hides() -> None:
    assert "topsecret" not in repr(Redactor(["topsecret"]))


VISIBLE = st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="*")
PUBLIC = ("service_account", "authorized_user", "github_pat_", "-----", "google")
"""Parts that everybody's keys have, which are no secret."""
TOKEN = st.text(VISIBLE, min_size=8, max_size=60).filter(
    lambda token: not any(part in token for part in PUBLIC)
)
FOREIGN = st.text(st.sampled_from("абвгдежзиклмн日本語東京都ñçøłœ"), min_size=8, max_size=30)
NUMBER = st.from_regex(r"[1-9][0-9]{7,18}", fullmatch=True)


def told(text: str, spelled: str, secret: str) -> bool:
    """Whether ``text`` still holds as much of what was spelled as eight characters take."""
    size = -(-8 * len(spelled) // len(secret))
    return any(spelled[at : at + size] in text for at in range(len(spelled) - size + 1))


@FEW
@given(secret=TOKEN | FOREIGN | NUMBER)
@example(secret="0123456789abcdef")
def test_a_secret_is_hidden_however_it_is_spelled(secret: str) -> None:
    redactor = Redactor([Secret(secret)])
    for name, spell in SPELLINGS.items():
        spelled = spell(secret)
        text = redactor.redact(f"It was: {spelled} (no more)")
        assert MASK in text, name
        assert not told(text, spelled, secret), name


@FEW
@given(secret=TOKEN, inner=st.sampled_from(sorted(SPELLINGS)))
def test_so_it_is_when_that_is_spelled_once_more(secret: str, inner: str) -> None:
    redactor = Redactor([Secret(secret)])
    once = SPELLINGS[inner](secret)
    for outer, spell in SPELLINGS.items():
        if outer in LOSSY and inner.startswith("base64"):
            continue
        if outer == "dashes" and inner == "base64, urlsafe" and "-" in once:
            continue  # nobody can tell which dashes are digits
        twice = spell(once)
        text = redactor.redact(f"It was: {twice} (no more)")
        assert MASK in text, outer
        assert not told(text, twice, secret), outer


@FEW
@given(secret=TOKEN, data=st.data())
def test_so_are_eight_characters_in_a_row(secret: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(secret) - 8))
    piece = secret[start : start + data.draw(st.integers(8, 15))]
    redactor = Redactor([Secret(secret)])
    for name, spell in SPELLINGS.items():
        spelled = spell(piece)
        text = redactor.redact(f"input={spelled}…")
        assert MASK in text, name
        assert not told(text, spelled, piece), name


def test_what_looks_like_an_escape_may_be_a_part_of_the_secret() -> None:
    secret = '000"%00:1'
    text = Redactor([Secret(secret)]).redact(r"input=000\"%00:…")
    assert text == f"input={MASK}…"


@FEW
@given(secret=st.text(VISIBLE, min_size=1, max_size=7))
@example(secret="00--0")
@example(secret="00--00")
def test_a_short_one_is_hidden_as_a_whole(secret: str) -> None:
    few = sum(map(str.isalnum, secret)) < 4
    unclear = {"blanks", "colons", "hex, colons", "hex, 0x", "numbers"}
    if "-" in secret:
        unclear.add("dashes")
    redactor = Redactor([Secret(secret)])
    for name, spell in SPELLINGS.items():
        if few and name in unclear:
            continue  # too little to tell it from anything else
        assert MASK in redactor.redact(f"( {spell(secret)} )"), name


@FEW
@given(st.text(st.sampled_from(string.ascii_letters + string.digits), min_size=24), st.binary())
def test_what_stands_around_it_stays(secret: str, noise: bytes) -> None:
    around = noise.hex()[:6]
    assume(not set(around) & set(secret))  # what may belong to the secret goes with it
    before = f"The server cannot use this ({around}): "
    assert Redactor([secret]).redact(f"{before}{secret}. Try another.") == (
        f"{before}{MASK}. Try another."
    )


@FEW
@given(st.lists(st.text(VISIBLE, min_size=24, max_size=60), min_size=2, max_size=4), st.data())
def test_a_key_of_several_lines_is_hidden_joined_and_line_by_line(
    lines: list[str], data: st.DataObject
) -> None:
    redactor = Redactor([Secret("\n".join(lines))])
    for text in (
        "".join(lines),
        "\\n".join(lines),
        " ".join(lines),
        data.draw(st.sampled_from(lines)),
    ):
        assert not told(redactor.redact(text), text, text)


@pytest.mark.parametrize("number", [12345678, 98765432109876, 4711])
def test_a_number_is_hidden_in_a_place_and_is_no_id(number: int) -> None:
    redactor = Redactor([Secret(str(number)), Secret(f"00{number}")])
    assert redactor.place(number) == MASK
    assert redactor.holds(number)
    assert not redactor.holds(number // 10**7)
    assert not Redactor(["12"]).holds(1234)


def test_words_of_everybodys_key_files_are_no_secret() -> None:
    file = {"type": "service_account", "private_key": "-----BEGIN PRIVATE KEY-----\nMIIE\n"}
    redactor = Redactor([json.dumps(file | {"token_uri": "https://oauth2.googleapis.com/token"})])
    said = (
        "private_key: a service_account has a PRIVATE KEY for https://oauth2.googleapis.com/token"
    )
    assert redactor.redact(said) == said


def test_a_text_that_stands_for_too_many_others_is_not_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = base64.b64encode(base64.b64encode(b"some plain text " * 400)).decode()
    assert Redactor(["topsecret"]).redact(text) == text
    monkeypatch.setattr("wizard.api.decodings.MOST_WORK", 2)
    assert Redactor(["topsecret"]).redact(text) == MASK


@pytest.mark.slow
def test_a_long_answer_is_looked_through_with_the_longest_secret() -> None:
    """It grows with the length of both, not with their product, which would take minutes."""
    chance = random.Random(1)
    alphabet = string.ascii_letters + string.digits + "+/"
    secret = "".join(chance.choices(alphabet, k=4096))
    text = "".join(chance.choices(alphabet, k=2**18 - 5000)) + secret
    assert Redactor([secret]).redact(text).endswith(MASK)
