"""Files: nothing can be tested from here."""

from __future__ import annotations

from wizard.connectors.checks.declarations import NoCheck

CHECK = NoCheck("You can't test this type: the files are already in Clarm.")
