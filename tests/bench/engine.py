"""The form engine without a screen: how long it takes for a form of any size."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import Annotated, Any, Final

from pydantic import BaseModel, Field, create_model

from tests.bench.scenes import Samples
from wizard.forms import Form, FormState, Ui
from wizard.tui.form.layout import rows
from wizard.tui.form.layout_rows import SectionStates

IN_A_GROUP: Final = 20


def model(count: int) -> type[BaseModel]:
    """So many numbers, in groups."""
    fields: dict[str, Any] = {
        f"field_{n}": (Annotated[int, Ui(group=f"Group {n // IN_A_GROUP}"), Field(ge=0)], n)
        for n in range(count)
    }
    return create_model("Large", **fields)


def worked_out(count: int) -> Samples:
    """Milliseconds for the specification, for reading it after a key, and for its rows."""
    made = model(count)
    moments = [time.perf_counter()]
    state: FormState[Any] = FormState(Form.from_model(made))
    list(state.places())
    moments.append(time.perf_counter())
    state.read()
    state.set(("field_0",), "5")
    moments.append(time.perf_counter())
    state.read()
    moments.append(time.perf_counter())
    rows(state, SectionStates())
    moments.append(time.perf_counter())
    built, _, read, laid = (1000 * (b - a) for a, b in pairwise(moments))
    return {"built": [built], "read": [read], "rows": [laid]}


SIZES: Final = (20, 500, 1000, 2000)
"""How many fields."""

SCENES: Final[dict[str, Callable[[], Samples]]] = {
    f"engine {count}": partial(worked_out, count) for count in SIZES
}
"""By name."""
