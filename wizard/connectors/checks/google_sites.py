"""Google Sites: nothing can be tested from here."""

from __future__ import annotations

from wizard.connectors.checks.declarations import NoCheck

CHECK = NoCheck("You can't test this type: Clarm reads an uploaded export of the site.")
