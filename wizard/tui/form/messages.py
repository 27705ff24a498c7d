"""Messages that a form posts. None of them shows a value when logged."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from textual.message import Message

from wizard.forms import Loc

if TYPE_CHECKING:
    from wizard.tui.form.actions import FormActions


class FormMessage(Message):
    """Base of a form's messages. ``form``: the form that posted it."""

    def __init__(self, form: FormActions) -> None:
        super().__init__()
        self.form = form

    @property
    def control(self) -> FormActions:
        """The form, for selectors of ``on``."""
        return self.form

    def __rich_repr__(self) -> Iterable[Any]:
        yield self.form


class Submitted(FormMessage, namespace="model_form"):
    """Posted when the form is valid. ``model``: the finished value."""

    def __init__(self, form: FormActions, model: Any) -> None:
        super().__init__(form)
        self.model = model


class Completed(FormMessage, namespace="model_form"):
    """Posted when enter is pressed in the last field."""


class Changed(FormMessage, namespace="model_form"):
    """Posted after the state changed at ``loc``; ``()`` means in several fields."""

    def __init__(self, form: FormActions, loc: Loc) -> None:
        super().__init__(form)
        self.loc = loc


class FocusMoved(FormMessage, namespace="model_form"):
    """Posted when the row at ``loc`` gets the focus."""

    def __init__(self, form: FormActions, loc: Loc) -> None:
        super().__init__(form)
        self.loc = loc


class ErrorCount(FormMessage, namespace="model_form"):
    """Posted when the number of fields with errors changes, once the form was submitted."""

    def __init__(self, form: FormActions, count: int) -> None:
        super().__init__(form)
        self.count = count
