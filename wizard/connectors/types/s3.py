"""Amazon S3.

Facts: onyx: backend/onyx/connectors/blob/connector.py (June 2025, the newer field 2026-06).
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from wizard.connectors.fields import (
    NEWER,
    Credential,
    Example,
    KeyId,
    Maybe,
    OnlyWhenChanged,
    Text,
    Token,
    prefix_warning,
)
from wizard.connectors.metadata import ConnectorInfo
from wizard.connectors.repairs import (
    refused_if,
    refused_unless,
    repaired_by,
    warned_by,
)
from wizard.connectors.types._bucket import Bucket, region_rules
from wizard.forms import Ui

ABOUT = ConnectorInfo(
    type="s3",
    position=38,
    label="Amazon S3",
    category="Storage",
    summary="Objects in an S3 bucket.",
    evidence="inferred",
    aliases=("aws", "amazon", "bucket", "files", "object storage"),
    refresh=86400,
    prune=2592000,
    docs_url="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html",
    needs=(
        "An access key and its secret, or the ARN of a role that trusts Clarm.",
        "Either one needs s3:ListBucket and s3:GetObject on the bucket.",
    ),
    notes=("Clarm lists the bucket on creation, so a wrong key or bucket fails right away.",),
)


_REGION = repaired_by(*region_rules("us-gov-west-1"))
_ROLE = repaired_by(
    refused_if(
        r"^arn:[\w-]+:(?!iam::\d+:role/)",
        "This ARN isn't a role's. Role ARNs contain :role/",
    ),
    refused_unless(
        r"arn:[\w-]+:iam::\d+:role/\S+",
        "Enter the full role ARN, such as arn:aws:iam::123456789012:role/name",
    ),
)


class S3Bucket(Bucket):
    """An S3 bucket."""

    bucket_type: Literal["s3"] = "s3"
    region_name: Annotated[
        Maybe[Annotated[Text, _REGION]],
        Ui(label="Region", help="Only for special partitions such as GovCloud."),
        Field(examples=["us-east-1"]),
        NEWER,
        OnlyWhenChanged(),
    ] = None


class AccessKey(Credential):
    """An access key of an IAM user."""

    authentication_method: Literal["access_key"] = "access_key"
    aws_access_key_id: Annotated[
        KeyId,
        Ui(
            label="Access key ID",
            help="From an IAM user that can list and read the bucket.",
            where="AWS console → IAM → Users → your user → Security credentials.",
            warn=warned_by(
                refused_if(
                    "^ASIA",
                    "Keys that start with ASIA expire within hours and need a session token, "
                    "which Clarm has no field for",
                ),
                prefix_warning("AKIA"),
            ),
        ),
    ]
    aws_secret_access_key: Annotated[
        Token,
        Ui(
            label="Secret access key",
            help="AWS shows it only once.",
            warn=warned_by(
                refused_if(
                    "^(AKIA|ASIA)[A-Z0-9]{16}$", "This is the access key ID. Enter its secret"
                )
            ),
        ),
    ]


class IamRole(Credential):
    """A role that Clarm assumes."""

    authentication_method: Literal["iam_role"] = "iam_role"
    aws_role_arn: Annotated[
        Text,
        _ROLE,
        Ui(
            label="Role ARN",
            help="The role must trust Clarm's AWS identity.",
            where="AWS console → IAM → Roles → your role.",
            placeholder="arn:aws:iam::123456789012:role/…",
        ),
    ]


# The constant has no default, so that an empty credential is not taken for this way.
class ServerRole(Credential):
    """The role that Clarm runs with."""

    authentication_method: Literal["assume_role"]


CONFIG = S3Bucket
CREDENTIAL = Annotated[
    AccessKey | IamRole | ServerRole,
    Ui(
        label="Sign-in method",
        labels={
            "AccessKey": "Access key and secret",
            "IamRole": "IAM role",
            "ServerRole": "Clarm's own role",
        },
        helps={
            "AccessKey": "From an IAM user. Works everywhere.",
            "IamRole": "A role in your account that trusts Clarm's AWS identity.",
            "ServerRole": "Nothing to enter. Only for self-hosted servers.",
        },
    ),
]

_KEY = {
    "authentication_method": "access_key",
    "aws_access_key_id": "AKIAFAKE",
    "aws_secret_access_key": "FAKE",
}

MINIMAL = Example(config={"bucket_type": "s3", "bucket_name": "my-bucket"}, credentials=_KEY)
FULL = Example(
    config={
        "bucket_type": "s3",
        "bucket_name": "my-bucket",
        "prefix": "docs/",
        "region_name": "us-gov-west-1",
    },
    credentials=_KEY,
)
MORE = (
    Example(
        config={"bucket_type": "s3", "bucket_name": "my-bucket"},
        credentials={
            "authentication_method": "iam_role",
            "aws_role_arn": "arn:aws:iam::123456789012:role/fake",
        },
    ),
    Example(
        config={"bucket_type": "s3", "bucket_name": "my-bucket"},
        credentials={"authentication_method": "assume_role"},
    ),
)
