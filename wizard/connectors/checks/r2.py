"""Cloudflare R2: whether the bucket can be listed. A token for objects cannot list buckets.

Facts: developers.cloudflare.com: R2 error codes, API tokens, jurisdictions.
"""

from __future__ import annotations

from wizard.connectors.checks._bucket import CODE, XML, failures, lists, picks
from wizard.connectors.checks.declarations import (
    NO_HOST,
    AwsSignature,
    Check,
    Failure,
    Meaning,
    Values,
)

_KEY = "credentials.r2_access_key_id"
_SECRET = "credentials.r2_secret_access_key"  # noqa: S105  # a path
_BASE = "https://{derived.host}"
_SIGN = AwsSignature("s3", "auto", f"{{{_KEY}}}", f"{{{_SECRET}}}")


def _host(values: Values) -> dict[str, str]:
    account = values.get("credentials.account_id")
    is_eu = values.get("config.european_residency") and not str(account).endswith(".eu")
    host = f"{account}{'.eu' if is_eu else ''}.r2.cloudflarestorage.com"
    return {"host": host} if account else {}


CHECK = Check(
    headers=XML,
    sign=_SIGN,
    requests=lists(_BASE, account=("xml ListBucketResult.Name",)),
    failures=(
        Failure(
            404,
            Meaning.MISSING,
            "No bucket has this name here. Turn on EU jurisdiction for a bucket under EU "
            "jurisdiction, and turn it off for any other.",
            at=CODE,
            says="^NoSuchBucket$",
            path="config.bucket_name",
        ),
        Failure(
            401,
            Meaning.WRONG,
            "Cloudflare doesn't recognize this key, or its token has expired. Copy the R2 token's "
            "access key ID again.",
            at=CODE,
            says="^Unauthorized$",
            path=_KEY,
        ),
        Failure(
            400,
            Meaning.WRONG,
            "This isn't an access key ID. Access key IDs have 32 digits and letters, their "
            "secrets 64.",
            at="xml Error.Message",
            says="Credential access key has length",
            path=_KEY,
        ),
        Failure(
            403,
            Meaning.PLAN,
            "This account doesn't have an R2 subscription.",
            at=CODE,
            says="^NotEntitled$",
            path="credentials.account_id",
        ),
        *failures("Cloudflare", _KEY, _SECRET),
        Failure(
            NO_HOST,
            Meaning.SITE,
            "This account doesn't exist. Account IDs have 32 digits and letters.",
            path="credentials.account_id",
        ),
    ),
    derive=_host,
)

PICKS = picks(
    _BASE,
    _BASE,
    _SIGN,
    "Only tokens with Admin Read permission can list buckets. The connector doesn't need it.",
)
