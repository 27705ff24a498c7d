"""Folders of request files."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from wizard.storage.record_format import FILE_NAME
from wizard.utils.commands import command_line
from wizard.utils.errors import FileError
from wizard.utils.files import expand_path

SUFFIXES: Final = (".toml", ".json")


def sources_in(folder: str) -> list[str]:
    """Return the paths of the request files in ``folder``, "2.toml" before "10.toml".

    Hidden files, the record of what was created and inner folders are left out.

    Raises ``FileError``.
    """
    try:
        with os.scandir(expand_path(folder)) as entries:
            names = [entry.name for entry in entries if _is_source(entry)]
    except OSError as error:
        raise FileError.of_os(error, folder) from None
    return [os.path.join(folder, name) for name in sorted(names, key=_natural)]


def with_folders_read(names: Iterable[str]) -> Iterator[str]:
    """Yield the files that ``names`` mean, with those of a folder in its place.

    Raises ``FileError``, also for a folder without request files, and for a folder's record.
    """
    for name in names:
        if _is_record(name):
            raise FileError(
                "This is a folder's record of IDs, not a request file.",
                where=name,
                advice="Enter the folder, or its request files.",
            )
        if not is_folder(name):
            yield name
            continue
        found = sources_in(name)
        if not found:
            template = command_line("template", "TYPE", "--into", name)
            raise FileError(
                "This folder has no request files.",
                where=name,
                advice=f"To create one, run `{template}`.",
            )
        yield from found


def without_records(names: Sequence[str]) -> Sequence[str]:
    """Return ``names`` without folders' records, which ``*.json`` means too, if more is left."""
    return [name for name in names if not _is_record(name)] or names


def is_folder(name: str) -> bool:
    """Return whether ``name`` is the path of a folder."""
    try:
        return os.path.isdir(expand_path(name))
    except FileError:
        return False


def _is_record(name: str) -> bool:
    return os.path.basename(name) == FILE_NAME


def _is_source(entry: os.DirEntry[str]) -> bool:
    name = entry.name
    is_named = name.lower().endswith(SUFFIXES) and not name.startswith(".") and name != FILE_NAME
    return is_named and not entry.is_dir()


def _natural(name: str) -> tuple[list[tuple[bool, int, str]], str]:
    parts = re.findall(r"[0-9]+|[^0-9]+", os.path.splitext(name.casefold())[0])
    key = [(not part[0].isdigit(), int(part) if part[0].isdigit() else 0, part) for part in parts]
    return key, name
