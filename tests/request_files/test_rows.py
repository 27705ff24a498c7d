"""Files that stand for several sources, and the author's note in them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from wizard.request_files import Note, RequestSource, check, expand, read
from wizard.request_files.problems import dotted

ROWS: list[dict[str, Any]] = [{"repo": "docs"}, {"repo": "website"}]


def github(**changes: Any) -> dict[str, Any]:
    return {
        "name": "GitHub {repo}",
        "type": "github",
        "each": ROWS,
        "config": {"repo_owner": "acme", "repositories": ["{repo}"]},
        "credential": {"credentials": {"github_access_token": {"env": "TOKEN_{repo}"}}},
        **changes,
    }


def sources(values: dict[str, Any]) -> list[RequestSource]:
    return expand(RequestSource("github.toml", Path(), values, Path("/x/github.toml"), "digest"))


def complaints(values: dict[str, Any]) -> dict[str, dict[str, str]]:
    """What is wrong with each source of a file."""
    return {
        source.label: {dotted(item.loc): item.words for item in check(source).problems}
        for source in sources(values)
    }


class TestEach:
    def test_makes_one_file_into_several_sources(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("TOKEN_docs", "one")
        monkeypatch.setenv("TOKEN_website", "two")
        found = sources(github())
        assert [source.label for source in found] == ["github.toml (docs)", "github.toml (website)"]
        assert {source.file for source in found} == {"github.toml"}
        requests = [check(source).request for source in found]
        bodies = [json.loads(request.encode()) for request in requests if request is not None]
        assert [body["name"] for body in bodies] == ["GitHub docs", "GitHub website"]
        assert [body["config"]["repositories"] for body in bodies] == ["docs", "website"]
        tokens = [body["credential"]["credentials"]["github_access_token"] for body in bodies]
        assert tokens == ["one", "two"]

    def test_the_name_of_a_file_that_is_referred_to_is_filled_in(self, tmp_path: Path) -> None:
        for repo in ("docs", "website"):
            (tmp_path / f"{repo}.token").write_text(f"ghp-{repo}")
        token = {"github_access_token": {"file": "{repo}.token"}}
        path = tmp_path / "github.json"
        path.write_text(json.dumps(github(credential={"credentials": token})))
        found = [check(source).request for source in expand(read(str(path)))]
        tokens = [secret.get_secret_value() for body in found if body for secret in body.secrets()]
        assert tokens == ["ghp-docs", "ghp-website"]

    def test_a_file_without_it_is_one_source_with_its_braces(self) -> None:
        values = {"name": "{repo}", "type": "web"}
        (source,) = sources(values)
        assert (source.label, source.row, source.values) == ("github.toml", "", values)

    def test_a_brace_is_written_twice(self) -> None:
        (source, _) = sources(github(name="{{x}} {repo}"))
        assert source.values["name"] == "{x} docs"

    def test_a_placeholder_alone_keeps_the_kind_of_its_value(self) -> None:
        rows = [{"n": 1, "on": True}, {"n": 2, "on": False}]
        found = sources(github(each=rows, name="{n} {on}", refresh_freq="{n}"))
        assert [source.values["refresh_freq"] for source in found] == [1, 2]
        assert [source.values["name"] for source in found] == ["1 true", "2 false"]

    def test_a_value_that_is_not_known_yet_leaves_what_it_is_in_unknown(self) -> None:
        (source,) = sources(github(each=[{"repo": {"ask": True}}]))
        found = check(source)
        assert found.incomplete
        assert [dotted(problem.loc) for problem in found.problems] == [
            "name",
            "config.repositories[0]",
            "credential.credentials.github_access_token",
        ]

    def test_rows_alike_in_what_is_known_have_labels_of_their_own(self) -> None:
        rows = [{"team": "a", "repo": {"ask": True}}, {"team": "a", "repo": {"ask": True}}]
        found = sources(github(each=rows, name="{team} {repo}"))
        assert [source.row for source in found] == ["a", "a 2"]

    @pytest.mark.parametrize(
        ("credential", "labels"),
        [
            ("{pw}", ["docs", "website"]),
            ("x-{pw}-{repo}", ["1", "2"]),
            ({"env": "TOKEN_{repo}"}, ["docs", "website"]),
            ({"cmd": "pass show {repo}"}, ["docs", "website"]),
        ],
    )
    def test_labels_have_no_value_that_a_credential_has(
        self, credential: Any, labels: list[str]
    ) -> None:
        rows = [{"pw": f"planted-{number}", **row} for number, row in enumerate(ROWS)]
        credentials = {"credentials": {"github_access_token": credential}}
        found = sources(github(each=rows, credential=credentials))
        assert [source.row for source in found] == labels
        mistyped = github(each=rows, credentails=credentials)
        assert "planted" not in "".join(source.row for source in sources(mistyped))

    def test_the_hint_on_a_name_proposes_no_secret(self) -> None:
        rows = [{"pw": "planted-1", "repo": "docs"}, {"pw": "planted-2", "repo": "website"}]
        credentials = {"credentials": {"github_access_token": "{pw}"}}
        said = complaints(github(each=rows, name="G", credential=credentials))
        assert said["github.toml (website)"]["name"].endswith("such as {repo}.")

    def test_long_values_have_the_same_label_wherever_their_row_is(self) -> None:
        rows = [{"repo": f"{'long/' * 20}{name}"} for name in ("docs", "website")]
        before = [source.row for source in sources(github(each=rows))]
        new = {"repo": f"{'long/' * 20}new"}
        after = [source.row for source in sources(github(each=[new, *reversed(rows)]))]
        assert after[1:] == before[::-1]
        assert len(set(after)) == 3
        assert max(map(len, after)) <= 60

    def test_a_row_more_does_not_change_the_others(self) -> None:
        before = [source.digest for source in sources(github())]
        after = [source.digest for source in sources(github(each=[*ROWS, {"repo": "blog"}]))]
        assert after[:2] == before
        assert len(set(after)) == 3


class TestWrong:
    def test_a_placeholder_names_the_near_one_where_it_stands(self) -> None:
        said = complaints(github(config={"repo_owner": "acme", "repositories": ["a", "{rpeo}"]}))
        words = "No row of `each` has this placeholder. Did you mean `{repo}`?"
        assert said["github.toml (docs)"]["config.repositories[1]"] == words

    def test_a_row_without_the_value_is_told(self) -> None:
        said = complaints(github(each=[{"repo": "docs"}, {"rpeo": "website"}]))
        words = "This row of `each` has no `repo`. Did you mean its `rpeo`?"
        assert said["github.toml (2)"]["name"] == words
        assert "name" not in said["github.toml (docs)"]

    def test_a_brace_that_stands_alone_is_told(self) -> None:
        said = complaints(github(name="{repo} }"))
        assert "{{ for {" in said["github.toml (docs)"]["name"]

    def test_a_name_that_comes_out_twice_is_told_once(self) -> None:
        said = complaints(github(name="GitHub"))
        assert "name" not in said["github.toml (docs)"]
        assert "“docs” has the same name" in said["github.toml (website)"]["name"]

    def test_no_part_of_a_secret_is_repeated(self) -> None:
        secret = {"github_access_token": "ghp_{planted}secret"}
        said = complaints(github(credential={"credentials": secret}))
        assert "planted" not in str(said)

    @pytest.mark.parametrize(
        ("each", "place"),
        [
            ([], "each"),
            ({"repo": "docs"}, "each"),
            (["docs"], "each[0]"),
            ([{}], "each[0]"),
            ([{"repo": "a"}, {"repo": ["b"]}], "each[1].repo"),
            ([{"repo": {"ask": "x"}}], "each[0].repo"),
            ([{"repo": None}], "each[0].repo"),
        ],
    )
    def test_rows_that_are_none_are_all_that_is_told(self, each: Any, place: str) -> None:
        (said,) = complaints(github(each=each)).values()
        assert list(said) == [place]

    def test_a_file_that_was_not_expanded_is_no_request(self) -> None:
        found = check(RequestSource("github.toml", Path(), github()))
        assert [problem.loc for problem in found.problems] == [("each",)]


class TestNote:
    def test_is_shown_and_never_sent(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("TOKEN_docs", "one")
        note = {"owner": "{repo} team", "say": "Line 1\nLine 2", "ticket": "IT-7", "optional": True}
        source, _ = sources(github(note=note))
        assert source.note == Note("docs team", "Line 1\nLine 2", "IT-7", optional=True)
        request = check(source).request
        assert request is not None
        assert b"note" not in request.encode()
        assert b"IT-7" not in request.encode()

    def test_cannot_command_the_terminal(self) -> None:
        (source,) = sources({"type": "web", "note": {"owner": "it\x1b[2J", "say": "a\x07\nb"}})
        assert source.note == Note("it", "a\nb")

    def test_names_the_near_key_and_the_right_kind(self) -> None:
        (said,) = complaints({"type": "web", "note": {"ownr": "it", "optional": "yes"}}).values()
        assert said["note.ownr"].endswith("Did you mean `owner`?")
        assert said["note.optional"] == "Enter true or false."
        (said,) = complaints({"type": "web", "note": "it"}).values()
        assert "note" in said

    def test_a_mistyped_table_names_the_near_one(self) -> None:
        (said,) = complaints({"type": "web", "noet": {}}).values()
        assert "`note`" in said["noet"]
