"""What a renderer is, how one is found for a control, and how values are put into words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Final, Protocol, TypeVar

from wizard.forms import UNSET, Control, FormState, Loc, expected, text_of
from wizard.forms.key_files import summarise
from wizard.forms.messages import NOT_SET
from wizard.forms.raw import Kept
from wizard.plain.console import Console
from wizard.plain.input import Answer
from wizard.plain.questions import FieldQuestion

AGAIN: Final = object()
"""Given by ``Renderer.ask`` when the question is not answered yet, and is to be asked again."""

NULL_WORDS: Final = f"{NOT_SET.lower()} (null)"

_MAX_VALUE_CHARS: Final = 60  # characters of a value


class FormPrompter(Protocol):
    """What a renderer may ask of the form it stands in."""

    @property
    def state(self) -> FormState[Any]:
        """What has been entered."""

    @property
    def console(self) -> Console:
        """Where it is asked."""

    def answer(self, *, secret: bool = False, more: str = "") -> Answer:
        """Ask the question, or with ``more`` on; commands are dealt with."""

    def ask_item(self, loc: Loc, *, new: bool) -> None:
        """Ask for the item of a list; a ``new`` one is given up by going back from its start."""

    def changed(self) -> None:
        """Say that a value was changed other than by what ``ask`` returns."""


class Renderer:
    """One kind of control as lines.

    kind: a word or two on the form of an answer, for the prompt.
    """

    kind: ClassVar[str] = ""

    def before(self, control: Any) -> list[str]:
        """Lines to say before the question."""
        return []

    def each_time(self, control: Any, state: FormState[Any], loc: Loc) -> list[str]:
        """Lines to say each time the question is asked."""
        return []

    def hints(self, control: Any) -> list[str]:
        """Sentences on how to answer, for the help."""
        return [f"Enter {expected(control)}."]

    def show(self, control: Any, raw: Any) -> str:
        """A raw value in a few words, no secret in them; empty where nothing is set."""
        if raw is UNSET:
            return ""
        if raw is None:
            return NULL_WORDS
        if isinstance(raw, Kept):
            return str(raw)
        if control.secret:
            return secret_words(raw)
        if raw == "":
            return "the empty text"
        return self.show_value(control, raw)

    def show_value(self, control: Any, raw: Any) -> str:
        """As ``show``, for a value that is neither missing nor null, empty or secret."""
        text = text_of(raw) or str(raw)
        first, *rest = text.splitlines() or [text]
        return shortened(first) + (f" (and {len(rest)} more lines)" if rest else "")

    def ask(self, prompts: FormPrompter, question: FieldQuestion) -> Any:
        """Ask; the raw value to set, UNSET for the default, ``Word.KEEP``, or AGAIN.

        Raises Wrong.
        """
        raise NotImplementedError


R = TypeVar("R", bound=type[Renderer])
_renderers: dict[type[Control], Renderer] = {}


def renders(*kinds: type[Control]) -> Callable[[R], R]:
    """Make a class the renderer of controls of these classes, and of classes below them."""

    def add(cls: R) -> R:
        for kind in kinds:
            _renderers[kind] = cls()
        return cls

    return add


def renderer_for(control: Control) -> Renderer:
    """The renderer of the control's class, or of its nearest base's."""
    for kind in type(control).__mro__:
        if kind in _renderers:
            return _renderers[kind]
    raise LookupError(type(control).__name__)


def secret_words(raw: Any) -> str:
    """What may be said of a secret."""
    text = text_of(raw)
    if not text:
        return "the empty text"
    summary = summarise(text)
    return ", ".join(["set", *([summary.kind] if summary.kind else []), summary.size])


def secret_summary(raw: Any) -> list[str]:
    """All that may be said of a secret: what tells it from others, and what is wrong with it."""
    summary = summarise(text_of(raw))
    words = ", ".join([*filter(None, [summary.kind]), summary.size, *summary.facts])
    return [f"{words}.", *summary.problems]


def shortened(text: str, most: int = _MAX_VALUE_CHARS) -> str:
    """The beginning of a text."""
    return text if len(text) <= most else text[: most - 1] + "…"
