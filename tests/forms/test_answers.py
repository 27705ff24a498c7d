"""What was entered, in the words of the form, and nothing of a secret."""

from __future__ import annotations

import unicodedata
from typing import Annotated, Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from wizard.connectors.fields import Password, Token
from wizard.forms import Form, FormState, Secret, Ui
from wizard.forms.answers import MASK_DOTS, MAX_VALUE_CHARS, answers, describe, secret_ending


class Key(BaseModel):
    """A key."""

    token: Secret


class Login(BaseModel):
    """A login."""

    user: str


class Part(BaseModel):
    """A part."""

    name: str
    public: bool = True


class Everything(BaseModel):
    """One of each kind."""

    method: Annotated[
        Literal["recursive", "single"],
        Ui(label="Method", labels={"recursive": "All pages under the URL", "single": "One page"}),
    ] = "recursive"
    host: str
    follow: bool = True
    tags: list[str] = []
    areas: set[Literal["a", "b"]] = set()
    headers: dict[str, str] = {}
    note: Annotated[str, Ui(multiline=True)] = ""
    comment: str | None = None
    parts: list[Part] = []
    sign_in: Annotated[Key | Login, Ui(label="Sign in")]
    depth: Annotated[int, Ui(advanced=True)] = 3
    limit: Annotated[int, Ui(advanced=True)] = 5


def words(raw: dict[str, Any]) -> dict[str, str]:
    state = FormState(Form.from_model(Everything))
    for name, value in raw.items():
        state.set((name,), value)
    return {answer.label: answer.words for answer in answers(state)}


def test_the_words_are_those_of_the_form() -> None:
    key = {"use": "Key", "of": {"Key": {"token": Secret("t" * 40)}}}
    found = words(
        {
            "host": "docs.example.com",
            "follow": False,
            "tags": 'one\n"two, three"',
            "areas": ["a", "b"],
            "headers": "a=1\nb=2",
            "note": "first\nsecond\nthird",
            "parts": [{"name": "x"}, {"name": "y", "public": False}],
            "sign_in": key,
            "limit": "7",
        }
    )
    assert found == {
        "Method": "All pages under the URL",
        "Host": "docs.example.com",
        "Follow": "Off",
        "Tags": "one, two, three",
        "Areas": "a, b",
        "Headers": "a=1, b=2",
        "Note": "first (and 2 more lines)",
        "Comment": "",
        "Parts": "x; On; y; Off",
        "Sign in": "Key",
        "Sign in, Token": f"{MASK_DOTS} (40 characters)",
        "Limit": "7",  # changed, although advanced; the depth is not
    }


def test_a_list_that_nobody_reads_is_counted() -> None:
    found = words({"tags": "\n".join(f"number-{n}" for n in range(300))})["Tags"]
    assert found.startswith("number-0, number-1, ")
    assert found.endswith(" … (300 in all)")
    assert len(found) <= MAX_VALUE_CHARS


@pytest.mark.parametrize(
    ("secret", "said"),
    [
        ("x" * 15, ""),
        ("made-up-token-wxyz", "ends in …wxyz"),
        ("  made-up-token-wxyz\n", "ends in …wxyz"),
        ("a secret of\nseveral short lines", ""),
        ("", ""),
    ],
)
def test_the_end_of_a_secret_is_said_if_it_gives_little_away(secret: str, said: str) -> None:
    assert secret_ending(Secret(secret)) == said


@pytest.mark.parametrize(("kind", "length"), [(Token, 40), (Password, 44)])
def test_the_length_of_a_secret_is_that_of_what_is_sent(kind: Any, length: int) -> None:
    control = Form.from_type(kind).root
    typed = Secret(f"  {'t' * 40}  ")
    assert describe(control, typed) == f"{MASK_DOTS} ({length} characters)"


@given(st.text(min_size=5), st.sampled_from(["str", "list", "dict", "bytes"]))
def test_no_description_has_a_secret_in_it(text: str, kind: str) -> None:
    annotation = {
        "str": Secret,
        "list": Annotated[list[str], Ui(secret=True)],
        "dict": Annotated[dict[str, str], Ui(secret=True)],
        "bytes": Annotated[bytes, Ui(secret=True)],
    }[kind]
    control = Form.from_type(annotation).root
    said = describe(control, Secret(f"<{text}>"))
    assert f"<{text}>" not in said
    assert said.startswith(MASK_DOTS)


@given(st.text())
def test_a_description_is_one_safe_line(text: str) -> None:
    control = Form.from_type(Annotated[str, Ui(multiline=True)]).root
    said = describe(control, text)
    assert not {unicodedata.category(char) for char in said} & {"Cc", "Cf", "Zl", "Zp"}
    assert len(said.splitlines()) <= 1
