"""Files of values: TOML, JSON and, if PyYAML is there, YAML, by their suffix."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, Final

from wizard.utils.errors import FileError
from wizard.utils.files import expand_path, parse_json, parse_toml, read_text_file
from wizard.utils.yaml import load_yaml, parse_yaml

MAX_BYTES: Final = 16 * 1024 * 1024
_MAX_DEPTH: Final = 200
_YAML: Final = (".yaml", ".yml")
_KNOWN: Final = (".json", ".toml", *_YAML)


def read_data(name: str) -> Any:
    """Return the data of a file. Raises FileError."""
    kind = _kind_of(name)
    text = read_text_file(name, limit=MAX_BYTES)
    if kind == ".toml":
        return parse_toml(text, where=name)
    if kind == ".json":
        return parse_json(text, where=name, depth=_MAX_DEPTH)
    return parse_yaml(text, where=name)


def check_target(name: str, source: str | None) -> None:
    """Refuse a file that cannot be written, or that exists and is not the one that was read.

    Raises FileError.
    """
    kind, path = _kind_of(name), expand_path(name)
    if kind in _YAML:
        load_yaml(name)
    if not path.parent.is_dir():
        raise FileError("Its folder doesn't exist.", where=name, advice="Create the folder first.")
    known = source is not None and os.path.exists(path) and os.path.samefile(path, source)
    if os.path.lexists(path) and not known:
        raise FileError(
            "It exists and won't be overwritten.",
            where=name,
            advice="Choose another name, or the same file as FILE to change it.",
        )


def write_data(data: Any, name: str) -> None:
    """Write data to a file that only its owner may read. Raises FileError."""
    from wizard.storage.atomic import replace_file

    kind = _kind_of(name)
    if kind == ".toml":
        text = _toml(data, name)
    elif kind == ".json":
        text = json.dumps(data, indent=2, ensure_ascii=False) + "\n"
    else:
        text = load_yaml(name).safe_dump(data, sort_keys=False, allow_unicode=True)
    try:
        replace_file(Path(os.path.realpath(expand_path(name))), text.encode())
    except OSError as error:
        raise FileError.of_os(error, name) from None


def _kind_of(name: str) -> str:
    kind = os.path.splitext(name)[1].lower()
    if kind not in _KNOWN:
        raise FileError(
            "Its suffix isn't a JSON, TOML or YAML suffix.",
            where=name,
            advice=f"Use one of {', '.join(_KNOWN)}, or module:Name for a model.",
        )
    return kind


def _toml(data: Any, name: str) -> str:
    from wizard.request_files.toml import toml_document, toml_key

    if isinstance(data, dict):
        said = _without_null(data)
        tables = {toml_key(key): item for key, item in said.items() if isinstance(item, dict)}
        values = {toml_key(key): item for key, item in said.items() if not isinstance(item, dict)}
        try:
            return toml_document(values, tables)
        except TypeError:
            pass
    raise FileError("TOML can't contain this: it has no null, and is always a table.", where=name)


def _without_null(value: Any) -> Any:
    """Return a value without the keys that hold null, which TOML lacks."""
    if isinstance(value, dict):
        return {key: _without_null(item) for key, item in value.items() if item is not None}
    return [_without_null(item) for item in value] if isinstance(value, list) else value
