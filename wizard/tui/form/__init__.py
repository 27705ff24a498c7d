"""A form for any pydantic model, as one widget.

A complete app takes ten lines::

    class Server(BaseModel):
        host: str
        port: Annotated[int, Field(ge=1, le=65535)] = 5432

    class Ask(App[Server]):
        def compose(self) -> ComposeResult:
            yield ModelForm(Server)

        def on_model_form_submitted(self, event: ModelForm.Submitted) -> None:
            self.exit(event.model)

    server = Ask().run()

Textual's log (``TEXTUAL_LOG``) never contains a value entered into a form, with one exception that
no widget can prevent: Textual's own ``Paste`` event shows the pasted text. An app that asks for
secrets should remove that variable from its environment before importing Textual.

The form works on a ``FormState``; pass one as ``ModelForm(state=…)`` to keep it between screens.
``register`` adds a renderer for a new kind of control. Help (f1), all values as JSON (f4) and the
command palette (ctrl+p) are there without more; an app with ``COMMANDS`` of its own adds
``FormCommands`` to them.

How it works: the ``FormState`` is the single source of truth. ``layout.rows`` derives from it all
visible rows, each a plain record (``LayoutRow``). ``Body`` holds a widget for each row down to
where the form was scrolled, and a ``RowPlaceholder`` as high as all the others. ``registry`` maps
a row to its widget class; ``base`` defines the common part, and ``text``, ``secret``,
``text_area``, ``select`` … the kinds. A widget tells the form what was entered; the form updates
the state, derives the rows again, and has ``Body`` apply the differences. Doing all that for each
typed character would be wasteful, so where only one row can have changed, ``retyped`` derives that
row alone.
"""

from wizard.tui.form.base import FieldWidget, RowWidget
from wizard.tui.form.labels import FieldLink
from wizard.tui.form.layout_rows import LayoutRow, RowKind
from wizard.tui.form.model_form import ModelForm
from wizard.tui.form.provider import FormCommands
from wizard.tui.form.registry import register

__all__ = [
    "FieldLink",
    "FieldWidget",
    "FormCommands",
    "LayoutRow",
    "ModelForm",
    "RowKind",
    "RowWidget",
    "register",
]
