"""What every screen has: a header that tells the truth, footer, help, palette, leaving."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.content import Content
from textual.widgets import Input

from tests.support.pilot import Hand, Sitting
from tests.support.pilot_steps import choose, to_name, to_review
from tests.support.services import FakeServices
from wizard.auth.account import AuthStatus
from wizard.connectors import catalog
from wizard.core.startup import snapshot
from wizard.core.submission import SourceFile
from wizard.flow import Step, WizardFlow
from wizard.request_files import read
from wizard.storage.atomic import StorageError
from wizard.tui.app import WizardApp
from wizard.tui.autosave import DraftAutosaver
from wizard.tui.commands import active_commands
from wizard.tui.form.actions import FormActions
from wizard.tui.form.dialogs import FormDialog
from wizard.tui.screens.dialogs import ChoiceDialog
from wizard.tui.screens.form_step import ConfigureScreen, CredentialScreen
from wizard.tui.screens.help import HelpScreen
from wizard.tui.screens.history import HistoryScreen
from wizard.tui.screens.leave_dialog import LeaveDialog
from wizard.tui.screens.review import ReviewScreen
from wizard.tui.screens.type_list import Filter, TypeListScreen, Types
from wizard.tui.status import SAVED, STEP_NAMES, UNSAVED, Saved, Status
from wizard.tui.theme import LIGHT
from wizard.utils.exit_codes import ExitCode

pytestmark = pytest.mark.slow


async def filtered(hand: Hand, query: str) -> str:
    await hand.at(TypeListScreen)
    hand.one(Filter).value = query
    await hand.settle()
    return hand.app.screen.query_one("Types").marked or ""  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("query", "type"),
    [("jira", "jira"), ("atlassian", "confluence"), ("OUTLOOK", "OUTLOOK"), ("outlook", "outlook"),
     ("gdrive", "google_drive")],
)  # fmt: skip
async def test_the_list_filters_as_one_types(sit: Sitting, query: str, type: str) -> None:
    async with sit() as hand:
        assert await filtered(hand, query) == type


async def test_all_lines_of_a_paste_filter(sit: Sitting) -> None:
    async with sit() as hand:
        await hand.at(TypeListScreen)
        await hand.paste("google\r\ndrive\n")
        assert hand.one(Filter).value == "google drive"
        assert hand.one(Types).marked == "google_drive"
        await hand.paste("\n")
        assert hand.one(Filter).value == "google drive"
        hand.one(Filter).action_select_all()
        await hand.paste("jira")
        assert hand.one(Filter).value == "jira"


def headings(hand: Hand) -> dict[str, list[str]]:
    """The types under each heading of the list."""
    found: dict[str, list[str]] = {}
    for option in hand.one(Types).options:
        if option.id is None:
            found[str(option.prompt)] = []
        else:
            [*found.values()][-1].append(option.id.partition(":")[2])
    return found


async def test_popular_types_come_first_and_then_all_of_them_by_the_alphabet(sit: Sitting) -> None:
    async with sit() as hand:
        await hand.at(TypeListScreen)
        popular, *categories = headings(hand).items()
        assert popular == ("Popular", list(catalog.POPULAR))
        await hand.sees(*(catalog.about(type).label for type in catalog.POPULAR))
        assert "upper case" not in hand.seen()
        names = [name for name, _ in categories]
        assert names[:-1] == sorted(names[:-1], key=str.casefold)
        internal = {"mock_connector", "not_applicable", "ingestion_api"}
        assert internal < set(categories[-1][1])
        for _, types in categories:
            labels = [catalog.about(type).label.casefold() for type in types]
            assert labels == sorted(labels)
        assert sorted(type for _, types in categories for type in types) == sorted(catalog.values())


async def test_how_much_of_the_list_fits_the_filter_stands_beside_it(sit: Sitting) -> None:
    async with sit() as hand:
        await hand.at(TypeListScreen)
        assert hand.line(3).endswith("51 types")
        await hand.press(*"git")
        assert hand.line(3).endswith(" 3 of 51")
        await hand.paste("x" * 70)
        assert hand.line(3).endswith("xxx")
        await hand.press("escape")
        assert hand.line(3).endswith("51 types")


async def test_what_matches_is_marked_and_an_alias_is_said(sit: Sitting) -> None:
    async with sit() as hand:
        assert await filtered(hand, "gcs") == "google_cloud_storage"
        [row] = hand.one(Types).options
        assert isinstance(row.prompt, Content)
        underlined = [span for span in row.prompt.spans if str(span.style) == "underline"]
        assert [row.prompt.plain[span.start : span.end] for span in underlined] == ["G", "C", "S"]
        assert await filtered(hand, "aws") == "s3"
        await hand.sees("Amazon S3               aws: Objects in an S3 bucket.")


async def test_the_filter_is_kept_for_who_comes_back(sit: Sitting) -> None:
    async with sit() as hand:
        await filtered(hand, "atlassian")
        await hand.press("down", "enter")
        await hand.at(ConfigureScreen)
        await hand.press("escape")
        listed = await hand.at(TypeListScreen)
        assert hand.one(Filter).value == "atlassian"
        assert listed.marked == "jira"
        await hand.press(*"slack", "enter")
        await hand.at(ConfigureScreen)
        hand.app.controller.start_over()
        await hand.at(TypeListScreen)
        assert hand.one(Filter).value == ""


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (100, 24), (120, 40)], ids=str)
async def test_what_is_said_of_a_type_needs_no_scroll_bar(
    sit: Sitting, size: tuple[int, int]
) -> None:
    async with sit(size) as hand:
        await hand.at(TypeListScreen)
        about = hand.app.screen.query_one("#about")
        listed = hand.one(Types)
        scrolled = []
        for at, option in enumerate(listed.options):
            if option.id is not None:
                listed.highlighted = at
                await hand.pilot.pause()
                if about.show_vertical_scrollbar:
                    scrolled.append(option.id)
        assert scrolled == []


async def test_types_used_before_come_first(sit: Sitting, services: FakeServices) -> None:
    history = services.history()
    intent = history.intent(host=services.host, type="zulip", name="Z", digest="d")
    history.refused(intent, kind="invalid")
    async with sit() as hand:
        await hand.sees("Recent")
        assert hand.app.screen.query_one("Types").marked == "zulip"  # type: ignore[attr-defined]


async def test_favourites_have_a_sign_and_come_first(sit: Sitting, services: FakeServices) -> None:
    history = services.history()
    for type in ("zulip", "slack"):
        intent = history.intent(host=services.host, type=type, name="N", digest="d")
        history.refused(intent, kind="invalid")
    async with sit() as hand:
        await filtered(hand, "zulip")
        await hand.press("ctrl+t")
        await hand.sees("* Zulip")
        assert hand.one(Types).marked == "zulip"
        await hand.press("escape")
        await filtered(hand, "asana")
        await hand.press("ctrl+t")
    async with sit() as hand:
        await hand.sees("Favorites", "Recent")
        shown = [str(option.prompt).split()[:2] for option in hand.one(Types).options[:5]]
        assert [words[-1] for words in shown] == [
            "Favorites",
            "Zulip",
            "Asana",
            "Recent",
            "Messages",
        ]
        assert hand.one(Types).marked == "zulip"


async def test_a_favourite_can_be_one_no_longer_and_the_mark_stays_with_it(
    sit: Sitting, services: FakeServices
) -> None:
    async with sit() as hand:
        listed = (await hand.at(TypeListScreen)).query_one(Types)
        await hand.press(*["down"] * 5)
        before = listed.highlighted
        await hand.press("ctrl+t")
        marked = listed.marked
        assert marked == "github"
        await hand.sees(f"* {catalog.about(marked).label}")
        await hand.press("ctrl+t")
        assert listed.marked == marked
        assert listed.highlighted == before
        assert "Favorites" not in hand.seen()
        await hand.press("ctrl+t", "home", "ctrl+t")
        assert listed.marked == marked
        assert hand.app.preferences.favourites == ()


async def test_a_favourite_can_be_chosen_in_the_palette(sit: Sitting) -> None:
    async with sit() as hand:
        marked = (await hand.at(TypeListScreen)).marked
        await hand.press("f2")
        await hand.at(CommandPalette)
        hand.one(Input).value = "Favourite"
        await hand.sees("Pin or unpin")
        await hand.press("enter")
        await hand.sees("Favorites")
        assert hand.app.preferences.favourites == (marked,)


async def test_favourites_that_cannot_be_read_or_kept_stop_nothing(
    sit: Sitting, services: FakeServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: object) -> None:
        raise StorageError("The disk is full.")

    services.paths.config.mkdir(parents=True)
    kept = {"favourites": ["gone", 7, "slack", "slack"]}
    (services.paths.config / "preferences.json").write_text(json.dumps(kept))
    monkeypatch.setattr("wizard.storage.preferences.write_linked", full)
    async with sit() as hand:
        await hand.sees("Favorites", "* Slack")
        assert hand.one(Types).marked == "slack"
        await hand.press("ctrl+t")
        await hand.sees("Can't save your choice. The disk")


async def test_nothing_that_fits_is_said_and_cannot_be_chosen(sit: Sitting) -> None:
    async with sit() as hand:
        await filtered(hand, "qqqqqqqq")
        await hand.sees("No type matches “qqqqqqqq”", "esc Clear")
        await hand.press("enter")
        await hand.at(TypeListScreen)
        await hand.pilot.resize_terminal(120, 24)
        await hand.pilot.pause(0.2)
        await hand.sees("No type matches “qqqqqqqq”")
        await hand.press("escape")
        assert hand.one(Filter).value == ""
        await hand.sees("esc Quit")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_no_field_that_is_inferred_is_called_documented(
    sit: Sitting, size: tuple[int, int]
) -> None:
    async with sit(size) as hand:
        await filtered(hand, "slack")
        await hand.sees("Clarm documents only the token.")
        assert "Documented" not in hand.seen()
        await hand.press("enter")
        await hand.at(ConfigureScreen)
        await hand.sees("Clarm documents only the token.")


async def test_a_wide_window_tells_more_of_the_marked_type(sit: Sitting) -> None:
    async with sit() as hand:
        await filtered(hand, "github")
        await hand.sees("You need: A personal access token", "f1 shows details")
        await hand.pilot.resize_terminal(120, 24)
        await hand.sees("• A personal access token")
        await hand.pilot.resize_terminal(80, 24)
        await hand.sees("You need: A personal access token", "f1 shows details")


async def test_a_type_can_be_given(sit: Sitting) -> None:
    async with sit(type="github") as hand:
        await hand.at(ConfigureScreen)
        assert "GitHub" in hand.line(0)


async def test_nothing_of_what_stood_there_first_is_seen_later(sit: Sitting) -> None:
    async with sit(resume="none-such") as hand:
        await hand.at(TypeListScreen)
        await hand.sees("No such draft")
        assert "One moment" not in hand.seen()


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40)], ids=str)
async def test_why_the_list_of_types_is_shown_instead_stays_until_one_goes_on(
    sit: Sitting, size: tuple[int, int]
) -> None:
    async with sit(size, resume="none-such") as hand:
        await hand.at(TypeListScreen)
        await hand.sees("× none-such: No such draft")
        assert not hand.app.screen.query("Toast")
        await hand.press("down", "enter")
        await hand.at(ConfigureScreen)
        await hand.press("escape")
        await hand.at(TypeListScreen)
        assert "No such draft" not in hand.seen()


async def test_a_file_opens_at_the_first_thing_that_is_missing(
    sit: Sitting, tmp_path: Path
) -> None:
    file = tmp_path / "github.toml"
    file.write_text('type = "github"\nname = "Code"\n[config]\nrepositories = "docs"\n')
    async with sit(from_file=file) as hand:
        await hand.at(ConfigureScreen)
        await hand.sees("Code", "docs")
        assert hand.app.controller.last_focus["configure"][-1] == "repo_owner"


async def test_a_file_that_created_something_before_is_said_and_blocks_nothing(
    sit: Sitting, services: FakeServices, tmp_path: Path
) -> None:
    file = tmp_path / "slack.json"
    credential = {"credentials": {"slack_bot_token": "xoxb-1"}}
    file.write_text(json.dumps({"name": "Mine", "type": "slack", "credential": credential}))
    history = services.history()
    intent = history.intent(
        host=services.host,
        type="slack",
        name="Mine",
        digest="d",
        source=file,
        source_digest=read(str(file)).digest,
    )
    history.created(intent, connector_id=7, credential_id=70, status="success")
    async with sit(from_file=file) as hand:
        await hand.at(ReviewScreen)
        await hand.sees("“Mine” was created from this file")


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (56, 15)])
async def test_what_a_file_lacks_stands_at_its_field_and_nothing_covers_any(
    sit: Sitting, services: FakeServices, tmp_path: Path, size: tuple[int, int]
) -> None:
    services.history().intent(host=services.host, type="web", name="Docs", digest="d")
    file = tmp_path / "github.toml"
    file.write_text(
        'type = "github"\nname = "Code"\nowner = "it"\n'
        '[config]\nrepo_owner = { ask = true }\nrepositories = "docs"\n'
        '[credential.credentials]\ngithub_access_token = { env = "NOT_SET_HERE" }\n'
    )
    async with sit(size, from_file=file) as hand:
        await hand.at(ConfigureScreen)
        await hand.sees("owner: Requests don't have this key", "Owner")
        assert not hand.app.screen.query("Toast")
        await hand.press(*"acme", "ctrl+n")
        await hand.at(CredentialScreen)
        await hand.sees("× The environment variable NOT_SET_HERE isn't set.")
        assert "credential.credentials" not in hand.seen()
        assert not hand.app.screen.query("Toast")


@pytest.mark.parametrize(("key", "owner"), [("g", "octocat"), ("s", "acme")])
async def test_a_file_that_was_begun_before_offers_its_draft(
    sit: Sitting, services: FakeServices, tmp_path: Path, key: str, owner: str
) -> None:
    file = tmp_path / "github.toml"
    file.write_text(
        'type = "github"\nname = "Code"\n[config]\nrepo_owner = "acme"\nrepositories = []\n'
    )
    origin = SourceFile(file, read(str(file)).digest)
    flow = WizardFlow()
    flow.choose("github")
    flow.forms[Step.CONFIGURE].set(("config", "Chosen", "repo_owner"), "octocat")
    flow.go(Step.CONFIGURE)
    store = services.drafts()
    draft = store.new_id()
    store.save(draft, snapshot(flow, {}, services.host, origin))
    store.release(draft)
    async with sit(from_file=file) as hand:
        await hand.sees("Pick up where you left off?", "You started this file before")
        assert hand.app.controller.flow is None  # nothing of the file was shown before it is chosen
        await hand.press(key)
        await hand.at(ConfigureScreen)
        await hand.sees(owner)


async def test_parts_of_a_file_that_no_request_has_are_said(
    sit: Sitting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("it.toml").write_text('name = "A"\ntype = "slack"\nrefresh = "30m"\n[credentials]\n')
    async with sit(from_file=Path("it.toml")) as hand:
        await hand.sees("refresh: Requests don't have this key", "refresh_freq")


async def test_a_file_that_says_nothing_useful_is_said(
    sit: Sitting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with sit(from_file=Path("nowhere.toml")) as hand:
        await hand.at(TypeListScreen)
        await hand.sees("This file doesn't exist.")


# Header


@example(AuthStatus.LOOKING, SAVED, False, "Google Cloud Storage", 80, False)
@example(AuthStatus.API_KEY, SAVED, False, "Google Cloud Storage", 80, False)
@example(AuthStatus.REJECTED, UNSAVED, False, "Google Cloud Storage", 80, False)
@given(
    st.sampled_from(list(AuthStatus)),
    st.sampled_from([SAVED, UNSAVED, Saved(), Saved(problem="The disk is full.")]),
    st.booleans(),
    st.sampled_from(["", "Slack", "Google Cloud Storage"]),
    st.integers(50, 200),
    st.booleans(),
)
def test_the_header_fits_and_leaves_out_nothing_that_would_mislead(
    standing: AuthStatus, saved: Saved, sandbox: bool, type: str, width: int, numbered: bool
) -> None:
    status = Status(
        step="Credential", number=3, steps=6, type=type, host="api.clarm.com",
        sandbox=sandbox, standing=standing, saved=saved,
    )  # fmt: skip
    left, right = status.fit("", width, numbered=numbered)
    assert len(left) + len(right) < width
    assert ("sandbox" if sandbox else "api.clarm.com") in right
    if saved.problem:
        assert "not saved" in right or right[0] == "!"
    else:
        assert left.startswith("Credential")
        assert ("step 3 of 6" in left) is numbered
    if width >= 100:
        assert sandbox or standing.value in right
    if type and not saved.problem:
        for other in (SAVED, UNSAVED):
            assert status._replace(saved=other).fit("", width, numbered=numbered)[0] == left
        if not numbered and (width >= 80 or (sandbox and width >= 60)):
            assert type in left


@given(st.integers(1, 6), st.integers(30, 200))
def test_the_way_fits_and_says_what_is_done_what_is_current_and_what_comes(
    number: int, width: int
) -> None:
    steps = Status(step="x", number=number, steps=6).way(width)
    assert [name for name, _ in steps] == list(STEP_NAMES)
    signs = [words[0] for _, words in steps]
    assert signs == ["✓"] * (number - 1) + ["●"] + ["○"] * (6 - number)
    assert len("  ".join(words for _, words in steps)) <= width
    named = [name.title() for name, words in steps if name.title() in words]
    everything = list(STEP_NAMES.values())
    assert named == (everything if width >= 65 else [everything[number - 1]])


async def click_step(hand: Hand, name: str) -> None:
    at = hand.line(1).index(name)
    await hand.pilot.click("Header", offset=(at, 1))


async def test_a_click_on_a_step_that_is_done_goes_there_and_loses_nothing(sit: Sitting) -> None:
    async with sit() as hand:
        await choose(hand, "slack")
        assert hand.line(1) == " ✓ Type  ● Configure  ○ Credential  ○ Schedule  ○ Review  ○ Result"
        flow = hand.app.controller.flow
        assert flow is not None
        flow.forms[Step.CONFIGURE].set(("name",), "Our chat")
        await hand.press("ctrl+n")
        await hand.at(CredentialScreen)
        await click_step(hand, "Configure")
        await hand.at(ConfigureScreen)
        await hand.sees("Our chat")
        await click_step(hand, "Type")
        assert (await hand.at(TypeListScreen)).marked == "slack"


async def test_a_click_on_a_step_to_come_goes_as_far_as_everything_is_complete(
    sit: Sitting,
) -> None:
    async with sit() as hand:
        await to_review(hand)
        await click_step(hand, "Type")
        await hand.at(TypeListScreen)
        await click_step(hand, "Review")
        await hand.at(ConfigureScreen)
        await click_step(hand, "Result")
        await hand.settle()
        assert hand.app.controller.step == "configure"
        await click_step(hand, "Review")
        await hand.at(ReviewScreen)
        await click_step(hand, "Credential")
        await hand.at(CredentialScreen)
        await hand.press("ctrl+u")
        await click_step(hand, "Review")
        await hand.sees("Fix 1 field")
        await hand.at(CredentialScreen)
        await click_step(hand, "Configure")
        await hand.at(ConfigureScreen)
        await click_step(hand, "Review")
        await hand.at(CredentialScreen)


@pytest.mark.parametrize("size", [(60, 20), (60, 17), (50, 15)], ids=str)
async def test_a_small_window_has_the_way_only_where_the_form_can_spare_a_line(
    sit: Sitting, size: tuple[int, int]
) -> None:
    async with sit(size) as hand:
        await choose(hand, "slack")
        if size[1] >= 18:
            assert hand.line(1) == " ✓  ● Configure  ○  ○  ○  ○"
            assert "of 6" not in hand.line(0)
        else:
            assert hand.line(0).startswith(" Configure · step 2 of 6")
            assert "●" not in hand.seen()


# Footer, help, palette


async def test_the_footer_offers_what_works_and_can_be_clicked(sit: Sitting) -> None:
    async with sit() as hand:
        await choose(hand, "slack")
        footer = hand.line(-1)
        assert "ctrl+n Next" in footer
        assert "esc Back" in footer
        assert "f3" not in footer
        await hand.press("ctrl+n")
        await hand.sees("f3 ")
        await hand.pilot.click("Footer", offset=(hand.line(-1).index("Back") + 1, 0))
        await hand.at(ConfigureScreen)


async def test_the_footer_fits_a_narrow_screen(sit: Sitting) -> None:
    async with sit((50, 15)) as hand:
        await choose(hand, "slack")
        await hand.press("ctrl+n")
        await hand.sees("Next", "Back", "Help", "More")
        assert max(map(len, hand.seen().splitlines())) <= 50


async def test_help_says_what_the_field_is_and_which_keys_work(sit: Sitting) -> None:
    async with sit((80, 40)) as hand:
        await choose(hand, "slack")
        await hand.press("ctrl+n")
        await hand.sees("Bot user OAuth token")
        await hand.press("f1")
        await hand.at(HelpScreen)
        await hand.sees("Bot user OAuth token", "Required", "A secret", "ctrl+n", "esc")
        await hand.press("escape")
        await hand.sees("● Credential")


async def test_a_step_without_a_form_has_help_and_offers_no_json(sit: Sitting) -> None:
    async with sit(type="ingestion_api") as hand:
        await hand.at(ConfigureScreen)
        hand.app.controller.go_to(Step.CREDENTIAL)
        await hand.sees("Ingestion API needs no credential.")
        assert "As JSON" not in hand.line(-1)
        await hand.press("f4")
        assert isinstance(hand.app.screen, CredentialScreen)
        await hand.press("question_mark")
        await hand.at(HelpScreen)
        assert "As JSON" not in hand.seen()
        await hand.press("escape", "f2")
        await hand.at(CommandPalette)
        offered = {offer.action for offer in active_commands(hand.app.screen_stack[-2])}
        assert not offered & {"edit_json", "json", "load", "undo", "reset", "find"}


async def test_help_says_what_a_key_does_in_whole_sentences(sit: Sitting) -> None:
    async with sit((80, 60)) as hand:
        await hand.at(TypeListScreen)
        await hand.press("f1")
        await hand.at(HelpScreen)
        await hand.sees("ctrl+l          Redraw the screen.")
        await hand.sees("ctrl+c          Copy the selection; press twice to quit.")


async def test_help_and_palette_name_all_keys_of_a_form_alike(sit: Sitting) -> None:
    keys = {
        "Go to field": "ctrl+g",
        "Undo": "ctrl+y",
        "Default": "ctrl+r",
        "Load file": "ctrl+o",
        "Unset or null": "f5",
    }
    async with sit((80, 60)) as hand:
        await choose(hand, "jira")
        await hand.paste("https://jira.example.com")
        await hand.press("f1")
        await hand.at(HelpScreen)
        for key in keys.values():
            assert f"\n  {key}  " in hand.seen()
        await hand.press("escape", "f2")
        await hand.at(CommandPalette)
        await hand.sees("Redraw")
        for title, key in keys.items():
            assert f"│ {title:<20}{key} " in hand.seen()


@pytest.mark.parametrize(
    ("key", "words"),
    [("f4", "Everything this form sends"), ("ctrl+g", "part of a name"), ("ctrl+o", "a file")],
)
async def test_the_windows_of_a_form_have_help_too(sit: Sitting, key: str, words: str) -> None:
    async with sit((80, 40)) as hand:
        await choose(hand, "slack")
        await hand.press(key)
        await hand.until(lambda: isinstance(hand.app.screen, FormDialog))
        await hand.press("f1")
        await hand.at(HelpScreen)
        await hand.sees("This screen", words, "esc", "Keys")
        await hand.press("escape", "f2")
        await hand.at(CommandPalette)
        assert "More\n" not in hand.seen()
        hand.one(Input).value = "Help for"
        await hand.sees("Help for this window")
        assert "Show help for this field" not in hand.seen()
        await hand.press("enter")
        await hand.at(HelpScreen)
        await hand.press("escape")
        assert isinstance(hand.app.screen, FormDialog)


async def test_a_question_mark_is_help_outside_of_text_and_text_inside(sit: Sitting) -> None:
    async with sit() as hand:
        await hand.at(TypeListScreen)
        await hand.press("question_mark")
        await hand.at(TypeListScreen)
        assert hand.one(Filter).value == "?"
        hand.app.action_history()
        await hand.at(HistoryScreen)
        await hand.press("question_mark")
        await hand.at(HelpScreen)


@pytest.mark.parametrize("key", ["escape", "q"])
async def test_the_history_is_of_no_step_and_closed_with_one_key(sit: Sitting, key: str) -> None:
    async with sit() as hand:
        await choose(hand, "slack")
        await hand.sees("● Configure")
        hand.app.action_history()
        await hand.at(HistoryScreen)
        await hand.sees("You haven't sent anything from this machine yet.")
        assert hand.line(0).split("api.")[0].strip() == "History"
        await hand.press(key)
        await hand.at(ConfigureScreen)
        assert hand.line(0).startswith(" Configure · Slack ")
        assert "● Configure" in hand.line(1)


async def test_the_history_says_what_its_numbers_are(sit: Sitting, services: FakeServices) -> None:
    history = services.history()
    intent = history.intent(host=services.host, type="slack", name="Team", digest="d")
    history.created(intent, connector_id=12, credential_id=34, status="")
    async with sit() as hand:
        await hand.at(TypeListScreen)
        hand.app.action_history()
        await hand.at(HistoryScreen)
        await hand.sees("created: connector 12", "just now")


def slow_to_save(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a draft wait for longer than it takes to go elsewhere."""
    defaults = {"draft_id": None, "pause": 1.6}
    monkeypatch.setattr(DraftAutosaver.__init__, "__kwdefaults__", defaults)


