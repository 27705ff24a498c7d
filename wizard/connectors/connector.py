"""A loaded type: its models, and examples of what they send."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wizard.connectors.metadata import ConnectorInfo


@dataclass(frozen=True, slots=True)
class Example:
    """What a request of a type may carry, as it is sent. All values are made up."""

    config: Mapping[str, Any]
    credentials: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Connector:
    """A type, ready to be asked for. Each is loaded once, so it is equal to itself alone.

    config, credential: a model class, or a plain union of them inside ``Annotated`` where there
    is a choice of what to index or how to sign in. The first member is the default.
    minimal: the smallest request of the defaults. full: every field of them set.
    more: the other members, each at least once.
    method_follows: a config field's name, and for each of its values the credential's member
    that fits; None where the person chooses freely.
    """

    about: ConnectorInfo
    config: Any
    credential: Any
    minimal: Example
    full: Example
    more: tuple[Example, ...] = ()
    method_follows: tuple[str, Mapping[Any, str]] | None = None

    @property
    def examples(self) -> tuple[Example, ...]:
        """All of them."""
        return (self.minimal, self.full, *self.more)
