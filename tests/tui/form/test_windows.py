"""What opens over a form: an offer to fill it, a search for fields, the form as JSON."""

from __future__ import annotations

import json
from typing import Annotated

import pytest
from pydantic import BaseModel, ConfigDict
from textual.widgets import TextArea

from tests.support.form_pilot import DESIGN, SMALL, Driver, filling
from tests.support.models import dynamic_model
from wizard.forms import MASK, FileHint, Secret, Ui, text_of

pytestmark = pytest.mark.slow

HUSH = "abc/def=5entinel"
BLOCK = f"[default]\naws_access_key_id = AKIA1\naws_secret_access_key={HUSH}\nother=1\n"


class Keys(BaseModel):
    model_config = ConfigDict(extra="allow")
    name: str = ""
    active: bool = True
    aws_access_key_id: str
    aws_secret_access_key: Secret
    region: Annotated[str, Ui(advanced=True)] = "eu"


KEY = "-----BEGIN PRIVATE KEY-----\nQUJD\n-----END PRIVATE KEY-----"


class Keyed(BaseModel):
    active: bool = True
    key: Annotated[Secret, Ui(multiline=True, file=FileHint(name="key file"))]


async def test_that_no_field_fits_is_said() -> None:
    async with filling(Keys) as driver:
        await driver.press("ctrl+g")
        await driver.type("qq[b]")
        assert "No field matches “qq[b]”." in driver.seen()
        await driver.press("enter", "down", "enter")
        assert "Go to field" in driver.seen()
        await driver.press(*["backspace"] * 5)
        await driver.type("reg")
        assert "No field matches" not in driver.seen()
        await driver.press("enter")
        assert driver.loc == ("region",)


class Wiki(BaseModel):
    model_config = ConfigDict(extra="allow")
    wiki_base: str
    is_cloud: bool = True


class Page(Wiki):
    page: str


class Source(BaseModel):
    model_config = ConfigDict(extra="allow")
    name: str = ""
    config: Wiki | Page


@pytest.mark.parametrize("size", [DESIGN, SMALL])
async def test_the_json_names_the_keys_that_there_are(size: tuple[int, int]) -> None:
    async with filling(Source, size=size) as driver:
        await driver.press("f4")
        assert "Keys: config (wiki_base, is_cloud), name" in driver.seen()


async def test_many_keys_leave_room_for_the_json() -> None:
    model = dynamic_model("M", **{f"a_long_name_{n}": (str, "") for n in range(60)})
    async with filling(model, size=SMALL) as driver:
        await driver.press("f4")
        assert "…" in driver.seen()
        assert driver.app.screen.query_one(TextArea).size.height > 8


async def test_a_key_that_belongs_into_another_is_asked_about_once() -> None:
    async with filling(Source) as driver:
        await driver.press("f4")
        area = driver.app.screen.query_one(TextArea)
        area.text = '{"name": "n", "wiki_base": "w"}'
        await driver.press("f4")
        assert "wiki_base doesn't exist here. Did you mean config.wiki_base?" in driver.seen()
        area.text = '{"name": "n", "wiki_base": "v", "more": 1}'
        await driver.press("f4")
        assert "Did you mean" in driver.seen()
        await driver.press("escape")
        assert dict(driver.form.state.form.extras(driver.state.raw)).keys() == {
            ("wiki_base",),
            ("more",),
        }


@pytest.mark.parametrize("size", [DESIGN, SMALL])
async def test_a_pasted_block_is_offered_and_fills(size: tuple[int, int]) -> None:
    async with filling(Keys, size=size) as driver:
        await driver.paste(BLOCK)
        assert "AWS access key ID  AKIA1" in driver.seen()
        assert f"AWS secret access key  {MASK}" in driver.seen()
        assert "Not in this form: other" in driver.seen()
        assert HUSH not in driver.seen() + driver.svg
        assert driver.state.raw == {}
        await driver.press("enter")
        assert driver.loc == ("aws_access_key_id",)
        assert text_of(driver.state.raw["aws_secret_access_key"]) == HUSH
        assert HUSH not in driver.seen() + driver.svg


async def test_the_offer_can_be_refused() -> None:
    async with filling(Keys) as driver:
        await driver.paste("aws_access_key_id=AKIA1")
        await driver.press("down", "enter")
        assert driver.state.raw == {"aws_access_key_id": "aws_access_key_id=AKIA1"}
        await driver.press("ctrl+y")
        await driver.paste("aws_access_key_id=AKIA1")
        await driver.press("escape")
        assert driver.state.raw == {}


