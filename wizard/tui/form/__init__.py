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
"""

from wizard.tui.form.base import FieldWidget, RowWidget
from wizard.tui.form.commands import FormCommands
from wizard.tui.form.model_form import ModelForm
from wizard.tui.form.renderers import register
from wizard.tui.form.rows import Kind, Row

__all__ = ["FieldWidget", "FormCommands", "Kind", "ModelForm", "Row", "RowWidget", "register"]
