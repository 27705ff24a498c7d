"""A loaded connector type: its models, and examples of what they send."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wizard.connectors.metadata import ConnectorInfo


@dataclass(frozen=True, slots=True)
class Example:
    """An example of what a request of this type carries, as sent; all values are made up."""

    config: Mapping[str, Any]
    credentials: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Connector:
    """A loaded connector type; each is loaded once, so it compares equal only to itself.

    config, credential: a model class, or a plain union of them inside ``Annotated`` if there are
    several ways to select content or to sign in. The first member is the default.
    minimal: the smallest request with the defaults.
    full: the default members with every field set.
    more: the other members, each at least once.
    method_follows: the name of a config field, and the matching credential member for each of its
    values; None if the person chooses freely.
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
        """All examples of the type."""
        return (self.minimal, self.full, *self.more)
