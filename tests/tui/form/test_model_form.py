"""The form as a widget in somebody's app: made in ten lines, told apart, large."""

from __future__ import annotations

import re
from typing import Annotated, Any

import pytest
from pydantic import BaseModel, Field
from textual.app import App
from textual.binding import Binding
from textual.widgets import Footer, Input

import wizard.tui.form
from tests.support.form_pilot import DESIGN, SMALL, Driver, filling
from tests.support.models import dynamic_model
from wizard.forms import Form, FormState, Scalar, Secret, Ui
from wizard.tui.form import FormCommands, LayoutRow, ModelForm, RowWidget, register, registry
from wizard.tui.form.text import TextField

pytestmark = pytest.mark.slow


async def test_the_ten_lines_of_the_docstring_work() -> None:
    document = str(wizard.tui.form.__doc__)
    code = "\n".join(re.findall(r"^    (.*)$|^$", document, re.MULTILINE))
    code = code.replace("server = Ask().run()", "app = Ask()")
    space: dict[str, Any] = {}
    imports = (
        "from typing import Annotated\nfrom pydantic import BaseModel, Field\n"
        "from textual.app import App, ComposeResult\nfrom wizard.tui.form import ModelForm\n"
    )
    exec(compile(imports + code, "docstring", "exec", dont_inherit=True), space)  # noqa: S102
    app: App[Any] = space["app"]
    async with app.run_test(size=DESIGN) as pilot:
        await pilot.press("h", "enter", "enter")
    assert app.return_value == space["Server"](host="h", port=5432)


async def test_a_state_outlives_its_form() -> None:
    class One(BaseModel):
        text: str

    state = FormState(Form.from_model(One))
    async with filling(state=state) as driver:
        await driver.type("kept")
    async with filling(state=state) as driver:
        assert "kept" in driver.seen()


async def test_messages_say_what_happened() -> None:
    model = dynamic_model("M", a=(str, ""), b=(bool, False))
    async with filling(model) as driver:
        await driver.type("x")
        await driver.press("enter", "space")
        assert driver.app.changed == [("a",), ("b",)]
        assert driver.app.visited == [("a",), ("b",)]
        assert driver.form.focused_loc == ("b",)


async def test_nothing_is_lost_when_a_key_follows_at_once() -> None:
    class Owner(App[Any]):
        BINDINGS = [Binding("ctrl+n", "next", priority=True)]  # noqa: RUF012

        def compose(self) -> Any:
            yield ModelForm(dynamic_model("M", text=(str, ...)), blink=False)

        def action_next(self) -> None:
            self.query_one(ModelForm).submit()

        def on_model_form_submitted(self, event: ModelForm.Submitted) -> None:
            self.exit(event.model)

    app = Owner()
    async with app.run_test(size=DESIGN) as pilot:
        app.query_one(ModelForm).focus_first()
        await pilot.press("a", "b", "c", "ctrl+n")
    assert app.return_value is not None
    assert app.return_value.text == "abc"


async def test_the_footer_offers_what_works_here() -> None:
    class Owner(App[Any]):
        def compose(self) -> Any:
            model = dynamic_model("M", a=(Secret, ""), b=(bool, False), c=(str, ""))
            yield ModelForm(model, blink=False)
            yield Footer()

    app = Owner()
    async with app.run_test(size=DESIGN) as pilot:
        driver = Driver(app, pilot)
        driver.form.focus_first()
        await pilot.pause()
        assert "^o Load file" in driver.seen()
        assert "f4 As JSON" in driver.seen()
        assert "f3 Show/hide" in driver.seen()
        await driver.press("tab")
        assert "^o" not in driver.seen()
        assert "f3" not in driver.seen()
        await driver.press("tab")
        assert "^o" not in driver.seen()
        await driver.press("ctrl+o")
        assert "Path of the file" in driver.seen()


