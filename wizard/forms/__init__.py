"""Forms from pydantic models.

Ten lines are enough::

    class Server(BaseModel):
        host: str
        port: Annotated[int, Field(ge=1, le=65535)] = 5432

    form = Form.from_model(Server)
    state = FormState(form)
    state.set(("host",), "db.example.com")
    state.set(("port",), "99999")
    state.leave(("port",))[0].message   # "Enter a whole number from 1 to 65535."
    state.set(("port",), "5433")
    state.check().value                 # Server(host='db.example.com', port=5433)

``Form`` is the frozen specification; raw values are plain data, kept as typed; ``FormState``
holds them while a person fills them in, for whatever face shows them. A location is a tuple,
the ``loc`` of pydantic's errors. ``Ui`` in a field's ``Annotated`` metadata says more about it.

This package imports pydantic and the standard library only.
"""

# These two register the built-in rules.
from wizard.forms import rules, wrappers  # noqa: F401
from wizard.forms.controls import (
    Bounds,
    Choice,
    Codec,
    Constant,
    Control,
    Entries,
    Flags,
    Items,
    JsonText,
    Lines,
    Nested,
    Option,
    Pairs,
    Scalar,
    Several,
    Switch,
    Union,
    Variant,
    YesNo,
    from_text,
)
from wizard.forms.controls.fields import Field, Group, Shape
from wizard.forms.form import Form, Place, Reading
from wizard.forms.messages import expected
from wizard.forms.problems import FieldError
from wizard.forms.raw import EXTRA, UNSET, Loc, text_of
from wizard.forms.registry import register
from wizard.forms.secret import MASK, Secret, SecretExtra, concealed
from wizard.forms.state import FormState
from wizard.forms.vocabulary import ANY, FileHint, Ui, When, fields_error

__all__ = [
    "ANY", "EXTRA", "MASK", "UNSET", "Bounds", "Choice", "Codec", "Constant", "Control", "Entries",
    "Field", "FieldError", "FileHint", "Flags", "Form", "FormState", "Group", "Items", "JsonText",
    "Lines", "Loc", "Nested", "Option", "Pairs", "Place", "Reading", "Scalar", "Secret",
    "SecretExtra", "Several", "Shape", "Switch", "Ui", "Union", "Variant", "When", "YesNo",
    "concealed", "expected", "fields_error", "from_text", "register", "text_of",
]  # fmt: skip
