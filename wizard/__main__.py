"""The entry point: ``clarm-wizard``, and ``python -m wizard``."""

from __future__ import annotations

import gc
import sys

from wizard.cli import fast_path
from wizard.cli.main import run
from wizard.utils import gc_tuning

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with ``argv`` (the process's own by default); returns its exit status."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    if not fast_path.has_answer(arguments):
        # Before anything is imported that might be told to record what is typed.
        from wizard.core.hardening import harden

        harden()
    if argv is not None:
        return int(run(arguments))
    gc_tuning.tune_for_cli()
    try:
        return int(run(arguments))
    finally:
        gc.freeze()


if __name__ == "__main__":
    sys.exit(main())
