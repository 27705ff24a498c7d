"""What Microsoft Graph answers about mail; see ``_outlook``."""

from __future__ import annotations

from wizard.sandbox.vendors._outlook import ANSWERS, EXPIRED, NO_SCOPE, WRONG

__all__ = ["ANSWERS", "EXPIRED", "NO_SCOPE", "WRONG"]
