"""Oracle Cloud's Object Storage, over its S3-compatible interface.

Facts: onyx: backend/onyx/connectors/blob/connector.py (June 2025).
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from wizard.connectors.addresses import part_of_address
from wizard.connectors.fields import Credential, Example, KeyId, Text, Token
from wizard.connectors.metadata import ConnectorInfo
from wizard.connectors.repairs import (
    named_by_api,
    refused_if,
    repaired_by,
    warned_by,
)
from wizard.connectors.types._bucket import Bucket, region_rules
from wizard.forms import Ui

ABOUT = ConnectorInfo(
    type="oci_storage",
    position=41,
    label="Oracle Object Storage",
    category="Storage",
    summary="Objects in an Oracle Cloud bucket.",
    evidence="inferred",
    aliases=("oci", "oracle cloud", "bucket", "files"),
    refresh=1800,
    prune=2592000,
    docs_url="https://docs.oracle.com/en-us/iaas/Content/Identity/Tasks/managingcredentials.htm",
    needs=(
        "A customer secret key (an access key and a secret) for a user who can read the bucket.",
        "The tenancy's Object Storage namespace and region.",
    ),
    notes=("Clarm lists the bucket on creation, so a wrong key or bucket fails right away.",),
)


_NAMESPACE = repaired_by(
    refused_if(r"^ocid1\.", "This is the tenancy's OCID. Enter its Object Storage namespace"),
    part_of_address(
        r"/n/([\w-]+)|^(?:https?://)?([\w-]+)\.(?:compat\.)?objectstorage\.",
        "Enter only the namespace. Clarm adds the rest of the URL",
        of=r"[/:]|oraclecloud",
    ),
    refused_if(r"\s", "Namespaces don't contain spaces"),
)
_KEYS = {
    "iad": "us-ashburn-1",
    "phx": "us-phoenix-1",
    "fra": "eu-frankfurt-1",
    "lhr": "uk-london-1",
    "ams": "eu-amsterdam-1",
    "zrh": "eu-zurich-1",
    "nrt": "ap-tokyo-1",
    "icn": "ap-seoul-1",
    "syd": "ap-sydney-1",
    "bom": "ap-mumbai-1",
    "yyz": "ca-toronto-1",
    "gru": "sa-saopaulo-1",
}
_REGION = repaired_by(
    named_by_api(_KEYS, "Enter the region ID, not its key"),
    *region_rules("us-ashburn-1"),
)
_OTHER_KEY = warned_by(
    refused_if(
        r"^([0-9a-f]{2}:){7,}|^ocid1\.",
        "This is a different kind of key. Enter a customer secret key",
    )
)


class OracleBucket(Bucket):
    """An Oracle Object Storage bucket."""

    bucket_type: Literal["oci_storage"] = "oci_storage"


class CustomerKey(Credential):
    """A customer secret key, its namespace and its region."""

    namespace: Annotated[
        Text,
        _NAMESPACE,
        Ui(
            label="Namespace",
            help="The tenancy's Object Storage namespace.",
            where="Oracle Cloud console → your profile → Tenancy.",
        ),
    ]
    region: Annotated[
        Text,
        _REGION,
        Ui(label="Region", help="The region ID."),
        Field(examples=["us-ashburn-1"]),
    ]
    access_key_id: Annotated[
        KeyId,
        Ui(
            label="Access key",
            help="The first part of the key.",
            where="Oracle Cloud console → your profile → Customer secret keys.",
            warn=_OTHER_KEY,
        ),
    ]
    secret_access_key: Annotated[
        Token, Ui(label="Secret key", help="The second part of the key. Oracle shows it only once.")
    ]


CONFIG = OracleBucket
CREDENTIAL = CustomerKey

_KEY = {
    "namespace": "FAKE",
    "region": "us-ashburn-1",
    "access_key_id": "FAKE",
    "secret_access_key": "FAKE",
}

MINIMAL = Example(
    config={"bucket_type": "oci_storage", "bucket_name": "my-bucket"}, credentials=_KEY
)
FULL = Example(
    config={"bucket_type": "oci_storage", "bucket_name": "my-bucket", "prefix": "docs/"},
    credentials=_KEY,
)
