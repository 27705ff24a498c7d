"""Request files: the same definitions of types, for scripts.

``read`` takes a file's values, ``check`` makes the request of them or says what is missing,
``template`` writes a file to fill in, ``as_file`` and ``as_curl`` write one that is complete,
``save`` puts it where the person wants it, ``with_names`` says what a command needs.
"""

from __future__ import annotations

from wizard.requestfile.check import Checked, check, in_request, place_complaints
from wizard.requestfile.problem import Problem, dotted
from wizard.requestfile.read import FROM_STDIN, Source, read
from wizard.requestfile.template import template
from wizard.requestfile.write import as_curl, as_file, save, with_names

__all__ = [
    "FROM_STDIN",
    "Checked",
    "Problem",
    "Source",
    "as_curl",
    "as_file",
    "check",
    "dotted",
    "in_request",
    "place_complaints",
    "read",
    "save",
    "template",
    "with_names",
]
