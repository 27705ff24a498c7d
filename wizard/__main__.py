"""The entry point: ``clarm-wizard``, and ``python -m wizard``."""

from __future__ import annotations

import sys

from wizard.cli import quick
from wizard.cli.main import run

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with ``argv`` (the process's own by default); returns its exit status."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    if not quick.has_answer(arguments):
        # Before anything is imported that might be told to record what is typed.
        from wizard.cli.environment import harden

        harden()
    return int(run(arguments))


if __name__ == "__main__":
    sys.exit(main())
