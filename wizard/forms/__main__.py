"""``python -m wizard.forms``: a form for somebody else's model or JSON Schema.

The engine itself knows no screen; ``wizard.cli.fill`` does, and is loaded by this entry alone.
"""

from __future__ import annotations

import sys

from wizard.cli.fill import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
