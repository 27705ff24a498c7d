"""What the stores of objects in buckets share.

Facts: onyx: backend/onyx/connectors/blob/connector.py (June 2025).
"""

from __future__ import annotations

import re
from typing import Annotated, Final

from pydantic import AfterValidator, Field

from wizard.connectors.addresses import part_of_address
from wizard.connectors.fields import Config, Maybe, Text, refusal
from wizard.connectors.repairs import (
    Rule,
    refused_if,
    refused_unless,
    repaired_by,
    small_letters,
    warned_by,
    without,
)
from wizard.forms import Ui

_ALONE: Final = "Enter only the bucket name, such as my-bucket for s3://my-bucket"
# Where the name stands in the addresses of consoles and of the stores themselves.
_IN_ADDRESS: Final = (
    r"/(?:s3/(?:buckets|object)|storage/browser|r2/default/buckets|b)/([\w.-]+)",
    r"^(?:https?://)?([\w.-]+)\.s3[\w.-]*\.amazonaws\.com",
    r"^(?:https?://)?s3[\w.-]*\.amazonaws\.com/([\w.-]+)",
    r"^(?:https?://)?storage(?:\.cloud)?\.google(?:apis)?\.com/([\w.-]+)",
    r"^(?:https?://)?[\w.]+\.(?:r2\.cloudflarestorage|oraclecloud)\.com/([\w.-]+)",
    r"^(?:(?:s3a?|r2|gs|oci)://|arn:[\w-]*:s3:::)?([\w.-]+)(?:/.*)?$",
)

_B: Final = r"(?P<bucket_name>[\w.-]+)"
_P: Final = r"(?P<prefix>[^?#;]+)(?:[?#;].*)?"
# The region is only asked for where it is a special one.
_R: Final = r"(?:(?P<region_name>(?:us-gov|cn)-[a-z]+-\d)|[a-z]+(?:-[a-z]+)+-\d)"
_BUCKET_AND_PATH: Final = (
    rf"oci://{_B}@[\w-]+/{_P}",
    rf"(?:s3a?|r2|gs|oci)://{_B}/{_P}",
    rf"(?:https?://)?{_B}\.s3(?:[.-]{_R})?\.amazonaws\.com(?:\.cn)?/?(?:{_P})?",
    rf"(?:https?://)?s3(?:[.-]{_R})?\.amazonaws\.com(?:\.cn)?/{_B}/?(?:{_P})?",
    rf"(?:https?://)?[\w.-]*console\.(?:aws\.amazon|amazonaws-us-gov)\.com/s3/(?:buckets|object)/{_B}"
    rf"(?=.*[?&]region={_R}|)(?=.*[?&]prefix=(?P<prefix>[^&#]+)|).*",
    rf"(?:https?://)?console\.cloud\.google\.com/storage/browser/{_B}/{_P}",
    rf"(?:https?://)?storage(?:\.cloud)?\.google(?:apis)?\.com/{_B}/{_P}",
    rf"(?:https?://)?[\w.]+\.r2\.cloudflarestorage\.com/{_B}/{_P}",
    rf"(?:https?://)?objectstorage\.[\w.-]+\.com/n/[\w-]+/b/{_B}/o/{_P}",
)


# The ARN of an access point takes the place of a name.
_HOLDS_MORE: Final = r"^(?!arn:[\w-]+:s3[\w-]*:[\w-]+:)\S*[/:]|\.amazonaws\."


def _check_bucket(value: str) -> str:
    """No store allows a slash or a colon in a name, but for the ARN of an access point."""
    if re.search(r"\s", value):
        raise refusal("Bucket names don't contain spaces")
    return value


_BUCKET = repaired_by(
    part_of_address(
        "|".join(_IN_ADDRESS),
        _ALONE,
        of=_HOLDS_MORE,
    )
)
_PREFIX = repaired_by(
    part_of_address(
        r"^(?:s3a?|r2|gs|oci)://[^/]+/(.+)$", "Enter only the path", of="^[a-z0-9]+://"
    ),
    without("^/+", "Paths in a bucket don't start with a slash"),
    refused_if(r"^(.+/)\*+$", "Remove the *. Everything below the path is indexed anyway", r"\1"),
)
_PREFIX_WARNING = warned_by(
    refused_if(r"[*?]", "The path is matched literally. Patterns don't work here"),
    refused_if(
        r"\.\w{2,4}$", "This looks like a file. Clarm treats it as a folder and finds nothing"
    ),
)


def region_rules(example: str) -> tuple[Rule, ...]:
    """Rules for the identifier of a region; what consoles show beside it is its name."""
    return (
        part_of_address(
            r"(?:region=|objectstorage\.|^(?:https://)?)([a-z]+(?:-[a-z]+)+-\d+)",
            "Enter only the region ID",
            of=r"[/=]|\.\w",
        ),
        refused_if(r"[\s()]", f"Enter the region ID, such as {example}, not its name"),
        small_letters("Region IDs are lowercase"),
        refused_if(r"^([a-z]+(?:-[a-z]+)+-\d)[a-z]$", "This is a zone. Enter its region", r"\1"),
        refused_unless(r"[a-z]+(-[a-z]+)+-\d+", f"Enter the region ID, such as {example}"),
    )


class Bucket(Config):
    """Which bucket to index, and which part of it. Each type adds its own ``bucket_type``."""

    bucket_name: Annotated[
        Text,
        AfterValidator(_check_bucket),
        _BUCKET,
        Ui(label="Bucket", address_parts=_BUCKET_AND_PATH, help="The bucket name."),
        Field(examples=["my-bucket"]),
    ]
    prefix: Annotated[
        Maybe[Annotated[Text, _PREFIX]],
        Ui(
            label="Path prefix",
            address_parts=_BUCKET_AND_PATH,
            help="Index only what's below this path. Leave empty to index everything.",
            warn=_PREFIX_WARNING,
        ),
        Field(examples=["docs/"]),
    ] = None
