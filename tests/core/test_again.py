"""Beginning a new one from a former one: its values are kept, its name and secrets are not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from wizard.api import CreateSourceRequest
from wizard.connectors import load
from wizard.connectors.catalog import all_types
from wizard.core.startup import UnknownSubmission, start_again
from wizard.core.submission import attempt_of
from wizard.flow import FORM_STEPS, Step, WizardFlow
from wizard.forms import MASK, Secret, UnionControl
from wizard.storage.history import History
from wizard.utils.errors import WizardError


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "state" / "history.jsonl")


def send(history: History, request: CreateSourceRequest) -> str:
    intent = history.intent(**attempt_of(request, "api.clarm.com"))
    history.created(intent, connector_id=1, credential_id=2)
    return intent


def secrets_of(flow: WizardFlow) -> list[str]:
    """All secrets that the forms hold."""
    found: list[str] = []

    def look(value: Any) -> None:
        if isinstance(value, Secret):
            found.append(value.get_secret_value())
        elif isinstance(value, dict):
            for item in value.values():
                look(item)
        elif isinstance(value, list):
            for item in value:
                look(item)

    for step in FORM_STEPS:
        look(flow.forms[step].raw)
    return [secret for secret in found if secret]


@pytest.mark.slow
@pytest.mark.parametrize("type", [about.type for about in all_types()])
def test_every_example_comes_back_without_its_name_and_secrets(history: History, type: str) -> None:
    for number, example in enumerate(load(type).examples):
        flow = WizardFlow()
        flow.choose(type)
        flow.fill(
            {
                "name": f"Former {number}",
                "config": example.config,
                "credential": {"credentials": example.credentials},
                "refresh_freq": 60,
            }
        )
        request = flow.request()
        intent = send(history, request)
        [entry] = history.with_id(intent)
        assert entry.request == request.masked()
        again = start_again(history, intent).flow
        assert again.type == type
        assert again.step is Step.CONFIGURE
        assert again.name not in ("", f"Former {number}")
        known = again.known_parts()
        assert known["config"] == request.config
        assert known["refresh_freq"] == 60
        assert secrets_of(again) == []
        before, after = flow.forms[Step.CREDENTIAL], again.forms[Step.CREDENTIAL]
        root = before.form.root
        if isinstance(root, UnionControl):
            assert root.variant(before.raw).key == root.variant(after.raw).key
        assert MASK not in json.dumps(again.snapshot())


def test_no_secret_is_kept(history: History, tmp_path: Path) -> None:
    secret = "hunter2-planted"
    credentials = {"token": Secret(secret), "pin": 4711, "rows": [{"more": Secret(secret)}]}
    config = {"base_url": f"https://me:{secret}@example.com", "api_token": secret}
    send(history, CreateSourceRequest(name="N", type="web", config=config, credentials=credentials))
    kept = (tmp_path / "state" / "history.jsonl").read_text()
    assert secret not in kept
    assert "4711" not in kept


def test_the_name_is_one_that_nobody_has(history: History) -> None:
    flow = WizardFlow()
    flow.choose("web")
    flow.fill({"config": {"base_url": "https://example.com"}})
    request = flow.request()
    intent = send(history, request)
    taken = [("web", f"{request.name} 2")]
    assert start_again(history, intent, taken).flow.name == f"{request.name} 3"


def test_an_entry_of_an_older_version_says_so(history: History) -> None:
    intent = history.intent(host="h", type="web", name="Docs", digest="d")
    with pytest.raises(WizardError, match="Its values weren't saved"):
        start_again(history, intent)


def test_very_long_values_are_not_kept(history: History) -> None:
    request = CreateSourceRequest(name="Long", type="web", config={"base_url": "x" * 20_000})
    with pytest.raises(WizardError, match="Its values weren't saved"):
        start_again(history, send(history, request))


def test_an_entry_that_makes_no_sense_is_refused(history: History) -> None:
    intent = history.intent(host="h", type="none", name="N", digest="d", request={"config": {}})
    with pytest.raises(WizardError, match="can't be read"):
        start_again(history, intent)


def test_which_one_has_to_be_clear(history: History) -> None:
    with pytest.raises(UnknownSubmission, match="No history entry has this"):
        start_again(history, "0")
