"""Makes pydantic models of a JSON Schema, drafts 4 to 2020-12, whose forms ask for its values.

What no form could show is left out: ``not``, ``contains``, ``unevaluatedProperties`` and the like.
Whatever satisfies the schema can thus be entered, but not everything that is accepted has to
satisfy it. Two things differ from the schema's letter: a ``format`` is checked, and a constant that
tells the members of a union apart is always there.
"""

from wizard.forms.json_schema.converter import annotation_of

__all__ = ["annotation_of"]
