"""The session: found in its order, cleaned, and never shown."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.keyring import FakeKeyring
from wizard.auth.keyring import KeyringUnavailable
from wizard.auth.session import (
    SessionError,
    SessionSource,
    clean_api_key,
    clean_session,
    find_api_key,
    find_session,
    forget_session,
    save_session,
    status,
)
from wizard.forms import Secret

HOST = "api.example.com"
SENTINEL = "s3ntinel-value"

COOKIE_VALUES = st.text(
    st.characters(min_codepoint=0x21, max_codepoint=0x7E, exclude_characters=";\"'`"), min_size=1
).filter(lambda value: value[:6].lower() not in ("cookie", "fastap"))
BLANKS = st.text(st.sampled_from(" \t\r\n\u00a0\ufeff"), max_size=3)


def refusal(text: str) -> str:
    with pytest.raises(SessionError) as caught:
        clean_session(text)
    assert caught.value.hint
    return str(caught.value)


# Cleaning


@given(
    COOKIE_VALUES,
    BLANKS,
    BLANKS,
    st.sampled_from(["", '"', "'", "`"]),
    st.sampled_from(["", "fastapiusersauth=", "Cookie: fastapiusersauth=", "cookie:", "“"]),
)
def test_what_is_copied_along_goes(
    value: str, before: str, after: str, quote: str, name: str
) -> None:
    for text in (
        f"{before}{quote}{name}{value}{quote}{after}",
        f"{before}{name}{before}{quote}{value}{quote}{after}",
    ):
        assert clean_session(text).get_secret_value() == value


@given(st.text(max_size=80))
def test_any_text_is_refused_or_fit_for_a_header(text: str) -> None:
    try:
        value = clean_session(text).get_secret_value()
    except SessionError:
        return
    assert value.isascii()
    assert value.isprintable()
    assert value
    assert not set(value) & set("; ")
    assert clean_session(value).get_secret_value() == value


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        (' "fastapiusersauth=" ', "empty"),
        (f"{SENTINEL};", "semicolon"),
        (f"a=b; fastapiusersauth={SENTINEL}; c=d", "semicolon"),
        (f"{SENTINEL}\nx", "control character"),
        (f"{SENTINEL}\x00x", "control character"),
        (f"{SENTINEL}\x7f", "control character"),
        (f"{SENTINEL}\x1b[31m", "control character"),
        (f"{SENTINEL}é", "non-ASCII"),
        (f"{SENTINEL}\u202e", "non-ASCII"),
        (f"{SENTINEL} x", "contains a space"),
        (SENTINEL * 1000, "longer than 8192"),
        (SENTINEL * 1_000_000, "longer than 8192"),
    ],
)
def test_what_cannot_be_a_session_is_refused_without_repeating_it(text: str, words: str) -> None:
    said = refusal(text)
    assert words in said
    assert SENTINEL not in said


def test_names_before_names_go() -> None:
    assert clean_session("Cookie: Cookie:fastapiusersauth='fastapiusersauth=x'") == Secret("x")
    assert clean_session('fastapiusersauth:"x"') == Secret("x")
    refusal("fastapiusersauth=" * 100_000)


def test_a_session_does_not_show() -> None:
    assert SENTINEL not in f"{clean_session(SENTINEL)!r} {clean_session(SENTINEL)}"


@pytest.mark.parametrize(
    "text", ["abc.DEF-1", " 'abc.DEF-1'\n", "Bearer abc.DEF-1", "Authorization: Bearer abc.DEF-1"]
)
def test_an_api_key_is_cleaned(text: str) -> None:
    assert clean_api_key(text) == Secret("abc.DEF-1")
    assert find_api_key({"CLARM_API_KEY": text}) == Secret("abc.DEF-1")


def test_an_api_key_is_found_or_refused() -> None:
    assert find_api_key({}) is None
    assert find_api_key({"CLARM_API_KEY": " "}) is None
    with pytest.raises(SessionError, match=r"^CLARM_API_KEY: .* control character") as caught:
        find_api_key({"CLARM_API_KEY": f"{SENTINEL}\n{SENTINEL}"})
    assert SENTINEL not in str(caught.value)


# Sources


@pytest.fixture
def session_file(tmp_path: Path) -> Path:
    path = tmp_path / "session"
    path.write_text("\ufefffastapiusersauth=from-file\n")
    path.chmod(0o600)
    return path


def test_sources_come_in_their_order(session_file: Path, fake_keyring: FakeKeyring) -> None:
    save_session(Secret("from-keyring"), host=HOST)
    environ = {"CLARM_SESSION": "from-variable", "CLARM_SESSION_FILE": str(session_file)}

    found = find_session(environ, host=HOST)
    assert found is not None
    assert (found.value, found.source) == (Secret("from-variable"), SessionSource.VARIABLE)

    environ["CLARM_SESSION"] = " "  # set to nothing is not set
    found = find_session(environ, host=HOST)
    assert found is not None
    assert (found.value, found.source) == (Secret("from-file"), SessionSource.FILE)
    assert str(session_file) in found.where
    assert found.warnings == ()

    environ["CLARM_SESSION_FILE"] = ""
    found = find_session(environ, host=HOST)
    assert found is not None
    assert (found.value, found.source) == (Secret("from-keyring"), SessionSource.KEYRING)

    forget_session(host=HOST)
    assert find_session(environ, host=HOST) is None


def test_without_any_source_there_is_none() -> None:
    assert find_session({}, host=HOST) is None


@pytest.mark.parametrize("environ", [{"CLARM_SESSION": f"{SENTINEL};"}, {"CLARM_SESSION_FILE": ""}])
def test_a_variable_that_is_set_and_unfit_is_not_passed_over(
    environ: dict[str, str], tmp_path: Path, fake_keyring: FakeKeyring
) -> None:
    save_session(Secret("from-keyring"), host=HOST)
    if "CLARM_SESSION_FILE" in environ:
        (tmp_path / "session").write_text(f"{SENTINEL} {SENTINEL}")
        environ["CLARM_SESSION_FILE"] = str(tmp_path / "session")
    with pytest.raises(SessionError) as caught:
        find_session(environ, host=HOST)
    assert caught.value.location.startswith(next(iter(environ)))
    assert SENTINEL not in str(caught.value)


def test_a_session_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    for path, words in ((tmp_path / "missing", "doesn't exist"), (tmp_path / "fifo", "a pipe")):
        with pytest.raises(SessionError, match=words) as caught:
            find_session({"CLARM_SESSION_FILE": str(path)}, host=HOST)
        assert caught.value.location == f"CLARM_SESSION_FILE ({path})"


def test_a_session_file_open_to_others_is_warned_of(session_file: Path) -> None:
    session_file.chmod(0o644)
    environ = {"CLARM_SESSION_FILE": str(session_file)}
    found = find_session(environ, host=HOST)
    assert found is not None
    assert found.warnings == (f"Other users can read {session_file}. Run chmod 600 on it.",)
    assert status(environ, host=HOST).warnings == found.warnings


def test_a_session_file_may_start_at_home(session_file: Path, home: Path) -> None:
    session_file.rename(home / "session")
    found = find_session({"CLARM_SESSION_FILE": "~/session"}, host=HOST)
    assert found is not None
    assert found.value == Secret("from-file")


# Keeping


def test_each_host_has_a_session_of_its_own(fake_keyring: FakeKeyring) -> None:
    assert save_session(Secret("one"), host=HOST) == "Fake Keyring"
    save_session(Secret("two"), host="127.0.0.1:8000")
    found = find_session({}, host=HOST.upper())
    assert found is not None
    assert found.value == Secret("one")
    assert forget_session(host=HOST)
    assert not forget_session(host=HOST)
    assert find_session({}, host="127.0.0.1:8000") is not None


def test_without_a_keyring_it_is_said_where_the_session_is_kept() -> None:
    with pytest.raises(KeyringUnavailable, match=r"no keyring.*in memory, for this run only"):
        save_session(Secret("one"), host=HOST)
    assert forget_session(host=HOST) is False


# Status


def test_status_tells_the_source_and_never_the_value(
    session_file: Path, fake_keyring: FakeKeyring
) -> None:
    save_session(Secret(SENTINEL), host=HOST)
    said = status({}, host=HOST)
    assert (said.source, said.where) == (SessionSource.KEYRING, "the system's keyring")
    assert (said.keyring, said.problem) == ("Fake Keyring", "")
    assert SENTINEL not in repr(said)

    said = status({"CLARM_SESSION": SENTINEL}, host=HOST)
    assert (said.source, said.where) == (SessionSource.VARIABLE, "the variable CLARM_SESSION")
    assert SENTINEL not in repr(said)


def test_status_of_nothing() -> None:
    said = status({}, host=HOST)
    assert (said.source, said.where, said.problem, said.keyring) == (None, "", "", "")
    assert "no keyring" in said.keyring_problem


def test_status_says_what_is_wrong_with_the_source_that_is_set(fake_keyring: FakeKeyring) -> None:
    save_session(Secret("from-keyring"), host=HOST)
    said = status({"CLARM_SESSION": f"{SENTINEL};"}, host=HOST)
    assert said.source is None
    assert said.problem.startswith("CLARM_SESSION: ")
    assert SENTINEL not in repr(said)


def test_a_spoilt_keyring_entry_is_passed_over_and_said(fake_keyring: FakeKeyring) -> None:
    save_session(Secret(f"{SENTINEL};"), host=HOST)
    assert find_session({}, host=HOST) is None
    said = status({}, host=HOST)
    assert said.source is None
    assert "semicolon" in said.keyring_problem
    assert SENTINEL not in repr(said)
