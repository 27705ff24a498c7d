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
    summary="The objects of an Oracle Cloud bucket.",
    evidence="inferred",
    aliases=("oci", "oracle cloud", "bucket", "files"),
    refresh=1800,
    prune=2592000,
    docs_url="https://docs.oracle.com/en-us/iaas/Content/Identity/Tasks/managingcredentials.htm",
    needs=(
        "A customer secret key (an access key and a secret) of a user that can read the bucket.",
        "The Object Storage namespace of the tenancy, and the region.",
    ),
    notes=("The bucket is listed on creation: a wrong key or bucket is refused then.",),
)


_NAMESPACE = repaired_by(
    refused_if(
        r"^ocid1\.", "This is the OCID of the tenancy. Its Object Storage namespace is needed"
    ),
    part_of_address(
        r"/n/([\w-]+)|^(?:https?://)?([\w-]+)\.(?:compat\.)?objectstorage\.",
        "Enter the namespace alone: the server adds the rest of the address",
        of=r"[/:]|oraclecloud",
    ),
    refused_if(r"\s", "A namespace has no blanks in it"),
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
    named_by_api(_KEYS, "Enter the region's identifier, not its key"),
    *region_rules("us-ashburn-1"),
)
_OTHER_KEY = warned_by(
    refused_if(
        r"^([0-9a-f]{2}:){7,}|^ocid1\.",
        "This belongs to another kind of key. A customer secret key is needed",
    )
)


class OracleBucket(Bucket):
    """A bucket of Oracle Object Storage."""

    bucket_type: Literal["oci_storage"] = "oci_storage"


class CustomerKey(Credential):
    """A customer secret key, and where it belongs."""

    namespace: Annotated[
        Text,
        _NAMESPACE,
        Ui(
            label="Namespace",
            help="The Object Storage namespace of the tenancy.",
            where="Oracle Cloud console → your profile → Tenancy.",
        ),
    ]
    region: Annotated[
        Text,
        _REGION,
        Ui(label="Region", help="The region's identifier."),
        Field(examples=["us-ashburn-1"]),
    ]
    access_key_id: Annotated[
        KeyId,
        Ui(
            label="Access key",
            help="The first of the key's two parts.",
            where="Oracle Cloud console → your profile → Customer secret keys.",
            warn=_OTHER_KEY,
        ),
    ]
    secret_access_key: Annotated[
        Token, Ui(label="Secret key", help="The second part, shown once when the key is made.")
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
