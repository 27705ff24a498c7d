"""When errors are shown, where, and how one gets to them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal, Self
from uuid import UUID

import pytest
from pydantic import AfterValidator, AnyHttpUrl, BaseModel, Field, model_validator
from pydantic_core import PydanticCustomError
from textual import events

from tests.support.form_pilot import DESIGN, SMALL, filling
from tests.support.models import dynamic_model
from wizard.forms import FieldError, Form, FormState, Secret, Ui, When, fields_error
from wizard.tui.form import RowKind

pytestmark = pytest.mark.slow

Small = Annotated[int, Field(ge=1, le=10)]


class Plain(BaseModel):
    first: Small
    second: Small
    third: Annotated[Small, Ui(advanced=True)] = 3


class Range(BaseModel):
    low: int = 1
    high: int = 2

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.low > self.high:
            raise fields_error("The lowest is above the highest", "high", "low")
        return self


class Site(BaseModel):
    url: AnyHttpUrl
    note: str = ""


class Areas(BaseModel):
    ours: bool = False
    all: bool = False
    theirs: Annotated[bool, Ui(visible_when=When("all", equals=True))] = False

    @model_validator(mode="after")
    def _any(self) -> Self:
        if not (self.ours or self.all or self.theirs):
            raise fields_error("Switch on at least one", "ours", "all", "theirs")
        return self


MESSAGE = "Enter a whole number from 1 to 10."


async def test_not_before_the_field_was_left_then_live() -> None:
    async with filling(Plain) as driver:
        await driver.type("99")
        assert f"× {MESSAGE}" not in driver.seen()
        await driver.press("tab")
        assert f"× {MESSAGE}" in driver.seen()
        assert "× First" in driver.seen()
        await driver.press("shift+tab", "end", "backspace")
        assert f"× {MESSAGE}" not in driver.seen()
        await driver.press("x")
        assert f"× {MESSAGE}" in driver.seen()


async def test_a_rule_names_no_field_that_is_not_asked_for() -> None:
    async with filling(Areas) as driver:
        await driver.do(driver.form.submit)
        assert driver.rows()[1].strip() == "× Switch on at least one.  ▸ Ours, All"


async def test_leaving_an_empty_field_is_no_mistake_yet() -> None:
    async with filling(Plain) as driver:
        await driver.press("tab", "tab")
        assert "×" not in driver.seen()


async def test_going_to_another_window_is_not_leaving() -> None:
    async with filling(Plain) as driver:
        await driver.type("99")
        driver.app.post_message(events.AppBlur())
        await driver.pilot.pause()
        assert f"× {MESSAGE}" not in driver.seen()
        driver.app.post_message(events.AppFocus())
        await driver.pilot.pause()
        assert driver.loc == ("first",)


@pytest.mark.parametrize("size", [DESIGN, SMALL])
async def test_submitting_shows_all_and_focuses_the_first(size: tuple[int, int]) -> None:
    async with filling(Plain, size=size) as driver:
        await driver.type("5")
        await driver.press("enter", "enter")
        assert not driver.app.submitted
        assert "Fix 1 field to continue" in driver.seen()
        assert driver.loc == ("second",)
        assert driver.app.counts == [1]
        await driver.type("5")
        assert driver.app.counts == [1, 0]
        assert "to continue" not in driver.seen()
        await driver.press("enter")
        assert driver.app.submitted == [Plain(first=5, second=5)]
        assert driver.app.completed == 2


async def test_an_error_in_a_closed_group_opens_it() -> None:
    async with filling(Plain, {"first": 1, "second": 2, "third": "x"}) as driver:
        assert "▸ Advanced  Third" in driver.seen()
        assert not await driver.do(driver.form.submit)
        assert driver.loc == ("third",)
        assert "▾ Advanced" in driver.seen()
        assert MESSAGE in driver.seen()


async def test_a_group_closed_again_says_how_much_is_inside() -> None:
    async with filling(Plain, {"first": 1, "second": 2, "third": "x"}) as driver:
        await driver.do(driver.form.submit)
        await driver.press("shift+tab", "enter")
        assert "▸ Advanced  × 1 to fix  Third" in driver.seen()


@pytest.mark.parametrize("size", [DESIGN, SMALL])
async def test_an_error_of_the_whole_stands_at_the_top_and_leads_to_its_fields(
    size: tuple[int, int],
) -> None:
    async with filling(Range, {"low": 5, "high": 2}, size=size) as driver:
        assert not await driver.do(driver.form.submit)
        assert driver.rows()[1].strip() == "× The lowest is above the highest.  ▸ High, Low"
        assert driver.loc == ("high",)
        assert driver.rows()[-2].strip() == "The lowest is above the highest."
        await driver.press("shift+tab", "shift+tab")
        assert driver.focused.row.kind is RowKind.ERROR
        await driver.press("enter")
        assert driver.loc == ("high",)
        await driver.paste("6")
        assert "lowest" not in driver.seen()


async def test_an_error_in_view_is_the_whole_of_it() -> None:
    fields = {f"field_{n}": (Small, ...) for n in range(20)}
    async with filling(dynamic_model("Many", **fields), size=SMALL) as driver:
        for n in (19, 7, 12):
            await driver.go(f"field_{n}")
            await driver.paste("99")
            await driver.press("tab", "shift+tab")
            lines = "\n".join(driver.rows())
            assert f"▌ Field {n} *\n▌  99\n" in lines + "\n"
            assert MESSAGE in lines


async def test_a_scheme_is_added_to_a_host_by_enter_and_by_submitting() -> None:
    async with filling(Site) as driver:
        await driver.paste("example.com")
        await driver.press("enter")
        assert driver.state.raw["url"] == "https://example.com"
        assert driver.loc == ("note",)
        assert "×" not in driver.seen()
        await driver.go("url")
        await driver.press("ctrl+y")
        assert driver.state.raw["url"] == "example.com"
        assert await driver.do(driver.form.submit)
        assert str(driver.app.submitted[0].url) == "https://example.com/"


async def test_a_scheme_is_offered_where_a_host_is_doubtful() -> None:
    async with filling(Site) as driver:
        await driver.paste("docs")
        await driver.press("enter")
        assert driver.loc == ("url",)
        assert "Press enter in the field to use https://docs" in driver.seen()
        assert driver.state.raw["url"] == "docs"
        await driver.press("tab")
        assert driver.state.raw["url"] == "docs"
        await driver.press("shift+tab", "enter")
        assert driver.state.raw["url"] == "https://docs"
        assert driver.loc == ("note",)
        assert "×" not in driver.seen()


WRONG: list[tuple[Any, str, int]] = [
    # what the field takes, what is pasted, and how often enter is pressed to leave it
    (Small, "11", 1),
    (float, "1,5", 1),
    (Decimal, "x", 1),
    (dt.date, "2024-02-30", 1),
    (dt.timedelta, "soon", 1),
    (UUID, "42", 1),
    (AnyHttpUrl, "http://", 1),
    (Annotated[str, Field(max_length=3)], "four", 1),
    (Annotated[Secret, Field(max_length=3)], "four", 1),
    (Annotated[Secret, Field(max_length=3), Ui(multiline=True)], "four", 1),
    (list[int], "1,x", 2),
    (dict[str, int], "a=x", 2),
    (Annotated[list[Literal["a", "b"]], Field(min_length=2)], " ", 1),
]


@pytest.mark.parametrize(("annotation", "text", "times"), WRONG, ids=lambda v: str(v)[:24])
async def test_enter_never_leaves_a_field_that_is_wrong(
    annotation: Any, text: str, times: int
) -> None:
    model = dynamic_model("Model", field=(annotation, ...), after=(str, ""))
    async with filling(model, size=SMALL) as driver:
        if text == " ":
            await driver.press("space")
        else:
            await driver.paste(text)
        await driver.press(*["enter"] * times)
        assert driver.loc == ("field",)
        assert "×" in driver.seen()
        await driver.press("tab")
        assert driver.loc == ("after",)


async def test_enter_leaves_what_is_missing() -> None:
    async with filling(Plain) as driver:
        await driver.press("enter")
        assert driver.loc == ("second",)


async def test_errors_from_elsewhere_stand_until_their_field_is_changed() -> None:
    async with filling(Plain, {"first": 1, "second": 2}) as driver:
        errors = [
            FieldError(("second",), "The server does not like [b]this[/b]."),
            FieldError((), "Nor does it like the whole."),
            FieldError(("nowhere", 3), "Nor what it made up."),
        ]
        await driver.do(lambda: driver.form.show_errors(errors))
        assert "The server does not like [b]this[/b]." in driver.seen()
        assert "× Nor does it like the whole." in driver.seen()
        assert "× Nor what it made up." in driver.seen()
        await driver.go("second")
        await driver.type("3")
        assert "The server" not in driver.seen()
        assert await driver.do(driver.form.submit)


async def test_a_warning_does_not_stop_anybody() -> None:
    class Token(BaseModel):
        token: Annotated[str, Ui(warn=lambda v: None if v.startswith("x") else "No [x]?")]
        note: str = ""

    async with filling(Token) as driver:
        await driver.paste("abc")
        await driver.press("enter")
        assert "! No [x]?" in driver.seen()
        await driver.press("enter")
        assert driver.app.submitted == [Token(token="abc")]


async def test_a_rule_that_names_one_field_is_told_there() -> None:
    class Sites(BaseModel):
        note: str = ""
        sites: list[str] = Field(default_factory=list)

        @model_validator(mode="after")
        def _never(self) -> Self:
            raise fields_error("Name a site", "sites")

    async with filling(Sites) as driver:
        await driver.press("enter", "enter", "enter")
        [told] = [text for text in driver.rows() if "Name a site" in text]
        assert told.strip() == "× Name a site."


async def test_what_is_offered_for_a_list_is_taken_by_enter() -> None:
    def split(value: str) -> str:
        if "," in value:
            raise PydanticCustomError("refused", "Enter one per line", {"fix": value.split(",")})
        return value

    class Channels(BaseModel):
        channels: list[Annotated[str, AfterValidator(split)]]
        token: Secret

    async with filling(Channels) as driver:
        await driver.type("general")
        await driver.press("enter")
        await driver.type("a")
        await driver.press("comma", "b", "enter", "enter")
        assert "Press enter in the field to use a, b" in driver.seen()
        await driver.press("enter")
        assert driver.state.entered(("channels",)) == "general\na\nb"
        assert driver.loc == ("token",)


async def test_a_root_that_is_a_choice() -> None:
    class A(BaseModel):
        a: int

    class B(BaseModel):
        b: int
        c: int = 0

        @model_validator(mode="after")
        def _never(self) -> Self:
            raise fields_error("Never right", "b", "c")

    form = Form.from_type(Annotated[A | B, Ui(label="What to index", labels={"B": "The other"})])
    async with filling(state=FormState(form)) as driver:
        assert "What to index" in driver.seen()
        assert "◉ A   ○ The other" in driver.seen()
        await driver.press("right")
        await driver.press("enter")
        await driver.type("1")
        await driver.press("enter", "enter")
        assert "× Never right.  ▸ B, C" in driver.rows()[1]
