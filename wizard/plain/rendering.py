"""The renderer interface, the lookup of a control's renderer, and the wording of values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Final, Protocol, TypeVar

from wizard.forms import Control, FormState, Loc, expected, text_of
from wizard.forms.answers import describe, secret_words
from wizard.forms.key_files import summarise
from wizard.forms.questions import FieldQuestion
from wizard.plain.console import Console
from wizard.plain.input import Answer
from wizard.utils.text import shortened

AGAIN: Final = object()
"""Given by ``Renderer.ask`` when the question is not answered yet, and is to be asked again."""


class FormPrompter(Protocol):
    """What a renderer may ask of the form that it belongs to."""

    @property
    def state(self) -> FormState[Any]:
        """The values entered so far."""

    @property
    def console(self) -> Console:
        """The console to ask on."""

    def answer(self, *, secret: bool = False, more: str = "") -> Answer:
        """Ask the question, or a follow-up with ``more``; commands are already handled."""

    def ask_item(self, loc: Loc, *, new: bool) -> None:
        """Ask for a list item; going back from the start of a ``new`` one discards it."""

    def changed(self) -> None:
        """Report a change made other than through the return value of ``ask``."""


class Renderer:
    """One kind of control as lines.

    kind: a word or two for the prompt, on the form of an answer.
    """

    kind: ClassVar[str] = ""

    def before(self, control: Any) -> list[str]:
        """Return the lines to show before the question."""
        return []

    def each_time(self, control: Any, state: FormState[Any], loc: Loc) -> list[str]:
        """Return the lines to show each time the question is asked."""
        return []

    def hints(self, control: Any) -> list[str]:
        """Return sentences on how to answer, for the help."""
        return [f"Enter {expected(control)}."]

    def show(self, control: Any, raw: Any) -> str:
        """Describe a raw value in a few words, without secrets; empty if nothing is set."""
        if control.secret and text_of(raw):
            return f"set, {secret_words(control, raw)}"
        return shortened(describe(control, raw))

    def ask(self, prompts: FormPrompter, question: FieldQuestion) -> Any:
        """Ask for a value.

        Returns the raw value to set, UNSET for the default, ``CommandWord.KEEP`` or AGAIN. Raises
        InvalidChoice.
        """
        raise NotImplementedError


R = TypeVar("R", bound=type[Renderer])
_renderers: dict[type[Control], Renderer] = {}


def renders(*kinds: type[Control]) -> Callable[[R], R]:
    """Register a class as the renderer of these control classes and their subclasses."""

    def add(cls: R) -> R:
        for kind in kinds:
            _renderers[kind] = cls()
        return cls

    return add


def renderer_for(control: Control) -> Renderer:
    """Return the renderer of the control's class or its nearest base."""
    for kind in type(control).__mro__:
        if kind in _renderers:
            return _renderers[kind]
    raise LookupError(type(control).__name__)


def secret_summary(raw: Any) -> list[str]:
    """Return all that may be said about a secret: what identifies it, and what is wrong with it."""
    summary = summarise(text_of(raw))
    words = ", ".join([*filter(None, [summary.kind]), summary.size, *summary.facts])
    return [f"{words}.", *summary.problems]
