"""Models of other people on the screen."""

from __future__ import annotations

import enum
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, Field, InstanceOf, RootModel, SecretStr
from textual.app import ComposeResult

from tests.support.form_pilot import DESIGN, SMALL, Driver, FormApp, Size, filling
from tests.support.models import one
from wizard.forms import Ui
from wizard.tui.form import ModelForm

pytestmark = pytest.mark.slow


class Bits(enum.Flag):
    READ = 1
    WRITE = 2
    RUN = 4


class Odd:
    """Nothing that JSON could say."""


class OAuth(BaseModel):
    kind: Literal["OAuth 2.0"] = "OAuth 2.0"
    client: str = ""


class Key(BaseModel):
    kind: Literal["Key"] = "Key"
    key: SecretStr


class Auth(RootModel[OAuth | Key]):
    """How to sign in."""


CHOSEN: list[tuple[Any, list[str], Any]] = [
    (Bits, ["space", "down", "down", "space"], Bits.READ | Bits.RUN),
    (Literal["apps/v1"] | None, ["space"], "apps/v1"),
    (Literal["apps/v1"] | None, ["n"], None),
    (Literal["n", None], ["y"], "n"),
    (Literal["n", "m", None], ["right", "right"], "n"),
]


@pytest.mark.parametrize(("annotation", "keys", "value"), CHOSEN, ids=lambda v: str(v)[:24])
async def test_what_is_chosen_is_submitted(annotation: Any, keys: list[str], value: Any) -> None:
    async with filling(one(annotation)) as driver:
        await driver.press(*keys)
        assert await driver.do(driver.form.submit)
        assert driver.app.submitted[0].field == value


@pytest.mark.parametrize(
    ("annotation", "default"),
    [
        (Literal["a", "b"] | None, ...),
        (bool | None, None),
        (OAuth | None, None),
        (str | None, None),
    ],
)
async def test_null_has_one_name(annotation: Any, default: Any) -> None:
    async with filling(one(annotation, default)) as driver:
        assert "not set" in driver.seen().casefold()
        assert "None" not in driver.seen()
        assert "neither" not in driver.seen()


async def test_a_constant_that_may_be_left_out_shows_what_it_is() -> None:
    async with filling(one(Literal["apps/v1"] | None, None)) as driver:
        assert "□ Field: apps/v1" in driver.seen()
        await driver.press("space")
        assert "▣ Field: apps/v1" in driver.seen()


async def test_members_under_a_name_of_their_own_are_told_apart_by_their_constant() -> None:
    async with filling(one(Auth)) as driver:
        assert "◉ OAuth 2.0" in driver.seen()
        await driver.press("right", "enter")
        await driver.type("hush")
        assert await driver.do(driver.form.submit)
        assert driver.app.submitted[0].field == Auth(Key(key=SecretStr("hush")))


async def test_what_no_text_stands_for_is_named_and_kept() -> None:
    odd = Odd()
    model = one(InstanceOf[Odd])
    async with filling(model, model(field=odd)) as driver:
        assert "Odd, kept as it is" in driver.seen()
        assert await driver.do(driver.form.submit)
        assert driver.app.submitted[0].field is odd


@pytest.mark.parametrize("size", [SMALL, DESIGN])
@pytest.mark.parametrize("kind", [str, list[str]])
async def test_a_long_example_is_cut_where_there_is_no_more_room(size: Size, kind: Any) -> None:
    example = "https://example.com/" + "x" * 70
    async with filling(one(Annotated[kind, Field(examples=[example])]), size=size) as driver:
        assert "such as https://example.com/xxx" in driver.seen()
        assert "…" in driver.seen()


async def test_a_wrapped_line_of_a_list_stays_in_sight() -> None:
    async with filling(one(list[str]), size=SMALL) as driver:
        await driver.type("https://example.com/" + "word " * 30 + "end")
        assert "https://example.com/" in driver.seen()
        assert "end" in driver.seen()


async def test_the_form_brings_its_help() -> None:
    tell = Ui(help="[b]Where[/b] it runs.", where="Under Settings.")
    async with filling(one(Annotated[str, tell, Field(examples=["x"])]), size=SMALL) as driver:
        await driver.press("f1")
        for words in ("[b]Where[/b] it runs.", "Under Settings.", "For example: x", "ctrl+o"):
            assert words in driver.seen()
        await driver.press("escape")
        assert "Under Settings." not in driver.seen()
        await driver.press("f1", "f1")
        assert "Under Settings." not in driver.seen()
        await driver.type("a")
        assert driver.state.raw == {"field": "a"}


class WithHelp(FormApp):
    """An app that has a help of its own."""

    BINDINGS = [("f1", "help", "Help")]  # noqa: RUF012
    asked = 0

    def compose(self) -> ComposeResult:
        yield self.make()

    def action_help(self) -> None:
        self.asked += 1


async def test_the_help_of_an_app_comes_before_the_forms() -> None:
    app = WithHelp(lambda: ModelForm(one(str), blink=False))
    async with app.run_test(size=DESIGN) as pilot:
        await pilot.pause()
        driver = Driver(app, pilot)
        driver.form.focus_first()
        await driver.press("f1")
        assert app.asked == 1
        assert len(app.screen_stack) == 1
