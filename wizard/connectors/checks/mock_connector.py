"""The mock connector: nothing can be tested from here."""

from __future__ import annotations

from wizard.connectors.checks.declarations import NoCheck

CHECK = NoCheck(
    "Clarm calls this test server itself: what this machine reaches says nothing about it."
)
