"""Matches pasted text, ``KEY=value`` lines or a JSON object, to the fields of a form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from wizard.forms.controls import (
    BooleanControl,
    ChoiceControl,
    KeyValueList,
    MultiChoice,
    NestedControl,
    Scalar,
    TextList,
    from_text,
)
from wizard.forms.form import FieldLocation
from wizard.forms.key_files import summarise
from wizard.forms.messages import NOT_SET
from wizard.forms.raw import Loc, text_of
from wizard.forms.secret import MASK, Secret
from wizard.forms.state import FormState
from wizard.utils.parsing import JsonSyntaxError, strict_json
from wizard.utils.text import shortened

_MIN_CHARS = 5
"""A name must share so many characters with a field's to be taken for it."""
_MAX_SHOWN_CHARS = 48
_MAX_CHARS = 200_000
_LINE = re.compile(r"(export\s+)?(?:set\s+)?([A-Za-z_][\w.\-]*)\s*(?:=|:(?=\s))(.*)")
_QUOTED = re.compile(r"""(["'])((?:\\.|(?!\1)[^\\])*)\1\s*[;,]?\s*(?:#.*)?""")
_WRAPPED = re.compile(r"""(["'])(.*)\1""")
_COMMENT = re.compile(r"\s#.*")
_IGNORED = re.compile(r"\s*(?:[#;].*|\[[^\]]*\]\s*)?")


@dataclass(frozen=True, slots=True)
class PasteFill:
    """A field that the text has a value for; ``shown`` is that value, masked if secret."""

    loc: Loc
    label: str
    raw: Any
    shown: str


@dataclass(frozen=True, slots=True)
class PasteOffer:
    """What a pasted text would fill in; ``unknown`` holds the names that match no field."""

    fills: tuple[PasteFill, ...]
    unknown: tuple[str, ...] = ()

    def apply(self, state: FormState[Any]) -> None:
        """Fill in the fields."""
        for fill in self.fills:
            state.set(fill.loc, fill.raw)


def lines_unified(text: str) -> str:
    """Convert all line ends to ``\\n``, since most terminals paste each one as ``\\r``.

    A leading byte order mark, left from the file it was copied from, is removed.
    """
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def recognise(text: str, state: FormState[Any]) -> PasteOffer | None:
    """Return what ``text`` can fill in among the fields currently asked for; None for nothing.

    A line may begin with ``export``, and a value may be quoted. Comments and section titles are
    skipped, as are comments after a value, which begin with a # after a blank. Names match by key,
    alias or label, ignoring case and separators. The whole content of a key file matches the one
    field that takes such a file.
    """
    if len(text) > _MAX_CHARS:
        return None
    targets = [place for place in state.places() if fillable(place)]
    key = _key_file(text, targets, state)
    if key is not None:
        return PasteOffer((key,))
    named = _json_names(text) or _line_names(text)
    fills: dict[Loc, PasteFill] = {}
    unknown = []
    for item in named:
        place = _match(item.path, targets)
        fill = _fill(place, item, state) if place is not None else None
        if fill is None or fill.loc in fills:
            unknown.append(item.path[-1])
        else:
            fills[fill.loc] = fill
    order = {place.loc: number for number, place in enumerate(targets)}
    ordered = sorted(fills.values(), key=lambda fill: order[fill.loc])
    return PasteOffer(tuple(ordered), tuple(unknown)) if fills else None


def _key_file(text: str, targets: list[FieldLocation], state: FormState[Any]) -> PasteFill | None:
    found = summarise(text).kind
    if not found or found.startswith(("JSON", "Settings")):
        return None
    takers = [
        place
        for place in targets
        if isinstance(place.control, Scalar) and place.control.secret and place.control.multiline
    ]
    if len(takers) != 1:
        return None
    return PasteFill(takers[0].loc, _label(takers[0], state), Secret(text), f"{MASK} ({found})")


# --- Reading the text --------------------------------------------------------------------------


class _Named(NamedTuple):
    """A value and its name; ``cut`` is set if a comment, or what looks like one, was removed."""

    path: tuple[str, ...]
    value: Any
    cut: bool = False


def _json_names(text: str) -> list[_Named]:
    if not text.lstrip().startswith("{"):
        return []
    try:
        data = strict_json(text)
    except JsonSyntaxError:
        return []
    return list(_flat(data, ())) if isinstance(data, dict) else []