async def test_a_paste_onto_a_box_to_tick_may_fill_the_form() -> None:
    async with filling(Keys) as driver:
        await driver.go("active")
        await driver.paste('{"name": "n", "active": false}')
        assert "Paste it as text" not in driver.seen()
        await driver.press("enter")
        assert driver.state.raw == {"name": "n", "active": False}
        await driver.paste("nothing of ours")
        assert driver.loc == ("active",)


async def test_a_key_pasted_onto_a_box_to_tick_keeps_its_lines() -> None:
    async with filling(Keyed) as driver:
        await driver.paste(KEY)
        await driver.press("enter")
        assert text_of(driver.state.raw["key"]) == KEY


async def test_to_a_field_by_its_name() -> None:
    async with filling(Keys) as driver:
        await driver.go("active")
        await driver.press("/")
        assert "Go to field" in driver.seen()
        assert "Region  Advanced" in driver.seen()
        await driver.paste("regi")
        await driver.press("enter")
        assert driver.loc == ("region",)
        assert "▾ Advanced" in driver.seen()
        await driver.press("ctrl+g", "escape")
        assert driver.loc == ("region",)
        await driver.press("/")
        assert driver.state.raw["region"] == "/"


async def test_the_list_of_fields_moves_and_can_be_empty() -> None:
    async with filling(Keys) as driver:
        await driver.press("ctrl+g", "down", "down", "up", "enter")
        assert driver.loc == driver.form.places()[1].loc
        await driver.press("ctrl+g")
        await driver.paste("Unknown field")
        await driver.press("enter", "escape")
        assert driver.loc == driver.form.places()[1].loc


async def edit(driver: Driver, text: str) -> None:
    driver.app.screen.query_one(TextArea).text = text
    await driver.pilot.pause()


FILLED = {
    "name": "n",
    "aws_access_key_id": "AKIA1",
    "aws_secret_access_key": HUSH,
    "extra": {"kept": [1]},
}


@pytest.mark.parametrize("size", [DESIGN, SMALL])
async def test_as_json_and_back(size: tuple[int, int]) -> None:
    async with filling(Keys, FILLED, size=size) as driver:
        await driver.press("f4")
        assert MASK in driver.seen()
        assert HUSH not in driver.seen() + driver.svg
        data = json.loads(driver.app.screen.query_one(TextArea).text)
        assert data == {**FILLED, "aws_secret_access_key": MASK}
        await edit(driver, json.dumps({**data, "name": "m", "more": True}))
        await driver.press("f4")
        assert driver.loc == ("aws_access_key_id",)
        assert await driver.do(driver.form.submit)
        value = driver.app.submitted[0]
        assert value.name == "m"
        assert value.aws_secret_access_key.get_secret_value() == HUSH
        # Beside a secret an unknown text is taken for one; these are none.
        assert value.model_extra == {"extra": {"kept": [1]}, "more": True}


async def test_json_that_cannot_be_taken_back_says_why_and_is_kept() -> None:
    async with filling(Keys, FILLED) as driver:
        await driver.press("f4")
        await edit(driver, '{"name": ')
        await driver.press("f4")
        assert "× This isn't valid JSON" in driver.seen()
        await edit(driver, '{"name": "********"}')
        assert "******** keeps the saved secret" in driver.seen()
        await driver.press("escape")
        assert "doesn't match a saved secret" in driver.seen()
        await driver.press("escape")
        assert driver.state.raw["name"] == "n"
        assert driver.loc == ("aws_access_key_id",)


async def test_leaving_json_by_escape_takes_the_changes() -> None:
    async with filling(Keys, FILLED) as driver:
        await driver.press("f4", "escape")
        assert driver.state.raw["name"] == "n"
        await driver.press("f4")
        await edit(driver, '{"name": "m"}')
        await driver.press("escape")
        assert driver.state.raw == {"name": "m"}


async def test_wrong_values_of_json_are_errors_at_their_fields() -> None:
    async with filling(Keys, FILLED) as driver:
        await driver.press("f4")
        await edit(driver, '{"active": "perhaps"}')
        await driver.press("f4")
        assert not await driver.do(driver.form.submit)
        assert "Choose yes or no." in driver.seen()
