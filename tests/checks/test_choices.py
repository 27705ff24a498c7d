"""What a field can be chosen from: all pages, and only what the field takes."""

from __future__ import annotations

import asyncio

import pytest

from tests.checks.sources import VendorServices, flow_of
from wizard.checks.picks import Choice
from wizard.core.source_fields import field_at
from wizard.core.source_test import SourceTest
from wizard.sandbox import Sandbox


def choices(sandbox: Sandbox, name: str, path: str, example: int) -> list[Choice]:
    """Return all that a field of an example can be chosen from."""
    flow = flow_of(name, example=example)
    test = SourceTest(VendorServices(sandbox))
    field = field_at(flow, path)
    assert field is not None
    pick = test.pick(flow, field.step, field.place.loc)
    assert pick is not None

    async def found() -> list[Choice]:
        return [choice async for page in test.choices(flow, pick) for choice in page]

    return asyncio.run(found())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "path", "example", "values"),
    [
        ("slack", "config.channels", 0, ["general", "support", "secret-plans"]),
        ("jira", "config.project_key", 2, ["PROJ", "ENG"]),  # one's own, which has no pages
        ("jira", "config.project_key", 4, ["PROJ", "ENG", "HR"]),
        ("confluence", "config.space", 5, ["KB", "HR", "~5b10"]),
        ("gitlab", "config.project_name", 0, ["gitlab", "runner", "docs"]),
        (
            "gitbook",
            "config.space_id",
            0,
            ["AbCdEfGhDocs", "AbCdEfGhInternal", "AbCdEfGhAPI", "AbCdEfGhOther"],
        ),
        ("loopio", "config.loopio_stack_name", 0, ["Security", "Legal", "Company"]),
        ("discourse", "config.categories", 0, ["Support", "Feature", "Billing"]),
        ("document360", "config.categories", 0, ["Getting started", "Billing"]),
    ],
)
def test_all_pages_are_offered(
    name: str, path: str, example: int, values: list[str], sandbox: Sandbox
) -> None:
    found = choices(sandbox, name, path, example)
    assert [choice.value for choice in found] == values


def test_an_entry_says_more_than_its_value(sandbox: Sandbox) -> None:
    channel = choices(sandbox, "slack", "config.channels", 0)[2]
    assert (channel.label, channel.hint) == ("secret-plans", "private, the bot is in it")
    project = choices(sandbox, "gitlab", "config.project_name", 0)[2]
    assert project.label == "acme/tools/docs"
    assert project.also == {"config.project_owner": "acme/tools"}
    page = choices(sandbox, "notion", "config.root_page_id", 0)[1]
    assert page.label == "Roadmap"
