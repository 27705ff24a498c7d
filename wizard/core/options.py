"""Command-line options for the wizard."""

# No __future__ annotations here: NamedTuple compiles string annotations on every start.

from pathlib import Path
from typing import NamedTuple


class Options(NamedTuple):
    """How to start the wizard, full screen or plain.

    type: start with this type chosen. from_file: start from this request file,
    or from a folder of such files. owner: whose sources of the folder to work on. resume: the ID of
    the draft to resume. again: the ID of the submission to begin another like. api_url: as typed,
    not yet validated. json: the caller prints the result as JSON, so nothing else may be written to
    stdout.
    """

    type: str | None = None
    from_file: Path | None = None
    owner: str | None = None
    resume: str | None = None
    again: str | None = None
    sandbox: bool = False
    plain: bool = False
    json: bool = False
    api_url: str | None = None
    mouse: bool = True
    theme: str | None = None

    @property
    def asks_for_something(self) -> bool:
        """Whether the wizard starts with something other than the list of types."""
        given = (self.type, self.from_file, self.resume, self.again)
        return any(value is not None for value in given)
