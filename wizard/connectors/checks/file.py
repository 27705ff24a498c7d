"""Files: nothing can be tested from here."""

from __future__ import annotations

from wizard.connectors.checks.declarations import NoCheck

CHECK = NoCheck("There is no source to ask: the files were uploaded to Clarm before.")
