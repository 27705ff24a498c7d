"""From plain values to a request, or to all that is missing."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from wizard.connectors import load
from wizard.connectors.catalog import all_types
from wizard.flow import Step
from wizard.forms import UNSET
from wizard.request_files import RequestSource, ValidatedRequest, check
from wizard.request_files.problems import dotted

SECRET = "xoxb-planted-secret"


def checked(
    values: dict[str, Any], folder: Path = Path(), *, exposed: bool = False
) -> ValidatedRequest:
    return check(RequestSource("a.toml", folder, values, exposed=exposed))


def slack(token: Any = SECRET, **more: Any) -> dict[str, Any]:
    credential = {"credentials": {"slack_bot_token": token}}
    return {"name": "Chat", "type": "slack", "credential": credential, **more}


def problems(values: dict[str, Any], folder: Path = Path()) -> dict[str, str]:
    found = checked(values, folder)
    assert (found.request is None) is bool(found.problems)
    return {dotted(problem.loc): problem.message for problem in found.problems}


def body(values: dict[str, Any], folder: Path = Path()) -> Any:
    found = checked(values, folder)
    assert found.request is not None, found.problems
    return json.loads(found.request.encode())


@pytest.mark.parametrize("about", all_types(), ids=lambda about: about.type)
def test_every_example_of_the_catalogue_becomes_its_own_request(about: Any) -> None:
    for example in load(about.type).examples:
        sent = body(
            {
                "name": "Example",
                "type": about.type,
                "config": dict(example.config),
                "credential": {"credentials": dict(example.credentials)},
                "refresh_freq": about.refresh,
                "prune_freq": about.prune,
            }
        )
        assert example.config.items() <= sent["config"].items()
        assert sent["credential"]["credentials"] == example.credentials
        assert (sent["refresh_freq"], sent["prune_freq"]) == (about.refresh, about.prune)


class TestReferences:
    def test_to_a_variable(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("TOKEN", SECRET)
        assert body(slack({"env": "TOKEN"})) == body(slack(SECRET))

    def test_to_a_file_beside_the_request(self, tmp_path: Path) -> None:
        (tmp_path / "token").write_text(f"{SECRET}\n")
        assert body(slack({"file": "token"}), tmp_path) == body(slack(SECRET))

    def test_to_several_lines_where_the_secret_is_one(self, tmp_path: Path) -> None:
        (tmp_path / "token").write_text(f"{SECRET}\n\nsecond\n")
        assert problems(slack({"file": "token"}), tmp_path) == {
            "credential.credentials.slack_bot_token": ("Enter a single line.")
        }

    def test_a_variable_that_is_not_set(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("TOKEN", raising=False)
        assert problems(slack({"env": "TOKEN"})) == {
            "credential.credentials.slack_bot_token": "The environment variable TOKEN isn't set."
        }

    def test_an_empty_variable(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("TOKEN", "")
        (said,) = problems(slack({"env": "TOKEN"})).values()
        assert "is empty" in said

    @pytest.mark.parametrize("key", ["env", "file"])
    @pytest.mark.parametrize("token", [f"ghp_{'a1' * 18}", "-----BEGIN PRIVATE KEY-----\nabc"])
    def test_a_token_in_the_place_of_a_name_is_not_repeated(self, key: str, token: str) -> None:
        (said,) = problems(slack({key: token})).values()
        assert token not in said
        assert "looks like a secret" in said
        assert ("name of the variable" if key == "env" else "path of the file") in said

    @pytest.mark.parametrize(
        "value",
        [{"env": "A", "file": "b"}, {"env": ""}, {"file": " "}, {"env": 3}, {"x": "A"}],
    )
    def test_one_that_is_none_is_told_what_one_has(self, value: Any) -> None:
        assert problems(slack(value)) == {
            "credential.credentials.slack_bot_token": (
                "A reference has one of env, file and cmd, with text."
            )
        }

    @pytest.mark.parametrize(("key", "near"), [("ENV", "env"), ("File", "file"), ("flie", "file")])
    def test_a_mistyped_one_names_the_nearest(self, key: str, near: str) -> None:
        (said,) = problems(slack({key: "TOKEN"})).values()
        assert said.endswith(f" Did you mean `{near}`?")

    def test_one_that_is_none_is_not_taken_for_a_value(self) -> None:
        key = load("google_drive").minimal.credentials
        values = slack(type="google_drive")
        values["credential"]["credentials"] = {**key, "google_service_account_key": {"env": ""}}
        assert "credential.credentials.google_service_account_key" in problems(values)
        values = slack()
        values["credential"]["credentials"]["more"] = {"a": {"ENV": "TOKEN"}}
        assert "credential.credentials.more.a" in problems(values)

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        (said,) = problems(slack({"file": "nothing"}), tmp_path).values()
        assert str(tmp_path / "nothing") in said
        assert "doesn't exist" in said

    def test_for_a_field_that_is_no_secret(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("ADMIN", "admin@example.com")
        example = load("google_drive").minimal
        values = {
            "name": "Drive",
            "type": "google_drive",
            "config": dict(example.config),
            "credential": {
                "credentials": {**example.credentials, "google_primary_admin": {"env": "ADMIN"}}
            },
        }
        sent = body(values)["credential"]["credentials"]
        assert sent["google_primary_admin"] == "admin@example.com"

    def test_to_a_file_that_refers_to_itself(self, tmp_path: Path) -> None:
        (tmp_path / "all.json").write_text('{"file": "all.json"}')
        values = slack() | {"credential": {"credentials": {"file": "all.json"}}}
        said = problems(values, tmp_path)["credential.credentials"]
        assert said == "This reference refers to itself."

    def test_to_all_credentials_at_once(self, tmp_path: Path) -> None:
        (tmp_path / "all.json").write_text(json.dumps({"slack_bot_token": SECRET}))
        values = slack() | {"credential": {"credentials": {"file": "all.json"}}}
        assert body(values, tmp_path) == body(slack())

    def test_to_a_secret_under_a_key_that_no_field_knows(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("MORE", "more-secret")
        values = slack()
        values["credential"]["credentials"]["more"] = {"env": "MORE"}
        assert body(values)["credential"]["credentials"]["more"] == "more-secret"

    def test_inside_of_a_list_under_such_a_key(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("MORE", "more-secret")
        values = slack()
        values["credential"]["credentials"]["more"] = ["a", {"env": "MORE"}, [{"env": "MORE"}]]
        sent = body(values)["credential"]["credentials"]["more"]
        assert sent == ["a", "more-secret", ["more-secret"]]
        values["credential"]["credentials"]["more"] = [{"env": "UNSET_MORE"}]
        assert list(problems(values)) == ["credential.credentials.more[0]"]

    def test_are_not_followed_in_the_config(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("URL", "https://example.com")
        values = {"name": "A", "type": "web", "config": {"base_url": {"env": "URL"}}}
        (said,) = problems(values).values()
        assert "only work under credential" in said

    def test_to_binary_files_become_base64(self, tmp_path: Path) -> None:
        content = bytes(range(256))
        (tmp_path / "key.pfx").write_bytes(content)
        values = {
            "name": "A",
            "type": "sharepoint",
            "credential": {"credentials": {"sp_private_key": {"file": "key.pfx"}}},
        }
        flow = checked(values, tmp_path).flow
        assert flow is not None
        raws = repr_of_secrets(flow.forms[Step.CREDENTIAL].raw)
        assert base64.b64encode(content).decode() in raws


def repr_of_secrets(raw: Any) -> list[str]:
    """The texts of all secrets in a form's raw values."""
    if hasattr(raw, "get_secret_value"):
        return [raw.get_secret_value()]
    if isinstance(raw, dict):
        return [text for item in raw.values() for text in repr_of_secrets(item)]
    return []


