"""Controls: one class for each way of asking for a value."""

from wizard.forms.controls.base import Bounds, Control
from wizard.forms.controls.choice import (
    BooleanControl,
    ChoiceControl,
    Constant,
    Flags,
    MultiChoice,
    Option,
    Switch,
)
from wizard.forms.controls.collections import ItemList, KeyValueList, TextList, from_text
from wizard.forms.controls.entries import Entries
from wizard.forms.controls.json_text import JsonText
from wizard.forms.controls.objects import NestedControl, UnionControl, Variant
from wizard.forms.controls.scalar import Codec, Scalar

__all__ = [
    "BooleanControl",
    "Bounds",
    "ChoiceControl",
    "Codec",
    "Constant",
    "Control",
    "Entries",
    "Flags",
    "ItemList",
    "JsonText",
    "KeyValueList",
    "MultiChoice",
    "NestedControl",
    "Option",
    "Scalar",
    "Switch",
    "TextList",
    "UnionControl",
    "Variant",
    "from_text",
]  # fmt: skip
