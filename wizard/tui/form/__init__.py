"""A form for any pydantic model, as one widget.

Ten lines make an app of it::

    class Server(BaseModel):
        host: str
        port: Annotated[int, Field(ge=1, le=65535)] = 5432

    class Ask(App[Server]):
        def compose(self) -> ComposeResult:
            yield ModelForm(Server)

        def on_model_form_submitted(self, event: ModelForm.Submitted) -> None:
            self.exit(event.model)

    server = Ask().run()

What Textual is told to log (``TEXTUAL_LOG``) has no value in it that a form was given, with one
exception that no widget can prevent: Textual's own ``Paste`` event shows the pasted text. An app
that asks for secrets takes that variable out of its environment before it imports Textual.

The form works on a ``FormState``; give one as ``ModelForm(state=…)`` to keep it between screens.
``register`` adds a renderer for a new kind of control; ``FormCommands`` brings forms into the
command palette.

How it works: the ``FormState`` is the only truth. ``rows`` works out of it all rows that there are
to see, each a plain record (``Row``). ``Body`` has a widget for each row of a beginning of them,
as far as it was scrolled, and a ``Rest`` as high as all others; ``renderers`` knows the widget of
each kind, which ``base`` begins, and ``text``, ``secret``, ``area``, ``dropdown`` … are. A widget
tells the form what was entered; the form puts that into the state, asks ``rows`` again, and has
``Body`` change what differs. For a character typed that would be much work for one row:
``retyped`` works out that row alone, where nothing else can have changed.
"""

from wizard.tui.form.base import FieldWidget, RowWidget
from wizard.tui.form.layout_rows import LayoutRow, RowKind
from wizard.tui.form.model_form import ModelForm
from wizard.tui.form.provider import FormCommands
from wizard.tui.form.registry import register

__all__ = [
    "FieldWidget",
    "FormCommands",
    "LayoutRow",
    "ModelForm",
    "RowKind",
    "RowWidget",
    "register",
]
