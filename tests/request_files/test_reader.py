"""From a file to plain values."""

from __future__ import annotations

import contextlib
import io
import json
import os
import threading
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.request_files.reader import parse, read
from wizard.request_files.toml import toml_key, toml_value
from wizard.utils import files
from wizard.utils.files import FileError

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
NUMBERS = st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    st.booleans() | NUMBERS | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


def test_the_ending_decides_between_json_and_toml(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"name": "A"}')
    (tmp_path / "a.toml").write_text('name = "A"')
    assert read(str(tmp_path / "a.json")).values == read(str(tmp_path / "a.toml")).values


@pytest.mark.parametrize("text", ['  {"name": "A"}', 'name = "A"', '# {\nname = "A"'])
def test_without_an_ending_the_text_decides(text: str) -> None:
    assert parse(text, where="x") == {"name": "A"}


def test_dates_of_toml_are_texts_as_in_json() -> None:
    assert parse("config = { day = 2026-01-31 }", where="x")["config"] == {
        "day": date(2026, 1, 31).isoformat()
    }


def test_standard_input_has_the_current_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b'{"type": "web"}')))
    source = read("-")
    assert source.values == {"type": "web"}
    assert source.folder == Path.cwd()
    assert source.path is None


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.json", '[{"name": "A"}]', "clarm-wizard template"),
        ("a.json", '{"name": "A",}', "line 1"),
        ("a.toml", "name = no\n", "line 1"),
        ("a.json", "", "is empty"),
    ],
)
def test_what_holds_no_request_is_refused_with_its_place(
    tmp_path: Path, name: str, content: str, said: str
) -> None:
    path = tmp_path / name
    path.write_text(content)
    with pytest.raises(FileError, match=said) as problem:
        read(str(path))
    assert str(problem.value).startswith(str(path))


def test_a_token_that_stands_twice_as_a_name_is_not_repeated(tmp_path: Path) -> None:
    path, token = tmp_path / "a.json", f"ghp_{'a1' * 18}"
    path.write_text(json.dumps({token: 1})[:-1] + f', "{token}": 2}}')
    with pytest.raises(FileError, match="appears twice") as problem:
        read(str(path))
    assert token not in str(problem.value)


def test_a_file_that_others_can_read_is_known_as_such(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text("")
    path.chmod(0o600)
    assert not read(str(path)).exposed
    path.chmod(0o640)
    assert read(str(path)).exposed


def test_the_digest_follows_the_content(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text("name = 'A'")
    first = read(str(path)).digest
    assert read(str(path)).digest == first
    path.write_text("name = 'B'")
    assert read(str(path)).digest != first


def test_values_are_not_part_of_the_repr(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text('token = "xoxb-planted"')
    assert "xoxb-planted" not in repr(read(str(path)))


@pytest.mark.slow
@given(TEXT, VALUES)
def test_whatever_is_written_as_toml_is_read_back(name: str, value: Any) -> None:
    text = f"{toml_key(name)} = {toml_value(value)}\n"
    assert "\n" not in text[:-1]
    found = parse(text, ".toml", where="x")
    assert json.dumps(found) == json.dumps({name: value})


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.yaml", "name: Docs\n"),
        ("a.yml", "# a comment alone\n"),
        ("a.conf", "\n# of ours\n\n---\nname: Docs\n"),
        ("a", '"name" : Docs\n'),
        ("a.toml", "config:\n  base_url: https://docs.example\n"),
        ("a", "- name: Docs\n"),
        ("a", "\n" * 100_000 + "name: Docs"),
    ],
)
def test_yaml_is_named_and_what_is_read_instead(tmp_path: Path, name: str, text: str) -> None:
    file = tmp_path / name
    file.write_text(text)
    with pytest.raises(FileError, match=r"YAML.*TOML or JSON"):
        read(str(file))


def test_json_is_yaml_and_read_under_that_name(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text('{"name": "Docs"}')
    assert read(str(file)).values == {"name": "Docs"}


def test_a_pipe_that_a_shell_opened_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = os.pipe()
    try:
        os.write(theirs, b'name = "Docs"\nkey = { file = "key.json" }\n')
        os.close(theirs)
        for _ in range(2):
            source = read(f"/dev/fd/{ours}")
            assert source.values["name"] == "Docs"
            assert (source.path, source.folder) == (None, Path.cwd())
            assert not source.exposed
    finally:
        files._handed_over.clear()
        os.close(ours)


def test_what_a_pipe_holds_is_bounded() -> None:
    ours, theirs = os.pipe()
    writer = threading.Thread(target=_fill, args=(theirs,))
    writer.start()
    try:
        with pytest.raises(FileError, match="larger than"):
            read(f"/dev/fd/{ours}")
    finally:
        os.close(ours)
        writer.join()


def _fill(descriptor: int) -> None:
    with contextlib.suppress(BrokenPipeError), open(descriptor, "wb", buffering=0) as pipe:
        for _ in range(10):
            pipe.write(b"#" * 1024 * 1024)
