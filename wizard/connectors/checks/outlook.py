"""Outlook; see ``_outlook``."""

from __future__ import annotations

from wizard.connectors.checks._outlook import CHECK, PICKS

__all__ = ["CHECK", "PICKS"]
