"""What was entered, in the words of the form: for reviews, and for the answers of line prompts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from functools import singledispatch
from typing import Any, Final, NamedTuple

from pydantic import ValidationError

from wizard.forms.controls import (
    BooleanControl,
    ChoiceControl,
    Control,
    ItemList,
    KeyValueList,
    MultiChoice,
    Scalar,
    Switch,
    TextList,
    UnionControl,
)
from wizard.forms.controls.collections import LineError, split_pairs
from wizard.forms.key_files import summarise
from wizard.forms.messages import NOT_SET
from wizard.forms.questions import FieldQuestion, GateQuestion, questions, shown
from wizard.forms.raw import UNSET, Kept, Loc, text_of
from wizard.forms.secret import Secret
from wizard.forms.state import FormState
from wizard.utils.text import sanitize

MASK_DOTS: Final = "••••"
"""Stands for a secret."""

NULL_WORDS: Final = f"{NOT_SET.lower()} (null)"
EMPTY_WORDS: Final = "empty text"
NONE_WORDS: Final = "none"

MAX_VALUE_CHARS: Final = 160
"""Maximum length of a value in words; longer lists are counted instead."""

MIN_SECRET_CHARS: Final = 16
"""Of a shorter secret, the last characters would give away too much."""

ENDING_CHARS: Final = 4


class Answer(NamedTuple):
    """One answer. ``words``: what was entered; empty if nothing was."""

    loc: Loc
    label: str
    words: str
    required: bool
    secret: bool


def answers(state: FormState[Any], untitled: Set[Loc] = frozenset()) -> Iterator[Answer]:
    """Yield the answers of a form in order, without advanced settings that are at their defaults.

    untitled: objects whose title is left out of the labels.
    """
    gates = [item for item in questions(state) if isinstance(item, GateQuestion)]
    behind = {item.loc for gate in gates for item in gate.inside}
    for item in questions(state, {gate.loc for gate in gates}, untitled=untitled):
        if isinstance(item, FieldQuestion) and (item.loc not in behind or state.changed(item.loc)):
            words = describe_at(state, item)
            yield Answer(item.loc, item.label, words, item.required, item.control.secret)


def describe_at(state: FormState[Any], item: FieldQuestion) -> str:
    """Describe the answer to a question; the items of a list one by one."""
    raw = shown(state, item)
    if raw in (None, "", []) and not state.changed(item.loc):
        return ""
    if isinstance(item.control, ItemList) and isinstance(raw, list) and raw:
        items = [summarize_item(state, (*item.loc, index)) for index in range(len(raw))]
        return _listed(items, "; ")
    return describe(item.control, raw)


def summarize_item(state: FormState[Any], loc: Loc) -> str:
    """Summarize the list item at ``loc`` in one line."""
    found = [
        describe(item.control, state.shown(item.loc))
        for item in questions(state, within=loc)
        if isinstance(item, FieldQuestion)
    ]
    return "; ".join(words for words in found if words) or "empty"


def describe(control: Control, raw: Any) -> str:
    """Describe a raw value in the form's words, without secrets; empty if nothing was entered."""
    if raw is UNSET:
        return ""
    if isinstance(control, UnionControl):
        return control.variant(raw).label
    if raw is None:
        return NULL_WORDS
    if isinstance(raw, Kept):
        return str(raw)
    if control.secret:
        return f"{MASK_DOTS} ({secret_words(control, raw)})" if text_of(raw) else EMPTY_WORDS
    if raw == "" and not isinstance(control, TextList | KeyValueList):
        return EMPTY_WORDS
    return sanitize(describe_value(control, raw), MAX_VALUE_CHARS + len(" (and 1,000 more lines)"))


def secret_words(control: Control, raw: Any) -> str:
    """Return what may be said about a secret as it is sent: what it is, and how long."""
    found = summarise(sent_secret(control, raw))
    return ", ".join(filter(None, [found.kind, found.size.removesuffix(", 1 line")]))


def sent_secret(control: Control, raw: Any) -> str:
    """Return what is sent of a secret, whose kind may drop the blanks around it."""
    text = text_of(raw)
    if text == text.strip() or not isinstance(control, Scalar):
        return text
    try:
        return text_of(control.adapter.validate_python(Secret(text))) or text
    except ValidationError:
        return text


def secret_ending(raw: Any) -> str:
    """Return what tells a secret from others: its last characters, or what a key file says.

    Only for a person who asks for it. Empty if it is too short for that.
    """
    text = text_of(raw).strip()
    facts = summarise(text).facts
    if len(text.splitlines()) == 1 and len(text) >= MIN_SECRET_CHARS:
        return f"ends in …{sanitize(text[-ENDING_CHARS:], ENDING_CHARS)}"
    return ", ".join(facts)


@singledispatch
def describe_value(control: Control, raw: Any) -> str:
    """Describe a value that is not missing, null, empty or secret, by the kind of its control."""
    return _first_line(text_of(raw) or str(raw))


@describe_value.register
def _(control: Scalar, raw: Any) -> str:
    text = text_of(raw)
    return control.codec.describe(text) if control.codec.describe else _first_line(text)


@describe_value.register
def _(control: BooleanControl, raw: Any) -> str:
    return "On" if raw is True else "Off" if raw is False else str(raw)


@describe_value.register
def _(control: Switch, raw: Any) -> str:
    return control.option.label if raw is True else NOT_SET if raw is False else str(raw)


@describe_value.register
def _(control: ChoiceControl, raw: Any) -> str:
    option = control.option(raw)
    return option.label if option else str(raw)


@describe_value.register
def _(control: MultiChoice, raw: Any) -> str:
    if not isinstance(raw, list):
        return str(raw)
    labels = {option.key: option.label for option in control.options}
    return _listed([labels.get(key, str(key)) for key in raw])


@describe_value.register
def _(control: TextList, raw: Any) -> str:
    text = text_of(raw)
    try:
        return _listed([line.text for line in control.split(text)])
    except LineError:
        return _listed(text.splitlines())


@describe_value.register
def _(control: KeyValueList, raw: Any) -> str:
    text = text_of(raw)
    try:
        return _listed([f"{line.key}={line.text}" for line in split_pairs(text)])
    except LineError:
        return _listed(text.splitlines())


@describe_value.register
def _(control: ItemList, raw: Any) -> str:
    if not isinstance(raw, list):
        return str(raw)
    return f"{len(raw)} item{'' if len(raw) == 1 else 's'}" if raw else NONE_WORDS


def _first_line(text: str) -> str:
    first, *rest = text.strip("\n").splitlines() or [text]
    more = f" (and {len(rest):,} more line{'s' if len(rest) > 1 else ''})" if rest else ""
    return sanitize(first, MAX_VALUE_CHARS) + more


def _listed(values: Sequence[str], separator: str = ", ") -> str:
    """Join values; of more than can be read at a glance, as many as fit, and their number."""
    whole = separator.join(values)
    if len(whole) <= MAX_VALUE_CHARS:
        return whole or NONE_WORDS
    shown: list[str] = []
    for value in values:
        if len(separator.join([*shown, value])) > MAX_VALUE_CHARS - 20:
            break
        shown.append(value)
    shown = shown or [sanitize(values[0], MAX_VALUE_CHARS // 2)]
    return f"{separator.join(shown)} … ({len(values):,} in all)" if len(values) > 1 else shown[0]
