"""What every control can do: turn values into raw values, and raw values into candidates."""

from __future__ import annotations

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
    """Limits declared on a field; None where there is none."""

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
    """How one value is asked for. Each subclass is a kind; faces have a renderer for each.

    annotation: the annotation the value must fit, constraints included.
    config: the configuration of the model around it, which pydantic applies to it too.
    nullable: an explicit null is a value of it (raw ``None``).
    """

    annotation: Any
    config: ConfigDict | None = None
    nullable: bool = False
    secret: bool = False
    bounds: Bounds = UNBOUNDED
    ui: Ui = field(default_factory=Ui)

    @cached_property
    def adapter(self) -> TypeAdapter[Any]:
        """A validator for the annotation, constraints included; made when first needed."""
        try:
            return TypeAdapter(self.annotation, config=self.config)
        except PydanticUserError as error:
            if error.code != "type-adapter-config-unused":
                raise
            return TypeAdapter(self.annotation)  # It has a configuration of its own.

    def blank(self) -> Any:
        """The raw value to begin with when there is no default; UNSET for most."""
        return UNSET

    def format(self, value: Any) -> Any:
        """The raw value that shows ``value``; raises ValueError, TypeError or AttributeError
        when ``value`` is not of this kind.
        """
        while self.wraps(value):
            value = value.root if isinstance(value, RootModel) else value.get_secret_value()
        return self._format(value)

    def wraps(self, value: Any) -> bool:
        """Whether ``value`` stands around the one to show, as a secret does only for a secret."""
        return isinstance(value, RootModel) or (self.secret and isinstance(value, pydantic.Secret))

    def _format(self, value: Any) -> Any:
        raise NotImplementedError

    def format_any(self, value: Any) -> Any:
        """The raw value for ``value``; one of another kind is kept for mending."""
        try:
            return self.format(value)
        except (ValueError, TypeError, AttributeError):
            return self.keep_invalid(value)

    def keep_invalid(self, value: Any) -> Any:
        """The raw value for one that no text stands for.

        What JSON cannot say and the model takes all the same is ``Kept``. Anything else is plain
        data to be mended, and never a bare secret.
        """
        plain = self.conceal(value)
        if same(to_plain(value), value):
            return plain
        try:
            self.adapter.validate_python(value, by_alias=True, by_name=True)
        except (PydanticUserError, ValueError, TypeError, AttributeError):
            return plain
        except Exception:  # The model's own code: its validators may raise anything.
            return plain
        return Kept(value, tuple(secrets_in(plain)))

    @property
    def may_hold_secret(self) -> bool:
        """Whether a text in its place may be a secret, fitting or not."""
        return self.secret or contains_secret(self.annotation)

    def conceal(self, value: Any) -> Any:
        """``value`` as plain data, in the place of this control: never a bare secret."""
        return to_plain(value, hide=self.may_hold_secret)

    def validated(self, raw: Any, at: Loc, attempt: ReadContext) -> Any:
        """The value for ``raw``, checked by pydantic; OMIT after recording problems."""
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
                # What could not be converted was left out: that it is missing is no news.
                if not any(known[: len(loc)] == loc for known in failed):
                    attempt.problems.append(
                        FormProblem(loc, item["type"], item.get("ctx", {}), item["msg"])
                    )
        except PydanticUserError:
            raise
        except Exception as error:  # The model's own code: its validators may raise anything.
            if not failed:
                attempt.fail(at, "broken_check", name=type(error).__name__)
        else:
            return OMIT if failed else value
        return OMIT

    def to_python(self, raw: Any, at: Loc, attempt: ReadContext) -> Any:
        """The candidate to hand to the model for ``raw``, or OMIT after recording a problem."""
        return raw.value if isinstance(raw, Kept) else self._collect(raw, at, attempt)

    def _collect(self, raw: Any, at: Loc, attempt: ReadContext) -> Any:
        raise NotImplementedError

    def preview(self, raw: Any) -> Any:
        """A rough value for conditions on this field; never fails."""
        return None if raw is UNSET else raw

    def child(self, part: str | int) -> Control | None:
        """The control one step below, for a part of a location; None when there is none."""
        return None

    def child_raw(self, raw: Any, part: str | int) -> Any:
        """The raw value one step below."""
        return UNSET

    def with_child(self, raw: Any, part: str | int, below: Any) -> Any:
        """A copy of ``raw`` with the raw value one step below replaced (UNSET: taken out)."""
        raise LookupError(part)
