"""Resolves env/file references in a request file, wraps secrets and checks shapes."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from wizard.forms import (
    Control,
    Entries,
    ItemList,
    KeyValueList,
    MultiChoice,
    NestedControl,
    Scalar,
    Secret,
    TextList,
    UnionControl,
    expected,
)
from wizard.request_files.command_output import NothingPrinted, arguments, output_of
from wizard.request_files.problems import UNRESOLVED, Loc, RequestProblem
from wizard.utils.files import FileError, decode, read_bytes_file
from wizard.utils.text import did_you_mean, looks_like_secret

HOLDERS: Final = ("env", "file", "cmd")
"""What a reference may name."""

MAX_DEPTH: Final = 4
"""How often what a reference names may be a reference again."""

ASK: Final[Mapping[str, Any]] = {"ask": True}
"""Stands for a value that is not known yet."""

ASK_WORDS: Final = "For a value you don't know yet, write { ask = true }."


@dataclass(slots=True)
class ReferenceResolver:
    """Walks the values along the controls of their form.

    folder: the base for the paths of references.
    references: whether they are followed.
    commands: whether those that references name are run.
    problems, literals, asks, assumed: what was found; literals are the locations of secrets that
    the file itself contains, asks those of values that are not known yet, and assumed those of
    values that a command would print.
    """

    folder: Path
    references: bool
    commands: bool = True
    problems: list[RequestProblem] = field(default_factory=list)
    literals: list[Loc] = field(default_factory=list)
    asks: list[Loc] = field(default_factory=list)
    assumed: list[Loc] = field(default_factory=list)
    _depth: int = 0

    def settle(self, control: Control | None, value: Any, loc: Loc) -> Any:
        """Return ``value`` as the form takes it, or UNRESOLVED.

        ``control`` is None below unknown keys.
        """
        if value is UNRESOLVED:
            return value
        if is_ask(value) and _has_only(ASK, control, value):
            self.asks.append(loc)
            return UNRESOLVED
        if self.references and _has_only(HOLDERS, control, value):
            return self._follow(control, value, loc)
        if isinstance(control, UnionControl):
            return self._settle_union(control, value, loc)
        if isinstance(control, Entries | KeyValueList) and isinstance(value, Mapping):
            below = control.value if isinstance(control, Entries) else control.item
            rows = {key: self._settle_part(below, v, (*loc, key)) for key, v in value.items()}
            return self._settle_plain(control, _without_unresolved(rows), loc)
        if isinstance(control, NestedControl) or (control is None and isinstance(value, Mapping)):
            return self._settle_object(control, value, loc)
        if isinstance(control, ItemList | TextList | None) and isinstance(value, list):
            item = control.item if control else None
            found = [self._settle_part(item, v, (*loc, i)) for i, v in enumerate(value)]
            return [part for part in found if part is not UNRESOLVED]
        return self._settle_plain(control, value, loc)

    def _settle_part(self, control: Control | None, value: Any, loc: Loc) -> Any:
        """Settle a part of an object or a list; leave empty what could not be had.

        Left out, it might mean another member of a union.
        """
        settled = self.settle(control, value, loc)
        return _empty(control) if settled is UNRESOLVED else settled

    def _settle_union(self, control: UnionControl, value: Any, loc: Loc) -> Any:
        try:
            member = control.recognise(control, value).control
        except ValueError:
            return value
        return value if member is None else self.settle(member, value, loc)

    def _settle_object(self, control: Control | None, value: Any, loc: Loc) -> Any:
        if not isinstance(value, Mapping):
            return self._fail(loc, "Enter an object: names and their values.")
        return _without_unresolved(
            {
                key: self._settle_part(control.child(key) if control else None, v, (*loc, key))
                for key, v in value.items()
            }
        )

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
                return self._fail(loc, f"Enter {expected(control)}.{_hint(control, value)}")
        return Secret(value) if is_secret and isinstance(value, str) else value

    def _follow(self, control: Control | None, value: Mapping[str, Any], loc: Loc) -> Any:
        match value:
            case {"env": str(name)} if len(value) == 1 and name.strip():
                text = self._from_environment(name, loc)
            case {"file": str(name)} if len(value) == 1 and name.strip():
                text = self._from_file(control, name, loc)
            case {"cmd": command} if len(value) == 1 and (argv := arguments(command)):
                text = self._from_command(control, argv, loc)
            case _:
                return self._fail(loc, _reference_words(value))
        if text is UNRESOLVED:
            return text
        if control is None or control.secret:
            return Secret(text)
        if not isinstance(control, NestedControl | UnionControl):
            return text.removesuffix("\n").removesuffix("\r")
        if self._depth == MAX_DEPTH:
            return self._fail(loc, "This reference refers to itself.")
        self._depth += 1
        try:
            return self.settle(control, json.loads(text), loc)
        except (ValueError, RecursionError):
            return self._fail(loc, "This reference doesn't lead to JSON.")
        finally:
            self._depth -= 1

    def _from_environment(self, name: str, loc: Loc) -> Any:
        text = os.environ.get(name)
        if text:
            return text
        if looks_like_secret(name):
            return self._fail(loc, _token_for("the name of the variable"))
        state = "isn't set" if text is None else "is empty"
        words = f"The environment variable {name} {state}."
        return self._fail(loc, words, missing=True, why=f"env {name} {state}")

    def _from_file(self, control: Control | None, name: str, loc: Loc) -> Any:
        try:
            path = self.folder / Path(name).expanduser()
        except RuntimeError:
            return self._fail(loc, f"Can't find your home folder, which contains {name}.")
        try:
            text = _as_text(control, read_bytes_file(path), str(path))
        except FileError as problem:
            if looks_like_secret(name):
                return self._fail(loc, _token_for("the path of the file"))
            missing, why = not os.path.exists(path), f"file {path.name} doesn't exist"
            return self._fail(loc, str(problem), missing=missing, why=why if missing else "")
        if not text.strip():
            words = f"{path}: This file is empty."
            return self._fail(loc, words, missing=True, why=f"file {path.name} is empty")
        return text

    def _from_command(self, control: Control | None, argv: list[str], loc: Loc) -> Any:
        if not self.commands:
            self.assumed.append(loc)
            return UNRESOLVED
        try:
            return _as_text(control, output_of(argv, self.folder), "the command")
        except NothingPrinted as problem:
            return self._fail(loc, str(problem), missing=True, why="its command returned nothing")
        except FileError as problem:
            return self._fail(loc, str(problem))

    def _fail(self, loc: Loc, message: str, *, missing: bool = False, why: str = "") -> Any:
        self.problems.append(RequestProblem(loc, message, missing=missing, why=why))
        return UNRESOLVED


def _empty(control: Control | None) -> Any:
    """Return the empty value of a field; UNRESOLVED if it has none."""
    if isinstance(control, Scalar):
        return ""
    return [] if isinstance(control, TextList | MultiChoice) else UNRESOLVED


def _without_unresolved(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not UNRESOLVED}


def _as_text(control: Control | None, data: bytes, where: str) -> str:
    """Return the content of a file, or what a command printed, as the text that a field takes."""
    if isinstance(control, Scalar) and control.file and control.file.encoding == "base64":
        return base64.b64encode(data).decode("ascii")
    text = decode(data, where=where)
    one_line = isinstance(control, Scalar) and not control.multiline and control.file is None
    return text.rstrip("\r\n") if one_line or control is None else text


def _token_for(wanted: str) -> str:
    return f"This looks like a secret. Put {wanted} that contains it here."


def is_ask(value: Any) -> bool:
    """Return whether ``value`` stands for one that is not known yet."""
    return isinstance(value, Mapping) and value.keys() == ASK.keys() and value["ask"] is True


def names_reference(value: Mapping[str, Any]) -> bool:
    """Return whether ``value`` has nothing but what a reference has."""
    return _has_only(HOLDERS, None, value)


def _has_only(keys: Iterable[str], control: Control | None, value: Any) -> bool:
    """Return whether ``value`` has only ``keys``, in any case, and no field is called so."""
    if not isinstance(value, Mapping) or not value:
        return False
    own = control.shape.by_name if isinstance(control, NestedControl) else {}
    return all(key.lower() in keys and key not in own for key in value)


def _hint(control: Control, value: Any) -> str:
    """Return what to add where an object stands in the place of a text of the configuration."""
    if _has_only(HOLDERS, control, value):
        return " References only work under credential."
    if isinstance(value, Mapping) and any(did_you_mean(key, ASK) for key in value):
        return f" {ASK_WORDS}"
    return ""


def _reference_words(value: Mapping[str, Any]) -> str:
    """Describe what is wrong with a reference without its content, which may be secret."""
    if _has_only(ASK, None, value):
        return ASK_WORDS
    wrong = next((key for key in value if key not in HOLDERS), "")
    hint = did_you_mean(wrong, [key for key in (*HOLDERS, *ASK) if key not in value])
    return f"A reference has one of env, file and cmd, with text.{hint}"
