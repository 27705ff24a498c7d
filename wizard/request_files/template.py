"""Request file templates: TOML with an explanation next to every field."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from datetime import timedelta
from enum import Enum
from typing import Any, Final, NamedTuple

from wizard.connectors import Connector
from wizard.forms import (
    BooleanControl,
    ChoiceControl,
    Constant,
    Control,
    Entries,
    Form,
    FormField,
    ItemList,
    JsonText,
    KeyValueList,
    MultiChoice,
    NestedControl,
    Scalar,
    Secret,
    TextList,
    UnionControl,
)
from wizard.forms.duration import format_duration
from wizard.request_files.resolver import ASK
from wizard.request_files.toml import toml_key, toml_value
from wizard.request_files.writer import env_name

MAX_LINE_CHARS: Final = 88


_NOTE: Final = """\
# For the people who complete this file; shown, and never sent.
# [note]
# owner = "it"
# say = "What they have to know."
# ticket = "https://example.com/IT-7"
# optional = false
"""


class _Style(NamedTuple):
    """How fields are written. ask: what is required is ``{ ask = true }``, and not empty."""

    type: str
    ask: bool


def template(connector: Connector, *, ask: bool = False, number: int = 1) -> str:
    """Return the template for a type: required fields active, all others commented out.

    ask: leave what is required to be asked for, so that the file can wait for it. number: which
    one of several of this type, for its name.
    """
    about = connector.about
    style = _Style(about.type, ask)
    task = "Replace each { ask = true } with a value" if ask else "Enter the required values"
    name = about.label if number == 1 else f"{about.label} {number}"
    lines = [
        *_comment(f"{about.label}: {about.summary}"),
        *_comment(f"{task}, then run: clarm-wizard create FILE"),
    ]
    for title, points in (("You need:", about.needs), ("Note:", about.notes)):
        if points:
            lines += ["#", f"# {title}"]
            for point in points:
                lines += _comment(point, first="- ", rest="  ")
    lines += [
        "",
        "# The connector's name in Clarm.",
        f"name = {toml_value(name)}",
        f"type = {toml_value(about.type)}",
        "",
        '# Seconds, or a duration such as "30m". Omit to index once.',
        _frequency("refresh_freq", about.refresh),
        '# Seconds, or a duration such as "30d". Omit to never prune.',
        _frequency("prune_freq", about.prune),
        "",
        "[config]",
        *_fields(Form.from_type(connector.config).root, style),
        "[credential.credentials]",
        *_fields(Form.from_type(connector.credential).root, style),
        *(_NOTE.splitlines() if ask else ()),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _frequency(name: str, seconds: int | None) -> str:
    if seconds is None:
        return f'# {name} = "1d"'
    return f"{name} = {toml_value(format_duration(timedelta(seconds=seconds)))}"


def _fields(root: Control, style: _Style) -> Iterator[str]:
    """Yield the fields of an object; of several objects, comment out all but the first."""
    if isinstance(root, NestedControl):
        if not any(not field.hidden for field in root.shape.fields):
            yield from ("# Nothing to enter here.", "")
        for field in _in_order(root):
            yield from _field(field, root, style, live=_is_asked_at_once(field, root))
    elif isinstance(root, UnionControl):
        first, *others = [variant for variant in root.variants if variant.control is not None]
        known: set[str | int] = set()
        title = root.ui.label or "This is one option"
        yield from _comment(f"{title}: {_with_help(first.label, first.help)}")
        yield ""
        if first.control is not None:
            yield from _fields(first.control, style)
            known = _keys(first.control)
        for other in others:
            yield from _comment(f"Or: {_with_help(other.label, other.help)}")
            yield ""
            if not isinstance(other.control, NestedControl):
                continue
            if shared := sorted(str(key) for key in _keys(other.control) & known):
                yield from (*_comment(f"As above: {', '.join(shared)}"), "")
            for field in _in_order(other.control):
                if field.key not in known:
                    yield from _field(field, other.control, style, live=False)


def _in_order(root: NestedControl) -> list[FormField]:
    """Return the fields, required ones first, otherwise in the form's order."""
    fields = [field for group in root.shape.groups for field in group.fields]
    return sorted(fields, key=lambda field: not field.required)