@pytest.mark.parametrize("commands", [App.COMMANDS, {FormCommands}], ids=["none", "own"])
async def test_the_palette_has_the_actions_and_every_field(commands: Any) -> None:
    class Owner(App[Any]):
        COMMANDS = commands

        def compose(self) -> Any:
            more = (Annotated[str, Ui(label="Far [away]", advanced=True)], "")
            yield ModelForm(dynamic_model("M", a=(str | None, None), b=more), blink=False)

    app = Owner()
    async with app.run_test(size=DESIGN) as pilot:
        driver = Driver(app, pilot)
        driver.form.focus_first()
        await driver.type("x")

        async def choose(text: str, wanted: str) -> None:
            await driver.press("ctrl+p")
            await driver.paste(text)
            for _ in range(200):
                if wanted in driver.seen():
                    break
                await pilot.pause(0.01)
            assert wanted in driver.seen()
            await driver.press("enter", "enter")

        await choose("unset or", "Unset or null")
        assert driver.state.raw == {"a": ""}
        await choose("undo", "Undo the last change")
        assert driver.state.raw == {"a": "x"}
        await choose("go to far", "Go to Far [away]  Advanced")
        assert driver.loc == ("b",)


async def test_undo_goes_back_word_by_word_and_reset_to_the_default() -> None:
    async with filling(dynamic_model("M", a=(str, "start"))) as driver:
        await driver.press("end")
        await driver.type(" ab")
        await driver.press("ctrl+y")
        assert driver.state.shown(("a",)) in ("start ", "start")
        await driver.press("ctrl+y", "ctrl+y")
        assert driver.state.raw == {}
        assert "start" in driver.seen()
        await driver.type("x")
        await driver.press("ctrl+r")
        assert driver.state.raw == {}


async def test_seven_fields_of_text_fit_the_design_size() -> None:
    model = dynamic_model("M", **{f"field_{n}": (str, ...) for n in range(12)})
    async with filling(model) as driver:
        shown = [line for line in driver.rows() if " *" in line]
        assert len(shown) >= 10


def large(fields: int, groups: int) -> type[BaseModel]:
    each = fields // groups
    return dynamic_model(
        "Large",
        **{
            f"group_{g}_field_{n}": (Annotated[int, Ui(group=f"Group {g}"), Field(ge=0)], n)
            for g in range(groups)
            for n in range(each)
        },
    )


@pytest.mark.slow
@pytest.mark.parametrize("size", [DESIGN, SMALL])
async def test_five_hundred_fields_in_groups(size: tuple[int, int]) -> None:
    async with filling(large(500, 25), size=size) as driver:
        assert len(driver.app.query("ModelForm Body > *")) == 25
        await driver.press("ctrl+g")
        await driver.paste("group 17 field 13")
        await driver.press("enter")
        assert driver.loc == ("group_17_field_13",)
        assert "Group 17 field 13" in driver.seen()
        assert len(driver.app.query("ModelForm Body > *")) == 45
        await driver.paste("-1")
        assert not await driver.do(driver.form.submit)
        assert driver.loc == ("group_17_field_13",)
        await driver.sees("Enter a whole number of at least 0.")
        await driver.press("ctrl+r")
        assert await driver.do(driver.form.submit)


async def test_a_kind_of_ones_own_is_one_renderer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_renderers", [*registry._renderers])

    class Loud(TextField, can_focus=True):
        def tags(self, row: LayoutRow) -> list[str]:
            return ["LOUD", *super().tags(row)]

    @register(200)
    def loud(row: LayoutRow) -> type[RowWidget] | None:
        return Loud if isinstance(row.control, Scalar) and row.control.kind == "text" else None

    async with filling(dynamic_model("M", a=(str, ...), b=(int, ...))) as driver:
        assert isinstance(driver.at("a"), Loud)
        assert not isinstance(driver.at("b"), Loud)
        await driver.type("x")
        assert driver.rows()[0].split() == ["▌", "A", "*", "x", "LOUD"]


async def test_the_container_takes_no_focus() -> None:
    async with filling(dynamic_model("M", a=(str, ...)), focus=False) as driver:
        assert isinstance(driver.app.screen.focused, Input)


async def test_a_form_needs_a_model_or_a_state() -> None:
    with pytest.raises(TypeError):
        ModelForm()
