"""Chooses the values of a field from the account, after what the list needs is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wizard.core import source_words
from wizard.core.source_fields import field_at, pick_at
from wizard.flow import Step, WizardFlow
from wizard.forms import UNSET, Control, FieldLocation, Loc, TextList, text_of
from wizard.forms.controls.collections import LineError
from wizard.tui.screens.source_dialogs import ask_source, credential_first
from wizard.tui.source_testing import agreed

if TYPE_CHECKING:
    from wizard.core.source_test import SourceTest
    from wizard.tui.context import WorkflowHost


async def choose(app: WorkflowHost, flow: WizardFlow, step: Step, loc: Loc) -> list[Loc]:
    """Let a person choose; return the fields of ``step`` that changed. Runs as a worker."""
    source = app.controller.source
    pick, place = pick_at(flow, step, loc), flow.forms[step].place(loc)
    if pick is None or place is None:
        return []
    tests = await source.tests()
    lacking = tests.missing(flow, pick)
    here = [field.path for field in lacking if field.step is step]
    if here:
        source.lead_to(flow, here, "The list")
        return []
    if lacking:
        paths = [field.path for field in lacking]
        words = source_words.needed(flow, paths, "This")
        if await app.push_screen_wait(credential_first(words)):
            source.go_for(flow, paths, (step, loc))
        return []
    sandbox = app.services.sandbox
    hosts = tests.hosts(flow, pick)

    async def ask(words: str, action: str) -> bool:
        return bool(await app.push_screen_wait(ask_source(words, action)))

    words = source_words.before_list(hosts, sandbox=sandbox)
    if not await agreed(tests, hosts, words, "Show the list", ask):
        return []
    return await _chosen(app, tests, flow, step, place)


async def _chosen(
    app: WorkflowHost, tests: SourceTest, flow: WizardFlow, step: Step, place: FieldLocation
) -> list[Loc]:
    from wizard.checks.picks import searches
    from wizard.tui.screens.choices import ChoicesScreen

    pick = pick_at(flow, step, place.loc)
    if pick is None:
        return []
    several = place.control if isinstance(place.control, TextList) else None
    others = {path: field for path in pick.also if (field := field_at(flow, path)) is not None}
    taken = await app.push_screen_wait(
        ChoicesScreen(
            place.label,
            lambda typed: tests.choices(flow, pick, typed),
            entered=entries(place.control, place.shown),
            several=several is not None,
            searches=searches(pick),
            others={p: (f.place.label, text_of(f.place.shown)) for p, f in others.items()},
        )
    )
    if taken is None:
        return []
    if taken.mend.startswith("credentials."):
        app.controller.source.go_for(flow, [taken.mend], (step, place.loc))
        return []
    if taken.mend:
        app.controller.source.lead_to(flow, [taken.mend], "The list")
        return []
    changed = [place.loc]
    try:
        text = several.join(list(taken.values)) if several else "".join(taken.values[:1])
    except ValueError as error:
        app.notify(str(error), severity="error", markup=False)
        return []
    flow.forms[step].set(place.loc, text or UNSET)
    for path, value in taken.also.items():
        field = others[path]
        raw = field.place.control.format_any(value)
        flow.forms[field.step].set(field.place.loc, raw)
        changed += [field.place.loc] if field.step is step else []
    return changed


def entries(control: Control, raw: object) -> list[str]:
    """Return the values that a field holds."""
    text = text_of(raw)
    if not isinstance(control, TextList):
        return [text.strip()] if text.strip() else []
    try:
        return [line.text for line in control.split(text)]
    except LineError:
        return [line.strip() for line in text.splitlines() if line.strip()]