class TestIncomplete:
    def test_everything_missing_is_listed_at_once_in_order(self) -> None:
        found = problems({"type": "gitbook"})
        assert list(found) == [
            "name",
            "config.space_id",
            "credential.credentials.gitbook_api_key",
        ]
        assert set(found.values()) == {"Fill this in."}

    @pytest.mark.parametrize("value", [{"ask": True}, {"env": "NOT_SET_HERE"}])
    @pytest.mark.parametrize(
        ("type_name", "known", "asked"),
        [
            ("github", {}, "github_access_token"),
            ("s3", {"aws_access_key_id": "AKIA"}, "aws_secret_access_key"),
        ],
    )
    def test_what_is_not_known_yet_is_left_untouched_in_the_form(
        self, type_name: str, known: dict[str, str], asked: str, value: Any
    ) -> None:
        credential = {"credentials": {**known, asked: value}}
        flow = checked({"type": type_name, "credential": credential}).flow
        assert flow is not None
        form = flow.forms[Step.CREDENTIAL]
        [place] = [place for place in form.places() if place.loc[-1] == asked]
        assert form.entered(place.loc) is UNSET

    def test_without_a_type_nothing_else_is_asked(self) -> None:
        assert list(problems({"name": "A"})) == ["type"]

    def test_a_mistyped_type_names_the_nearest(self) -> None:
        assert "`slack`" in problems({"type": "slak", "name": "A"})["type"]

    def test_a_type_that_was_asked_for_stands_in_for_one_that_is_missing(self) -> None:
        values = slack()
        del values["type"]
        found = check(RequestSource("a.toml", Path(), values), "slack")
        assert found.request is not None
        assert found.request.type == "slack"

    def test_a_type_that_was_asked_for_is_not_overruled(self) -> None:
        source = RequestSource("a.toml", Path(), slack())
        assert check(source, "slack").request is not None
        (problem,) = check(source, "web").problems
        assert problem.loc == ("type",)
        assert "slack" in problem.message
        assert "web" in problem.message

    def test_a_mistyped_part_names_the_nearest(self) -> None:
        assert "`refresh_freq`" in problems(slack(refresh_frq=60))["refresh_frq"]

    def test_credentials_belong_one_level_deeper(self) -> None:
        values = slack() | {"credential": {"slack_bot_token": SECRET}}
        assert "credential.credentials" in problems(values)["credential.slack_bot_token"]

    @pytest.mark.parametrize("value", [True, ["a"], {"a": 1}, None])
    def test_a_text_is_a_text(self, value: Any) -> None:
        values = {"name": "A", "type": "web", "config": {"base_url": value}}
        assert list(problems(values)) == ["config.base_url"]

    @pytest.mark.parametrize("part", ["config", "credential"])
    @pytest.mark.parametrize("value", [None, [], "x", 1])
    def test_an_object_is_an_object(self, part: str, value: Any) -> None:
        assert part in problems(slack() | {part: value})

    def test_no_secret_gets_into_a_message(self) -> None:
        values = slack([SECRET], refresh_freq=SECRET)
        found = checked(values)
        assert found.problems
        assert SECRET not in repr(found)
        assert SECRET not in str(found.problems)


