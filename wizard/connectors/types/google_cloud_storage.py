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
    summary="Objects in a Cloud Storage bucket.",
    evidence="inferred",
    aliases=("gcs", "gcp", "bucket", "files", "object storage"),
    refresh=86400,
    prune=2592000,
    docs_url="https://cloud.google.com/storage/docs/authentication/hmackeys",
    needs=(
        "An HMAC key (an access ID and a secret). A service account's JSON key doesn't work.",
        "The key's owner needs storage.objects.list and storage.objects.get.",
    ),
    notes=("Clarm lists the bucket on creation, so a wrong key or bucket fails right away.",),
)


class GoogleBucket(Bucket):
    """A Google Cloud Storage bucket."""

    bucket_type: Literal["google_cloud_storage"] = "google_cloud_storage"


class HmacKey(Credential):
    """An HMAC key."""

    access_key_id: Annotated[
        KeyId,
        repaired_by(
            refused_if(
                r"(?i)gserviceaccount\.com$|^\s*\{",
                "This is a service account. Enter the access ID of its HMAC key",
            )
        ),
        Ui(
            label="HMAC access ID",
            help="The first part of the key.",
            where="Google Cloud console → Cloud Storage → Settings → Interoperability.",
            warn=prefix_warning("GOOG"),
        ),
    ]
    secret_access_key: Annotated[
        Token,
        Ui(label="HMAC secret", help="The second part of the key. Google shows it only once."),
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
