"""Choosing the values of a field from the account."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from tests.support.pilot import Hand, Sitting
from tests.support.sources import (
    OWNER,
    REPOSITORIES,
    SourceServices,
    agree,
    at_github,
    click,
    services,
    there,
)
from wizard.checks.picks import Choice
from wizard.flow import Step, WizardFlow
from wizard.forms import text_of
from wizard.sandbox.vendors import github
from wizard.tui.screens.choices import ChoicesScreen, Taken
from wizard.tui.screens.dialogs import ChoiceDialog
from wizard.tui.screens.form_step import ConfigureScreen, CredentialScreen

pytestmark = pytest.mark.slow

__all__ = ["services", "there"]  # pytest finds them here

GOOD, BAD = "ghp_good_12345", "ghp_bad_12345"
HINT = "Choose from your account (f7)"


async def at_repositories(hand: Hand, token: str = GOOD, **values: str) -> WizardFlow:
    """In the field of the repositories."""
    flow = await at_github(hand, Step.CONFIGURE, token, **values)
    screen = await hand.at(ConfigureScreen)
    screen.form.go_to(REPOSITORIES)
    await hand.settle()
    return flow


async def listed(hand: Hand, count: int = 3) -> ChoicesScreen:
    """At the list for the first time, once it is complete."""
    await hand.press("f7")
    await agree(hand)
    return await whole(hand, count)


async def whole(hand: Hand, count: int = 3) -> ChoicesScreen:
    """At the list, once it is complete."""
    screen = await hand.at(ChoicesScreen)
    await hand.sees(f"{count} in your account")
    return screen


def value(flow: WizardFlow, loc: tuple[Any, ...]) -> str:
    return text_of(flow.forms[Step.CONFIGURE].entered(loc))


@pytest.mark.parametrize("size", [(80, 24), (60, 20)], ids=str)
async def test_several_are_marked_and_set_the_owner_too(
    sit: Sitting, services: SourceServices, size: tuple[int, int]
) -> None:
    async with sit(size) as hand:
        flow = await at_repositories(hand, owner="", repositories="")
        await hand.sees(HINT)
        await hand.press("f7")
        await hand.at(ChoiceDialog)
        await hand.sees("This asks api.github.com what you can choose from.")
        assert not services.asked
        await hand.press("enter")
        await whole(hand)
        await hand.sees("□ octocat/docs", "octocat/website  private", "Also sets Owner: octocat")
        await hand.press("space", "down", "down", "space")
        await hand.sees("▣ octocat/docs", "▣ octocat/wiki", "2 marked")
        await hand.press("enter")
        screen = await hand.at(ConfigureScreen)
        await hand.sees("GitHub: octocat")
        assert value(flow, REPOSITORIES) == "docs\nwiki"
        assert value(flow, OWNER) == "octocat"
        assert screen.form.focused_loc == REPOSITORIES
    assert any("page=2" in line for line in services.asked) or len(services.asked) > 1


async def test_one_is_taken_without_a_mark_and_typing_narrows(sit: Sitting) -> None:
    async with sit() as hand:
        flow = await at_repositories(hand, repositories="")
        await listed(hand)
        await hand.press(*"site")
        await hand.sees("1 of 3")
        assert "octocat/docs" not in hand.seen()
        await hand.press("enter")
        await hand.at(ConfigureScreen)
        assert value(flow, REPOSITORIES) == "website"


async def test_what_was_typed_stays_and_is_marked(sit: Sitting) -> None:
    async with sit() as hand:
        flow = await at_repositories(hand, repositories="mine\ndocs")
        await listed(hand)
        await hand.sees("▣ mine  in the field", "▣ octocat/docs", "2 marked")
        await hand.press(*"wiki", "space", "enter")
        await hand.at(ConfigureScreen)
        assert value(flow, REPOSITORIES) == "mine\ndocs\nwiki"
        await hand.press("f7")
        await whole(hand)
        await hand.press(*"docs", "space", "enter")
        await hand.at(ConfigureScreen)
        assert value(flow, REPOSITORIES) == "mine\nwiki"


async def test_escape_changes_nothing(sit: Sitting) -> None:
    async with sit() as hand:
        flow = await at_repositories(hand, repositories="mine")
        await listed(hand)
        await hand.press("down", "space", "escape")
        await hand.at(ConfigureScreen)
        assert value(flow, REPOSITORIES) == "mine"


async def test_another_owner_is_changed_only_as_the_list_says(sit: Sitting) -> None:
    async with sit() as hand:
        flow = await at_repositories(hand, owner="acme", repositories="docs")
        await listed(hand)
        await hand.sees("▣ docs  in the field", "□ octocat/docs")
        await hand.press(*"wiki")
        await hand.sees("! Also changes Owner from acme to octocat")
        await hand.press("escape")
        await hand.at(ConfigureScreen)
        assert value(flow, OWNER) == "acme"
        await hand.press("f7")
        await whole(hand)
        await hand.press(*"wiki", "enter")
        await hand.at(ConfigureScreen)
        assert value(flow, OWNER) == "octocat"


async def test_a_field_for_one_value_takes_the_one_under_the_cursor(sit: Sitting) -> None:
    async with sit() as hand:
        flow = await at_github(hand, Step.CONFIGURE, GOOD, owner="acme")
        (await hand.at(ConfigureScreen)).form.go_to(OWNER)
        await hand.settle()
        await listed(hand, 1)
        await hand.sees("acme  in the field")
        assert "□" not in hand.seen()
        await hand.press("down", "enter")
        await hand.at(ConfigureScreen)
        assert value(flow, OWNER) == "octocat"


async def test_without_a_credential_it_leads_there_and_back(
    sit: Sitting, services: SourceServices
) -> None:
    async with sit((60, 20)) as hand:
        flow = await at_repositories(hand, token="", repositories="mine")
        await hand.press("f7")
        await hand.at(ChoiceDialog)
        await hand.sees("This needs the access token first.")
        await hand.press("enter")
        await hand.at(CredentialScreen)
        await hand.sees("Then press f7 or Next to go back to Repository names.")
        await hand.press("f7")
        await hand.at(CredentialScreen)
        await hand.sees("Fix 1 field to continue")
        await hand.paste(GOOD)
        assert not services.asked
        await hand.press("ctrl+n")
        await agree(hand)
        await whole(hand)
        await hand.press(*"wiki", "enter")
        screen = await hand.at(ConfigureScreen)
        assert screen.form.focused_loc == REPOSITORIES
        assert value(flow, REPOSITORIES) == "mine\nwiki"
        await hand.press("ctrl+n")
        await hand.at(CredentialScreen)
        assert "f7" not in hand.line(-1)


async def test_going_back_from_there_by_escape_opens_no_list(sit: Sitting) -> None:
    async with sit() as hand:
        await at_repositories(hand, token="")
        await hand.press("f7")
        await agree(hand)
        await hand.at(CredentialScreen)
        await hand.press("escape")
        await hand.at(ConfigureScreen)
        await hand.press("ctrl+n")
        await hand.at(CredentialScreen)
        await hand.paste(GOOD)
        await hand.press("ctrl+n")
        await hand.until(lambda: "● Review" in hand.line(1))


async def test_a_refused_list_says_why_and_leads_to_what_is_wrong_and_back(sit: Sitting) -> None:
    async with sit() as hand:
        flow = await at_repositories(hand, token=BAD)
        await hand.press("f7")
        await agree(hand)
        await hand.at(ChoicesScreen)
        await hand.sees(
            "× GitHub doesn't recognize this token, or it has expired.", "Press enter to go"
        )
        await hand.press("enter")
        await hand.at(CredentialScreen)
        await hand.press("ctrl+u")
        await hand.paste(GOOD)
        await hand.press("f7")
        await whole(hand)
        await hand.press("escape")
        await hand.at(ConfigureScreen)
        assert value(flow, REPOSITORIES) == "docs"


async def test_what_the_list_needs_in_this_form_is_said_at_its_field(sit: Sitting) -> None:
    async with sit() as hand:
        flow = await at_github(hand, Step.CONFIGURE, GOOD, owner="")
        flow.forms[Step.CONFIGURE].set(("config", "Chosen", "include_files"), True)
        flow.go(Step.CONFIGURE)
        hand.app.controller.show()
        screen = await hand.at(ConfigureScreen)
        await hand.until(lambda: hand.app.screen is not None)
        screen = await hand.at(ConfigureScreen)
        screen.form.go_to(("config", "Chosen", "branch"))
        await hand.settle()
        await hand.press("f7")
        await hand.sees("The list needs the owner first.")
        screen = await hand.at(ConfigureScreen)
        assert screen.form.focused_loc == OWNER


async def test_slow_lists_can_be_left(sit: Sitting) -> None:
    async with sit() as hand:
        await at_repositories(hand, token="ghp_slow_12345")
        await hand.press("f7")
        await agree(hand)
        await hand.at(ChoicesScreen)
        await hand.sees("Loading …")
        await hand.press("escape")
        await hand.at(ConfigureScreen)


async def test_hostile_names_are_shown_as_they_are_and_command_nothing(
    sit: Sitting, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [
        {"name": "safe", "full_name": "[red]@click=app.leave[/]\x1b[2J\u202e", "owner": {}},
        {"name": "un\x1b[2Jsafe", "full_name": "never offered", "owner": {}},
        {"name": "[bold]x[/]", "full_name": "[bold]x[/]", "owner": {"login": "[b]o[/]"}},
    ]
    hostile = [
        replace(answer, body=rows, headers={}) if answer.request == "GET /user/repos" else answer
        for answer in github.ANSWERS
    ]
    monkeypatch.setattr(github, "ANSWERS", tuple(hostile))
    async with sit() as hand:
        flow = await at_repositories(hand, owner="", repositories="")
        await listed(hand, 2)
        await hand.sees("[red]@click=app.leave[/]", "[bold]x[/]")
        assert "never offered" not in hand.seen()
        assert not {"\x1b", "\u202e"} & set(hand.seen())
        await hand.press("down")
        await hand.sees("Also sets Owner: [b]o[/]")
        await hand.press("enter")
        await hand.at(ConfigureScreen)
        assert value(flow, REPOSITORIES) == "[bold]x[/]"


async def test_the_hint_and_the_entries_can_be_clicked(sit: Sitting) -> None:
    async with sit() as hand:
        flow = await at_github(hand, Step.CONFIGURE, GOOD, repositories="")
        await hand.at(ConfigureScreen)
        rows = hand.seen().splitlines()
        at = next(at for at, row in enumerate(rows) if "Repository names" in row)
        assert await hand.pilot.click(offset=(rows[at].index("Choose (f7)") + 3, at))
        await agree(hand)
        await whole(hand)
        await click(hand, "octocat/website")
        await hand.sees("▣ octocat/website")
        await click(hand, "Take")
        await hand.at(ConfigureScreen)
        assert value(flow, REPOSITORIES) == "website"


async def test_it_is_in_the_footer_and_the_palette_where_a_field_has_it(sit: Sitting) -> None:
    async with sit() as hand:
        await at_repositories(hand)
        assert "f7 Choose" in hand.line(-1)
        await hand.press("ctrl+p")
        await hand.sees("Choose              f7 ")
        await hand.press("escape")
        screen = await hand.at(ConfigureScreen)
        screen.form.go_to(("name",))
        await hand.settle()
        assert "f7" not in hand.line(-1)


class Pages:
    """A source whose pages come when they are let."""

    def __init__(self, *pages: list[Choice]) -> None:
        self.pages = pages
        self.asked: list[str] = []

    async def __call__(self, typed: str) -> AsyncIterator[list[Choice]]:
        self.asked.append(typed)
        for page in self.pages:
            yield [choice for choice in page if typed in choice.value]


def named(*names: str, **also: str) -> list[Choice]:
    return [Choice(name, name, also=also) for name in names]


async def shown(hand: Hand, screen: ChoicesScreen) -> list[Taken | None]:
    """Show a list; what it is closed with is put into what is returned."""
    taken: list[Taken | None] = []
    hand.app.add_styles()
    hand.app.push_screen(screen, taken.append)
    await hand.at(ChoicesScreen)
    return taken


async def test_a_source_that_searches_is_asked_for_what_is_typed(sit: Sitting) -> None:
    async with sit() as hand:
        load = Pages(named("one page", "other"))
        taken = await shown(hand, ChoicesScreen("Pages", load, several=True, searches=True))
        await hand.sees("2 in your account")
        await hand.press(*"one", "space", *"pa")
        await hand.until(lambda: load.asked == ["", "one pa"])
        await hand.press("down", "space", "enter")
        await hand.until(lambda: taken)
        assert taken[0] is not None
        assert taken[0].values == ["one page"]


async def test_entries_of_two_owners_leave_the_owner_alone(sit: Sitting) -> None:
    async with sit() as hand:
        mine, theirs = named("a", owner="me"), named("b", owner="them")
        screen = ChoicesScreen(
            "Repositories", Pages(mine, theirs), several=True, others={"owner": ("Owner", "")}
        )
        taken = await shown(hand, screen)
        await hand.sees("2 in your account")
        await hand.press("space", "down", "space")
        await hand.sees("! Owner isn't changed: these belong to me, them.")
        await hand.press("enter")
        await hand.until(lambda: taken)
        assert taken == [Taken(["a", "b"], {})]


async def test_a_long_list_shows_its_beginning_and_finds_the_rest(sit: Sitting) -> None:
    async with sit() as hand:
        load = Pages(*([*named(*(f"{page}-{n}" for n in range(100)))] for page in range(10)))
        taken = await shown(hand, ChoicesScreen("Repositories", load))
        await hand.sees("1000 in your account · showing the first 300: type to filter")
        await hand.press(*"9-77")
        await hand.sees("1 of 1000")
        await hand.press("enter")
        await hand.until(lambda: taken)
        assert taken == [Taken(["9-77"], {})]
