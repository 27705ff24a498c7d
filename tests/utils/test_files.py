"""What people hand over: read as it is, or refused in words, in bounded time and memory."""

from __future__ import annotations

import io
import json
import math
import os
import socket
import tempfile
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.utils.files import (
    FileAccessError,
    FileError,
    parse_json,
    parse_toml,
    read_bytes_file,
    read_text_file,
    read_text_stream,
    readable_by_others,
)
from wizard.utils.parsing import MAX_DEPTH

MEBIBYTE = 1024 * 1024


def problem_of(action: Callable[[], object]) -> FileError:
    with pytest.raises(FileError) as caught:
        action()
    return caught.value


def words_of(parse: Callable[[str], object], text: str) -> str:
    return str(problem_of(lambda: parse(text)))


# Reading


def test_gives_bytes_and_text_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "key.pem").write_bytes(b"-----BEGIN\r\nabc\r\n\xc3\xa9\n")
    assert read_bytes_file(tmp_path / "key.pem") == b"-----BEGIN\r\nabc\r\n\xc3\xa9\n"
    assert read_text_file(str(tmp_path / "key.pem")) == "-----BEGIN\r\nabc\r\né\n"


def test_a_file_may_be_as_large_as_the_limit_and_no_larger(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"x" * 2048)
    assert len(read_bytes_file(file, limit=2048)) == 2048
    assert "larger than 1 KiB" in str(problem_of(lambda: read_bytes_file(file, limit=1024)))


def test_a_vast_file_is_refused_without_being_read_whole(tmp_path: Path) -> None:
    file = tmp_path / "sparse"
    with file.open("wb") as sparse:
        sparse.truncate(1 << 40)
    assert "larger than 1 MiB" in str(problem_of(lambda: read_text_file(file)))


def test_a_tilde_is_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "a.txt").write_text("hello")
    assert read_text_file("~/a.txt") == "hello"


def make_fifo(path: Path) -> None:
    os.mkfifo(path)


def make_loop(path: Path) -> None:
    path.symlink_to(path)


def make_link_to_zero(path: Path) -> None:
    path.symlink_to("/dev/zero")


def make_link_to_fifo(path: Path) -> None:
    os.mkfifo(path.parent / "fifo")
    path.symlink_to("fifo")


def make_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))


def make_nothing(path: Path) -> None:
    assert not path.exists()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (Path.mkdir, "a folder, not a file"),
        (make_fifo, "a pipe, not a file"),
        (make_link_to_fifo, "a pipe, not a file"),
        (make_link_to_zero, "a device, not a file"),
        (make_socket, "a socket, not a file"),
        (make_loop, "links form a loop"),
        (make_nothing, "doesn't exist"),
    ],
)
@pytest.mark.parametrize("read", [read_bytes_file, read_text_file])
def test_what_is_no_file_is_refused_by_name(
    make: Callable[[Path], None], words: str, read: Callable[[Path], object]
) -> None:
    with tempfile.TemporaryDirectory() as folder:  # a short path, as sockets need
        path = Path(folder, "given")
        make(path)
        problem = problem_of(lambda: read(path))
    assert words in problem.message
    assert problem.location == str(path)
    assert problem.hint


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/null", "/dev/tty"])
def test_devices_are_refused(path: str) -> None:
    assert "a device, not a file" in str(problem_of(lambda: read_bytes_file(path)))


@pytest.mark.parametrize("path", ["", "  ", "a\0b", "\ud800", "x" * 5000])
def test_impossible_paths_are_refused(path: str) -> None:
    problem_of(lambda: read_bytes_file(path))


def test_a_file_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("")
    problem = problem_of(lambda: read_bytes_file(tmp_path / "a" / "b"))
    assert "is a file, not a folder" in problem.message


