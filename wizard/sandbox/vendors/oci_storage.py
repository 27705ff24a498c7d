"""What Oracle's Object Storage answers to S3 clients (docs.oracle.com)."""

from __future__ import annotations

from wizard.sandbox.vendors import _bucket

ANSWERS = _bucket.ANSWERS
WRONG = _bucket.UNFIT_SECRET
NO_SCOPE = _bucket.NO_SCOPE
