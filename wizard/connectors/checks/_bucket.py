"""What the stores of objects in buckets share: they speak the protocol of S3.

Facts: docs.aws.amazon.com, S3 API reference (error responses, ListObjectsV2, ListBuckets). The
server lists one object, too, and tells the same codes apart (onyx: blob/connector.py).
"""

from __future__ import annotations

from dataclasses import replace

from wizard.connectors.checks.declarations import (
    Ask,
    AwsSignature,
    Cursor,
    Failure,
    Meaning,
    Pick,
)

CODE = "xml Error.Code"
PREFIX = "config.prefix"
XML = {"Accept": "application/xml"}


def failures(store: str, key: str, secret: str) -> tuple[Failure, ...]:
    """Return what the codes mean that ``store`` answers; ``key`` and ``secret``: paths to blame."""
    return (
        Failure(
            (401, 403),
            Meaning.WRONG,
            f"{store} doesn't recognize this access key ID, or the key is turned off. Copy it "
            "again or create a new key.",
            at=CODE,
            says="^(InvalidAccessKeyId|InvalidClientTokenId)$",
            path=key,
        ),
        Failure(
            403,
            Meaning.WRONG,
            "The secret doesn't match this access key ID. Copy both again.",
            at=CODE,
            says="^SignatureDoesNotMatch$",
            path=secret,
        ),
        Failure(
            (400, 403),
            Meaning.UNKNOWN,
            "This machine's clock is off by more than 15 minutes. Set it and test again.",
            at=CODE,
            says="^(RequestTimeTooSkewed|RequestExpired)$",
        ),
        Failure(
            403,
            Meaning.SCOPE,
            "The key works, but it can't list this bucket. Allow it to list the bucket and read "
            "its objects.",
            at=CODE,
            says="^AccessDenied$",
        ),
        Failure(
            404,
            Meaning.MISSING,
            "No bucket has this name.",
            at=CODE,
            says="^NoSuchBucket$",
            path="config.bucket_name",
        ),
        Failure(
            400,
            Meaning.MISSING,
            "Buckets can't have this name.",
            at=CODE,
            says="^InvalidBucketName$",
            path="config.bucket_name",
        ),
        Failure(
            (429, 503),
            Meaning.RATE,
            f"{store} asks you to slow down. The key may be fine.",
            at=CODE,
            says="^(SlowDown|TooManyRequests|Throttling)$",
        ),
    )


def lists(base: str, **more: object) -> tuple[Ask, ...]:
    """Return the requests that list one object of the bucket, with the prefix if there is one."""
    ask = Ask(
        url=f"{base}/{{config.bucket_name}}?list-type=2&max-keys=1",
        asks="whether the key can list the bucket",
        found="xml ListBucketResult.Name",
        when={PREFIX: None},
        warnings=(
            Failure(200, Meaning.MISSING, "The bucket is empty.", at="xml KeyCount", says="^0$"),
        ),
    )
    below = replace(
        ask,
        url=f"{ask.url}&prefix={{{PREFIX}}}",
        when={PREFIX: True},
        warnings=(
            Failure(
                200,
                Meaning.MISSING,
                "The bucket has nothing below this path.",
                at="xml KeyCount",
                says="^0$",
                path=PREFIX,
            ),
        ),
    )
    return tuple(replace(each, **more) for each in (ask, below))  # type: ignore[arg-type]


def picks(buckets: str, base: str, sign: AwsSignature, advice: str) -> tuple[Pick, ...]:
    """Return the lists of buckets (at ``buckets``) and of the folders in the bucket."""
    return (
        Pick(
            path="config.bucket_name",
            ask=Ask(url=f"{buckets}/", sign=sign),
            rows="xml Buckets.Bucket.Name",
            value=".",
            label=".",
            advice=advice,
        ),
        Pick(
            path=PREFIX,
            ask=Ask(
                url=f"{base}/{{config.bucket_name}}"
                "?list-type=2&delimiter=%2F&max-keys=1000&prefix={typed}",
                sign=sign,
            ),
            rows="xml CommonPrefixes.Prefix",
            value=".",
            label=".",
            pages=Cursor("xml NextContinuationToken", "continuation-token"),
        ),
    )