class TestChoices:
    """A file takes values, not the labels that stand for them on the screen."""

    @pytest.mark.parametrize(
        ("given", "hint"),
        [("Open", " Did you mean `open`?"), ("al", " Did you mean `all`?"), ("xyz", ""), (7, "")],
    )
    def test_name_what_may_be_written(self, given: Any, hint: str) -> None:
        values = slack(type="github", config={"repo_owner": "o", "state_filter": given})
        said = problems(values)["config.state_filter"]
        assert said == f"Write one of all, open or closed.{hint}"

    @pytest.mark.parametrize(
        ("given", "hint"),
        [(["deals", "Ticket"], " Did you mean `tickets`?"), ("deals", ""), ([1], "")],
    )
    def test_of_several_the_wrong_one_is_looked_up(self, given: Any, hint: str) -> None:
        values = slack(type="hubspot", config={"object_types": given})
        said = problems(values)["config.object_types"]
        assert said == f"Write a list of tickets, companies, deals or contacts.{hint}"


class TestFrequencies:
    @pytest.mark.parametrize(
        ("given", "seconds"),
        [("30m", 1800), (1800, 1800), ("1d 12h", 129600), ("daily", 86400), (None, None)],
    )
    def test_seconds_durations_and_null(self, given: Any, seconds: int | None) -> None:
        assert body(slack(refresh_freq=given))["refresh_freq"] == seconds

    def test_left_out_is_null_whatever_the_form_suggests(self) -> None:
        sent = body(slack())
        assert (sent["refresh_freq"], sent["prune_freq"]) == (None, None)

    @pytest.mark.parametrize("value", [True, 0, -5, 1.5, "soon", [], {}])
    def test_anything_else_is_no_frequency(self, value: Any) -> None:
        assert list(problems(slack(refresh_freq=value))) == ["refresh_freq"]

    def test_one_that_may_mean_two_things_is_refused_with_what_to_write(self) -> None:
        (said,) = problems(slack(refresh_freq="1,000")).values()
        assert said.startswith("Enter numbers without commas or spaces")

    @pytest.mark.parametrize(
        ("value", "said"),
        [
            (99999999999999, "Enter at most 24,855 days, or once."),
            ("9" * 30, "Enter at most 24,855 days, or once."),
            (0, "Enter at least one second, or once."),
            (-5, "Enter at least one second, or once."),
            (1.5, "Enter a whole number of seconds, or once."),
            ("1.5s", "Enter a whole number of seconds, or once."),
            (True, "Enter an interval such as 30 minutes, daily or once."),
        ],
    )
    def test_a_number_that_is_none_is_told_why(self, value: Any, said: str) -> None:
        assert problems(slack(refresh_freq=value)) == {"refresh_freq": said}

    def test_an_unusually_short_one_is_only_warned_about(self) -> None:
        found = checked(slack(refresh_freq=30))
        assert found.request is not None
        assert [words for words in found.warnings if words.startswith("refresh_freq:")]


