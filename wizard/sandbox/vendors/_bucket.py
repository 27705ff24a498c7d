"""What stores of objects answer that speak the protocol of S3 (docs.aws.amazon.com, S3 API)."""

from __future__ import annotations

from wizard.sandbox.vendors.answers import VendorAnswer

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"'
_XML = {"Content-Type": "application/xml"}


def xml(request: str, body: str, status: int = 200, host: str = "*", **more: str) -> VendorAnswer:
    """Return an answer in XML; ``more`` are its headers, with _ for -."""
    headers = {name.replace("_", "-"): value for name, value in more.items()}
    return VendorAnswer(request, f"{_HEAD}{body}", status, {**_XML, **headers}, host)


def error(request: str, status: int, code: str, message: str) -> VendorAnswer:
    """Return an answer that refuses."""
    body = f"<Error><Code>{code}</Code><Message>{message}</Message><RequestId>4442587FB7D0A2F9"
    return xml(request, f"{body}</RequestId></Error>", status)


def _listing(inner: str) -> str:
    return f"<ListBucketResult {_NAMESPACE}><Name>my-bucket</Name>{inner}</ListBucketResult>"


def _folders(*names: str, after: str = "") -> str:
    prefixes = "".join(
        f"<CommonPrefixes><Prefix>{name}</Prefix></CommonPrefixes>" for name in names
    )
    token = f"<NextContinuationToken>{after}</NextContinuationToken>" if after else ""
    return _listing(f"<IsTruncated>{str(bool(after)).lower()}</IsTruncated>{token}{prefixes}")


_OBJECT = (
    "<Contents><Key>docs/a.pdf</Key><LastModified>2025-01-31T12:00:00.000Z</LastModified>"
    "<Size>434234</Size><StorageClass>STANDARD</StorageClass></Contents>"
)
_BUCKETS = "".join(
    f"<Bucket><Name>{name}</Name><CreationDate>2025-01-31T12:00:00.000Z</CreationDate></Bucket>"
    for name in ("my-bucket", "archive")
)

ANSWERS = (
    error("GET /nowhere?*", 404, "NoSuchBucket", "The specified bucket does not exist"),
    xml("GET /*?*prefix=nothing*", _listing("<KeyCount>0</KeyCount><MaxKeys>1</MaxKeys>")),
    xml("GET /*?*delimiter=*&continuation-token=*", _folders("docs/archive/")),
    xml("GET /*?*delimiter=*", _folders("docs/", "images and films/", after="1ueGcxLPRx1Tr+/=")),
    xml("GET /*?*max-keys=1*", _listing(f"<KeyCount>1</KeyCount><MaxKeys>1</MaxKeys>{_OBJECT}")),
    xml(
        "GET /",
        f"<ListAllMyBucketsResult {_NAMESPACE}><Owner><ID>acme</ID></Owner>"
        f"<Buckets>{_BUCKETS}</Buckets></ListAllMyBucketsResult>",
    ),
)
NO_SCOPE = error("GET /*", 403, "AccessDenied", "Access Denied")
UNKNOWN_KEY = error(
    "*",
    403,
    "InvalidAccessKeyId",
    "The AWS Access Key Id you provided does not exist in our records.",
)
UNFIT_SECRET = error(
    "*",
    403,
    "SignatureDoesNotMatch",
    "The request signature we calculated does not match the signature you provided.",
)
