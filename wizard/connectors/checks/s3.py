"""Amazon S3: whom the key belongs to, in which region the bucket is, and whether it can be listed.

Facts: docs.aws.amazon.com: STS GetCallerIdentity (it needs no permission) and its common errors;
S3 HeadBucket, which names the region in x-amz-bucket-region with any status, also to strangers.
"""

from __future__ import annotations

from wizard.connectors.checks._bucket import CODE, XML, failures, lists, picks
from wizard.connectors.checks.declarations import Ask, AwsSignature, Check, Failure, Meaning, Values

_KEY = "credentials.aws_access_key_id"
_SECRET = "credentials.aws_secret_access_key"  # noqa: S105  # a path
_BUCKET = "https://s3.{kept.region}.{derived.domain}"


def _hosts(values: Values) -> dict[str, str]:
    """Return the partition's hosts; a region is only entered for those besides the usual one."""
    if str(values.get("config.bucket_name")).startswith("arn:"):
        raise ValueError("You can't test an access point, only a bucket.")
    region = values.get("config.region_name") or "us-east-1"
    domain = "amazonaws.com.cn" if region.startswith("cn-") else "amazonaws.com"
    return {"region": region, "domain": domain}


def _sign(service: str, region: str) -> AwsSignature:
    is_s3 = service == "s3"
    return AwsSignature("s3" if is_s3 else "sts", region, f"{{{_KEY}}}", f"{{{_SECRET}}}")


_WITH_KEY = {_KEY: True}

CHECK = Check(
    headers=XML,
    derive=_hosts,
    trusted=("s3.*.amazonaws.com", "s3.*.amazonaws.com.cn"),
    requests=(
        Ask(
            url="https://sts.{derived.region}.{derived.domain}/",
            asks="who the key belongs to",
            method="POST",
            form={"Action": "GetCallerIdentity", "Version": "2011-06-15"},
            sign=_sign("sts", "{derived.region}"),
            found="xml GetCallerIdentityResult.Arn",
            account=("xml GetCallerIdentityResult.Arn",),
        ),
        Ask(
            url="https://s3.{derived.region}.{derived.domain}/{config.bucket_name}",
            method="HEAD",
            when=_WITH_KEY,
            statuses=(200, 301, 400, 403),
            found="header x-amz-bucket-region",
            keep={"region": "header x-amz-bucket-region"},
            failures=(
                Failure(
                    404,
                    Meaning.MISSING,
                    "No bucket has this name.",
                    path="config.bucket_name",
                ),
            ),
        ),
        *lists(_BUCKET, sign=_sign("s3", "{kept.region}")),
    ),
    failures=(
        *failures("AWS", _KEY, _SECRET),
        Failure(
            (301, 400),
            Meaning.SITE,
            "The bucket is in another region: {answer header x-amz-bucket-region}.",
            at=CODE,
            says="^(PermanentRedirect|AuthorizationHeaderMalformed)$",
            path="config.region_name",
        ),
    ),
    cannot=(
        (
            {"credentials.method": "IamRole"},
            "Only Clarm can test this role, because it assumes the role with its own identity. "
            "Create the connector to find out.",
        ),
        (
            {"credentials.method": "ServerRole"},
            "Only Clarm can test its own role. Create the connector to find out.",
        ),
    ),
)

PICKS = picks(
    "https://s3.{derived.region}.{derived.domain}",
    _BUCKET,
    _sign("s3", "{derived.region}"),
    "Listing requires the s3:ListAllMyBuckets permission. The connector doesn't need it.",
)
