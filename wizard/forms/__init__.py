"""Forms from pydantic models."""

from wizard.forms.secret import MASK, Secret
from wizard.forms.vocabulary import ANY, FileHint, Ui, When, fields_error

__all__ = ["ANY", "MASK", "FileHint", "Secret", "Ui", "When", "fields_error"]
