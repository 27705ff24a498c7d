"""The ingestion API: nothing can be tested from here."""

from __future__ import annotations

from wizard.connectors.checks.declarations import NoCheck

CHECK = NoCheck(
    "No source is asked: documents are pushed to Clarm by whoever uses its ingestion API."
)