def test_no_permission_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_text("")

    def refuse(*_args: object, **_kwargs: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    problem = problem_of(lambda: read_bytes_file(tmp_path / "a"))
    assert isinstance(problem, FileAccessError)
    assert "have permission" in problem.message


def test_a_file_swapped_for_a_pipe_does_not_block(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a"
    file.write_text("")
    as_it_was = os.stat(file)
    file.unlink()
    os.mkfifo(file)
    monkeypatch.setattr(os, "stat", lambda *_args, **_kwargs: as_it_was)
    assert "a pipe, not a file" in str(problem_of(lambda: read_bytes_file(file)))


def test_the_path_in_a_message_is_inert(tmp_path: Path) -> None:
    said = str(problem_of(lambda: read_bytes_file(tmp_path / "a\x1b[31m\u202eb\nc")))
    assert said.isprintable()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_that_are_read(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a").write_bytes("Grüße ✓".encode(encoding))
    assert read_text_file(tmp_path / "a") == "Grüße ✓"


def test_utf_16_of_both_orders_is_read(tmp_path: Path) -> None:
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        (tmp_path / "a").write_bytes(mark + "Grüße".encode(encoding))
        assert read_text_file(tmp_path / "a") == "Grüße"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (
            "one\ntwo é".encode("latin-1"),
            "neither UTF-8 nor UTF-16 with a byte order mark (see line 2)",
        ),
        (b"\xff\xfea", "neither UTF-8 nor UTF-16"),
        ("abc".encode("utf-16-le"), "isn't a text file"),
        ("abc".encode("utf-32"), "isn't a text file"),
        (b"PK\x03\x04\x00\x00", "isn't a text file"),
        (b"\x89PNG\x00\xff", "isn't a text file"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes, words: str) -> None:
    (tmp_path / "a").write_bytes(data)
    assert words in str(problem_of(lambda: read_text_file(tmp_path / "a")))
    assert read_bytes_file(tmp_path / "a") == data


def test_an_error_does_not_hold_the_content(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"SENTINEL \xff")
    problem = problem_of(lambda: read_text_file(tmp_path / "a"))
    assert problem.__context__ is None
    for text in ('{"a": SENTINEL}', '"SENTINEL'):
        problem = problem_of(lambda text=text: parse_json(text))  # type: ignore[misc]
        assert problem.__context__ is None
        assert "SENTINEL" not in str(problem)
    problem = problem_of(lambda: parse_toml("a = SENTINEL"))
    assert problem.__context__ is None
    assert "SENTINEL" not in str(problem)


@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_a_problem(data: bytes) -> None:
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    readable = b"\0" not in data
    try:
        data.decode()
    except ValueError:
        readable = False
    if readable:
        assert read_text_stream(io.BytesIO(data)).encode() == data.removeprefix(b"\xef\xbb\xbf")
    elif not wide:
        said = str(problem_of(lambda: read_text_stream(io.BytesIO(data))))
        assert said.startswith("standard input: This ")


def test_a_stream_is_bounded() -> None:
    class Endless(io.RawIOBase):
        given = 0

        def readinto(self, buffer: Any) -> int:
            buffer[:] = b"x" * len(buffer)
            self.given += len(buffer)
            return len(buffer)

    stream = Endless()
    said = str(problem_of(lambda: read_text_stream(stream, limit=1000)))  # type: ignore[arg-type]
    assert said.startswith("standard input: This is larger than 1000 bytes.")
    assert stream.given <= 1001


def test_tells_when_others_can_read_a_file(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("")
    for mode, others in ((0o600, False), (0o640, True), (0o604, True), (0o622, False)):
        file.chmod(mode)
        assert readable_by_others(file) is others
    assert not readable_by_others(tmp_path / "missing")


# JSON

PLAIN = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
TEXT = st.text(st.characters(exclude_categories=["Cs"]))
JSON = st.recursive(
    PLAIN | TEXT, lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner), max_leaves=20
)


@pytest.mark.slow
@given(JSON, st.booleans(), st.sampled_from([None, 2]))
def test_json_that_is_well_formed_is_read(value: object, ascii_only: bool, indent: int) -> None:
    assert parse_json(json.dumps(value, ensure_ascii=ascii_only, indent=indent)) == value


@given(st.text(st.sampled_from('{}[]",:\\ue0-1.d8 nNaIinfty\n'), max_size=60))
def test_any_text_is_json_or_a_problem(text: str) -> None:
    try:
        expected = json.loads(text)
    except ValueError:
        expected = None
        problem_of(lambda: parse_json(text))
        return
    try:
        value = parse_json(text)
    except FileError:
        return  # stricter, see below
    assert value == expected
    json.dumps(value, allow_nan=False)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "This is empty."),
        (" \n", "This is empty."),
        ('{"a": 1,\n "b": {"a": 2}, "a": 3}', "line 2, column 17: The name “a” appears twice."),
        ('{"a": 1, "\\u0061": 2}', "line 1, column 10: The name “a” appears twice."),
        ("[\n NaN]", "line 2, column 2: This number can't be sent"),
        ("[Infinity]", "column 2: This number can't be sent"),
        ("[-Infinity]", "column 2: This number can't be sent"),
        ("[1e999]", "column 2: This number can't be sent"),
        ("[" * 70 + "]" * 70, "column 65: This is nested more than 64 levels deep."),
        ('{"a":' * 100_000, "nested more than"),
        ("1" * 5000, "A number is too long."),
        ('{"a": "\\ud800"}', "column 7: Text contains half a character"),
        ('{"a": 1\n "b": 2}', "line 2, column 2: This isn't valid JSON. A comma is missing"),
        ('{"a" 1}', "A colon is missing"),
        ("{a: 1}", "Expected a name in double quotes here."),
        ("[1] 2", "column 5: This isn't valid JSON. Unexpected text after the end."),
        ('["a', "has no closing quote"),
        ('["a\nb"]', "Write \\n."),
        ('["\\x"]', "Write a backslash as \\\\."),
        ('{"a": }', "A value is missing"),
    ],
)
def test_json_that_is_refused_says_why_and_where(text: str, words: str) -> None:
    assert words in words_of(parse_json, text)