def _flat(data: dict[str, Any], above: tuple[str, ...]) -> Iterator[_Named]:
    for key, value in data.items():
        yield _Named((*above, key), value)
        if isinstance(value, dict):
            yield from _flat(value, (*above, key))


def _line_names(text: str) -> list[_Named]:
    found = []
    for line in text.splitlines():
        if _IGNORED.fullmatch(line):
            continue
        match = _LINE.fullmatch(line.strip())
        if match is None:
            return []
        # Outside a shell, a ; belongs to the value.
        item = _read(match[2], match[3], end=";" if match[1] else "")
        if item.value:
            found.append(item)
    return found


def _read(name: str, text: str, end: str) -> _Named:
    """Parse the value after a name, as programs that read such lines do."""
    quoted = _QUOTED.fullmatch(text.strip()) or _WRAPPED.fullmatch(text.strip())
    if quoted is not None:
        inner = quoted[2]
        # A multi-line key is kept on one line by writing out its line ends.
        return _Named((name,), inner.replace("\\n", "\n") if "-----BEGIN" in inner else inner)
    bare = _COMMENT.sub("", text)
    return _Named((name,), bare.strip().removesuffix(end), cut=bare != text)


# --- Finding the field -------------------------------------------------------------------------


def fillable(place: FieldLocation) -> bool:
    """Return whether a text can fill in a field."""
    kinds = (Scalar, BooleanControl, ChoiceControl, MultiChoice, TextList, KeyValueList)
    return place.field is not None and isinstance(place.control, kinds)


def _plain(name: object) -> str:
    return "".join(c for c in str(name).casefold() if c.isalnum())


def _names(place: FieldLocation) -> set[str]:
    if place.field is None:
        return set()
    own = {_plain(name) for name in (*place.field.names, place.field.label)}
    parts = [_plain(part) for part in place.loc if isinstance(part, str)]
    paths = {"".join(parts[start:]) for start in range(len(parts))}
    return {name for name in own | paths if name}


def _match(path: tuple[str, ...], targets: list[FieldLocation]) -> FieldLocation | None:
    wanted = _plain(path[-1])
    whole = _plain("".join(path))
    exact = [p for p in targets if _names(p) & {wanted, whole}]
    if len(exact) > 1:
        exact = [p for p in exact if whole in _names(p)][:1] or exact[:1]
    if exact:
        return exact[0]
    if len(wanted) < _MIN_CHARS:
        return None
    # GITHUB_ACCESS_TOKEN means the access token, and access_token the GitHub access token.
    loose = [
        p
        for p in targets
        if any(
            len(name) >= _MIN_CHARS and (wanted.endswith(name) or name.endswith(wanted))
            for name in _names(p)
        )
    ]
    return loose[0] if len(loose) == 1 else None


def fill_of(place: FieldLocation, text: str, state: FormState[Any]) -> PasteFill | None:
    """Return how ``text`` fills in a field; None if it does not."""
    return _fill(place, _Named((str(place.loc[-1]),), text), state)


def _fill(place: FieldLocation, item: _Named, state: FormState[Any]) -> PasteFill | None:
    field, control, value = place.field, place.control, item.value
    if field is None or (isinstance(value, dict) and not isinstance(control, KeyValueList)):
        return None
    if isinstance(value, str) and isinstance(control, Scalar | BooleanControl | ChoiceControl):
        raw = from_text(control, value)
    else:
        raw = field.format(value, from_file=True)
        if raw is value and isinstance(raw, int | float) and not isinstance(raw, bool):
            raw = from_text(control, str(value))
        if isinstance(raw, bool | list) and isinstance(control, Scalar):
            return None
        if raw is None and not control.nullable:
            return None
    if control.secret and isinstance(raw, str):
        raw = Secret(raw)
    shown = _shown(raw)
    if item.cut and isinstance(raw, Secret):
        shown += " (the part before the #)"  # the mask would hide the cut
    return PasteFill(place.loc, _label(place, state), raw, shown)


def _label(place: FieldLocation, state: FormState[Any]) -> str:
    above = [
        found.label
        for end in range(1, len(place.loc))
        if (found := state.field(place.loc[:end])) and isinstance(found.control, NestedControl)
    ]
    return " › ".join([*above, place.label])


def _shown(raw: Any) -> str:
    if raw is None:
        return NOT_SET
    if isinstance(raw, Secret):
        return MASK
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    text = " ".join((", ".join(map(str, raw)) if isinstance(raw, list) else text_of(raw)).split())
    return shortened(text, _MAX_SHOWN_CHARS)
