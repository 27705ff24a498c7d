"""What stands in a form, worked out without a screen."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from typing import Annotated, Any

import pytest
from pydantic import BaseModel

import wizard.tui.form
from wizard.forms import Form, FormState, Secret, Ui
from wizard.tui.form.layout import item_title, rows, way_to
from wizard.tui.form.layout_rows import LayoutRow, RowKind, SectionState, SectionStates


class Login(BaseModel):
    token: Secret
    user: str
    admin: bool = False


class Deep(BaseModel):
    a: int = 1
    logins: list[Login] = []
    nested: Login
    more: Annotated[str, Ui(group="Rest", advanced=True)] = ""


def state_of(values: Any = None) -> FormState[Any]:
    form = Form.from_model(Deep)
    return FormState(form, form.to_raw(values or {}))


def outline(found: list[LayoutRow]) -> list[str]:
    return [f"{'  ' * row.depth}{row.kind} {row.label}".rstrip() for row in found]


def test_the_outline_of_a_form() -> None:
    found = rows(state_of({"logins": [{"user": "me"}]}), SectionStates())
    assert outline(found) == [
        "fold Nested",
        "  field Token",
        "  field User",
        "  field Admin",
        "field A",
        "heading Logins",
        "  item me",
        "  field Logins",
        "fold Rest",
    ]


def test_what_is_opened_is_there_and_what_is_closed_is_not() -> None:
    folds = SectionStates(
        {
            SectionState((), "Rest"): True,
            SectionState(("nested",)): False,
            SectionState(("logins", 0)): True,
        }
    )
    found = outline(rows(state_of({"logins": [{"user": "me"}]}), folds))
    assert "  field More" in found
    assert "fold Nested" in found
    assert found.count("    field Token") == 1
    assert "  field Token" not in found


def test_the_way_to_a_field() -> None:
    state = state_of({"logins": [{"user": "me"}]})
    assert list(way_to(state, ("logins", 0, "user"))) == [SectionState(("logins", 0))]
    assert list(way_to(state, ("more",))) == [SectionState((), "Rest")]
    assert list(way_to(state, ("nested", "user"))) == [SectionState(("nested",))]
    assert list(way_to(state, ("no", "such", "thing"))) == []


def test_folds_follow_their_items() -> None:
    folds = SectionStates(
        {
            SectionState(("l", 0)): True,
            SectionState(("l", 1)): False,
            SectionState(("l", 2, "x"), "t"): True,
        }
    )
    folds.shift(("l",), {0: None, 1: 0, 2: 1})
    assert folds.chosen == {SectionState(("l", 0)): False, SectionState(("l", 1, "x"), "t"): True}


def test_an_item_is_named_by_its_values_and_never_by_a_secret() -> None:
    control = Form.from_model(Login).root
    raw = {"token": Secret("hush"), "user": "me\nand you", "admin": True}
    assert item_title(control, raw) == "me and you"
    assert item_title(control, {"user": "x" * 99}) == "x" * 39 + "…"
    assert item_title(control, {}) == ""


def test_errors_hidden_in_a_closed_part_are_counted_there() -> None:
    state = state_of({"nested": {"user": "u"}})
    state.validate()
    found = rows(state, SectionStates({SectionState(("nested",)): False}), checked=True)
    assert found[0].kind is RowKind.SUMMARY
    assert (found[1].label, found[1].to_mend) == ("Nested", 1)
    assert not [row for row in found if row.kind is RowKind.ERROR]


@pytest.mark.slow
def test_the_form_is_made_of_textual_forms_and_utils_alone() -> None:
    folder = Path(str(wizard.tui.form.__file__)).parent
    own = (
        "wizard.forms",
        "wizard.tui.form",
        "wizard.tui.theme",
        "wizard.tui.drawn_lines",
        "wizard.tui.sanitize",
        "wizard.tui.wrapping",
        "wizard.utils",
    )
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                top = name.partition(".")[0]
                known = top in {"textual", "rich", "pydantic"} or top in sys.stdlib_module_names
                assert known or name.startswith(own), f"{path.name} imports {name}"
    script = (
        "import sys, wizard.tui.form;"
        "print([m for m in ('httpx', 'wizard.connectors', 'wizard.flow') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr
