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
    summary="The objects of an R2 bucket.",
    evidence="inferred",
    aliases=("cloudflare", "bucket", "files", "object storage"),
    refresh=86400,
    prune=2592000,
    docs_url="https://developers.cloudflare.com/r2/api/tokens/",
    needs=(
        "An R2 API token with the permission Object Read: it comes as a key ID and a secret.",
        "The ID of your Cloudflare account.",
    ),
    notes=("The bucket is listed on creation: a wrong key or bucket is refused then.",),
)


class R2Bucket(Bucket):
    """A bucket of R2."""

    bucket_type: Literal["r2"] = "r2"
    european_residency: Annotated[
        bool,
        Ui(label="EU residency", help="The bucket was made under EU jurisdiction."),
        NEWER,
        OnlyWhenChanged(),
    ] = False


_ACCOUNT = repaired_by(
    part_of_address(
        r"([0-9a-f]{32})\.eu\.r2\.",
        "Enter the account's ID alone. The bucket is in the EU: switch that on beside its name",
        of=r"\.eu\.r2\.",
    ),
    part_of_address(r"([0-9a-f]{32})", "Enter the account's ID alone", of=r"[/:]|\.cloudflare"),
)


class ApiToken(Credential):
    """An R2 API token."""

    account_id: Annotated[
        Text,
        _ACCOUNT,
        Ui(
            label="Account ID",
            help="Of your Cloudflare account.",
            where="Cloudflare dashboard → R2 → Overview.",
            warn=warned_by(
                refused_unless(
                    r"(?i:[0-9a-f]{32})(\.\w+)?",
                    "An account ID has 32 digits and letters. Is this the right one?",
                )
            ),
        ),
    ]
    r2_access_key_id: Annotated[
        KeyId,
        Ui(
            label="Access key ID",
            help="Shown when the token is made.",
            where="Cloudflare dashboard → R2 → Manage API tokens.",
            warn=warned_by(refused_if("^[0-9a-f]{64}$", "This looks like the secret access key")),
        ),
    ]
    r2_secret_access_key: Annotated[
        Token,
        Ui(
            label="Secret access key",
            help="Shown once, beside the key ID.",
            warn=warned_by(
                refused_if("^[0-9a-f]{32}$", "This looks like the access key ID"),
                refused_if("^[A-Za-z0-9_-]{40}$", "This looks like the token's own value"),
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
