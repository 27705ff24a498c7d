"""The mock connector: nothing can be tested from here."""

from __future__ import annotations

from wizard.connectors.checks.declarations import NoCheck

CHECK = NoCheck(
    "You can't test this type: only Clarm calls the test server, so results from this machine "
    "mean nothing."
)
