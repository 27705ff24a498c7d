"""The fallback control for types without a rule: validated JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import (
    PydanticSchemaGenerationError,
    PydanticUndefinedAnnotation,
    PydanticUserError,
    ValidationError,
)
from pydantic_core import to_json

from wizard.forms.controls.base import Control
from wizard.forms.errors import ReadContext
from wizard.forms.raw import OMIT, UNSET, Loc, text_of
from wizard.forms.secret import Secret, revealed
from wizard.utils.parsing import JsonSyntaxError, strict_json


@dataclass(frozen=True, kw_only=True, eq=False)
class JsonText(Control):
    """Any value, typed as JSON; with ``as_text``, the model takes the text itself (``Json[…]``)."""

    as_text: bool = False

    def _format(self, value: Any) -> Any:
        if value is None and self.nullable:
            return None
        texts = [self._dumped(value, by_alias=by_alias) for by_alias in (True, False)]
        # If an alias is for validation or serialization only, field names convert both ways.
        text = next((text for text in texts if self._reads_as(text, value)), texts[0])
        if self._is_only_taken_itself(value, text):
            raise ValueError("no text stands for it")
        return Secret(text) if self.secret else text

    def _dumped(self, value: Any, *, by_alias: bool) -> str:
        """Return the value as JSON; raises ValueError if it has no JSON representation."""
        try:
            # pydantic's warnings would print the value.
            if self.secret:
                # In JSON, pydantic's own secrets are masked.
                plain = self.adapter.dump_python(value, by_alias=by_alias, warnings=False)
                return to_json(revealed(plain), indent=2).decode()
            dump = self.adapter.dump_json(value, indent=2, by_alias=by_alias, warnings=False)
            return dump.decode()
        except (PydanticSchemaGenerationError, PydanticUndefinedAnnotation, ValueError):
            return to_json(revealed(value), indent=2).decode()

    def _read(self, text: str) -> Any:
        """Return the value of a text; raises JsonSyntaxError or ValidationError."""
        value = strict_json(text)
        try:
            # JSON mode handles what JSON cannot express: numeric keys, tuples and sets.
            return self.adapter.validate_json(text, by_alias=True, by_name=True)
        except (PydanticSchemaGenerationError, PydanticUndefinedAnnotation):
            return value

    def _reads_as(self, text: str, value: Any) -> bool:
        try:
            return bool(self._read(text) == value)
        except Exception:  # Validators are the model's own code and may raise anything.
            return False

    def _is_only_taken_itself(self, value: Any, text: str) -> bool:
        """Return whether the model accepts ``value`` but not its text."""
        try:
            self._read(text)
        except JsonSyntaxError:
            return False
        except Exception:
            try:
                self.adapter.validate_python(value, by_alias=True, by_name=True)
            except Exception:
                return False
            return True
        return False

    def _collect(self, raw: Any, at: Loc, attempt: ReadContext) -> Any:
        if raw is UNSET:
            return OMIT
        if raw is None and self.nullable:
            return None
        text = text_of(raw)
        if not text.strip():
            attempt.fail(at, "missing")
            return OMIT
        try:
            value = self._read(text)
        except JsonSyntaxError as problem:
            attempt.fail(at, "json", str(problem))
            return OMIT
        except ValidationError as error:
            for item in error.errors(include_url=False, include_input=False):
                attempt.fail((*at, *item["loc"]), item["type"], item["msg"], **item.get("ctx", {}))
            return OMIT
        except PydanticUserError:
            raise
        except Exception as error:  # Validators are the model's own code and may raise anything.
            attempt.fail(at, "broken_check", name=type(error).__name__)
            return OMIT
        return text if self.as_text else value

    def secret_parts(self, raw: Any) -> Iterable[str]:
        try:
            return _leaves(strict_json(text_of(raw)))
        except JsonSyntaxError:
            return ()

    def preview(self, raw: Any) -> Any:
        return text_of(raw).strip()


def _leaves(value: Any) -> Iterator[str]:
    """Yield the texts and numbers in a value of JSON."""
    if isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _leaves(item)
    elif isinstance(value, str | int | float) and not isinstance(value, bool):
        yield str(value)
