"""Forms of JSON Schemas on the screen."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.form_pilot import filling
from tests.support.json_schemas import CONNECTOR, SCHEMAS, completed, equal, form_of, values_of
from wizard.forms import Form, FormState

pytestmark = pytest.mark.slow


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
@pytest.mark.parametrize("name", SCHEMAS)
async def test_what_fits_a_schema_is_shown_and_comes_back(name: str, data: st.DataObject) -> None:
    form, value = form_of(name), data.draw(values_of(name))
    state: FormState[Any] = FormState(form, form.to_raw(value))
    async with filling(state=state) as driver:
        driver.form.submit()
        await driver.settle()
        [submitted] = driver.app.submitted
        assert equal(form.dump(submitted), completed(name, value))


async def test_a_connector_of_others_is_filled_in_by_keys() -> None:
    form = Form.from_json_schema(CONNECTOR)
    async with filling(state=FormState(form)) as driver:
        await driver.type("things")
        await driver.go("credentials")
        assert "OAuth2.0" in driver.seen()
        assert "Service account" in driver.seen()
        key = form.root.child("credentials").variants[0].key  # type: ignore[union-attr]
        await driver.go("credentials", key, "token")
        await driver.type("hunter2")
        assert "hunter2" not in driver.seen()
        driver.form.submit()
        await driver.settle()
        [submitted] = driver.app.submitted
    assert form.dump(submitted) == {
        "bucket": "things",
        "credentials": {"auth_type": "oauth2.0", "token": "hunter2"},
        "port": 5432,
    }
