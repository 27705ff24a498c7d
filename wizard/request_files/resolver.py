"""Resolves env/file references in a request file, wraps secrets and checks shapes."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from wizard.forms import (
    Control,
    ItemList,
    NestedControl,
    Scalar,
    Secret,
    TextList,
    UnionControl,
    expected,
)
from wizard.request_files.problems import Loc, RequestProblem
from wizard.utils.files import FileError, read_bytes_file, read_text_file
from wizard.utils.text import did_you_mean, looks_like_secret

HOLDERS: Final = ("env", "file")
"""What a reference may name."""

UNRESOLVED: Final = object()
"""Stands for a value that could not be had; a problem says why."""


@dataclass(slots=True)
class ReferenceResolver:
    """Walks the values along the controls of their form.

    folder: the base for the paths of references.
    references: whether they are followed.
    problems, literals: what was found; literals are the locations of secrets that the file itself
    contains.
    """

    folder: Path
    references: bool
    problems: list[RequestProblem] = field(default_factory=list)
    literals: list[Loc] = field(default_factory=list)

    def settle(self, control: Control | None, value: Any, loc: Loc) -> Any:
        """Return ``value`` as the form takes it, or UNRESOLVED.

        ``control`` is None below unknown keys.
        """
        if self.references and _means_reference(control, value):
            return self._follow(control, value, loc)
        if isinstance(control, UnionControl):
            return self._settle_union(control, value, loc)
        if isinstance(control, NestedControl) or (control is None and isinstance(value, Mapping)):
            return self._settle_object(control, value, loc)
        if isinstance(control, ItemList | TextList | None) and isinstance(value, list):
            item = control.item if control else None
            found = [self.settle(item, v, (*loc, i)) for i, v in enumerate(value)]
            return UNRESOLVED if UNRESOLVED in found else found
        return self._settle_plain(control, value, loc)

    def _settle_union(self, control: UnionControl, value: Any, loc: Loc) -> Any:
        try:
            member = control.recognise(control, value).control
        except ValueError:
            return value
        return value if member is None else self.settle(member, value, loc)

    def _settle_object(self, control: Control | None, value: Any, loc: Loc) -> Any:
        if not isinstance(value, Mapping):
            return self._fail(loc, "Enter an object: names and their values.")
        found = {}
        for key, item in value.items():
            settled = self.settle(control.child(key) if control else None, item, (*loc, key))
            if settled is not UNRESOLVED:
                found[key] = settled
        return found

    def _settle_plain(self, control: Control | None, value: Any, loc: Loc) -> Any:
        is_secret = self.references if control is None else control.secret
        if is_secret and isinstance(value, str | int | dict | list) and value not in ("", [], {}):
            self.literals.append(loc)
        if isinstance(control, Scalar):
            whole_file = control.secret and (control.multiline or control.file is not None)
            if isinstance(value, dict) and whole_file:
                return Secret(json.dumps(value))
            if isinstance(value, bool | dict | list):
                if isinstance(value, dict) and self.references:
                    return self._fail(loc, _reference_words(value))
                is_reference = _means_reference(control, value)
                hint = " References work below credential only." if is_reference else ""
                return self._fail(loc, f"Enter {expected(control)}.{hint}")
        return Secret(value) if is_secret and isinstance(value, str) else value

    def _follow(self, control: Control | None, value: Mapping[str, Any], loc: Loc) -> Any:
        match value:
            case {"env": str(name)} if len(value) == 1 and name.strip():
                text = self._from_environment(name, loc)
            case {"file": str(name)} if len(value) == 1 and name.strip():
                text = self._from_file(control, name, loc)
            case _:
                return self._fail(loc, _reference_words(value))
        if text is UNRESOLVED:
            return text
        if control is None or control.secret:
            return Secret(text)
        if not isinstance(control, NestedControl | UnionControl):
            return text.removesuffix("\n").removesuffix("\r")
        try:
            return self.settle(control, json.loads(text), loc)
        except ValueError:
            return self._fail(loc, "What is referred to here is not JSON.")
        except RecursionError:
            return self._fail(loc, "What is referred to here refers to itself.")

    def _from_environment(self, name: str, loc: Loc) -> Any:
        text = os.environ.get(name)
        if text:
            return text
        if looks_like_secret(name):
            return self._fail(loc, _token_for("the name of the variable"))
        state = "is not set" if text is None else "is empty"
        return self._fail(loc, f"The environment variable {name} {state}.", missing=True)

    def _from_file(self, control: Control | None, name: str, loc: Loc) -> Any:
        try:
            path = self.folder / Path(name).expanduser()
        except RuntimeError:
            return self._fail(loc, f"There is no home folder to find {name} in.")
        hint = control.file if isinstance(control, Scalar) else None
        try:
            if hint is not None and hint.encoding == "base64":
                return base64.b64encode(read_bytes_file(path)).decode("ascii")
            text = read_text_file(path)
        except FileError as problem:
            # The message would repeat the path.
            words = _token_for("the path of the file") if looks_like_secret(name) else str(problem)
            return self._fail(loc, words)
        if not text.strip():
            return self._fail(loc, f"{path}: There is nothing in this file.", missing=True)
        one_line = isinstance(control, Scalar) and not control.multiline and control.file is None
        return text.rstrip("\r\n") if one_line or control is None else text

    def _fail(self, loc: Loc, message: str, *, missing: bool = False) -> Any:
        self.problems.append(RequestProblem(loc, message, missing=missing))
        return UNRESOLVED


def _token_for(wanted: str) -> str:
    return f"This looks like a token or key. Put {wanted} that holds it here."


def _means_reference(control: Control | None, value: Any) -> bool:
    """Return whether there is only ``env`` or ``file``, and the object has no such field."""
    if not isinstance(value, Mapping) or not value:
        return False
    own = control.shape.by_name if isinstance(control, NestedControl) else {}
    return all(key.lower() in HOLDERS and key not in own for key in value)


def _reference_words(value: Mapping[str, Any]) -> str:
    """Describe what is wrong with a reference without its content, which may be secret."""
    wrong = next((key for key in value if key not in HOLDERS), "")
    hint = did_you_mean(wrong, [key for key in HOLDERS if key not in value])
    return f"A reference has either env or file, with a name as text.{hint}"
