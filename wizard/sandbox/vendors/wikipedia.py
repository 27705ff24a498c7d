"""What Wikipedia answers: it is a MediaWiki."""

from __future__ import annotations

from wizard.sandbox.vendors.mediawiki import ANSWERS

__all__ = ["ANSWERS"]
