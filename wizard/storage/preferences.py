"""User preferences, stored in a small JSON file."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from wizard.storage.atomic import StorageError, quarantine, write_linked
from wizard.utils.errors import FileAccessError, FileError, WizardError

FILE: Final = "preferences.json"


class Preferences:
    """The preferences in the file ``path``.

    Reading never fails; ``problem`` says what was wrong.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.problem = ""
        self._values = self._begin()

    @property
    def theme(self) -> str | None:
        """The chosen theme, if any."""
        theme = self._values.get("theme")
        return theme if isinstance(theme, str) else None

    @property
    def keys(self) -> dict[str, str]:
        """Custom keys by command name: ``{"next_step": "f6"}``."""
        keys = self._values.get("keys")
        known = keys.items() if isinstance(keys, dict) else ()
        return {name: key for name, key in known if isinstance(key, str)}

    @property
    def favourites(self) -> tuple[str, ...]:
        """The types to list first, without duplicates, in the order in which they were chosen."""
        types = self._values.get("favourites")
        known = types if isinstance(types, list) else ()
        return tuple(dict.fromkeys(type_name for type_name in known if isinstance(type_name, str)))

    def keep_theme(self, name: str) -> None:
        """Save the theme. Raises ``StorageError``."""
        if name != self.theme:
            self._keep("theme", lambda: name)

    def turn_favourite(self, type_name: str) -> None:
        """Add the type to the favourites, or remove it if present. Raises ``StorageError``."""
        chosen = () if type_name in self.favourites else (type_name,)

        def turned() -> list[str]:
            others = [favourite for favourite in self.favourites if favourite != type_name]
            return [*others, *chosen]

        self._keep("favourites", turned)

    def _keep(self, name: str, value: Callable[[], Any]) -> None:
        """Change one preference in the file, keeping whatever else was written meanwhile."""
        import json

        try:
            self._values = self._read()
        except FileError as problem:
            # Someone may be editing the file.
            raise StorageError(
                problem.message, where=problem.location, advice=problem.hint
            ) from None
        self._values[name] = value()
        write_linked(self._path, json.dumps(self._values, indent=2).encode())

    def _read(self) -> dict[str, Any]:
        """Return the file's content, {} if there is none. Raises ``FileError``."""
        if not os.path.exists(self._path):
            return {}
        from wizard.utils.files import parse_json, read_text_file  # rarely needed

        values = parse_json(read_text_file(self._path), where=str(self._path))
        if not isinstance(values, dict):
            raise FileError("This contains no preferences.", where=str(self._path))
        return values

    def _begin(self) -> dict[str, Any]:
        """Return the file's content; a file that cannot be parsed is set aside."""
        try:
            return self._read()
        except FileAccessError:
            return {}
        except FileError as problem:
            try:
                aside = f"It was moved to {quarantine(self._path).name}."
            except WizardError as error:
                aside = str(error)
            self.problem = f"{problem} {aside}"
            return {}
