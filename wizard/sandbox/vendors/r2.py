"""What Cloudflare R2 answers (developers.cloudflare.com, R2 error codes)."""

from __future__ import annotations

from wizard.sandbox.vendors import _bucket

ANSWERS = _bucket.ANSWERS
WRONG = _bucket.error("*", 401, "Unauthorized", "Unauthorized")
NO_SCOPE = _bucket.NO_SCOPE
