"""The kinds of control: how one value is asked for."""

from wizard.forms.controls.base import Bounds, Control
from wizard.forms.controls.choice import Choice, Constant, Flags, Option, Several, Switch, YesNo
from wizard.forms.controls.entries import Entries
from wizard.forms.controls.json_text import JsonText
from wizard.forms.controls.many import Items, Lines, Pairs, from_text
from wizard.forms.controls.nested import Nested, Union, Variant
from wizard.forms.controls.scalar import Codec, Scalar

__all__ = [
    "Bounds", "Choice", "Codec", "Constant", "Control", "Entries", "Flags", "Items", "JsonText",
    "Lines", "Nested", "Option", "Pairs", "Scalar", "Several", "Switch", "Union", "Variant",
    "YesNo", "from_text",
]  # fmt: skip
