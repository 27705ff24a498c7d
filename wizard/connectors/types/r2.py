"""Cloudflare R2.

Facts: onyx: backend/onyx/connectors/blob/connector.py (June 2025, the newer field 2025-10).
"""

from __future__ import annotations

from typing import Annotated, Literal

from wizard.connectors.addresses import part_of_address
from wizard.connectors.fields import NEWER, Credential, Example, KeyId, OnlyWhenChanged, Text, Token
from wizard.connectors.metadata import ConnectorInfo
from wizard.connectors.repairs import (
    refused_if,
    refused_unless,
    repaired_by,
    warned_by,
)
from wizard.connectors.types._bucket import Bucket
from wizard.forms import Ui

ABOUT = ConnectorInfo(
    type="r2",
    position=39,
    label="Cloudflare R2",
    category="Storage",
    summary="Objects in an R2 bucket.",
    evidence="inferred",
    aliases=("cloudflare", "bucket", "files", "object storage"),
    refresh=86400,
    prune=2592000,
    docs_url="https://developers.cloudflare.com/r2/api/tokens/",
    needs=(
        "An R2 API token with Object Read permission. It has an access key ID and a secret.",
        "Your Cloudflare account ID.",
    ),
    notes=("Clarm lists the bucket on creation, so a wrong key or bucket fails right away.",),
)


class R2Bucket(Bucket):
    """An R2 bucket."""

    bucket_type: Literal["r2"] = "r2"
    european_residency: Annotated[
        bool,
        Ui(label="EU jurisdiction", help="The bucket was created under EU jurisdiction."),
        NEWER,
        OnlyWhenChanged(),
    ] = False


_ACCOUNT = repaired_by(
    part_of_address(
        r"([0-9a-f]{32})\.eu\.r2\.",
        "Enter only the account ID. The bucket is in the EU, so turn on EU jurisdiction for it",
        of=r"\.eu\.r2\.",
    ),
    part_of_address(r"([0-9a-f]{32})", "Enter only the account ID", of=r"[/:]|\.cloudflare"),
)


class ApiToken(Credential):
    """An R2 API token."""

    account_id: Annotated[
        Text,
        _ACCOUNT,
        Ui(
            label="Account ID",
            help="Your Cloudflare account's ID.",
            where="Cloudflare dashboard → R2 → Overview.",
            warn=warned_by(
                refused_unless(
                    r"(?i:[0-9a-f]{32})(\.\w+)?",
                    "Account IDs have 32 digits and letters. Check that this is the right one.",
                )
            ),
        ),
    ]
    r2_access_key_id: Annotated[
        KeyId,
        Ui(
            label="Access key ID",
            help="Shown when you create the token.",
            where="Cloudflare dashboard → R2 → Manage API tokens.",
            warn=warned_by(refused_if("^[0-9a-f]{64}$", "This looks like the secret access key")),
        ),
    ]
    r2_secret_access_key: Annotated[
        Token,
        Ui(
            label="Secret access key",
            help="Shown only once, next to the key ID.",
            warn=warned_by(
                refused_if("^[0-9a-f]{32}$", "This looks like the access key ID"),
                refused_if("^[A-Za-z0-9_-]{40}$", "This looks like the value of the token"),
            ),
        ),
    ]


CONFIG = R2Bucket
CREDENTIAL = ApiToken

_TOKEN = {
    "account_id": "0123456789abcdef0123456789abcdef",
    "r2_access_key_id": "FAKE",
    "r2_secret_access_key": "FAKE",
}

MINIMAL = Example(config={"bucket_type": "r2", "bucket_name": "my-bucket"}, credentials=_TOKEN)
FULL = Example(
    config={
        "bucket_type": "r2",
        "bucket_name": "my-bucket",
        "prefix": "docs/",
        "european_residency": True,
    },
    credentials=_TOKEN,
)
