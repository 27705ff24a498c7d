"""The entry point: ``clarm-wizard``, and ``python -m wizard``."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from wizard.cli.environment import harden
from wizard.cli.main import run


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with ``argv`` (the process's own by default); returns its exit status."""
    harden()
    return int(run(sys.argv[1:] if argv is None else argv))


if __name__ == "__main__":
    sys.exit(main())