def test_a_byte_order_mark_and_a_name_for_the_place() -> None:
    assert parse_json("\ufeff[1]") == [1]
    said = str(problem_of(lambda: parse_json("[", where="request.json")))
    assert said.startswith("request.json, line 1, column 2: ")


def test_names_may_repeat_in_different_objects() -> None:
    text = '{"a": {"a": [{"b": 1}, {"b": "a"}]}, "c": {"a": "a"}}'
    assert parse_json(text) == json.loads(text)


@pytest.mark.parametrize(
    "text",
    [
        '"' + '\\"' * (MEBIBYTE // 2),
        '"\\' * (MEBIBYTE // 2),
        "-" * MEBIBYTE,
        "1e" * (MEBIBYTE // 2),
        "[1," * (MEBIBYTE // 3),
        "]" * MEBIBYTE,
    ],
    ids=["quotes", "openings", "minus", "exponents", "lists", "closings"],
)
def test_hostile_json_of_a_mebibyte_is_refused(text: str) -> None:
    problem_of(lambda: parse_json(text))


# TOML


def test_toml_is_read() -> None:
    text = '\ufeffname = "a"\n[config]\nx = [1, 2.5, -1e3]\n"a.b" = {c.d = true}\n'
    assert parse_toml(text) == {
        "name": "a",
        "config": {"x": [1, 2.5, -1000.0], "a.b": {"c": {"d": True}}},
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a = 1\nb = ", "TOML, at the end: This isn't valid TOML. Invalid value."),
        ("a = 1\nb == 2", "line 2, column 4: This isn't valid TOML."),
        ("a = 1\na = 2", "TOML, at the end: This isn't valid TOML. Duplicate key."),
        ("[t]\n[t]", "Duplicate table"),
        ("a = {b = 1, b = 2}", "Duplicate key."),
        ("x = 1\na = nan", "line 2, column 5: This number can't be sent"),
        ("nan = 1\na = [-inf, 1]", "line 2, column 6: This number can't be sent"),
        ("a = 1e999", "line 1, column 5: This number can't be sent"),
        ("a = " + "[" * 100, "column 69: This is nested more than 64 levels deep."),
        ("a = " + "{b=" * 100_000, "nested more than 64"),
        (".".join("a" * 100) + " = 1", "nested more than 64"),
        (" . ".join(['"a"'] * 100) + " = 1", "nested more than 64"),
        ("[" + ".".join("a" * 60) + "]\n" + ".".join("b" * 60) + "=1", "nested more than 64"),
        ("a = " + "1" * 5000, "A number is too long."),
        ("a = 0x" + "f" * 5000, "line 1, column 5: A number is too long."),
        ("a = [0b" + "1_" * 20_000 + "1]", "line 1, column 6: A number is too long."),
        ("a = '\ud800'", "column 6: Unexpected half of a character."),
    ],
)
def test_toml_that_is_refused_says_why_and_where(text: str, words: str) -> None:
    assert words in words_of(parse_toml, text)


def test_toml_texts_and_comments_may_look_like_anything() -> None:
    dots = "a." * 200 + "nan [[[[ {{{{ \\\\ "
    text = (
        f"# {dots}\na = \"{dots}\" # '\nb = '{dots}'\n"
        f'c = """{dots}\n" "" {dots}"""\n'
        f"d = '''{dots}\n' '' {dots}'''\nnan = 1\ninf.x = 2\n"
    )
    assert parse_toml(text) == tomllib.loads(text)


@given(st.text(st.sampled_from("ab=\"'#[]{}.,\\n\n 1e9-+if"), max_size=60))
def test_any_text_is_toml_or_a_problem(text: str) -> None:
    try:
        expected = tomllib.loads(text)
    except (ValueError, RecursionError):
        problem_of(lambda: parse_toml(text))
        return
    if all(math.isfinite(number) for number in floats_in(expected)):
        assert parse_toml(text) == expected
    else:
        assert "can't be sent" in words_of(parse_toml, text)


def floats_in(value: object) -> list[float]:
    if isinstance(value, dict):
        return [number for inner in value.values() for number in floats_in(inner)]
    if isinstance(value, list):
        return [number for inner in value for number in floats_in(inner)]
    return [value] if isinstance(value, float) else []


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        ".".join(["a"] * (MEBIBYTE // 2)) + "=1",
        "[" + ".".join(["'a'"] * (MEBIBYTE // 4)) + "]",
        'a = """' + '""\\' * (MEBIBYTE // 3),
        "'" * (MEBIBYTE - 1),
        "a = " + "[{a=" * (MEBIBYTE // 4),
        "[[a]]\n" * 20_000 + "b",
    ],
    ids=["dotted", "header", "quotes", "singles", "nested", "tables"],
)
def test_hostile_toml_of_a_mebibyte_is_refused(text: str) -> None:
    problem_of(lambda: parse_toml(text))


def test_the_deepest_that_is_taken() -> None:
    deep = "[" * MAX_DEPTH + "]" * MAX_DEPTH
    assert parse_json(deep) == json.loads(deep)
    assert words_of(parse_json, f"[{deep}]")
