"""Every example of every type, answered line by line, gives its request."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.plain.answers import Script
from tests.support.services import services_of
from wizard import connectors
from wizard.connectors import Example
from wizard.connectors.catalog import all_types
from wizard.core.options import Options
from wizard.core.review import entries
from wizard.flow import FORM_STEPS, Step, WizardFlow
from wizard.forms import EXTRA, MASK, Loc, NestedControl, Secret, UnionControl
from wizard.forms.questions import FieldQuestion, questions
from wizard.plain.console import Pipe
from wizard.plain.runner import PlainRunner
from wizard.utils.exit_codes import ExitCode


class Everything(frozenset[Loc]):
    """All gates, open."""

    def __contains__(self, _: object) -> bool:
        return True


OPEN = Everything()


def cases() -> Iterator[tuple[str, int, Example]]:
    for about in all_types():
        for number, example in enumerate(connectors.load(about.type).examples):
            yield about.type, number, example


def filled(type: str, example: Example) -> WizardFlow:
    flow = WizardFlow()
    flow.choose(type)
    values = {"config": example.config, "credential": {"credentials": example.credentials}}
    flow.fill({"name": "Mine", **values, "refresh_freq": 3600, "prune_freq": None})
    return flow


def more(flow: WizardFlow, step: Step) -> Iterator[str]:
    """The answer to the question for keys that no field knows."""
    state = flow.forms[step]
    control: Any = state.form.root
    raw = state.raw
    if step is Step.CONFIGURE:
        control, raw = control.child("config"), control.child_raw(raw, "config")
    while isinstance(control, UnionControl):
        key = control.variant(raw).key
        control, raw = control.child(key), control.child_raw(raw, key)
    if isinstance(control, NestedControl):
        extra = raw.get(EXTRA) if isinstance(raw, dict) else None
        yield json.dumps(_revealed(extra)) if extra else ""


def _revealed(value: object) -> object:
    if isinstance(value, dict):
        return {key: _revealed(item) for key, item in value.items()}
    return value.get_secret_value() if isinstance(value, Secret) else value


@pytest.mark.slow
@pytest.mark.parametrize(
    ("type", "number", "example"),
    [pytest.param(*case, id=f"{case[0]}-{case[1]}") for case in cases()],
)
def test_an_example_answered_gives_its_request(
    tmp_path: Path, type: str, number: int, example: Example
) -> None:
    target, blank = filled(type, example), WizardFlow()
    blank.choose(type)
    about = connectors.load(type).about
    lines = [type]
    configure = target.forms[Step.CONFIGURE]
    context = dict(configure.context)
    # What depends on the credential is answered as it stands before, and made up for then.
    configure.set_context(**blank.forms[Step.CONFIGURE].context)
    first = {item.loc for item in questions(configure, OPEN)}
    for step in FORM_STEPS:
        script = Script(target.forms[step], blank.forms[step], tmp_path)
        if step is Step.SCHEDULE:
            # It is passed over; the last two numbers at the review lead there.
            count = len(entries(target))
            refresh, prune = script.lines()
            lines += [str(count - 1), refresh, str(count), prune]
            continue
        lines += script.lines()
        if about.raw_editor:
            lines += more(target, step)
        if step is Step.CREDENTIAL:
            configure.set_context(**context)
            made_up = Script(configure, blank.forms[Step.CONFIGURE], tmp_path)
            for item in questions(configure, OPEN):
                if isinstance(item, FieldQuestion) and item.loc not in first:
                    lines += made_up.answer(item)
    answers = io.BytesIO("".join(f"{line}\n" for line in [*lines, "request", "yes"]).encode())
    said = io.StringIO()
    services, server = services_of(tmp_path)
    state = PlainRunner(Options(), services, Pipe(answers, said)).run()
    assert state.code is ExitCode.DONE, (state.message, said.getvalue())
    assert answers.read() == b""
    (request,) = server.sent
    assert request.encode() == target.request().encode()
    for secret in request.secrets():
        assert len(secret) < 8 or secret.get_secret_value() not in said.getvalue()
    assert (MASK in said.getvalue()) is any(True for _ in request.secrets())