class TestUnknownKeys:
    def test_are_sent_as_given_with_a_warning_that_names_the_near_one(self) -> None:
        values = slack(config={"chanels": ["a"], "other": {"x": [1, None]}})
        assert body(values)["config"].items() >= values["config"].items()
        warnings = checked(values).warnings
        assert any(w.startswith("config.chanels:") and "`channels`" in w for w in warnings)
        assert any(w.startswith("config.other:") and "Did you mean" not in w for w in warnings)

    @pytest.mark.parametrize(
        ("type_name", "config", "place"),
        [
            ("web", {"base_url": "https://example.com"}, "credential.credentials.odd"),
            ("fireflies", {"odd": 1}, "config.odd"),
        ],
    )
    def test_where_nothing_is_asked_for_are_warned_about_as_well(
        self, type_name: str, config: dict[str, Any], place: str
    ) -> None:
        values = slack(type=type_name, config=config)
        values["credential"]["credentials"] = {"odd": "x"}
        assert any(words.startswith(f"{place}: ") for words in checked(values).warnings)

    def test_of_a_type_whose_fields_nobody_knows_are_what_is_asked_for(self) -> None:
        assert checked(slack(type="bookface", config={"odd": 1})).warnings == ()

    def test_below_credentials_count_as_secrets(self) -> None:
        values = slack()
        values["credential"]["credentials"]["more"] = "hidden-too"
        found = checked(values)
        assert found.request is not None
        assert found.request.masked()["credential"]["credentials"]["more"] == "********"
        assert found.flow is not None
        assert "hidden-too" not in json.dumps(found.flow.snapshot())


def test_what_another_choice_rules_out_is_named_by_its_place_and_that_choice() -> None:
    config = {"repo_owner": "octo", "include_files": False, "branch": "main"}
    warnings = checked(slack(type="github", config=config)).warnings
    said = "config.branch: This won't be sent. Only used if include_files is true."
    assert said in warnings


class TestLiteralSecrets:
    def test_in_a_file_that_others_can_read_are_warned_about(self) -> None:
        (warning,) = checked(slack(), exposed=True).warnings
        assert "credential.credentials.slack_bot_token" in warning
        assert SECRET not in warning

    def test_in_a_private_file_are_fine(self) -> None:
        assert checked(slack()).warnings == ()

    def test_references_are_fine_anywhere(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("TOKEN", SECRET)
        assert checked(slack({"env": "TOKEN"}), exposed=True).warnings == ()

    def test_never_show_in_a_repr(self) -> None:
        assert SECRET not in repr(checked(slack()))


def test_a_key_file_may_be_given_as_an_object() -> None:
    example = load("google_drive").minimal
    key = json.loads(example.credentials["google_service_account_key"])
    values = {
        "name": "Drive",
        "type": "google_drive",
        "config": dict(example.config),
        "credential": {"credentials": {**example.credentials, "google_service_account_key": key}},
    }
    sent = body(values)["credential"]["credentials"]["google_service_account_key"]
    assert json.loads(sent) == key


def test_an_empty_value_does_not_turn_into_another_choice() -> None:
    """Or a file that names no repository yet would ask for all of them."""
    values = {
        "name": "A",
        "type": "github",
        "config": {"repo_owner": "octocat", "repositories": []},
        "credential": {"credentials": {"github_access_token": "ghp_1"}},
    }
    assert list(problems(values)) == ["config.repositories"]
