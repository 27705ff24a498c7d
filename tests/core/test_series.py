"""Several connectors with the values of one: what differs, their names, and sending them."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.people import Decided
from tests.support.services import CREATED, services_of
from wizard.api import NotConnected, Outcome, OutcomeUnknown, RefusalReason, Refused, UnknownReason
from wizard.core.series import Row, Series, SeriesQuestions, submit_all
from wizard.core.submission import Submission
from wizard.core.submit_workflow import Decision, Placed, SubmitWorkflow
from wizard.flow import NAME, Step, WizardFlow
from wizard.forms import Secret

OWNER = ("config", "Chosen", "repo_owner")
REPOSITORIES = ("config", "Chosen", "repositories")
TOKEN = "ghp_made_up_1"
REFUSED = Refused(kind=RefusalReason.OTHER, message="No.", fields=(), status_code=400)
UNKNOWN = OutcomeUnknown(reason=UnknownReason.CUT, message="Cut.")


def github(name: str = "", repositories: str = "docs") -> WizardFlow:
    flow = WizardFlow()
    flow.choose("github")
    flow.forms[Step.CONFIGURE].set(OWNER, "octocat")
    flow.forms[Step.CONFIGURE].set(REPOSITORIES, repositories)
    flow.forms[Step.CREDENTIAL].set(("github_access_token",), Secret(TOKEN))
    flow.sync_dependents()
    if name:
        flow.rename(name)
    return flow


def ask(flow: WizardFlow, *values: str, differs: str | None = None) -> SeriesQuestions:
    """The questions, with the first one answered."""
    questions = SeriesQuestions(flow.clone(), flow.name)
    if differs is not None:
        questions.what.state.set(("differs",), differs)
    questions.what.state.set(("values",), "\n".join(values))
    return questions


def errors(questions: SeriesQuestions) -> list[str]:
    assert not questions.what.validate()
    return [error.message for error in questions.what.state.errors]


def test_each_line_becomes_a_connector_of_a_name_of_its_own() -> None:
    questions = ask(github(), "website", " api ", "a, b")
    assert questions.what.validate()
    names = questions.names
    assert names is not None
    assert names.validate()
    series = questions.series()
    assert series.loc == REPOSITORIES
    flow, requests = questions.flow, [questions.flow.request()]
    while series.rows:
        series.put_next(flow)
        requests.append(flow.request())
    assert [request.name for request in requests] == [
        "GitHub: website", "GitHub: api", "GitHub: a, b",
    ]  # fmt: skip
    assert [request.config["repositories"] for request in requests] == ["website", "api", "a,b"]
    for request in requests:
        assert request.config["repo_owner"] == "octocat"
        assert [secret.get_secret_value() for secret in request.secrets()] == [TOKEN]


def test_names_follow_the_one_there_is_and_can_be_changed() -> None:
    questions = ask(github("Code of docs (team)"), "api", "web")
    names = questions.names
    assert names is not None
    assert names.state.shown(("name_0",)) == "Code of api (team)"
    names.state.set(("name_1",), "Mine")
    assert names.validate()
    assert questions.names is names  # what was typed stays while the values do
    series = questions.series()
    assert (questions.flow.name, series.rows) == ("Code of api (team)", [Row("Mine", "web")])
    names.state.set(("name_1",), "Code of api (team)")
    assert not names.validate()
    names.state.set(("name_1",), "Code of docs (team)")
    assert not names.validate()
    assert [error.message for error in names.state.errors] == ["A connector has this name."]


def test_only_the_names_may_differ() -> None:
    questions = ask(github(), "One", "Two", differs="name")
    assert questions.what.validate()
    assert questions.names is None
    series = questions.series()
    assert (questions.flow.name, series.rows, series.loc) == ("One", [Row("Two", "")], NAME)


def test_addresses_are_named_by_host_and_path() -> None:
    flow = WizardFlow()
    flow.choose("web")
    flow.forms[Step.CONFIGURE].set(("config", "base_url"), "https://docs.example.com")
    flow.sync_dependents()
    questions = ask(flow, "https://docs.example.com/a/", "https://b.example.com")
    assert questions.what.validate(), questions.what.state.errors
    assert questions.names is not None
    shown = [questions.names.state.shown((f"name_{n}",)) for n in range(2)]
    assert shown == [flow.name.replace("docs.example.com", it) for it in
                     ("docs.example.com/a", "b.example.com")]  # fmt: skip


def test_what_a_field_cannot_take_is_said_at_once() -> None:
    web = WizardFlow()
    web.choose("web")
    [message] = errors(ask(web, "https://a.example", "ftp://b.example", differs="base_url"))
    assert message.startswith("ftp://b.example: ")
    assert "twice" in errors(ask(github(), "a", "b", "a"))[0]
    flow = github("Code")
    assert "has this name" in errors(ask(flow, "Code", differs="name"))[0]


def test_secrets_are_nothing_that_may_differ() -> None:
    flow = WizardFlow()
    flow.choose("slack")
    choices = SeriesQuestions(flow).what.state.control(("differs",))
    assert "slack_bot_token" not in str(choices.options)  # type: ignore[attr-defined]


def test_what_is_still_to_come_is_kept_in_a_draft_without_secrets() -> None:
    series = Series(REPOSITORIES, [Row("A", "a"), Row("B", "b")])
    kept = json.loads(json.dumps(series.as_json()))
    again = Series.of_json(kept)
    assert again is not None
    assert (again.loc, again.rows) == (series.loc, series.rows)
    for broken in (None, {}, {"loc": ["name"], "rows": []}, {"loc": [1], "rows": [["a", "b"]]},
                   {"loc": ["name"], "rows": ["ab", [1, 2]]}):  # fmt: skip
        assert Series.of_json(broken) is None


async def test_a_refusal_stops_there_and_says_what_exists(tmp_path: Path) -> None:
    services, server = services_of(tmp_path, CREATED, REFUSED)
    questions = ask(github(), "a", "b", "c")
    series, flow = questions.series(), questions.flow
    ui = Decided(services.account(), [Decision.STOP])
    moves: list[str] = []

    async def moved() -> None:
        moves.append(flow.name)

    result = await submit_all(SubmitWorkflow(services, ui), flow, None, series, moved)
    assert result.outcome == REFUSED
    assert [request.name for request in server.sent] == ["GitHub: a", "GitHub: b"]
    assert moves == [flow.name] == ["GitHub: b"]
    assert series.words(flow.name) == (
        "Created: “GitHub: a” (4711 / 815). This is “GitHub: b”. The same happens for “GitHub: c”."
    )
    result = await submit_all(SubmitWorkflow(services, ui), flow, None, series, moved)
    assert result.created is not None
    assert [line.split()[-1] for line in series.table] == ["NAME", "a", "b", "c"]
    assert len(server.sent) == 4


async def test_whoever_stops_one_that_is_created_all_the_same_sends_no_more(tmp_path: Path) -> None:
    services, server = services_of(tmp_path)
    questions = ask(github(), "a", "b", "c")
    series, flow = questions.series(), questions.flow

    class Impatient(Decided):
        async def run(self, submission: Submission) -> Outcome:
            submission.on_outcome = lambda _: submission.stop()
            return await submission.run()

    async def moved() -> None:
        pass

    workflow = SubmitWorkflow(services, Impatient(services.account(), []))
    result = await submit_all(workflow, flow, None, series, moved)
    assert result.created is None
    assert [request.name for request in server.sent] == ["GitHub: a"]
    assert [made.name for made in series.created] == ["GitHub: a"]
    assert (flow.name, [row.name for row in series.rows]) == ("GitHub: b", ["GitHub: c"])


class Patient(Decided):
    """Looks after each lost answer, and finds nothing."""

    async def after(
        self,
        outcome: NotConnected | Refused | OutcomeUnknown,
        placed: Placed,
        submission: Submission,
    ) -> Decision:
        return Decision.MISSING if isinstance(outcome, OutcomeUnknown) else Decision.STOP


@pytest.mark.slow
@given(
    count=st.integers(1, 5),
    outcomes=st.lists(st.sampled_from([CREATED, REFUSED, UNKNOWN]), max_size=6),
)
def test_nothing_is_sent_twice_and_nothing_is_left_out(
    tmp_path_factory: pytest.TempPathFactory, count: int, outcomes: list[Outcome]
) -> None:
    services, _ = services_of(tmp_path_factory.mktemp("a"), *outcomes)
    questions = ask(github(), *(f"r{n}" for n in range(count)))
    series, flow = questions.series(), questions.flow

    async def moved() -> None:
        entries = services.history().read().entries
        assert entries[0].was_created  # on the disk before the next one

    ui = Patient(services.account(), [])
    for _ in range(len(outcomes) + 1):
        work = submit_all(SubmitWorkflow(services, ui), flow, None, series, moved)
        if asyncio.run(work).created is not None:
            break
    names = [f"GitHub: r{n}" for n in range(count)]
    assert [made.name for made in series.created] == names
    created = [entry.name for entry in services.history().read().entries if entry.was_created]
    assert sorted(created) == sorted(names)
