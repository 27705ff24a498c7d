"""The one way from "send" to the outcome, with prepared decisions in the place of a person."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.core.people import Decided
from tests.support.services import CREATED, FakeServices, services_of
from wizard.api import (
    FieldErrorMessage,
    NotConnected,
    NotConnectedReason,
    OutcomeUnknown,
    RefusalReason,
    Refused,
    UnknownReason,
)
from wizard.auth.account import AuthStatus
from wizard.core.submission import attempt_of
from wizard.core.submit_workflow import Decision, Placed, SubmitWorkflow
from wizard.flow import NAME, Step, WizardFlow
from wizard.storage.atomic import StorageError
from wizard.storage.conflicts import Conflict, Reason
from wizard.storage.history import History

UNKNOWN = OutcomeUnknown(reason=UnknownReason.CUT, message="Cut.")
AWAY = NotConnected(reason=NotConnectedReason.NAME, message="No such host.")


def complete() -> WizardFlow:
    flow = WizardFlow()
    flow.choose("web")
    flow.fill({"name": "Docs", "config": {"base_url": "https://example.com"}})
    assert flow.first_incomplete() is None
    return flow


def who(services: FakeServices, *decisions: Decision) -> tuple[SubmitWorkflow, Decided]:
    ui = Decided(services.account(), list(decisions))
    return SubmitWorkflow(services, ui), ui


def refused(kind: RefusalReason, *fields: FieldErrorMessage) -> Refused:
    return Refused(kind=kind, message="No.", fields=fields, status_code=400)


async def test_a_created_one_is_handed_back_and_the_session_is_known_to_be_good(
    tmp_path: Path,
) -> None:
    services, _ = services_of(tmp_path, CREATED)
    workflow, ui = who(services)
    result = await workflow.submit(complete())
    assert result.outcome == CREATED
    assert result.created is not None
    assert result.created[:4] == ("Docs", "web", 4711, 815)
    assert ui.account.standing is AuthStatus.SIGNED_IN
    assert ui.asked == []


@pytest.mark.parametrize(
    ("decision", "sent", "exists"),
    [(Decision.MISSING, 1, False), (Decision.EXISTS, 0, True), (Decision.STOP, 0, None)],
)
async def test_what_may_exist_is_sent_only_where_it_is_missing(
    tmp_path: Path, decision: Decision, sent: int, exists: bool | None
) -> None:
    services, server = services_of(tmp_path)
    flow, history = complete(), services.history()
    history.release(history.intent(**attempt_of(flow.request(), services.host)))
    workflow, ui = who(services, decision)
    result = await workflow.submit(flow)
    assert len(server.sent) == sent
    assert services.history().read().entries[-1].exists is exists
    assert (result.created is not None) is bool(sent)
    if not sent:
        assert (result.outcome, result.decision) == (None, decision)
    assert len(ui.asked) == 1


async def test_what_was_created_before_is_part_of_the_confirmation(tmp_path: Path) -> None:
    services, server = services_of(tmp_path)
    for _ in range(2):
        workflow, ui = who(services)
        assert (await workflow.submit(complete())).created is not None
    [conflict] = ui.asked
    assert isinstance(conflict, Conflict)
    assert conflict.reason is Reason.CREATED
    assert len(server.sent) == 2


@pytest.mark.parametrize(("decision", "sent"), [(Decision.GO_ON, 1), (Decision.STOP, 0)])
async def test_what_a_lost_key_hides_is_asked_about_and_stays_as_it_is(
    tmp_path: Path, decision: Decision, sent: int
) -> None:
    services, server = services_of(tmp_path)
    flow, history = complete(), services.history()
    intent = history.intent(**attempt_of(flow.request(), services.host))
    history.created(intent, connector_id=7, credential_id=8)
    services.paths.history.with_suffix(".key").unlink()
    workflow, ui = who(services, decision)
    await workflow.submit(flow)
    [conflict] = ui.asked
    assert isinstance(conflict, Conflict)
    assert conflict.reason is Reason.SIMILAR
    assert len(server.sent) == sent
    assert services.history().read().entries[-1].connector_id == 7


@pytest.mark.slow
async def test_what_is_too_old_to_be_read_is_told_once(tmp_path: Path) -> None:
    services, _ = services_of(tmp_path, CREATED)
    path = services.paths.history
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"\n" * (2**24 + 1))
    workflow, ui = who(services)
    for _ in range(2):
        await workflow.submit(complete())
    [words] = ui.warnings
    assert words.startswith("Only read the newest 16 MiB")


async def test_it_is_sent_again_as_often_as_that_is_asked_for(tmp_path: Path) -> None:
    outcomes = AWAY, refused(RefusalReason.UNAVAILABLE), refused(RefusalReason.SESSION), CREATED
    services, server = services_of(tmp_path, *outcomes)
    workflow, ui = who(services, Decision.GO_ON, Decision.GO_ON, Decision.NEW_SESSION)
    result = await workflow.submit(complete())
    assert result.created is not None
    assert ui.asked == list(outcomes[:3])
    assert [account.standing for account in server.accounts][-1] is AuthStatus.REJECTED


@pytest.mark.parametrize(
    ("refusal", "first", "words"),
    [
        (
            refused(RefusalReason.DUPLICATE_NAME),
            (Step.CONFIGURE, NAME),
            "No.",
        ),
        (
            refused(RefusalReason.INVALID, FieldErrorMessage(("refresh_freq",), "Odd.")),
            (Step.SCHEDULE, ("refresh_freq",)),
            "Odd.",
        ),
        (refused(RefusalReason.INVALID, FieldErrorMessage(("somewhere",), "Odd.")), None, None),
    ],
)
async def test_complaints_are_at_their_fields_until_it_is_sent_again(
    tmp_path: Path, refusal: Refused, first: tuple[Step, tuple[str]] | None, words: str | None
) -> None:
    services, _ = services_of(tmp_path, refusal, CREATED)
    flow = complete()
    workflow, ui = who(services, Decision.STOP)
    assert (await workflow.submit(flow)).outcome == refusal
    [placed] = ui.placed
    assert placed.first == first
    if first is None:
        assert [item.message for item in placed.left] == ["Odd."]
    else:
        assert [error.message for error in flow.forms[first[0]].errors] == [words]
    await workflow.submit(flow)
    assert not any(state.errors for state in flow.forms.values())


async def test_what_cannot_be_noted_is_sent_if_wanted_and_never_called_noted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> str:
        raise StorageError("The disk is full.")

    monkeypatch.setattr(History, "intent", full)
    services, server = services_of(tmp_path, UNKNOWN)
    workflow, _ = who(services, Decision.STOP)
    assert (await workflow.submit(complete())).outcome is None
    assert server.sent == []
    workflow, ui = who(services, Decision.GO_ON, Decision.MISSING)
    result = await workflow.submit(complete())
    assert (result.outcome, result.decision) == (UNKNOWN, Decision.STOP)
    assert ui.warnings == ["Can't write to the history. The disk is full."]


async def test_what_was_found_and_cannot_be_noted_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise StorageError("The disk is full.")

    monkeypatch.setattr(History, "resolve", full)
    services, _ = services_of(tmp_path, UNKNOWN)
    workflow, ui = who(services, Decision.EXISTS)
    assert (await workflow.submit(complete())).decision is Decision.EXISTS
    assert ui.warnings == ["Can't write to the history. The disk is full."]


@pytest.mark.parametrize("ids", [None, (7, 70)])
async def test_what_exists_is_noted_with_the_ids_that_were_seen(
    tmp_path: Path, ids: tuple[int, int] | None
) -> None:
    services, _ = services_of(tmp_path, UNKNOWN)
    workflow, ui = who(services, Decision.EXISTS)
    ui.ids = ids
    await workflow.submit(complete())
    [entry] = services.history().read().entries
    assert (entry.exists, ui.named, ui.noted) == (True, ["Docs"], [entry.id])
    assert (entry.connector_id, entry.credential_id) == (ids or (None, None))
    known = ", connector ID 7, credential ID 70" if ids else ""
    assert ui.told == [f"Marked: “Docs” exists{known}."]


@pytest.mark.parametrize("looked", [None, False])
@pytest.mark.parametrize(("decision", "exists"), [(Decision.EXISTS, True), (Decision.STOP, None)])
async def test_a_name_that_is_taken_now_may_settle_what_had_no_answer(
    tmp_path: Path, looked: bool | None, decision: Decision, exists: bool | None
) -> None:
    services, _ = services_of(tmp_path, refused(RefusalReason.DUPLICATE_NAME))
    flow, history = complete(), services.history()
    earlier = history.intent(**attempt_of(flow.request(), services.host))
    history.release(earlier)
    before = [Decision.GO_ON]
    if looked is False:
        history.resolve(earlier, exists=False)
        before = []
    workflow, ui = who(services, *before, decision)
    result = await workflow.submit(flow)
    assert ui.placed[-1].exists is not None
    assert ui.placed[-1].exists.id == earlier
    assert result.decision is decision
    kept = next(entry for entry in services.history().read().entries if entry.id == earlier)
    assert kept.exists is (True if exists else looked)


async def test_a_name_that_others_have_taken_settles_nothing(tmp_path: Path) -> None:
    services, _ = services_of(tmp_path, refused(RefusalReason.DUPLICATE_NAME))
    workflow, ui = who(services, Decision.STOP)
    await workflow.submit(complete())
    assert ui.placed == [Placed((Step.CONFIGURE, NAME))]
