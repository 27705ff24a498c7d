"""The interface of a control: converts values to raw values, and raw values to candidates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, NamedTuple

import pydantic
from pydantic import ConfigDict, PydanticUserError, RootModel, TypeAdapter, ValidationError

from wizard.forms.errors import FormProblem, ReadContext
from wizard.forms.plain_data import to_plain
from wizard.forms.raw import OMIT, UNSET, Kept, Loc, same, secrets_in
from wizard.forms.secret_detection import contains_secret
from wizard.forms.ui import Ui


class Bounds(NamedTuple):
    """Limits declared on a field; None for each one that is absent."""

    ge: Any = None
    gt: Any = None
    le: Any = None
    lt: Any = None
    multiple_of: Any = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None


UNBOUNDED: Final = Bounds()


@dataclass(frozen=True, kw_only=True, eq=False)
class Control:
    """How one value is asked for; each subclass is a kind with a renderer in every frontend.

    annotation: the annotation that the value must satisfy, constraints included.
    config: the configuration of the enclosing model, which pydantic applies to the value too.
    nullable: an explicit null is a valid value (raw ``None``).
    """

    annotation: Any
    config: ConfigDict | None = None
    nullable: bool = False
    secret: bool = False
    bounds: Bounds = UNBOUNDED
    ui: Ui = field(default_factory=Ui)

    @cached_property
    def adapter(self) -> TypeAdapter[Any]:
        """The validator for the annotation and its constraints, built on first use."""
        try:
            return TypeAdapter(self.annotation, config=self.config)
        except PydanticUserError as error:
            if error.code != "type-adapter-config-unused":
                raise
            return TypeAdapter(self.annotation)  # The type has a configuration of its own.

    def blank(self) -> Any:
        """Return the initial raw value when there is no default; UNSET for most controls."""
        return UNSET

    def format(self, value: Any) -> Any:
        """Return the raw value that represents ``value``.

        Raises ValueError, TypeError or AttributeError if ``value`` is not of this kind.
        """
        while self.wraps(value):
            value = value.root if isinstance(value, RootModel) else value.get_secret_value()
        return self._format(value)

    def wraps(self, value: Any) -> bool:
        """Return whether ``value`` wraps the one to show; secrets do only for secret controls."""
        return isinstance(value, RootModel) or (self.secret and isinstance(value, pydantic.Secret))

    def _format(self, value: Any) -> Any:
        raise NotImplementedError

    def format_any(self, value: Any) -> Any:
        """Return the raw value for ``value``; keep one of another kind so it can be corrected."""
        try:
            return self.format(value)
        except (ValueError, TypeError, AttributeError):
            return self.keep_invalid(value)

    def keep_invalid(self, value: Any) -> Any:
        """Return the raw value for one that has no text representation.

        A value that JSON cannot express but the model accepts becomes ``Kept``. Anything else
        becomes plain data to correct, and never a bare secret.
        """
        plain = self.plain_data(value)
        if same(to_plain(value), value):
            return plain
        try:
            self.adapter.validate_python(value, by_alias=True, by_name=True)
        except (PydanticUserError, ValueError, TypeError, AttributeError):
            return plain
        except Exception:  # Validators are the model's own code and may raise anything.
            return plain
        return Kept(value, tuple(secrets_in(plain)))

    @property
    def may_hold_secret(self) -> bool:
        """Return whether a text at this position may be a secret, valid or not."""
        return self.secret or contains_secret(self.annotation)

    def plain_data(self, value: Any) -> Any:
        """Return ``value`` as plain data for this control, never as a bare secret."""
        return to_plain(value, secret=self.may_hold_secret)

    def validated(self, raw: Any, at: Loc, attempt: ReadContext) -> Any:
        """Return the value for ``raw``, validated by pydantic; OMIT after recording problems."""
        before = len(attempt.problems)
        candidate = self.to_python(raw, at, attempt)
        failed = [problem.loc for problem in attempt.problems[before:]]
        if candidate is OMIT:
            if not failed:
                attempt.fail(at, "missing")
            return OMIT
        try:
            value = self.adapter.validate_python(candidate, by_alias=True, by_name=True)
        except ValidationError as error:
            for item in error.errors(include_url=False, include_input=False):
                loc = (*at, *item["loc"])
                # Unconvertible parts were left out, so do not report them as missing.
                if not any(known[: len(loc)] == loc for known in failed):
                    attempt.problems.append(
                        FormProblem(loc, item["type"], item.get("ctx", {}), item["msg"])
                    )
        except PydanticUserError:
            raise
        except Exception as error:  # Validators are the model's own code and may raise anything.
            if not failed:
                attempt.fail(at, "broken_check", name=type(error).__name__)
        else:
            return OMIT if failed else value
        return OMIT

    def to_python(self, raw: Any, at: Loc, attempt: ReadContext) -> Any:
        """Return the candidate to pass to the model for ``raw``; OMIT after recording a problem."""
        return raw.value if isinstance(raw, Kept) else self._collect(raw, at, attempt)

    def _collect(self, raw: Any, at: Loc, attempt: ReadContext) -> Any:
        raise NotImplementedError

    def secret_parts(self, raw: Any) -> Iterable[str]:
        """Return the texts within a secret raw value that a message could repeat alone."""
        return ()

    def preview(self, raw: Any) -> Any:
        """Return an approximate value for conditions on this field; never fails."""
        return None if raw is UNSET else raw

    def child(self, part: str | int) -> Control | None:
        """Return the control one level down, for one part of a location; None if there is none."""
        return None

    def child_raw(self, raw: Any, part: str | int) -> Any:
        """Return the raw value one level down."""
        return UNSET

    def with_child(self, raw: Any, part: str | int, below: Any) -> Any:
        """Return a copy of ``raw`` with the value one level down replaced (UNSET removes it)."""
        raise LookupError(part)
