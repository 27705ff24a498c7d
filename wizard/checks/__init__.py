"""Tests a credential at its source, and lists what can be picked there, without changing anything.

A type's module declares its check (``wizard.connectors.checks``); ``run`` asks the source. Nothing
here runs unless a person asks for it.
"""

from __future__ import annotations

from wizard.checks.engine import Plan, Vendor, plan, run
from wizard.checks.result import CheckOutcome, CheckResult, Finding

__all__ = ["CheckOutcome", "CheckResult", "Finding", "Plan", "Vendor", "plan", "run"]
