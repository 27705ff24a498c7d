"""What the person asked the wizard for on the command line."""

# Nothing from __future__: a NamedTuple compiles each annotation that is text, at every start.

from pathlib import Path
from typing import NamedTuple


class Options(NamedTuple):
    """How the wizard, full screen or plain, is to start.

    type: begin with this type chosen. from_file: begin with what this request file says.
    resume: the id of a draft to go on with. api_url: as typed, not yet checked.
    json: the caller prints the result as JSON, so nothing else may go to stdout.
    """

    type: str | None = None
    from_file: Path | None = None
    resume: str | None = None
    sandbox: bool = False
    plain: bool = False
    json: bool = False
    api_url: str | None = None
    mouse: bool = True
    theme: str | None = None

    @property
    def asks_for_something(self) -> bool:
        """Whether it begins with something other than the list of types."""
        return any(given is not None for given in (self.type, self.from_file, self.resume))
