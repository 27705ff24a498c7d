"""Forms generated from pydantic models.

Ten lines are enough::

    class Server(BaseModel):
        host: str
        port: Annotated[int, Field(ge=1, le=65535)] = 5432

    form = Form.from_model(Server)
    state = FormState(form)
    state.set(("host",), "db.example.com")
    state.set(("port",), "99999")
    state.mark_touched(("port",))[0].message   # "Enter a whole number from 1 to 65535."
    state.set(("port",), "5433")
    state.validate().value              # Server(host='db.example.com', port=5433)

``Form`` is the immutable specification. Raw values are plain data, kept as typed; ``FormState``
holds them while a person fills in the form, independently of the frontend that shows it. A location
is a tuple, the ``loc`` of pydantic's errors. ``Ui`` in a field's ``Annotated`` metadata controls
how the field is presented.

This package imports only pydantic and the standard library.
"""

# Importing these registers the built-in rules.
from wizard.forms import rules, text_types, wrappers  # noqa: F401
from wizard.forms.controls import (
    BooleanControl,
    Bounds,
    ChoiceControl,
    Codec,
    Constant,
    Control,
    Entries,
    Flags,
    ItemList,
    JsonText,
    KeyValueList,
    MultiChoice,
    NestedControl,
    Option,
    Scalar,
    Switch,
    TextList,
    UnionControl,
    Variant,
    from_text,
)
from wizard.forms.controls.fields import FieldGroup, FormField, ObjectSpec
from wizard.forms.errors import FieldError, SchemaError
from wizard.forms.form import FieldLocation, Form, ReadResult
from wizard.forms.messages import expected
from wizard.forms.raw import EXTRA, UNSET, Loc, text_of
from wizard.forms.registry import register
from wizard.forms.secret import MASK, Secret, SecretExtra, as_secrets
from wizard.forms.state import FormState
from wizard.forms.ui import ANY, FileHint, Ui, When, fields_error

__all__ = [
    "ANY",
    "EXTRA",
    "MASK",
    "UNSET",
    "BooleanControl",
    "Bounds",
    "ChoiceControl",
    "Codec",
    "Constant",
    "Control",
    "Entries",
    "FieldError",
    "FieldGroup",
    "FieldLocation",
    "FileHint",
    "Flags",
    "Form",
    "FormField",
    "FormState",
    "ItemList",
    "JsonText",
    "KeyValueList",
    "Loc",
    "MultiChoice",
    "NestedControl",
    "ObjectSpec",
    "Option",
    "ReadResult",
    "Scalar",
    "SchemaError",
    "Secret",
    "SecretExtra",
    "Switch",
    "TextList",
    "Ui",
    "UnionControl",
    "Variant",
    "When",
    "as_secrets",
    "expected",
    "fields_error",
    "from_text",
    "register",
    "text_of",
]  # fmt: skip
