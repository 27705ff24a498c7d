"""Secrets are never on the screen, on the clipboard or in a log."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import pytest
from pydantic import BaseModel, create_model
from textual import events

from tests.support.connectors import members
from tests.support.form_pilot import DESIGN, SMALL, Driver, filling
from wizard.connectors import load
from wizard.forms import MASK, UNSET, FileHint, Form, FormState, Secret, Ui, text_of
from wizard.tui.form.secret import LongSecretField, SecretField

pytestmark = pytest.mark.slow

HUSH = "s3cr3t-5entinel-value"
KEY = (
    "-----BEGIN PRIVATE KEY-----\n"
    + "\n".join(["QUJDREVGR0hJSktMTU5PUA" * 2] * 26)
    + ("\n-----END PRIVATE KEY-----\n")
)
ACCOUNT = json.dumps(
    {
        "type": "service_account",
        "private_key_id": "0123456789abcdef",
        "private_key": KEY,
        "client_email": "robot@p.iam.example",
        "token_uri": "https://t.example",
    },
    indent=2,
)


class Login(BaseModel):
    user: str
    password: Secret


class Robot(BaseModel):
    key: Annotated[Secret, Ui(multiline=True, file=FileHint(name="key file"))]
    note: str | None = None


class Listed(BaseModel):
    tokens: list[Secret]


async def seen(driver: Driver) -> str:
    await driver.pilot.pause()
    return driver.seen() + driver.svg


@pytest.mark.parametrize("size", [DESIGN, SMALL])
async def test_it_is_masked_and_its_length_is_told(size: tuple[int, int]) -> None:
    async with filling(Login, size=size) as driver:
        await driver.go("password")
        await driver.paste(f"  {HUSH}\n")
        assert HUSH not in await seen(driver)
        assert f"{len(HUSH)} characters" in driver.seen()
        assert text_of(driver.state.entered(("password",))) == HUSH
        assert isinstance(driver.state.entered(("password",)), Secret)


async def test_f3_shows_it_until_the_field_is_left() -> None:
    async with filling(Login) as driver:
        await driver.go("password")
        await driver.paste(HUSH)
        await driver.press("f3")
        assert HUSH in driver.seen()
        await driver.press("f3")
        assert HUSH not in driver.seen()
        await driver.press("f3", "shift+tab")
        assert HUSH not in await seen(driver)


@pytest.mark.parametrize("key", ["f4", "ctrl+g", "ctrl+o", "ctrl+p"])
async def test_what_comes_over_it_hides_it_again(key: str) -> None:
    async with filling(Login) as driver:
        await driver.go("password")
        await driver.paste(HUSH)
        await driver.press("f3", key)
        assert HUSH not in await seen(driver)
        await driver.press("escape")
        assert HUSH not in await seen(driver)
        await driver.press("f3")
        assert HUSH in driver.seen()


async def test_that_several_lines_are_never_shown_is_said() -> None:
    async with filling(Robot) as driver:
        await driver.paste(ACCOUNT)
        assert "f3" not in driver.seen()
        await driver.press("f3")
        assert "QUJD" not in await seen(driver)
        assert "never shown" in driver.seen()


@pytest.mark.parametrize("key", ["ctrl+c", "ctrl+x"])
async def test_it_is_neither_copied_nor_cut(key: str) -> None:
    async with filling(Login) as driver:
        await driver.go("password")
        await driver.paste(HUSH)
        await driver.press("shift+home", key)
        assert driver.app.clipboard == ""
        assert text_of(driver.state.entered(("password",))) == HUSH
        assert "can't copy" in driver.seen()


async def test_several_lines_into_a_field_of_one_are_all_kept() -> None:
    async with filling(Login) as driver:
        await driver.go("password")
        await driver.paste(KEY)
        assert text_of(driver.state.entered(("password",))) == KEY.strip()
        assert isinstance(driver.focused, LongSecretField)
        assert "28 lines" in driver.seen()
        assert "All of them are kept" in driver.seen()
        assert "QUJD" not in await seen(driver)
        await driver.press("backspace", "shift+tab")
        assert isinstance(driver.at("password"), SecretField)


async def test_a_key_is_summarised_and_never_shown() -> None:
    async with filling(Robot) as driver:
        assert "Paste the key file here" in driver.seen()
        await driver.paste(ACCOUNT)
        shown = await seen(driver)
        assert "Google service-account key, robot@p.iam.example, key ID 01234567" in driver.seen()
        assert "QUJD" not in shown
        assert text_of(driver.state.entered(("key",))) == ACCOUNT
        await driver.press("f3")
        assert "QUJD" not in await seen(driver)
        await driver.press("ctrl+y")
        assert "Paste the key file here" in driver.seen()


async def test_a_key_pasted_elsewhere_is_offered_its_field() -> None:
    async with filling(Robot) as driver:
        await driver.go("note")
        await driver.paste(ACCOUNT)
        assert f"Key  {MASK} (Google service-account key)" in driver.seen()
        await driver.press("enter")
        assert text_of(driver.state.entered(("key",))) == ACCOUNT
        assert driver.state.entered(("note",)) is UNSET
        assert driver.loc == ("key",)


async def test_what_a_paste_left_open_is_asked_for_next() -> None:
    model = create_model("M", on=(bool, False), key=(Secret, ...), note=(str, ""), to=(str, ...))
    async with filling(model) as driver:
        await driver.go("on")
        await driver.paste("key=k-1\nnote=n")
        await driver.press("enter")
        assert driver.state.raw == {"key": Secret("k-1"), "note": "n"}
        assert driver.loc == ("to",)


async def test_what_is_wrong_with_a_key_is_said_at_once() -> None:
    async with filling(Robot) as driver:
        await driver.paste(KEY.replace("PRIVATE KEY", "CERTIFICATE"))
        assert "public certificate" in driver.seen()
        await driver.paste(KEY[:200])
        assert "The end is missing" in driver.seen()


async def test_a_long_secret_can_be_typed_and_erased() -> None:
    async with filling(Robot) as driver:
        await driver.press("a", "b", "space", "c")
        assert text_of(driver.state.entered(("key",))) == "ab c"
        await driver.press("backspace")
        assert text_of(driver.state.entered(("key",))) == "ab "
        await driver.press("delete")
        assert driver.state.raw == {}
        await driver.press("enter")
        assert driver.loc == ("note",)


async def test_a_list_of_secrets_is_one() -> None:
    async with filling(Listed) as driver:
        await driver.paste("first-token\nsecond-token")
        assert "first-token" not in await seen(driver)
        assert "2 lines" in driver.seen()
        await driver.do(driver.form.submit)
        tokens = driver.app.submitted[0].tokens
        assert [token.get_secret_value() for token in tokens] == ["first-token", "second-token"]


async def test_a_key_file_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "key.json").write_text(ACCOUNT)
    (tmp_path / "empty").write_text(" ")
    async with filling(Robot) as driver:
        await driver.press("ctrl+o")
        assert "Path of the key file" in driver.seen()
        for name, words in (("none", "doesn't exist"), (".", "not a file"), ("empty", "empty")):
            await driver.press("ctrl+u")
            await driver.paste(f"{tmp_path}/{name}")
            await answer(driver, words)
        await driver.press("ctrl+u")
        await driver.paste(f"{tmp_path}/key.json")
        await answer(driver, "Google service-account key")
        assert text_of(driver.state.entered(("key",))) == ACCOUNT
        assert driver.loc == ("key",)


async def answer(driver: Driver, words: str) -> None:
    """Press enter and wait until the file was read."""
    await driver.press("enter")
    for _ in range(100):
        if words in driver.seen():
            return
        await driver.pilot.pause(0.01)
    raise AssertionError(driver.seen())


async def test_a_binary_file_becomes_base64() -> None:
    class Packed(BaseModel):
        data: Annotated[Secret, Ui(file=FileHint(encoding="base64", name="keystore"))]

    def read(path: str) -> bytes:
        assert path == "store.p12"
        return b"\x00\x01\xff"

    async with filling(Packed, read_file=read) as driver:
        await driver.press("ctrl+o")
        assert "Path of the keystore" in driver.seen()
        await driver.paste("store.p12")
        await answer(driver, "4 characters")
        assert text_of(driver.state.entered(("data",))) == "AAH/"


async def test_no_message_of_a_form_shows_what_was_typed(monkeypatch: Any) -> None:
    """Textual can be told to log every message by its repr."""
    seen_messages: list[str] = []

    async with filling(Login) as driver:
        from textual.message_pump import MessagePump

        post = MessagePump.post_message

        def listen(self: MessagePump, message: Any) -> bool:
            if not isinstance(message, events.Paste):
                seen_messages.append(repr(message))
            return post(self, message)

        monkeypatch.setattr(MessagePump, "post_message", listen)
        await driver.go("password")
        await driver.paste(HUSH)
        await driver.paste(KEY)
        await driver.press("shift+tab")
        await driver.paste("me")
        assert await driver.do(driver.form.submit)
        monkeypatch.undo()
    assert any("Submitted" in message for message in seen_messages)
    logged = "\n".join(seen_messages)
    assert HUSH not in logged
    assert "QUJD" not in logged
    assert repr(driver.app.submitted[0]).count("********") == 1


async def test_what_is_offered_for_a_secret_is_taken_by_enter_and_never_shown() -> None:
    secret = "ghp_0123456789abcdefghij"
    async with filling(load("github").credential) as driver:
        await driver.paste(f'"Bearer {secret}"')
        await driver.press("enter")
        assert text_of(driver.state.entered(("github_access_token",))) == secret
        assert "×" not in driver.seen()
        assert secret not in await seen(driver)


async def test_a_key_file_is_mended_by_enter() -> None:
    model = members(load("gmail").credential)[0]
    async with filling(model) as driver:
        await driver.paste(ACCOUNT.replace("\\n", "\\\\n"))
        await driver.press("enter")
        assert "line breaks in private_key are escaped" in driver.seen()
        assert "Load the file instead" not in driver.seen()  # one cause, told once
        await driver.press("enter")
        loc = ("google_service_account_key",)
        assert json.loads(text_of(driver.state.entered(loc))) == json.loads(ACCOUNT)
        assert KEY[40:60] not in await seen(driver)


async def test_one_character_is_one_and_blanks_that_are_not_sent_are_told() -> None:
    async with filling(load("github").credential) as driver:
        await driver.type("g")
        await driver.sees("1 character")
        assert "1 characters" not in driver.seen()
        await driver.press("h", "space")
        await driver.sees("2 characters", "without the spaces around it")


async def test_blanks_that_are_sent_are_counted() -> None:
    async with filling(load("requesttracker").credential) as driver:
        await driver.go("requesttracker_password")
        await driver.type("a ")
        await driver.sees("2 characters")
        assert "omitted" not in driver.seen()


async def test_an_unusual_beginning_is_doubted_once_it_is_there() -> None:
    async with filling(state=FormState(Form.from_type(load("jira").credential))) as driver:
        await driver.go("Cloud", "jira_api_token")
        await driver.type("ABCD")
        assert "usually starts with" not in driver.seen()
        await driver.type("E")
        await driver.sees("usually starts with")


async def test_a_binary_file_is_not_to_be_pasted() -> None:
    state = FormState(Form.from_type(load("sharepoint").credential))
    state.choose((), "Certificate")
    async with filling(state=state) as driver:
        await driver.sees("Press ctrl+o to load the .pfx file")
        assert "Paste the .pfx" not in driver.seen()
