"""Not applicable: nothing can be tested from here."""

from __future__ import annotations

from wizard.connectors.checks.declarations import NoCheck

CHECK = NoCheck("This type has no source, so you can't test it.")
