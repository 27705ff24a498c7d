"""Private files: private at once, whole or not at all, and a full disk is only an error."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from wizard.storage.atomic import (
    StorageError,
    private_dir,
    quarantine,
    remove_stale_temp_files,
    write_private,
)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


@pytest.fixture
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


# Modes


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o777], indirect=True)
def test_modes_do_not_depend_on_the_umask(tmp_path: Path, umask: int) -> None:
    file = tmp_path / "a" / "b" / "file"
    write_private(file, b"x")
    assert file.read_bytes() == b"x"
    assert (mode(file), mode(file.parent), mode(tmp_path / "a")) == (0o600, 0o700, 0o700)


@pytest.mark.parametrize("umask", [0o000], indirect=True)
def test_a_file_is_private_before_anything_is_in_it(
    tmp_path: Path, umask: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[int, int]] = []
    plain_open = os.open

    def watched_open(path: str, flags: int, mode: int = 0o777) -> int:
        descriptor = plain_open(path, flags, mode)
        if flags & os.O_CREAT:
            info = os.fstat(descriptor)
            seen.append((stat.S_IMODE(info.st_mode), info.st_size))
        return descriptor

    monkeypatch.setattr(os, "open", watched_open)
    write_private(tmp_path / "file", b"x")
    assert seen == [(0o600, 0)]


def test_what_others_may_do_in_a_folder_is_taken_back(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    folder.mkdir(mode=0o755)
    folder.chmod(0o777)
    private_dir(folder)
    assert mode(folder) == 0o700


@pytest.mark.parametrize("shared", [0o1777, 0o777, 0o775, 0o757])
def test_a_shared_folder_behind_a_link_is_refused_and_stays_shared(
    tmp_path: Path, shared: int
) -> None:
    folder, link = tmp_path / "shared", tmp_path / "link"
    folder.mkdir()
    folder.chmod(shared)
    link.symlink_to(folder)
    with pytest.raises(StorageError, match="Other users can write to the folder") as caught:
        write_private(link / "file", b"x")
    assert caught.value.location == str(link)
    assert (mode(folder), os.listdir(folder)) == (shared, [])


@pytest.mark.parametrize("own", [0o700, 0o755])
def test_a_folder_of_ones_own_behind_a_link_keeps_its_mode(tmp_path: Path, own: int) -> None:
    folder, link = tmp_path / "own", tmp_path / "link"
    folder.mkdir()
    folder.chmod(own)
    link.symlink_to(folder)
    write_private(link / "file", b"x")
    assert (mode(folder), mode(folder / "file")) == (own, 0o600)
    write_private(link / "below" / "file", b"x")
    assert mode(folder / "below") == 0o700


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_folder_behind_the_link_of_somebody_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    link = tmp_path / "link"
    link.symlink_to("mine")
    assert private_dir(link)
    os.lchown(link, 12345, 12345)
    with pytest.raises(StorageError, match="belongs to another user"):
        write_private(link / "file", b"x")


# Whole or not at all


def test_content_is_replaced_as_a_whole_and_nothing_stays_behind(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    for content in (b"first", b"", b"x" * 1_000_000):
        write_private(folder / "file", content)
        assert (folder / "file").read_bytes() == content
    assert os.listdir(folder) == ["file"]


def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_bytes(b"untouched")
    (tmp_path / "file").symlink_to(other)
    write_private(tmp_path / "file", b"new")
    assert not (tmp_path / "file").is_symlink()
    assert other.read_bytes() == b"untouched"


def fail_with(number: int) -> object:
    def fail(*_args: object, **_kwargs: object) -> NoReturn:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize("call", ["write", "fsync", "replace", "open", "fchmod"])
@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "The disk is full. Free some space"),
        (errno.EROFS, "This location is read-only."),
        (errno.EDQUOT, "Your disk quota is full."),
        (errno.EACCES, "You don't have permission."),
        (errno.EBUSY, "The system says: Device or resource busy."),
    ],
)
def test_a_failure_leaves_the_old_content_and_says_why(
    call: str, number: int, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a" / "file"
    write_private(file, b"old")
    if call == "fchmod":
        before = os.umask(0o777)  # else it is not needed
    try:
        with monkeypatch.context() as broken:
            broken.setattr(os, call, fail_with(number))
            with pytest.raises(StorageError) as caught:
                write_private(file, b"new")
    finally:
        if call == "fchmod":
            os.umask(before)
    assert words in str(caught.value)
    assert caught.value.location.startswith(str(file.parent))
    assert file.read_bytes() == b"old"
    assert os.listdir(file.parent) == ["file"]


def test_short_writes_are_completed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain_write = os.write
    monkeypatch.setattr(os, "write", lambda fd, data: plain_write(fd, bytes(data[:3])))
    write_private(tmp_path / "file", b"0123456789")
    assert (tmp_path / "file").read_bytes() == b"0123456789"


@pytest.mark.parametrize("below", ["file", "loop", "missing-home"])
def test_places_where_nothing_can_be_kept(below: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "loop").symlink_to("loop")
    place = Path("~/.local/state") if below == "missing-home" else tmp_path / below
    with pytest.raises(StorageError) as caught:
        write_private(place / "a" / "b", b"x")
    assert caught.value.message
    assert caught.value.hint
    assert not Path("~").exists()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k,mode=700", "tmpfs", str(folder)]
    try:
        done = subprocess.run(mount, capture_output=True)
    except FileNotFoundError:
        pytest.skip("no mount here")
    if done.returncode:
        pytest.skip("no right to mount a disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_that_is_really_full(small_disk: Path) -> None:
    write_private(small_disk / "file", b"old")
    with pytest.raises(StorageError, match=r"The disk is full\."):
        write_private(small_disk / "file", b"x" * 100_000)
    assert os.listdir(small_disk) == ["file"]
    write_private(small_disk / "file", b"new")
    assert (small_disk / "file").read_bytes() == b"new"


def test_a_disk_that_is_really_read_only(small_disk: Path) -> None:
    write_private(small_disk / "file", b"old")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    for file in (small_disk / "file", small_disk / "new" / "file"):
        with pytest.raises(StorageError, match=r"This location is read-only\."):
            write_private(file, b"new")
    assert (small_disk / "file").read_bytes() == b"old"


# Setting aside


def test_nothing_is_overwritten_by_setting_aside(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    names = []
    for content in (b"1", b"2", b"3"):
        file.write_bytes(content)
        names.append(quarantine(file).name)
    assert names == ["a.json.broken-1", "a.json.broken-2", "a.json.broken-3"]
    assert [(tmp_path / name).read_bytes() for name in names] == [b"1", b"2", b"3"]
    with pytest.raises(StorageError):
        quarantine(file)


def test_only_old_leftovers_are_swept(tmp_path: Path) -> None:
    old, new, other = tmp_path / ".a.1.tmp", tmp_path / ".a.2.tmp", tmp_path / "a.json"
    for file in (old, new, other):
        file.write_bytes(b"")
    os.utime(old, (time.time() - 7200,) * 2)
    os.utime(other, (0, 0))
    remove_stale_temp_files(tmp_path)
    assert sorted(os.listdir(tmp_path)) == [".a.2.tmp", "a.json"]
    remove_stale_temp_files(tmp_path / "missing")


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's own file system")
@pytest.mark.parametrize("below", ["x", "a/b/c"])
def test_where_no_folder_can_be_made_that_is_said(below: str) -> None:
    with pytest.raises(StorageError, match="Can't create a folder here"):
        private_dir(Path("/proc", below))
