"""Bookface: nothing can be tested from here."""

from __future__ import annotations

from wizard.connectors.checks.declarations import NoCheck

CHECK = NoCheck(
    "Nobody outside Clarm knows the address or the fields of this source, so you can't test it."
)
