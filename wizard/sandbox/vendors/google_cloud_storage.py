"""What storage.googleapis.com answers (cloud.google.com, XML API)."""

from __future__ import annotations

from wizard.sandbox.vendors import _bucket

ANSWERS = _bucket.ANSWERS
WRONG = _bucket.error(
    "*", 403, "InvalidSecurity", "The provided security credentials are not valid."
)
NO_SCOPE = _bucket.NO_SCOPE
