"""Google Cloud Storage, over its S3-compatible interface.

Facts: onyx: backend/onyx/connectors/blob/connector.py (June 2025).
"""

from __future__ import annotations

from typing import Annotated, Literal

from wizard.connectors.fields import Credential, Example, KeyId, Token, prefix_warning
from wizard.connectors.metadata import ConnectorInfo
from wizard.connectors.repairs import refused_if, repaired_by
from wizard.connectors.types._bucket import Bucket
from wizard.forms import Ui

ABOUT = ConnectorInfo(
    type="google_cloud_storage",
    position=40,
    label="Google Cloud Storage",
    category="Storage",
    summary="The objects of a Cloud Storage bucket.",
    evidence="inferred",
    aliases=("gcs", "gcp", "bucket", "files", "object storage"),
    refresh=86400,
    prune=2592000,
    docs_url="https://cloud.google.com/storage/docs/authentication/hmackeys",
    needs=(
        "An HMAC key (an access ID and a secret). The JSON key of a service account does not work.",
        "For its owner the permissions storage.objects.list and storage.objects.get.",
    ),
    notes=("The bucket is listed on creation: a wrong key or bucket is refused then.",),
)


class GoogleBucket(Bucket):
    """A bucket of Google Cloud Storage."""

    bucket_type: Literal["google_cloud_storage"] = "google_cloud_storage"


class HmacKey(Credential):
    """An HMAC key."""

    access_key_id: Annotated[
        KeyId,
        repaired_by(
            refused_if(
                r"(?i)gserviceaccount\.com$|^\s*\{",
                "This is a service account. Enter the access ID of an HMAC key that it has",
            )
        ),
        Ui(
            label="HMAC access ID",
            help="The first of the key's two parts.",
            where="Google Cloud console → Cloud Storage → Settings → Interoperability.",
            warn=prefix_warning("GOOG"),
        ),
    ]
    secret_access_key: Annotated[
        Token, Ui(label="HMAC secret", help="The second part, shown once when the key is made.")
    ]


CONFIG = GoogleBucket
CREDENTIAL = HmacKey

_KEY = {"access_key_id": "GOOGFAKE", "secret_access_key": "FAKE"}

MINIMAL = Example(
    config={"bucket_type": "google_cloud_storage", "bucket_name": "my-bucket"}, credentials=_KEY
)
FULL = Example(
    config={
        "bucket_type": "google_cloud_storage",
        "bucket_name": "my-bucket",
        "prefix": "docs/",
    },
    credentials=_KEY,
)
