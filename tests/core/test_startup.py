"""How a run begins: from the draft of an earlier one, or from a request file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.services import HOST, services_of
from wizard.core.startup import (
    UnusableFile,
    resume_command,
    snapshot,
    start_from_draft,
    start_from_file,
)
from wizard.core.submission import SourceFile
from wizard.flow import NAME, Step, WizardFlow
from wizard.storage.drafts import DraftStore
from wizard.storage.record import SourceRecord
from wizard.utils.errors import FileError, WizardError

LOCS = st.lists(st.text(max_size=5) | st.integers(0, 9), max_size=4).map(tuple)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    focus=st.dictionaries(st.sampled_from([step.value for step in Step]), LOCS),
)
def test_a_draft_leads_back_to_where_one_was(
    tmp_path: Path, name: str, focus: dict[str, tuple[str | int, ...]]
) -> None:
    flow = WizardFlow()
    flow.choose("github")
    flow.forms[Step.CONFIGURE].set(NAME, name)
    flow.go(Step.CREDENTIAL)
    store = DraftStore(tmp_path / "drafts")
    draft = store.new_id()
    store.save(draft, snapshot(flow, focus, HOST))
    start = start_from_draft(store, draft)
    assert (start.draft, start.last_focus, start.flow.step) == (draft, focus, Step.CREDENTIAL)
    assert start.flow.snapshot() == flow.snapshot()
    store.delete(draft)


@pytest.mark.parametrize("changes", [{"type": "no such"}, {"forms": 1}, {"step": "no such"}])
def test_a_draft_that_makes_no_sense_is_refused(tmp_path: Path, changes: dict[str, object]) -> None:
    flow = WizardFlow()
    flow.choose("github")
    store = DraftStore(tmp_path)
    draft = store.new_id()
    store.save(draft, {**snapshot(flow, {}, HOST), **changes})
    with pytest.raises(WizardError, match="can't be read"):
        start_from_draft(store, draft)


def test_a_file_that_no_flow_can_be_made_of_says_why(tmp_path: Path) -> None:
    services, _ = services_of(tmp_path)
    path = tmp_path / "mine.json"
    path.write_text('{"type": "no such", "name": "Docs"}')
    with pytest.raises(UnusableFile, match="No such") as caught:
        start_from_file(services, str(path), None)
    assert [problem.loc for problem in caught.value.problems] == [("type",)]
    with pytest.raises(FileError):
        start_from_file(services, str(tmp_path / "none.json"), None)


def test_a_file_that_made_one_before_is_told_of_with_its_oddities(tmp_path: Path) -> None:
    services, _ = services_of(tmp_path)
    path = tmp_path / "mine.json"
    path.write_text('{"type": "web", "name": "Docs", "odd": 1}')
    start = start_from_file(services, str(path), None)
    assert start.origin is not None
    assert [problem.loc for problem in start.problems] == [("odd",)]
    assert start.notices == ()
    history = services.history()
    intent = history.intent(
        host=services.host,
        type="web",
        name="Docs",
        digest="d",
        source=start.origin.path,
        source_digest=start.origin.digest,
    )
    history.created(intent, connector_id=7, credential_id=70, status="success")
    *_, before = start_from_file(services, str(path), None).notices
    assert before.startswith("“Docs” was created from this file before: connector ID 7")


@pytest.mark.parametrize(
    ("plain", "options", "command"),
    [
        (False, (), "clarm-wizard --resume 0badc0de"),
        (True, (), "clarm-wizard --plain --resume 0badc0de"),
        (True, ("--sandbox",), "clarm-wizard --plain --sandbox --resume 0badc0de"),
        (
            False,
            ("--api-url", "https://x.example/it's"),
            """clarm-wizard --api-url 'https://x.example/it'"'"'s' --resume 0badc0de""",
        ),
    ],
)
def test_the_command_that_goes_on_names_the_kind_of_run(
    plain: bool, options: tuple[str, ...], command: str
) -> None:
    assert resume_command("0badc0de", options, plain=plain) == command


@pytest.mark.parametrize("recorded", [True, False])
def test_a_draft_knows_the_file_that_it_began_from(tmp_path: Path, recorded: bool) -> None:
    flow = WizardFlow()
    flow.choose("github")
    store = DraftStore(tmp_path / "drafts")
    file = tmp_path / "mine.toml"
    origin = SourceFile(file, "d", "docs", SourceRecord(tmp_path) if recorded else None)
    draft = store.new_id()
    store.save(draft, snapshot(flow, {}, "api.example.com", origin))
    found = start_from_draft(store, draft).origin
    assert found is not None
    assert (found.path, found.digest, found.row) == (str(file), "d", "docs")
    assert (found.record is not None) is recorded
    [listed] = store.list().drafts
    assert (listed.source, listed.row) == (str(file), "docs")


@pytest.mark.parametrize("source", [1, {}, {"path": 1, "digest": "d", "row": ""}])
def test_a_draft_whose_file_makes_no_sense_has_none(tmp_path: Path, source: object) -> None:
    flow = WizardFlow()
    flow.choose("github")
    store = DraftStore(tmp_path)
    draft = store.new_id()
    store.save(draft, {**snapshot(flow, {}, "api.example.com"), "source": source})
    assert start_from_draft(store, draft).origin is None
    assert len(store.list().drafts) == 1


def test_a_file_knows_the_draft_that_was_begun_from_it(tmp_path: Path) -> None:
    services, _ = services_of(tmp_path)
    path, other = tmp_path / "mine.json", tmp_path / "other.json"
    for each in (path, other):
        each.write_text('{"type": "web", "name": "Docs"}')
    start = start_from_file(services, str(path), None)
    assert start.begun is None
    store, draft = services.drafts(), services.drafts().new_id()
    store.save(draft, snapshot(start.flow, {}, services.host, start.origin))
    assert start_from_file(services, str(other), None).begun is None
    store.release(draft)
    begun = start_from_file(services, str(path), None).begun
    assert begun is not None
    assert begun.id == draft
    store.resume(draft)  # another wizard has it
    assert start_from_file(services, str(path), None).begun is None
