"""Loading a field from a file: tab completes and lists, enter takes what one sees."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.form_pilot import filling
from tests.support.models import one
from wizard.forms import Secret, text_of

pytestmark = pytest.mark.slow


async def test_tab_completes_as_far_as_all_agrees_and_lists_what_fits(tmp_path: Path) -> None:
    for name in ("sa-key.json", "sa-key-old.json", "notes.txt", ".hidden"):
        (tmp_path / name).write_text(name)
    (tmp_path / "keys").mkdir()
    async with filling(one(Secret)) as driver:
        await driver.press("ctrl+o")
        await driver.paste(f"{tmp_path}/")
        await driver.press("tab")
        await driver.sees("keys/  notes.txt  sa-key-old.json  sa-key.json")
        assert ".hidden" not in driver.seen()
        await driver.type("sa")
        await driver.press("tab")
        await driver.sees("sa-key-old.json  sa-key.json", "enter load")
        await driver.type("x")
        await driver.press("tab")
        await driver.sees("No names start like this.", "enter load")
        await driver.press("backspace", ".", "tab")
        assert "sa-key-old.json" not in driver.seen()
        await driver.press("enter")
        assert text_of(driver.state.entered(("field",))) == "sa-key.json"


async def test_enter_takes_what_is_suggested_and_keeps_the_keys_in_sight(tmp_path: Path) -> None:
    (tmp_path / "sa-key.json").write_text("the key")
    async with filling(one(Secret)) as driver:
        await driver.press("ctrl+o")
        await driver.paste(f"{tmp_path}/none")
        await driver.press("enter")
        await driver.sees("This file doesn't exist.", "enter load")
        await driver.press(*["backspace"] * 4, "s", "a")
        await driver.press("enter")
        assert text_of(driver.state.entered(("field",))) == "the key"
