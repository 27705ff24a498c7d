"""Strict YAML parsing, with PyYAML if it is installed: only what JSON could say, within bounds.

An alias may repeat a part, so that a short text stands for a huge value, or for one without end.
What it stands for is counted.
"""

from __future__ import annotations

import math
from contextlib import suppress
from importlib import import_module
from typing import Any, Final

from wizard.utils.errors import FileError

MAX_CHARS: Final = 2 * 1024 * 1024
MAX_DEPTH: Final = 200
MAX_VALUES: Final = 500_000
_BASE_TYPES: Final = (str, bool, int, type(None))


def load_yaml(where: str) -> Any:
    """Return the module of PyYAML. Raises FileError if it is not installed."""
    with suppress(ImportError):
        return import_module("yaml")
    raise FileError(
        "YAML needs PyYAML, which isn't installed.",
        where=where,
        advice="Run pip install PyYAML, or use JSON.",
    )


def parse_yaml(text: str, *, where: str = "YAML") -> Any:
    """Parse ``text`` as YAML, and return plain JSON values.

    Raises ``FileError``, which names the line.
    """
    yaml = load_yaml(where)
    if len(text) > MAX_CHARS:
        raise FileError("This YAML is larger than 2 MiB.", where=where, advice="Use JSON.")
    # The loader in C is a hundred times faster, and would crash on what is nested too deeply.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    words = "This isn't valid YAML, or contains what JSON can't."
    try:
        depth = 0
        for event in yaml.parse(text, Loader=loader):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                raise ValueError
        return _Copy().of(yaml.load(text, Loader=loader), 0)  # it is a safe one
    except _TooLargeError:
        words = "This YAML expands to too many values or is nested too deeply."
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{where}, line {mark.line + 1}" if mark is not None else where
    except (ValueError, TypeError, OverflowError, RecursionError, AttributeError):
        pass
    # Outside the except block, since the caught error holds the text.
    raise FileError(words, where=where)


class _TooLargeError(Exception):
    """A value is larger than its text, beyond all measure."""


class _Copy:
    """Copies values, counting what stands in several places as often as it does."""

    def __init__(self) -> None:
        self._count = 0

    def of(self, value: Any, depth: int) -> Any:
        """Return ``value`` as JSON has it: keys are texts, and dates as well."""
        self._count += 1
        if self._count > MAX_VALUES or depth > MAX_DEPTH:
            raise _TooLargeError
        if isinstance(value, _BASE_TYPES):
            return value
        if isinstance(value, float):
            if not math.isfinite(value):
                raise ValueError
            return value
        if isinstance(value, dict):
            return {_key(key): self.of(item, depth + 1) for key, item in value.items()}
        if isinstance(value, list):
            return [self.of(item, depth + 1) for item in value]
        return str(value)


def _key(key: Any) -> str:
    if isinstance(key, bool) or key is None:
        return {True: "true", False: "false", None: "null"}[key]
    return key if isinstance(key, str) else str(key)
