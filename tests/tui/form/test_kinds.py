"""Each kind of field, filled in with keys."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from pydantic import AnyHttpUrl, Field, Json
from textual import events

from tests.support.form_pilot import SMALL, filling
from tests.support.models import dynamic_model, of, one
from wizard.forms import Secret, Ui
from wizard.tui.form import choice

pytestmark = pytest.mark.slow

Five = Literal["ant", "bee", "cat", "cow", "dog"]

TYPED: list[tuple[Any, str, Any]] = [
    (str, "some [bold] text", "some [bold] text"),
    (int, "42", 42),
    (float, "1.5", 1.5),
    (Decimal, "0.10", Decimal("0.10")),
    (dt.date, "2024-02-29", dt.date(2024, 2, 29)),
    (dt.timedelta, "2h 30m", dt.timedelta(hours=2.5)),
    (Path, "/no/such", Path("/no/such")),
    (AnyHttpUrl, "https://a.example", AnyHttpUrl("https://a.example")),
    (Secret, "hush", Secret("hush")),
    (Five, "co", "cow"),
]


@pytest.mark.parametrize(("annotation", "text", "value"), TYPED, ids=lambda v: str(v)[:24])
async def test_a_pasted_text_and_enter_give_the_value(
    annotation: Any, text: str, value: Any
) -> None:
    async with filling(one(annotation), size=SMALL) as driver:
        await driver.paste(f"  {text}\n")
        await driver.press(*["enter"] * (2 if annotation is Five else 1))
        assert [model.field for model in driver.app.submitted] == [value]


AREAS: list[tuple[Any, list[str], Any]] = [
    (Annotated[str, Ui(multiline=True)], ["a", "enter", "b"], "a\nb"),
    (list[str], ["a", "enter", "b"], ["a", "b"]),
    (set[int], ["1", "enter", "2"], {1, 2}),
    (dict[str, int], ["a", "equals_sign", "1"], {"a": 1}),
    (Json[list[int]], ["left_square_bracket", "1", "right_square_bracket"], [1]),
    (list[Literal["a", "b"]], ["space", "down", "space"], ["a", "b"]),
]


@pytest.mark.parametrize(("annotation", "keys", "value"), AREAS, ids=lambda v: str(v)[:24])
async def test_several_lines_are_submitted(annotation: Any, keys: list[str], value: Any) -> None:
    async with filling(one(annotation)) as driver:
        await driver.press(*keys)
        assert await driver.do(driver.form.submit)
        assert driver.app.submitted[0].field == value


@pytest.mark.parametrize(
    ("annotation", "text", "value"), [(list[str], "a", ["a"]), (dict[str, int], "a=1", {"a": 1})]
)
async def test_enter_twice_ends_a_list(annotation: Any, text: str, value: Any) -> None:
    async with filling(one(annotation), size=SMALL) as driver:
        await driver.paste(text)
        await driver.press("enter")
        assert driver.app.submitted == []
        await driver.press("enter")
        assert [model.field for model in driver.app.submitted] == [value]


PASTED = [
    ("a,b, c", ["a", "b", "c"]),
    ("#general, Sales EMEA,me@a.example", ["#general", "Sales EMEA", "me@a.example"]),
    ("https://a.example/x?ids=1,2", ["https://a.example/x?ids=1,2"]),
    ("https://a.example/1,2, b", ["https://a.example/1,2", "b"]),
    ("https://a.example,http://b.example", ["https://a.example", "http://b.example"]),
    ("[a-z]{1,2}", ["[a-z]{1,2}"]),
    ("cn=a,dc=b", ["cn=a,dc=b"]),
    ("a,b\nc", ["a,b", "c"]),
    ('"a, b"', ["a, b"]),
]


@pytest.mark.parametrize(("text", "values"), PASTED)
async def test_commas_part_what_is_pasted_into_a_list_unless_they_belong_to_a_value(
    text: str, values: list[str]
) -> None:
    async with filling(one(list[str])) as driver:
        await driver.paste(text)
        assert await driver.do(driver.form.submit)
        assert driver.app.submitted[0].field == values


async def test_a_list_with_a_separator_of_its_own_shows_what_it_parts() -> None:
    async with filling(one(Annotated[list[str], Ui(separator=",")])) as driver:
        await driver.paste("cn=a,dc=b")
        assert driver.state.shown(("field",)) == "cn=a\ndc=b"


async def test_a_list_that_is_filled_goes_on_at_its_end() -> None:
    async with filling(one(list[str], default=["a"]), size=SMALL) as driver:
        await driver.press("enter", "b", "enter", "enter")
        assert [model.field for model in driver.app.submitted] == [["a", "b"]]


async def test_enter_in_an_empty_list_goes_on() -> None:
    async with filling(one(list[str], default=[]), size=SMALL) as driver:
        await driver.press("enter")
        assert [model.field for model in driver.app.submitted] == [[]]


CHOSEN: list[tuple[Any, list[str], Any]] = [
    (bool, ["space"], True),
    (bool, ["space", "space"], False),
    (bool | None, ["space", "space", "space"], None),
    (Literal["a", "b", "c"], ["right", "right"], "b"),
    (Literal["a", "b", "c"], ["space"], "a"),
    (Literal["ant", "bee", "bat"], ["b"], "bee"),
    (Literal["ant", "bee", "bat"], ["b", "b", "x"], "bat"),
    (Literal["ant", "bee", "bat"], ["b", "b", "B"], "bee"),
    (bool, ["y"], True),
    (bool, ["y", "n"], False),
    (Literal["a", "b"] | None, ["right", "right", "right"], "b"),
    (Five, ["down", "down", "enter"], "bee"),
    (Five, ["d", "o", "enter"], "dog"),
    (Five, ["d", "o"], "dog"),
]


@pytest.mark.parametrize(("annotation", "keys", "value"), CHOSEN, ids=lambda v: str(v)[:24])
async def test_what_is_chosen_is_submitted(annotation: Any, keys: list[str], value: Any) -> None:
    async with filling(one(annotation)) as driver:
        await driver.press(*keys)
        assert await driver.do(driver.form.submit)
        assert driver.app.submitted[0].field == value


async def test_an_emptied_field_is_left_to_its_default() -> None:
    async with filling(one(str, "start")) as driver:
        assert "start" in driver.seen()
        await driver.type("x")
        await driver.press("backspace")
        assert "default: start" in driver.seen()
        assert driver.state.raw == {}
        await driver.press("enter")
        assert driver.app.submitted[0].field == "start"


async def test_numbers_step_within_their_bounds() -> None:
    async with filling(one(Annotated[int, Field(ge=1, le=3)], 2)) as driver:
        await driver.press("up", "up", "up")
        assert driver.state.shown(("field",)) == "3"
        await driver.press(*["down"] * 5)
        assert driver.state.shown(("field",)) == "1"


async def test_a_choice_among_many_filters_and_can_be_left() -> None:
    many = Literal.__getitem__(tuple(f"item {n}" for n in range(60)))
    async with filling(one(many, "item 3")) as driver:
        assert "60 choices" in driver.seen()
        await driver.type("59")
        assert "item 59" in driver.seen()
        assert "item 58" not in driver.seen()
        await driver.press("escape")
        assert "item 59" not in driver.seen()
        assert driver.state.shown(("field",)) == "item 3"
        await driver.type("zzz")
        assert "No matches" in driver.seen()
        await driver.press("enter")
        await driver.press("escape")
        await driver.press("down", "down", "enter")
        assert driver.state.shown(("field",)) == "item 4"


async def test_suggestions_are_listed_and_anything_else_may_be_typed() -> None:
    often = Annotated[str, Ui(suggestions=("every hour", "daily", "once"))]
    async with filling(one(often)) as driver:
        assert "press down for suggestions" in driver.seen()
        await driver.press("down", "down", "enter")
        assert driver.state.shown(("field",)) == "daily"
        await driver.press("down")
        assert "every hour" in driver.seen()
        await driver.press("escape")
        assert "every hour" not in driver.seen()
        await driver.type("ever")
        await driver.press("right")
        assert driver.state.shown(("field",)) == "every hour"
        await driver.press("ctrl+u")
        await driver.paste("weekly")
        await driver.press("enter")
        assert driver.app.submitted[0].field == "weekly"


async def test_a_long_list_of_boxes_filters() -> None:
    many = Literal.__getitem__(tuple(f"item {n}" for n in range(40)))
    async with filling(one(of(list, many))) as driver:
        await driver.type("39")
        assert "filter: 39" in driver.seen()
        await driver.press("space")
        await driver.press("escape")
        assert driver.state.shown(("field",)) == ["item 39"]
        assert "1 of 40" in driver.seen()
        assert "□ item 0" in driver.seen()


async def test_a_path_is_completed(tmp_path: Path) -> None:
    (tmp_path / "some-file.json").write_text("{}")
    async with filling(one(Path)) as driver:
        await driver.paste(f"{tmp_path}/so")
        for _ in range(50):
            await driver.pilot.pause(0.01)
            if "some-file" in driver.seen():
                break
        await driver.press("right")
        assert driver.state.shown(("field",)) == f"{tmp_path}/some-file.json"


@pytest.mark.parametrize("annotation", [Literal["ant", "oak", "elm"], bool])
async def test_a_paste_where_no_text_goes_is_said_and_not_repeated(annotation: Any) -> None:
    async with filling(one(annotation)) as driver:
        await driver.paste("hunter2")
        assert "Not pasted: this field takes no text" in driver.seen()
        assert "hunter2" not in driver.seen()
        assert driver.state.raw == {}
        await driver.press("space")
        assert "Not pasted" not in driver.seen()


TEXT: list[tuple[Any, str]] = [
    (Literal["ant", "oak", "elm"], "oscar@example.com"),
    (bool, "nancy@example.com"),
    (Annotated[bool | None, Field(default=None)], "yorick@example.com"),
]
IGNORED = "what you typed was ignored: use the"


@pytest.mark.parametrize(("annotation", "text"), TEXT, ids=lambda v: str(v)[:24])
async def test_text_that_is_typed_at_once_chooses_nothing(
    annotation: Any, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with filling(one(annotation)) as driver:
        for character in text:
            driver.app.post_message(events.Key(character, character))
        await driver.settle()
        assert driver.state.raw == {}
        assert IGNORED in driver.seen()
        monkeypatch.setattr(choice, "TYPED_GAP_SECONDS", 0.0)  # as if some time went by
        await driver.press(text[0])
        assert driver.state.raw != {}
        assert IGNORED not in driver.seen()


async def test_text_that_is_typed_at_check_boxes_is_said_to_be_ignored() -> None:
    async with filling(one(list[Literal["ant", "bee"]])) as driver:
        await driver.type("bear")
        assert IGNORED in driver.seen()
        await driver.press("space")
        assert driver.state.raw == {"field": ["ant"]}


async def test_a_value_without_a_box_is_gone_as_soon_as_one_is_ticked() -> None:
    async with filling(one(list[Literal["ant", "bee"]]), {"field": ["ant", "zebra"]}) as driver:
        assert driver.state.raw == {"field": ["ant", "zebra"]}
        await driver.press("down", "space")
        assert driver.state.raw == {"field": ["ant", "bee"]}
        assert driver.state.validate().ok


async def test_a_box_that_is_unticked_and_ticked_again_changes_nothing() -> None:
    model = dynamic_model("M", field=(list[Literal["ant", "bee", "cow"]], ["ant", "bee", "cow"]))
    async with filling(model) as driver:
        await driver.press("space", "space")
        assert driver.state.raw == {"field": ["ant", "bee", "cow"]}


async def test_text_leaves_a_choice_of_models_as_it_was() -> None:
    a, b = dynamic_model("Alone", x=(str, "")), dynamic_model("Others", y=(str, ""))
    async with filling(one(a | b)) as driver:
        await driver.press("right")
        before = driver.state.raw
        for character in "alan@example.com":
            driver.app.post_message(events.Key(character, character))
        await driver.settle()
        assert driver.state.raw == before


async def test_a_letter_that_is_held_down_goes_round() -> None:
    async with filling(one(Literal["bee", "bat"])) as driver:
        for _ in range(7):
            driver.app.post_message(events.Key("b", "b"))
        await driver.settle()
        assert driver.state.raw == {"field": "bee"}


async def test_mouse_chooses_as_well() -> None:
    model = dynamic_model("M", a=(Literal["one", "two"], ...), b=(bool, ...))
    async with filling(model) as driver:
        column = next(line.index("○ two") for line in driver.rows() if "○ two" in line)
        await driver.pilot.click(driver.at("a"), offset=(column + 1, 0))
        await driver.pilot.click(driver.at("b"))
        await driver.pilot.pause()
        assert driver.state.raw == {"a": "two", "b": True}


async def test_words_for_nothing() -> None:
    async with filling(one(str | None, None)) as driver:
        assert "not set" in driver.seen()
        await driver.press("f5")
        assert driver.state.raw == {"field": ""}
        assert "set to empty" in driver.seen()
        await driver.press("f5")
        assert driver.state.raw == {"field": None}
        assert "not set (null)" in driver.seen()
        await driver.press("f5")
        assert driver.state.raw == {}
        await driver.type("x")
        assert driver.state.raw == {"field": "x"}


async def test_required_and_changed_are_told_in_words_or_signs() -> None:
    model = dynamic_model("M", a=(str, ...), b=(str, "start"), c=(Secret, ...))
    async with filling(model) as driver:
        first, second = driver.rows()[0], driver.rows()[4]
        assert "A *" in first
        assert "◆ secret" in driver.rows()[2]
        assert "changed" not in second
        await driver.go("b")
        await driver.type("x")
        assert driver.rows()[4].split() == ["▌", "B", "x", "●", "changed"]
        await driver.press("ctrl+r")
        assert "changed" not in driver.seen()
        assert driver.state.shown(("b",)) == "start"


async def test_the_places_of_a_tuple_keep_their_widgets() -> None:
    async with filling(one(tuple[str, str])) as driver:
        await driver.settle()
        line = driver.focused
        await driver.type("ab")
        assert driver.focused is line
        assert driver.state.entered(driver.loc) == "ab"
