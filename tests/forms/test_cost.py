"""What a form costs grows with what is in it and no faster; visits are counted, not time."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, Field, create_model

from wizard.forms import Form, FormState, options, registry
from wizard.forms.json_schema.document import Document

pytestmark = pytest.mark.slow

FEW, MANY = 250, 1000


def flat(count: int) -> type[BaseModel]:
    kinds: list[Any] = [
        (str, "x"), (int | None, None), (list[str], []), (Annotated[int, Field(ge=1)], ...),
    ]  # fmt: skip
    fields = {f"f{n}": kinds[n % len(kinds)] for n in range(count)}
    return create_model("Flat", **fields)


def noted(visits: list[Any], what: Any, result: Any) -> Any:
    """Note a visit, and return its result."""
    visits.append(what)
    return result


def nested(count: int) -> type[BaseModel]:
    groups = count // 10
    ten: dict[str, Any] = {f"f{k}": (str, ...) for k in range(9)}
    fields: dict[str, Any] = {
        f"g{n}": (create_model(f"Group{n}", **ten), ...) for n in range(groups)
    }
    return create_model("Nested", **fields)


def schema(count: int) -> dict[str, Any]:
    kinds = [{"type": "string"}, {"type": "integer"}, {"enum": ["a", "b"]}, {"items": {}}]
    return {"type": "object", "properties": {f"f{n}": kinds[n % 4] for n in range(count)}}


def calls(work: Callable[[], Any]) -> int:
    """Count the calls of the engine's own functions."""
    count = 0

    def seen(frame: FrameType, event: str, _: Any) -> None:
        nonlocal count
        count += event == "call" and "wizard/forms" in frame.f_code.co_filename

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def worked_through(form: Form[Any], *, entered: Any = None) -> None:
    raw = form.blank() if entered is None else form.to_raw(entered)
    state = FormState(form, raw)
    list(state.places())
    state.validate()
    state.snapshot()


@pytest.mark.parametrize("make", [flat, nested])
def test_a_model_is_made_a_form_and_read_in_linear_time(
    make: Callable[[int], type[BaseModel]],
) -> None:
    few, many = make(FEW), make(MANY)
    calls(lambda: worked_through(Form.from_model(make(20))))  # what is made once for all
    ratio = calls(lambda: worked_through(Form.from_model(many))) / calls(
        lambda: worked_through(Form.from_model(few))
    )
    assert ratio < 1.2 * MANY / FEW


def test_values_are_filled_in_and_all_wrong_ones_told_in_linear_time() -> None:
    def filled(count: int) -> int:
        form = Form.from_model(flat(count))
        values = {f"f{n}": "wrong" for n in range(count)}
        return calls(lambda: worked_through(form, entered=values))

    filled(20)
    assert filled(MANY) / filled(FEW) < 1.2 * MANY / FEW


def test_a_schema_is_made_a_form_in_linear_time() -> None:
    few, many = schema(FEW), schema(MANY)
    Form.from_json_schema(schema(20))
    ratio = calls(lambda: worked_through(Form.from_json_schema(many))) / calls(
        lambda: worked_through(Form.from_json_schema(few))
    )
    assert ratio < 1.2 * MANY / FEW


def test_each_field_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    visits: list[Any] = []
    rank, first = registry._rules[0]
    rule: Any = lambda a: noted(visits, a.type, first(a))  # noqa: E731
    monkeypatch.setattr(registry, "_rules", [(rank, rule), *registry._rules[1:]])
    model = create_model("Texts", **{f"f{n}": (str, ...) for n in range(MANY)})  # type: ignore[call-overload]
    form = Form.from_model(model)
    worked_through(form)
    worked_through(form)
    assert visits.count(str) == MANY


def test_each_schema_is_merged_once(monkeypatch: pytest.MonkeyPatch) -> None:
    visits: list[int] = []
    whole = Document._flattened
    monkeypatch.setattr(
        Document, "_flattened", lambda self, node: noted(visits, id(node), whole(self, node))
    )
    shared = {"type": "object", "properties": {"x": {"type": "string"}}}
    properties = {f"f{n}": {"$ref": "#/$defs/shared"} for n in range(MANY)}
    Form.from_json_schema({"properties": properties, "$defs": {"shared": shared}})
    assert len(visits) == len(set(visits)) == MANY + 3


def test_the_options_of_a_type_are_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    visits: list[Any] = []
    make = options._options
    monkeypatch.setattr(options, "_options", lambda kind, ui: noted(visits, kind, make(kind, ui)))
    codes: Any = Literal[tuple(f"code {n}" for n in range(MANY))]
    model = create_model("Codes", **{f"f{n}": (list[codes], []) for n in range(50)})  # type: ignore[call-overload]
    assert len(Form.from_model(model).shape.fields) == 50
    assert len(visits) == 1
