"""Completion of paths, from the file system of the machine this runs on."""

from __future__ import annotations

import asyncio
import os
from itertools import islice

from textual.suggester import Suggester

_MOST = 5000


class PathSuggester(Suggester):
    """Completes the last part of a path."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """``~/do`` -> ``~/documents/``; None when nothing fits."""
        return await asyncio.to_thread(complete, value)


def complete(value: str) -> str | None:
    """The first path that begins with ``value``, with a slash behind a directory."""
    folder, start = os.path.split(value)
    if not start:
        return None
    try:
        with os.scandir(os.path.expanduser(folder) or ".") as entries:
            fitting = sorted(
                (entry.name, entry.is_dir())
                for entry in islice(entries, _MOST)
                if entry.name.startswith(start)
            )
    except (OSError, ValueError):
        return None
    if not fitting:
        return None
    name, is_folder = fitting[0]
    return os.path.join(folder, name) + ("/" if is_folder else "")
