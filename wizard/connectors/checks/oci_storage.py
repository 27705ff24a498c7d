"""Oracle Object Storage: whether the bucket can be listed with the customer secret key.

Facts: docs.oracle.com, Amazon S3 Compatibility API (hosts, path style); its codes are those of S3.
"""

from __future__ import annotations

from wizard.connectors.checks._bucket import CODE, XML, failures, lists, picks
from wizard.connectors.checks.declarations import (
    NO_HOST,
    AwsSignature,
    Check,
    Evidence,
    Failure,
    Meaning,
)

_KEY = "credentials.access_key_id"
_SECRET = "credentials.secret_access_key"  # noqa: S105  # a path
_BASE = "https://{credentials.namespace}.compat.objectstorage.{credentials.region}.oraclecloud.com"
_SIGN = AwsSignature("s3", "{credentials.region}", f"{{{_KEY}}}", f"{{{_SECRET}}}")

CHECK = Check(
    headers=XML,
    sign=_SIGN,
    requests=lists(_BASE, account=("xml ListBucketResult.Name",)),
    failures=(
        Failure(
            404,
            Meaning.MISSING,
            "No bucket has this name, or it isn't in the tenancy's S3 compartment.",
            at=CODE,
            says="^NoSuchBucket$",
            path="config.bucket_name",
        ),
        Failure(
            401,
            Meaning.WRONG,
            "Oracle doesn't recognize this key. Copy both parts of the customer secret key again.",
            at=CODE,
            says="^NotAuthenticated$",
            path=_KEY,
            evidence=Evidence.GENERAL,
        ),
        *failures("Oracle", _KEY, _SECRET),
        Failure(
            NO_HOST,
            Meaning.SITE,
            "This region has no such namespace. Check both.",
            path="credentials.namespace",
        ),
    ),
)

PICKS = picks(
    _BASE, _BASE, _SIGN, "The list only contains buckets in the tenancy's S3 compartment."
)
