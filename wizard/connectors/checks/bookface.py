"""Bookface: nothing can be tested from here."""

from __future__ import annotations

from wizard.connectors.checks.declarations import NoCheck

CHECK = NoCheck(
    "Neither the address nor the fields of this source are known, so it cannot be tested."
)
