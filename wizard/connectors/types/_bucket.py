"""What the stores of objects in buckets share.

Facts: onyx: backend/onyx/connectors/blob/connector.py (June 2025).
"""

from __future__ import annotations

import re
from typing import Annotated, Final

from pydantic import AfterValidator, Field

from wizard.connectors.kit import Config, Maybe, Text, refusal
from wizard.forms import Ui

_ADDRESS: Final = re.compile(
    r"(?:(?:s3a?|r2|gs|oci)://|arn:[\w-]*:s3:::)?(?P<name>[\w.-]+)(?:/.*)?", re.IGNORECASE
)


def _check_bucket(value: str) -> str:
    """No store allows a slash or a colon in a name, but for the ARN of an access point."""
    found = _ADDRESS.fullmatch(value)
    is_arn = value.lower().startswith("arn:") and found is None
    if is_arn or re.search(r"[/:\s]", value) is None:
        return value
    if not re.search(r"[/:]", value):
        raise refusal("A bucket's name has no blanks in it")
    offered = {"fix": found["name"]} if found else {}
    raise refusal("Enter the bucket's name only, such as my-bucket for s3://my-bucket", **offered)


class Bucket(Config):
    """Which bucket, and what of it. A type adds ``bucket_type``, which repeats its own value."""

    bucket_name: Annotated[
        Text,
        AfterValidator(_check_bucket),
        Ui(label="Bucket", help="The name of the bucket."),
        Field(examples=["my-bucket"]),
    ]
    prefix: Annotated[
        Maybe[Text],
        Ui(label="Path prefix", help="Only what is below this path. Empty means everything."),
        Field(examples=["docs/"]),
    ] = None
