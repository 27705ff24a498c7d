"""Suggests a connector's name from what it is about."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import chain, count
from typing import Any, Final

from wizard.connectors.addresses import host_of
from wizard.connectors.metadata import ConnectorInfo
from wizard.connectors.step_forms import NAME
from wizard.forms import UNSET, FieldLocation, FormState, Loc, Scalar, text_of

MAX_SUBJECT_CHARS: Final = 60
_ADDRESS: Final = re.compile(r"h(t(t(ps?(:/?)?)?)?)?|.*://.*|[\w-]*(\.[\w-]*)+(:\d*)?(/.*)?", re.I)
"""An address, or the beginning of one."""


def suggested_name(
    configure: FormState[Any], about: ConnectorInfo, typed: Loc | None = None
) -> str | None:
    """Return a name for what the form asks for; None if its subject is still being typed.

    typed: the field being typed in. Half an address names nothing, nor does what is wrong.
    """
    place = subject_of(configure)
    if place is None:
        return about.name
    text = text_of(place.raw).strip()
    if _ADDRESS.fullmatch(text):
        if place.loc == typed:
            return None
        text = host_of(text) or text
    elif configure.wrong(place.loc):
        return about.name
    return f"{about.name}: {text[:MAX_SUBJECT_CHARS]}"


def subject_of(configure: FormState[Any]) -> FieldLocation | None:
    """Return what the connector is about: the first field with a non-secret line of text."""
    for place in configure.places():
        if place.loc == NAME or not isinstance(place.control, Scalar) or place.control.secret:
            continue
        if len(text_of(place.raw).strip().splitlines()) == 1:
            return place
    return None


def free_name(name: str, is_taken: Callable[[str], bool]) -> str:
    """Return ``name``, followed by the first number that makes it unused if it is taken."""
    names = chain([name], (f"{name} {number}" for number in count(2)))
    return next(each for each in names if not is_taken(each))


class SuggestedName:
    """A name that follows what the form asks for, until the person writes another.

    text: the name; None once the person wrote one.
    """

    def __init__(self, text: str | None = None) -> None:
        self.text = text
        self._seen: tuple[Any, dict[str, Any]] | None = None

    def drop(self) -> None:
        """Follow no longer, unless the field is left empty."""
        self.text = self._seen = None

    def follow(
        self,
        configure: FormState[Any],
        about: ConnectorInfo,
        typed: Loc | None,
        is_taken: Callable[[str], bool],
    ) -> None:
        """Set the name if it is empty, or still the suggested one.

        typed: the field being typed in.
        """
        raw, context = self._seen or (None, None)
        if configure.raw is raw and configure.context == context:
            return  # as for every character typed in another step
        entered = configure.entered(NAME)
        if entered is UNSET or entered == self.text:
            name = suggested_name(configure, about, typed)
            if name is None:
                return
            self.text = free_name(name, is_taken)
            configure.set(NAME, self.text)
        self._seen = configure.raw, dict(configure.context)
