"""What a person chose is kept beside what they wrote themselves, where they keep it."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from tests.support.pilot import Sitting
from tests.support.services import FakeServices
from wizard.storage.atomic import StorageError
from wizard.storage.preferences import FILE, Preferences
from wizard.tui.screens.type_list import TypeListScreen

OTHERS_OWN = {"keys": {"next_step": "f6"}, "unheard_of": [1]}


def read(path: Path) -> Any:
    return json.loads(path.read_text())


async def test_what_is_edited_while_the_wizard_is_open_is_kept(
    sit: Sitting, services: FakeServices
) -> None:
    file = services.paths.config / FILE
    async with sit() as hand:
        await hand.at(TypeListScreen)
        await hand.press("ctrl+t")
        await hand.until(file.exists)
        [first] = read(file)["favourites"]
        file.write_text(json.dumps(OTHERS_OWN | {"favourites": [first, "zulip"]}))
        await hand.press("ctrl+t")
        await hand.until(lambda: first not in read(file)["favourites"])
        assert read(file) == OTHERS_OWN | {"favourites": ["zulip"]}
        hand.app.theme = "textual-light"
        await hand.until(lambda: "theme" in read(file))
        assert read(file) == OTHERS_OWN | {"favourites": ["zulip"], "theme": "textual-light"}


async def test_what_is_half_written_is_not_touched_and_that_is_said(
    sit: Sitting, services: FakeServices
) -> None:
    file = services.paths.config / FILE
    async with sit() as hand:
        await hand.at(TypeListScreen)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text('{"keys": {')
        await hand.press("ctrl+t")
        await hand.sees("Can't save")
    assert file.read_text() == '{"keys": {'
    assert [path.name for path in file.parent.iterdir()] == [FILE]


@pytest.mark.parametrize("seen", [True, False])
def test_a_favourite_is_turned_from_what_was_shown(tmp_path: Path, seen: bool) -> None:
    file = tmp_path / "config" / FILE
    file.parent.mkdir()
    file.write_text(json.dumps({"favourites": ["web", "slack"] if seen else ["web"]}))
    preferences = Preferences(file)
    file.write_text(json.dumps({"favourites": ["jira", "slack"]}))
    preferences.turn_favourite("slack")
    assert read(file) == {"favourites": ["jira"] if seen else ["jira", "slack"]}


@pytest.mark.parametrize("there", [True, False], ids=["a file", "nothing yet"])
@pytest.mark.parametrize("hops", [1, 2])
def test_a_link_into_a_folder_of_ones_own_stays(tmp_path: Path, there: bool, hops: int) -> None:
    dotfiles, file = tmp_path / "dotfiles", tmp_path / "config" / FILE
    dotfiles.mkdir(mode=0o755)
    file.parent.mkdir()
    target = dotfiles / "clarm.json"
    first = target
    if hops == 2:
        first = tmp_path / "between.json"
        first.symlink_to("dotfiles/clarm.json")
    file.symlink_to(os.path.relpath(first, file.parent))
    if there:
        target.write_text(json.dumps(OTHERS_OWN))
    Preferences(file).keep_theme("textual-light")
    assert file.is_symlink()
    assert read(target) == (OTHERS_OWN if there else {}) | {"theme": "textual-light"}
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert stat.S_IMODE(dotfiles.stat().st_mode) == 0o755
    assert [path.name for path in dotfiles.iterdir()] == ["clarm.json"]


def linked(tmp_path: Path) -> tuple[Path, Path]:
    """A link, and the file that it leads to."""
    target, file = tmp_path / "elsewhere" / "x.json", tmp_path / "config" / FILE
    target.parent.mkdir()
    file.parent.mkdir()
    target.write_text("{}")
    file.symlink_to(target)
    return file, target


def test_a_link_into_a_folder_that_others_may_write_in_is_not_followed(tmp_path: Path) -> None:
    file, target = linked(tmp_path)
    target.parent.chmod(0o777)
    with pytest.raises(StorageError, match="Other users can write"):
        Preferences(file).keep_theme("textual-light")
    assert target.read_text() == "{}"
    assert file.is_symlink()


@pytest.mark.skipif(os.geteuid() != 0, reason="it gives files to somebody else")
@pytest.mark.parametrize("whose", ["link", "folder", "file"])
def test_nor_is_one_that_is_not_all_ones_own(tmp_path: Path, whose: str) -> None:
    file, target = linked(tmp_path)
    path = {"link": file, "folder": target.parent, "file": target}[whose]
    os.chown(path, 12345, 12345, follow_symlinks=False)
    with pytest.raises(StorageError, match="another user"):
        Preferences(file).keep_theme("textual-light")
    assert target.read_text() == "{}"
    assert file.is_symlink()


@pytest.mark.parametrize("to", ["a folder", "itself", "a pipe"])
def test_nor_one_that_leads_to_no_file(tmp_path: Path, to: str) -> None:
    file, target = linked(tmp_path)
    preferences = Preferences(file)
    target.unlink()
    if to == "itself":
        target.symlink_to(file)
    elif to == "a pipe":
        os.mkfifo(target)
    else:
        target.mkdir()
    with pytest.raises(StorageError):
        preferences.keep_theme("textual-light")
    assert file.is_symlink()
