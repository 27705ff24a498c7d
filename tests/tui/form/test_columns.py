"""Where labels and values stand, and what is set apart, in forms of any size."""

from __future__ import annotations

from typing import Annotated

import pytest
from pydantic import BaseModel
from textual.geometry import Size

from tests.support.form_pilot import Driver, filling
from tests.support.models import dynamic_model
from wizard.forms import Secret, Ui

LONG = "A label of more than twenty-four"


class Person(BaseModel):
    name: str
    home: Annotated[str, Ui(label="Home town")] = ""
    long: Annotated[str, Ui(label=LONG)] = ""
    lively: bool = True
    state: Annotated[str, Ui(group="More", advanced=True)] = ""
    branch: Annotated[str, Ui(group="More", advanced=True)] = ""


def column(driver: Driver, text: str) -> int:
    """The column in which a text begins."""
    return next(row.index(text) for row in driver.rows() if text in row)


@pytest.mark.parametrize("width", [72, 80, 200])
async def test_labels_stand_beside_their_values_where_there_is_room(width: int) -> None:
    values = {"name": "Ada", "home": "London", "long": "Yes"}
    async with filling(Person, values, size=(width, 24)) as driver:
        assert driver.rows()[0].partition("│")[0].split() == ["▌", "Name", "*", "Ada"]
        values_at = {column(driver, value) for value in ("Ada", "London", "Yes", "▣ Lively")}
        assert len(values_at) == 1
        # A long label stands above, and makes no room for itself at the others.
        assert any(row.strip().startswith(f"{LONG}  ") for row in driver.rows())
        assert values_at == {len("  Home town") + 2}


@pytest.mark.parametrize("width", [50, 71])
async def test_labels_stand_above_their_values_elsewhere(width: int) -> None:
    async with filling(Person, {"name": "Ada"}, size=(width, 24)) as driver:
        assert driver.rows()[0].split() == ["▌", "Name", "*"]
        assert driver.rows()[1].split() == ["▌", "Ada"]


async def test_they_follow_the_size_and_keep_what_is_typed() -> None:
    async with filling(Person, size=(60, 24)) as driver:
        await driver.type("Ada")
        await driver.pilot.resize_terminal(100, 24)
        await driver.settle()
        assert driver.rows()[0].split() == ["▌", "Name", "*", "Ada"]
        await driver.pilot.resize_terminal(60, 24)
        await driver.settle()
        assert driver.rows()[1].split() == ["▌", "Ada"]


async def test_no_field_is_wider_than_one_can_read() -> None:
    async with filling(Person, size=(200, 24)) as driver:
        assert driver.at("name").region.width == 100


async def test_space_is_for_fields_then_for_groups_then_for_rows() -> None:
    async def blank_rows(lines: int) -> list[bool]:
        async with filling(Person, size=(80, lines)) as driver:
            await driver.settle()
            rows = driver.rows()
            return [
                not rows[column - 1].strip()
                for column in (
                    next(at for at, row in enumerate(rows) if word in row)
                    for word in ("Home town", "▸ More")
                )
            ]

    assert await blank_rows(24) == [True, True]
    assert await blank_rows(11) == [False, True]
    assert await blank_rows(8) == [False, False]


async def test_a_closed_group_says_what_is_in_it_as_far_as_there_is_room() -> None:
    async with filling(Person) as driver:
        assert "▸ More  State, Branch" in driver.seen()
    many = {f"field_{n}": (Annotated[str, Ui(group="More", advanced=True)], "") for n in range(20)}
    async with filling(dynamic_model("Many", first=(str, ""), **many)) as driver:
        line = next(row for row in driver.rows() if "▸ More" in row)
        assert line.endswith("…")
        assert len(line) <= 80


@pytest.mark.slow
async def test_what_is_beside_a_value_gives_way_to_it() -> None:
    async with filling(dynamic_model("M", token=(Secret, ...), name=(str, "x"))) as driver:
        assert driver.rows()[0].endswith("◆ secret")
        await driver.paste("s" * 20)
        assert driver.rows()[0].endswith("◆ secret  20 characters")
        await driver.paste("s" * 60)
        assert driver.rows()[0].endswith("80 characters")
        await driver.go("name")
        await driver.type("y" * 200)
        assert "changed" not in driver.seen()
        assert driver.app.focused is not None
        assert driver.at("name").size == Size(driver.at("name").size.width, 1)
