"""What the stores of objects in buckets share.

Facts: onyx: backend/onyx/connectors/blob/connector.py (June 2025).
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from wizard.connectors.kit import Config, Maybe, Text
from wizard.forms import Ui


class Bucket(Config):
    """Which bucket, and what of it. A type adds ``bucket_type``, which repeats its own value."""

    bucket_name: Annotated[
        Text,
        Ui(label="Bucket", help="The name of the bucket."),
        Field(examples=["my-bucket"]),
    ]
    prefix: Annotated[
        Maybe[Text],
        Ui(label="Path prefix", help="Only what is below this path. Empty means everything."),
        Field(examples=["docs/"]),
    ] = None
