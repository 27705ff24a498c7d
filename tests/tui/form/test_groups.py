"""Groups, objects, unions, lists of objects, and fields that come and go."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, Field
from textual.widgets import Input

from tests.support.form_pilot import SMALL, Driver, filling
from tests.support.models import dynamic_model
from wizard.forms import Secret, Ui, When
from wizard.tui.form import RowKind, RowWidget

pytestmark = pytest.mark.slow


class Token(BaseModel):
    """Made in the settings."""

    token: Secret


class Basic(BaseModel):
    user: str
    password: Secret


class Access(BaseModel):
    auth: Token | Basic
    note: str = ""


class Tls(BaseModel):
    verify: bool = True
    ca: Annotated[str | None, Ui(visible_when=When("verify", equals=True))] = None
    pin: Annotated[str | None, Ui(visible_when=When("verify", equals=True))] = None
    last: str = ""


class Repo(BaseModel):
    owner: str
    name: str = "main"


class Repos(BaseModel):
    repos: list[Repo] = []
    after: str = ""


def fields(driver: Driver) -> list[str]:
    return [w.row.label for w in rows(driver) if w.row.kind is RowKind.FIELD]


def rows(driver: Driver) -> list[RowWidget]:
    return [w for w in driver.app.query("ModelForm Body > *") if isinstance(w, RowWidget)]


async def test_only_the_chosen_member_is_there_and_the_other_keeps_its_values() -> None:
    async with filling(Access) as driver:
        assert fields(driver) == ["Auth", "Token", "Note"]
        await driver.go("auth", "Token", "token")
        await driver.paste("hush")
        await driver.go("auth")
        await driver.press("right")
        assert fields(driver) == ["Auth", "User", "Password", "Note"]
        assert driver.loc == ("auth",)
        await driver.press("enter")
        await driver.type("me")
        await driver.press("shift+tab", "left")
        assert "4 characters" in driver.seen()
        await driver.press("right")
        assert driver.state.shown(("auth", "Basic", "user")) == "me"
        assert "me" in driver.seen()


async def test_help_for_what_is_chosen() -> None:
    async with filling(Access) as driver:
        assert "Token: Made in the settings." in driver.seen()


async def test_an_optional_object_is_set_or_not() -> None:
    model = dynamic_model("M", tls=(Tls | None, None))
    async with filling(model) as driver:
        assert "◉ Not set   ○ Set" in driver.seen()
        assert fields(driver) == ["TLS"]
        await driver.press("right")
        assert "Verify" in driver.seen()
        assert await driver.do(driver.form.submit)
        assert driver.app.submitted[0].tls == Tls()


async def test_fields_come_and_go_without_touching_the_others() -> None:
    async with filling(Tls) as driver:
        await driver.go("ca")
        await driver.paste("typed")
        last = driver.at("last")
        await driver.go("verify")
        await driver.press("space")
        assert fields(driver) == ["Verify", "Last"]
        assert driver.loc == ("verify",)
        assert driver.at("last") is last
        await driver.press("space")
        assert fields(driver) == ["Verify", "CA", "Pin", "Last"]
        assert driver.state.shown(("ca",)) == "typed"
        assert "typed" in driver.seen()


async def test_a_field_that_hides_others_while_one_types_keeps_its_cursor() -> None:
    class Text(BaseModel):
        word: str = ""
        extra: Annotated[str, Ui(visible_when=When("word", equals="ab"))] = ""

    async with filling(Text) as driver:
        await driver.type("abc")
        assert driver.loc == ("word",)
        assert fields(driver) == ["Word"]
        await driver.press("left", "delete")
        assert fields(driver) == ["Word", "Extra"]
        widget = driver.focused
        assert isinstance(widget, Input)
        assert (widget.value, widget.cursor_position) == ("ab", 2)


async def test_closed_groups_mount_nothing() -> None:
    model = dynamic_model(
        "M",
        first=(str, ""),
        **{f"extra_{n}": (Annotated[str, Ui(advanced=True)], "") for n in range(9)},
    )
    async with filling(model) as driver:
        assert len(rows(driver)) == 2
        assert "▸ Advanced  Extra 0" in driver.seen()
        await driver.press("tab", "space")
        assert len(rows(driver)) == 11
        assert "▾ Advanced" in driver.seen()
        await driver.press("enter")
        assert len(rows(driver)) == 2


async def test_enter_passes_by_closed_groups() -> None:
    model = dynamic_model("M", a=(str, ""), b=(Annotated[str, Ui(advanced=True)], ""))
    async with filling(model) as driver:
        await driver.press("enter")
        assert len(driver.app.submitted) == 1


async def test_items_are_added_edited_moved_and_removed() -> None:
    async with filling(Repos, size=SMALL) as driver:
        assert "+ Repos  none yet" in driver.seen()
        await driver.press("enter")
        assert driver.loc == ("repos", 0, "owner")
        await driver.type("a")
        await driver.go("repos")
        assert "+ Add to Repos" in driver.seen()
        await driver.press("space")
        assert driver.is_at("repos", 1, "owner")
        await driver.type("b")
        await driver.press("shift+tab")
        assert driver.focused.row.kind is RowKind.ITEM
        await driver.press("left_square_bracket")
        assert [r.get("owner") for r in driver.state.raw["repos"]] == ["b", "a"]
        assert driver.is_at("repos", 0)
        await driver.press("right_square_bracket")
        assert driver.is_at("repos", 1)
        assert "▾ 2. b" in driver.seen()
        await driver.press("enter")
        assert "▸ 2. b" in driver.seen()
        await driver.go("repos", 0, "name")
        await driver.press("shift+tab", "shift+tab")
        assert driver.is_at("repos", 0)
        await driver.press("delete")
        assert [r.get("owner") for r in driver.state.raw["repos"]] == ["b"]
        assert driver.is_at("repos", 0)
        assert "1. b" in driver.seen()
        assert await driver.do(driver.form.submit)
        assert driver.app.submitted == [Repos(repos=[Repo(owner="b")])]


async def test_items_are_moved_and_removed_with_the_mouse() -> None:
    values = {"repos": [{"owner": "a"}, {"owner": "b"}]}

    async def click(driver: Driver, word: str) -> None:
        line = driver.rows().index(next(x for x in driver.rows() if "remove" in x))
        await driver.pilot.click(offset=(driver.rows()[line].index(word), line))
        await driver.settle()

    async with filling(Repos, values) as driver:
        await driver.pilot.click(offset=(6, 1))
        await driver.settle()
        assert driver.loc == ("repos", 0)
        assert "▾ 1. a" in driver.seen()
        await click(driver, "down")
        assert [r["owner"] for r in driver.state.raw["repos"]] == ["b", "a"]
        await click(driver, "remove")
        assert [r["owner"] for r in driver.state.raw["repos"]] == ["b"]
        assert "▾" not in driver.seen()


async def test_an_item_removed_by_mistake_comes_back() -> None:
    values = {"repos": [{"owner": "a"}, {"owner": "b"}]}
    async with filling(Repos, values) as driver:
        await driver.go("repos")
        await driver.press("shift+tab", "shift+tab", "delete")
        assert [r["owner"] for r in driver.state.raw["repos"]] == ["b"]
        await driver.go("repos")
        await driver.press("ctrl+y")
        assert [r["owner"] for r in driver.state.raw["repos"]] == ["a", "b"]


async def test_errors_follow_their_items() -> None:
    values = {"repos": [{"owner": "a"}, {"name": "x"}]}
    async with filling(Repos, values) as driver:
        assert not await driver.do(driver.form.submit)
        assert driver.loc == ("repos", 1, "owner")
        await driver.press("shift+tab", "left_square_bracket")
        errors = [e.loc for e in driver.state.errors]
        assert errors == [("repos", 0, "owner")]
        assert "×     Owner *" in driver.seen()


async def test_a_recursive_model_ends_where_one_stops_opening() -> None:
    class Node(BaseModel):
        name: str
        child: "Node | None" = None  # noqa: UP037
        more: "list[Node]" = []  # noqa: UP037

    async with filling(Node) as driver:
        assert fields(driver) == ["Name", "Child", "More"]
        await driver.type("top")
        await driver.press("enter", "right", "enter")
        await driver.type("below")
        assert fields(driver) == ["Name", "Child", "Name", "Child", "More", "More"]
        assert await driver.do(driver.form.submit)
        assert driver.app.submitted[0].child.name == "below"


async def test_more_members_than_a_few_are_a_list() -> None:
    members = [dynamic_model(f"Kind{n}", **{f"of_{n}": (int, n)}) for n in range(6)]
    union: Any = reduce(or_, members)
    async with filling(dynamic_model("M", field=(union, ...))) as driver:
        assert "6 choices" in driver.seen()
        await driver.type("5")
        await driver.press("enter")
        assert "Of 5" in driver.seen()


async def test_labels_are_never_markup() -> None:
    model = dynamic_model(
        "M",
        a=(Annotated[str, Ui(label="[b]Bold[/b] [nonsense", help="[i]help[/i]")], "[red]x[/]"),
        b=(Annotated[Literal["[a]", "[/b]"], Field(title="[title]")], "[a]"),
        c=(Annotated[str, Ui(group="[g]", placeholder="[p]")], ""),
    )
    async with filling(model) as driver:
        for text in ("[b]Bold[/b] [nonsense", "[i]help[/i]", "[red]x[/]", "[title]", "[g]", "[p]"):
            assert text in driver.seen()
        assert "◉ [a]   ○ [/b]" in driver.seen()
