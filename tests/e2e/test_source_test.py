"""Known to work before it is created: wrong token, told, mended, tested, created."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest

from tests.support.terminal import Terminal
from tests.support.terminal_steps import LONG, at_step, leave_at_once, sees

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


@dataclass(frozen=True)
class Source:
    """A type, and what a person does and reads with its credential.

    configure: what is typed in the first step, by the labels of the fields.
    field: the label of the secret. host: which is asked. wrong: what is said of a wrong one.
    account: whose a good one is.
    """

    type: str
    configure: tuple[str, ...]
    field: str
    bad: str
    good: str
    host: str
    wrong: str
    account: str


SOURCES = [
    Source(
        "github",
        ("tab", "tab", "octocat", "tab", "docs"),
        "Access token",
        "ghp_bad_made_up",
        "ghp_good_made_up",
        "api.github.com",
        "GitHub does not know this token",
        "octocat, can: repo, read:org",
    ),
]


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.type)
def test_wrong_told_mended_tested_created(source: Source) -> None:
    arguments = ("--sandbox", "--type", source.type, "--json")
    with Terminal(*arguments) as terminal:
        at_step(terminal, 2)
        for part in source.configure:
            terminal.press(part)
        terminal.press("ctrl+n")
        at_step(terminal, 3, source.field, "Test this at its source (f6)")
        terminal.paste(source.bad)
        sees(terminal, f"{len(source.bad)} characters")
        terminal.press("f6")
        sees(terminal, "Test now?", source.host)
        terminal.press("enter")
        at_step(terminal, 3, f"× {source.wrong}", "tested at")
        terminal.press("ctrl+u")
        sees(terminal, "changed: test again")
        terminal.paste(source.good)
        terminal.press("f6")
        sees(terminal, f"✓ {source.account}")
        terminal.press("ctrl+n")
        at_step(terminal, 4)
        terminal.press("ctrl+n")
        at_step(terminal, 5, f"✓ {source.account}")
        terminal.press("ctrl+n")
        at_step(terminal, 6, "connector_id")
        leave_at_once(terminal)
    result = json.loads(terminal.stdout)
    assert result["type"] == source.type
    assert {"connector_id", "credential_id"} <= set(result)
    for secret in (source.bad, source.good):
        assert secret.encode() not in terminal.output


def test_a_list_is_filtered_marked_and_taken_by_keyboard_alone() -> None:
    with Terminal("--sandbox", "--type", "github", columns=60, rows=20) as terminal:
        at_step(terminal, 2, "Choose from your account (f7)")
        terminal.press("tab", "tab", "tab", "f7")
        sees(terminal, "This needs the access token first.")
        terminal.press("enter")
        at_step(terminal, 3, "goes back to Repository names")
        terminal.paste("ghp_good_made_up")
        sees(terminal, "16 characters")
        terminal.press("f7")
        sees(terminal, "Show the list now?")
        terminal.press("enter")
        sees(terminal, "octocat/wiki", "3 in your account")
        terminal.press("space", "down")
        terminal.type("wiki")
        terminal.wait_gone("octocat/docs", LONG)
        terminal.press("space", "enter")
        at_step(terminal, 2, "docs", "wiki", "octocat")
        leave_at_once(terminal)
