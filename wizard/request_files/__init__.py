"""Request files: the connector types' definitions, usable from scripts.

``read`` parses a file and ``expand`` returns the sources that it stands for; ``with_folders_read``
finds the files in folders. ``check`` turns a source's values into a request or reports what is
missing, ``template`` writes a file to fill in, ``as_file`` and ``as_curl`` write a complete
request, ``save`` stores it where the person wants it, and ``with_names`` lists the variables a
command needs.
"""

from __future__ import annotations

from wizard.request_files.folder import is_folder, sources_in, with_folders_read, without_records
from wizard.request_files.note import Note
from wizard.request_files.problems import RequestProblem, dotted
from wizard.request_files.reader import FROM_STDIN, RequestSource, read
from wizard.request_files.rows import expand
from wizard.request_files.template import template
from wizard.request_files.validator import ValidatedRequest, check, in_request, place_complaints
from wizard.request_files.writer import as_curl, as_file, save, with_names

__all__ = [
    "FROM_STDIN",
    "Note",
    "RequestProblem",
    "RequestSource",
    "ValidatedRequest",
    "as_curl",
    "as_file",
    "check",
    "dotted",
    "expand",
    "in_request",
    "is_folder",
    "place_complaints",
    "read",
    "save",
    "sources_in",
    "template",
    "with_folders_read",
    "with_names",
    "without_records",
]