async def test_what_became_true_behind_another_screen_is_said_when_it_closes(
    sit: Sitting, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow_to_save(monkeypatch)
    async with sit() as hand:
        await choose(hand, "slack")
        await hand.press("a")
        assert "· saving" in hand.line(0)
        hand.app.action_history()
        await hand.at(HistoryScreen)
        await hand.until(lambda: hand.line(0).endswith("· saved"))
        await hand.press("escape")
        await hand.at(ConfigureScreen)
        assert hand.line(0).endswith("· saved")


async def test_what_becomes_true_behind_a_question_is_seen_at_once(
    sit: Sitting, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow_to_save(monkeypatch)
    async with sit() as hand:
        await choose(hand, "slack")
        await hand.press("a", "ctrl+q")
        await hand.at(LeaveDialog)
        below = hand.app.screen_stack[-2]
        assert "· saving" in below._compositor.render_strips()[0].text
        await hand.until(
            lambda: below._compositor.render_strips()[0].text.rstrip().endswith("· saved")
        )


@pytest.mark.parametrize("key", ["ctrl+p", "f2"])
async def test_the_palette_does_what_works_here(sit: Sitting, key: str) -> None:
    async with sit() as hand:
        await choose(hand, "slack")
        await hand.press(key)
        await hand.at(CommandPalette)
        await hand.sees("Next", "Back", "As JSON", "with unknown keys")
        assert "Quit now" not in hand.seen()
        hand.one(Input).value = "Back"
        await hand.sees("Go back one step")
        await hand.press("enter")
        await hand.at(TypeListScreen)


async def test_the_palette_takes_a_line_for_a_command_and_says_if_nothing_fits(
    sit: Sitting,
) -> None:
    async with sit() as hand:
        await choose(hand, "slack")
        await hand.press("ctrl+p")
        await hand.at(CommandPalette)
        await hand.sees("│ Next                ctrl+n   Go to the next step.", "│ Back ")
        assert "🔎" not in hand.seen()
        hand.one(Input).value = "zzz"
        await hand.sees("No matches found")


async def test_the_palette_leads_to_every_step_that_can_be_gone_to(sit: Sitting) -> None:
    async with sit() as hand:
        await choose(hand, "github")
        await hand.press("ctrl+p")
        await hand.at(CommandPalette)
        await hand.sees("Go to Type")
        assert "Go to Credential" not in hand.seen()
        await hand.press("escape", "escape")
        await hand.at(TypeListScreen)
        await to_review(hand)
        hand.app.controller.go_to(Step.CONFIGURE)
        await hand.at(ConfigureScreen)
        await hand.press("ctrl+p")
        await hand.sees("Go to Credential")
        await hand.press(*"rev")
        await hand.sees("Go to the review")
        await hand.press("enter")
        await hand.at(ReviewScreen)


async def test_text_from_outside_is_never_markup_in_the_history(
    sit: Sitting, services: FakeServices
) -> None:
    services.history().intent(host=services.host, type="web", name="[b]x[/b]", digest="d")
    async with sit() as hand:
        await hand.at(ChoiceDialog)
        await hand.sees("[b]x[/b]")
        await hand.press("escape")
        await hand.at(TypeListScreen)
        hand.app.action_history()
        await hand.at(HistoryScreen)
        await hand.sees("[b]x[/b]")


# Leaving


async def test_escape_on_the_first_step_leaves_what_is_untouched(sit: Sitting) -> None:
    async with sit() as hand:
        await choose(hand, "slack")
        await hand.press("escape")
        await hand.at(TypeListScreen)
        await hand.press("escape", "escape")  # the first clears the filter
        await hand.left()
    assert hand.app.return_value is not None
    assert hand.app.return_value.code is ExitCode.LEFT


async def test_escape_on_the_first_step_asks_where_something_was_typed(sit: Sitting) -> None:
    async with sit() as hand:
        await choose(hand, "slack")
        await to_name(hand)
        await hand.press(*"Our", "escape")
        await hand.at(TypeListScreen)
        await hand.press("escape", "escape")
        await hand.at(LeaveDialog)
        await hand.sees("saved as a draft, without secrets", "hasn't been sent.")
        await hand.press("escape")
        await hand.at(TypeListScreen)


async def test_ctrl_c_twice_leaves_once_does_not(sit: Sitting) -> None:
    async with sit() as hand:
        await hand.at(TypeListScreen)
        await hand.press("ctrl+c")
        await hand.sees("again")
        assert hand.app.return_value is None
        await hand.press("ctrl+c")
        await hand.left()
    assert hand.app.return_value is not None
    assert hand.app.return_value.code is ExitCode.LEFT


async def test_ctrl_c_copies_what_is_selected_and_leaves_the_second_time(sit: Sitting) -> None:
    async with sit() as hand:
        await hand.at(TypeListScreen)
        await hand.press(*"jira")
        hand.one(Filter).action_select_all()
        await hand.press("ctrl+c")
        assert hand.app.clipboard == "jira"
        assert hand.app.return_value is None
        await hand.press("ctrl+c")
        await hand.left()
    assert hand.app.return_value is not None


async def test_keys_can_be_others(sit: Sitting, services: FakeServices) -> None:
    services.paths.config.mkdir(parents=True)
    (services.paths.config / "preferences.json").write_text('{"keys": {"next_step": "f6"}}')
    async with sit() as hand:
        await choose(hand, "slack")
        await hand.sees("f6 Next")
        await hand.press("f6")
        await hand.sees("● Credential")


def test_no_key_of_a_form_is_taken_by_the_app() -> None:
    def keys(bindings: Iterable[BindingType]) -> set[str]:
        return {each.key for each in Binding.make_bindings(bindings)}

    first = [each for each in Binding.make_bindings(WizardApp.BINDINGS) if each.priority]
    assert keys(FormActions.BINDINGS)
    assert not keys(first) & keys(FormActions.BINDINGS)


# Sizes


async def test_too_small_a_window_says_so_and_loses_nothing(sit: Sitting) -> None:
    async with sit() as hand:
        await choose(hand, "slack")
        await to_name(hand)
        await hand.press(*"Our")
        await hand.pilot.resize_terminal(49, 20)
        await hand.sees("make this window larger")
        await hand.pilot.resize_terminal(80, 14)
        await hand.sees("make this window larger")
        await hand.pilot.resize_terminal(30, 8)
        await hand.sees("Nothing", "lost", "--plain")
        await hand.pilot.resize_terminal(80, 24)
        await hand.sees("Our", "Connector name")
        assert "larger" not in hand.seen()


async def test_a_wide_screen_shows_more_beside_the_list(sit: Sitting) -> None:
    async with sit((120, 40)) as hand:
        await filtered(hand, "slack")
        await hand.sees("You need", "https://api.slack.com/apps")


# Colours


async def test_colours_can_be_chosen_and_stay(sit: Sitting, services: FakeServices) -> None:
    async with sit(theme=LIGHT) as hand:
        await hand.at(TypeListScreen)
        assert hand.app.theme == LIGHT
    async with sit() as hand:
        await hand.at(TypeListScreen)
        assert hand.app.theme == LIGHT


async def test_an_unknown_theme_is_said(sit: Sitting) -> None:
    async with sit(theme="mauve") as hand:
        await hand.at(TypeListScreen)
        await hand.sees("No theme is called mauve.")


async def test_broken_preferences_are_set_aside(sit: Sitting, services: FakeServices) -> None:
    services.paths.config.mkdir(parents=True)
    (services.paths.config / "preferences.json").write_text("{broken")
    async with sit() as hand:
        await hand.at(TypeListScreen)
        await hand.until(lambda: list(services.paths.config.glob("*.broken-*")))


async def test_over_ssh_nothing_blinks(sit: Sitting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "1.2.3.4 5 6.7.8.9 22")
    async with sit() as hand:
        await hand.at(TypeListScreen)
        assert hand.one(Filter).cursor_blink is False
        assert hand.app.animation_level == "none"
        await choose(hand, "slack")
        assert [line.cursor_blink for line in hand.app.screen.query(Input)] == [False]