def _keys(control: Control) -> set[str | int]:
    if not isinstance(control, NestedControl):
        return set()
    return {field.key for field in control.shape.fields if not field.hidden}


def _is_asked_at_once(field: FormField, root: NestedControl) -> bool:
    return field.required and root.visible(field, {}, {})


def _field(field: FormField, root: NestedControl, style: _Style, *, live: bool) -> Iterator[str]:
    need = " (required)" if field.required else ""
    yield from _comment(_with_help(f"{field.label}{need}", field.help))
    if field.ui.where:
        yield from _comment(f"Where to find it: {field.ui.where}")
    if when := condition(field, root):
        yield from _comment(when)
    control = field.control
    if isinstance(control, ChoiceControl | MultiChoice):
        for option in control.options:
            words = "" if option.label == option.key else f": {option.label}"
            yield from _comment(
                f"{toml_value(_plain(option.value))}{words}", first="  ", rest="    "
            )
    elif field.placeholder and not control.secret:
        yield f"#   such as {toml_value(field.placeholder)}"
    value = toml_value(_start(field, style.type))
    if live and style.ask:
        if control.secret:
            yield f"#   such as {value}"
        value = toml_value(ASK)
    line = f"{toml_key(str(field.key))} = {value}"
    yield from (line if live else f"# {line}", "")


def condition(field: FormField | None, root: Control | None) -> str:
    """Describe when a conditional field of ``root`` applies; empty if that cannot be told."""
    when = field.ui.visible_when if field is not None else None
    other = root.shape.find(when.field) if when and isinstance(root, NestedControl) else None
    if when is None or other is None:
        return ""
    if when.filled is not None:
        return f"Only used if {other.key} is {'set' if when.filled else 'not set'}."
    for words, value in (("", when.equals), ("not ", when.not_equals)):
        if isinstance(value, str | int | float | bool):
            return f"Only used if {other.key} is {words}{toml_value(value)}."
    if when.among and all(isinstance(value, str | int | float | bool) for value in when.among):
        return f"Only used if {other.key} is {' or '.join(map(toml_value, when.among))}."
    return ""


def _start(field: FormField, type_name: str) -> Any:
    """Return the value after the equals sign: a reference, the default or something empty."""
    control = field.control
    if control.secret:
        if isinstance(control, Scalar) and (control.multiline or control.file):
            return {"file": "path/to/the/file"}
        return {"env": env_name(type_name, str(field.key))}
    if not field.required:
        default = _plain(field.make_default())
        if isinstance(default, str | bool | int | float | list | dict) and default not in (
            "",
            [],
            {},
        ):
            return default
        return field.placeholder if isinstance(control, Scalar) else _empty(control)
    return _empty(control)


def _empty(control: Control) -> Any:
    """Return an empty value of the right shape."""
    if isinstance(control, BooleanControl):
        return False
    if isinstance(control, ChoiceControl):
        return _plain(control.options[0].value)
    if isinstance(control, Constant):
        return _plain(control.value)
    if isinstance(control, MultiChoice | TextList):
        return []
    if isinstance(control, KeyValueList | JsonText | Entries):
        return {}
    if isinstance(control, ItemList):
        return [_empty(control.item)]
    if isinstance(control, NestedControl):
        return {str(f.key): _empty(f.control) for f in control.shape.fields if f.required}
    if isinstance(control, UnionControl):
        return _empty(next(v.control for v in control.variants if v.control is not None))
    return ""


def _plain(value: Any) -> Any:
    """Return a default as a JSON value; None for one that a file should not spell out."""
    if isinstance(value, Enum):
        return _plain(value.value)
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    if isinstance(value, str | bool | int | float | dict):
        return value
    return None if value is None or isinstance(value, Secret) or callable(value) else str(value)


def _with_help(title: str, sentence: str) -> str:
    return f"{title}. {sentence}" if sentence else f"{title}."


def _comment(text: str, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(
        text,
        MAX_LINE_CHARS,
        initial_indent=f"# {first}",
        subsequent_indent=f"# {rest}",
        break_long_words=False,
        break_on_hyphens=False,
    )
