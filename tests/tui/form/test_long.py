"""A long form costs what is shown of it, and is as whole as a short one."""

from __future__ import annotations

from typing import Annotated, Any

import pytest
from pydantic import BaseModel, Field, create_model
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from tests.support.form_pilot import Driver, filling
from wizard.forms import FieldError, Loc, Ui
from wizard.tui.form import FieldWidget
from wizard.tui.form.text import TextField

pytestmark = pytest.mark.slow

COUNT = 150
LAST = f"field_{COUNT - 1}"


def long(count: int = COUNT, *, group: str | None = None) -> type[BaseModel]:
    kind = Annotated[str, Ui(group=group)]
    fields: dict[str, Any] = {f"field_{n}": (kind, "") for n in range(count)}
    return create_model("Long", first=(str, ""), **fields)


def made(driver: Driver) -> list[FieldWidget]:
    return [w for w in driver.app.query("ModelForm Body > *") if isinstance(w, FieldWidget)]


async def test_only_what_may_soon_be_seen_has_widgets() -> None:
    async with filling(long()) as driver:
        await driver.settle()
        assert 20 < len(made(driver)) < 50
        assert driver.app.screen.region.contains_region(driver.at("field_8").region)
        # The scroll bar and the way down are those of the whole form.
        assert driver.app.query_one("Body").max_scroll_y > COUNT - 30


async def test_what_is_scrolled_to_is_there() -> None:
    async with filling(long()) as driver:
        body = driver.app.query_one("Body")
        body.scroll_to(y=90, animate=False)
        await driver.settle()
        assert "Field 99" in driver.seen()
        body.scroll_end(animate=False)
        await driver.settle()
        await driver.settle()
        assert f"Field {COUNT - 1}" in driver.seen()


async def test_what_was_scrolled_to_stays_while_rows_come() -> None:
    async with filling(long()) as driver:
        body = driver.app.query_one("Body")
        for _ in range(2):
            body.scroll_page_down(animate=False)
            await driver.settle()
        at = body.scroll_y
        assert at > 0
        for _ in range(4):
            await driver.settle()
        assert body.scroll_y == at


async def test_the_focus_stays_in_sight_when_rows_come_before_it() -> None:
    async with filling(long()) as driver:
        await driver.go("field_30")
        assert driver.app.screen.region.contains_region(driver.at("field_30").region)
        for n in range(30):
            driver.form.write((f"field_{n}",), "changed")
        errors = [FieldError((f"field_{n}",), "Not this.") for n in range(29)]
        driver.form.state.add_errors(errors)
        driver.form.sync()
        await driver.sees("Field 30")
        assert driver.loc == ("field_30",)


async def test_tab_goes_through_all_of_it() -> None:
    async with filling(long(60)) as driver:
        seen = []
        for _ in range(61):
            seen.append(driver.loc)
            await driver.press("tab")
        assert seen == [("first",), *((f"field_{n}",) for n in range(60))]
        assert driver.loc == ("first",)


async def test_tabs_that_come_faster_than_rows_are_drawn_skip_none() -> None:
    async with filling(long(60)) as driver:
        for _ in range(45):
            driver.form.action_step(1)
        for _ in range(5):
            driver.form.action_step(-1)
        await driver.settle()
        assert driver.loc == ("field_39",)
        assert "Field 39" in driver.seen()


async def test_from_the_first_field_shift_tab_goes_to_the_last() -> None:
    async with filling(long()) as driver:
        await driver.press("shift+tab")
        await driver.settle()
        assert driver.loc == (LAST,)
        await driver.press("x")
        assert driver.state.entered((LAST,)) == "x"
        assert f"Field {COUNT - 1}" in driver.seen()


async def test_enter_goes_on_to_fields_that_were_not_made_yet() -> None:
    async with filling(long(40)) as driver:
        await driver.press(*["enter"] * 40)
        assert driver.loc == ("field_39",)
        assert driver.app.completed == 0
        await driver.press("enter")
        assert driver.app.completed == 1


async def test_one_can_go_to_a_field_far_down() -> None:
    async with filling(long()) as driver:
        await driver.go("field_120")
        assert driver.loc == ("field_120",)
        assert "Field 120" in driver.seen()
        assert len(made(driver)) < 260


async def test_an_error_far_down_is_gone_to_and_shown() -> None:
    model = create_model("Model", __base__=long(), end=(Annotated[int, Ui(order=9)], Field(ge=1)))
    async with filling(model) as driver:
        driver.form.submit()
        await driver.settle()
        assert driver.loc == ("end",)
        assert "to continue" not in driver.seen()
        assert "×" in driver.seen()


async def test_a_group_that_was_looked_through_closes_and_opens_with_its_first_fields() -> None:
    async with filling(long(group="More")) as driver:
        assert len(made(driver)) == 1
        await driver.press("tab", "enter")
        await driver.settle()
        await driver.go(LAST)
        assert len(made(driver)) == COUNT + 1
        header = driver.app.query("SectionHeader").first()
        header.focus()
        await driver.press("enter")
        await driver.settle()
        assert len(made(driver)) == 1
        await driver.press("enter")
        await driver.settle()
        assert "Field 3" in driver.seen()
        assert len(made(driver)) < 70


async def test_a_larger_window_is_filled() -> None:
    async with filling(long()) as driver:
        await driver.pilot.resize_terminal(80, 100)
        await driver.settle()
        await driver.settle()
        assert "Field 40" in driver.seen()


async def test_typing_lays_nothing_out() -> None:
    async with filling(long()) as driver:
        await driver.type("ab")  # from now on nothing but the text changes
        laid_out: list[Screen[Any]] = []
        driver.app.screen.screen_layout_refresh_signal.subscribe(driver.form, laid_out.append)
        await driver.type("cd" * 60)
        assert driver.state.entered(("first",)) == "ab" + "cd" * 60
        assert not laid_out
        assert "cdcdcd" in driver.seen()


async def test_what_follows_a_change_is_shown_with_it() -> None:
    model = long(3)
    followed: list[Any] = []

    def follow(typed: Loc | None) -> None:
        entered = driver.state.entered(("first",))
        followed.append((typed, entered))
        driver.state.set(("field_0",), f"of {entered}")

    async with filling(model, follow=follow) as driver:
        driver.focused.write("x")
        assert followed == [(("first",), "x")]
        assert driver.at("field_0").row.shown == "of x"
        await driver.press("tab")
        assert followed[1:] == [(None, "x")]
        await driver.press("tab", "shift+tab")
        assert followed[2:] == []


async def test_lines_have_the_styles_that_the_form_has_for_all() -> None:
    async with filling(long(3)) as driver:
        first, second = driver.at("first"), driver.at("field_0")
        assert isinstance(first, TextField)
        assert isinstance(second, TextField)
        for part in ("input--cursor", "input--placeholder", "input--selection"):
            with pytest.raises(KeyError):  # or Textual styles each of them again
                Widget.get_component_rich_style(first, part)
        paper = {line.rich_style.bgcolor for line in (first, second)}
        assert paper.isdisjoint({driver.form.rich_style.bgcolor})
        assert first.get_component_rich_style("input--cursor").bgcolor is not None


async def test_the_cursor_and_what_is_selected_are_seen() -> None:
    async with filling(long(3)) as driver:
        await driver.type("abc")
        line = driver.focused
        assert isinstance(line, Input)
        plain = {segment.style for segment in line.render_line(0)}
        line.select_all()
        await driver.settle()
        assert {segment.style for segment in line.render_line(0)} - plain
