"""Google Cloud Storage: whether the bucket can be listed with the HMAC key.

Facts: cloud.google.com, HTTP status and error codes for XML; signatures with HMAC keys.
"""

from __future__ import annotations

from wizard.connectors.checks._bucket import CODE, XML, failures, lists, picks
from wizard.connectors.checks.declarations import AwsSignature, Check, Failure, Meaning

_KEY = "credentials.access_key_id"
_SECRET = "credentials.secret_access_key"  # noqa: S105  # a path
_BASE = "https://storage.googleapis.com"
_SIGN = AwsSignature("s3", "auto", f"{{{_KEY}}}", f"{{{_SECRET}}}")

CHECK = Check(
    headers=XML,
    sign=_SIGN,
    requests=lists(_BASE, account=("xml ListBucketResult.Name",)),
    failures=(
        Failure(
            403,
            Meaning.WRONG,
            "Google doesn't recognize this HMAC key, or it's turned off. Copy the access ID "
            "again, or find the key under Cloud Storage → Settings → Interoperability.",
            at=CODE,
            says="^(InvalidSecurity|InvalidAccessKeyId)$",
            path=_KEY,
        ),
        Failure(
            403,
            Meaning.PLAN,
            "The bucket's project has an account or billing problem.",
            at=CODE,
            says="^(AccountProblem|UserProjectAccountProblem|ProjectAccountProblem)$",
        ),
        *failures("Google", _KEY, _SECRET),
    ),
)

# The list of buckets needs the ID of a project, which this type does not ask for.
PICKS = picks(_BASE, _BASE, _SIGN, "")[1:]
