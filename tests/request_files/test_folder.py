"""Which files of a folder are request files."""

from __future__ import annotations

from pathlib import Path

import pytest

from wizard.request_files import sources_in, with_folders_read
from wizard.utils.errors import FileError


def test_toml_and_json_in_natural_order(tmp_path: Path) -> None:
    names = ["10.toml", "2.toml", "Web.json", "web-2.toml", "jira.TOML"]
    names += ["clarm.ids.json", ".hidden.toml", "a.md"]
    for name in names:
        (tmp_path / name).touch()
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "link.toml").symlink_to("2.toml")
    found = [Path(path).name for path in sources_in(str(tmp_path))]
    assert found == ["2.toml", "10.toml", "jira.TOML", "link.toml", "Web.json", "web-2.toml"]


def test_a_folder_among_files_stands_for_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("more").mkdir()
    Path("more", "b.toml").touch()
    assert list(with_folders_read(["z.toml", "more", "-"])) == ["z.toml", "more/b.toml", "-"]


def test_a_folder_without_any_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="--into"):
        list(with_folders_read([str(tmp_path)]))


def test_a_folder_that_is_not_there_is_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="doesn't exist"):
        sources_in(str(tmp_path / "nothing"))
