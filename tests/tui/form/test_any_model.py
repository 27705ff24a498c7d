"""Whatever the model: its form opens, shows every field, and gives the same values back."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.support.field_kinds import Sample, every_kind, samples
from tests.support.form_pilot import Driver, filling
from tests.support.models import dynamic_model
from wizard.forms import Form, FormState, Secret, text_of
from wizard.forms.raw import secrets_in

pytestmark = pytest.mark.slow

few = settings(
    max_examples=3,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)


def open_all(driver: Driver) -> None:
    """Open what is closed."""
    for place in list(driver.state.places()):
        if driver.form._body.field_at(place.loc) is None:
            driver.form.go_to(place.loc)


async def show(state: FormState[Any]) -> Any:
    """Open all of a form, go through it, submit it."""
    typed = [place for place in state.places() if isinstance(place.raw, str | Secret)]
    before = {place.loc: state.entered(place.loc) for place in typed}
    async with filling(state=state) as driver:
        open_all(driver)
        await driver.settle()
        shown = {w.row.loc for w in driver.form._body.fields}
        missing = [place.loc for place in typed if place.loc not in shown]
        assert missing == []
        # Going through it changes nothing.
        for _ in range(3):
            await driver.press("tab")
        assert {place.loc: state.entered(place.loc) for place in typed} == before
        text = driver.seen()
        long = [s for s in secrets_in(state.raw) if len(s) > 8]
        plain = {text_of(p.raw) for p in typed if not p.control.secret}
        assert not [s for s in long if s in text and not any(s in p for p in plain)]
        driver.form.submit()
        await driver.settle()
        assert state.errors == ()
        return driver.app.submitted[0]


@few
@given(sample=samples(4))
def test_any_model_comes_back_equal(sample: Sample) -> None:
    form = Form.from_model(sample.model)
    state: FormState[Any] = FormState(form, form.to_raw(sample.value))
    assert asyncio.run(show(state)) == sample.value


async def test_every_kind_opens_untouched() -> None:
    fields = {
        f"field {n}".replace(" ", "_"): (kind.annotation, ...)
        for n, kind in enumerate(every_kind().values())
    }
    async with filling(dynamic_model("All", **fields)) as driver:
        open_all(driver)
        await driver.settle()
        assert not await driver.do(driver.form.submit)
        await driver.press("f4")
        await driver.press("f4")
        assert driver.app.screen.focused is not None
