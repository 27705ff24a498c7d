"""What a form has to say. None of its messages shows a value when it is logged."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from textual.message import Message

from wizard.forms import Loc

if TYPE_CHECKING:
    from wizard.tui.form.actions import FormActions


class FormMessage(Message):
    """What all of them have: ``form``, the one it is from."""

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
    """Everything is right. ``model`` is the finished value."""

    def __init__(self, form: FormActions, model: Any) -> None:
        super().__init__(form)
        self.model = model


class Completed(FormMessage, namespace="model_form"):
    """Enter was pressed in the last field."""


class Changed(FormMessage, namespace="model_form"):
    """The field at ``loc`` was changed; the state has it. ``()``: several were."""

    def __init__(self, form: FormActions, loc: Loc) -> None:
        super().__init__(form)
        self.loc = loc


class FocusMoved(FormMessage, namespace="model_form"):
    """The row at ``loc`` has the focus now."""

    def __init__(self, form: FormActions, loc: Loc) -> None:
        super().__init__(form)
        self.loc = loc


class ErrorCount(FormMessage, namespace="model_form"):
    """So many fields are to mend, since the form was first submitted."""

    def __init__(self, form: FormActions, count: int) -> None:
        super().__init__(form)
        self.count = count
