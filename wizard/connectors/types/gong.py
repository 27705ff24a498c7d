"""Gong.

Facts: onyx: backend/onyx/connectors/gong/connector.py (June 2025, the newer field 2026-06).
"""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import Field

from wizard.connectors.addresses import root_of_site
from wizard.connectors.doubts import looks_like_several
from wizard.connectors.fields import (
    NEWER,
    Config,
    Credential,
    Example,
    KeyId,
    Maybe,
    OnlyWhenChanged,
    Text,
    Token,
    Url,
)
from wizard.connectors.metadata import ConnectorInfo
from wizard.connectors.repairs import (
    Repair,
    refused_if,
    repaired_by,
    warned_by,
)
from wizard.forms import Ui


def _not_the_app(text: str) -> Repair | None:
    """``https://us-1.app.gong.io`` -> ``https://us-1.api.gong.io``."""
    found = re.match(r"(?:https?://)?([\w-]+)\.app\.gong\.io(?![\w.-])", text, re.IGNORECASE)
    reason = "This is the sign-in URL. The API URL has api instead of app"
    return Repair(reason, f"https://{found[1]}.api.gong.io") if found else None


ABOUT = ConnectorInfo(
    type="gong",
    position=22,
    label="Gong",
    category="Sales",
    summary="Call transcripts.",
    evidence="inferred",
    aliases=("calls", "transcripts", "recordings"),
    refresh=1800,
    prune=2592000,
    docs_url="https://help.gong.io/docs/receive-access-to-the-api",
    needs=("An access key and its secret, created by a Gong technical administrator.",),
    notes=(
        "Clarm doesn't check the key when it creates the connector, so a wrong one "
        "fails later. Test it here first.",
    ),
)


class Calls(Config):
    """Which calls to index."""

    workspaces: Annotated[
        list[Annotated[Text, repaired_by(refused_if("://", "Enter an ID or a name, not a URL"))]],
        Ui(
            label="Workspaces",
            help="IDs or exact names. Leave empty for all workspaces.",
            warn=warned_by(looks_like_several),
        ),
        Field(examples=[["Sales"]]),
    ] = Field(default_factory=list)
    hide_user_info: Annotated[
        bool,
        Ui(
            label="Hide participants",
            help="Leave out participants' names and emails.",
            advanced=True,
        ),
        OnlyWhenChanged(),
    ] = False


class AccessKey(Credential):
    """An access key for your company."""

    gong_access_key: Annotated[
        KeyId,
        Ui(
            label="Access key",
            help="The first part of the key.",
            where="Gong → Admin center → Settings → Ecosystem → API.",
        ),
    ]
    gong_access_key_secret: Annotated[
        Token,
        Ui(label="Access key secret", help="The second part of the key. Gong shows it only once."),
    ]
    gong_base_url: Annotated[
        Maybe[
            Annotated[
                Url,
                repaired_by(
                    _not_the_app, root_of_site("Remove what follows .gong.io", r"\.gong\.io$")
                ),
            ]
        ],
        Ui(
            label="API URL",
            help="Only for accounts on a regional host.",
            placeholder="https://us-00000.api.gong.io",
        ),
        NEWER,
        OnlyWhenChanged(),
    ] = None


CONFIG = Calls
CREDENTIAL = AccessKey

MINIMAL = Example(
    config={}, credentials={"gong_access_key": "FAKE", "gong_access_key_secret": "FAKE"}
)
FULL = Example(
    config={"workspaces": ["Sales", "1234567890123456789"], "hide_user_info": True},
    credentials={
        "gong_access_key": "FAKE",
        "gong_access_key_secret": "FAKE",
        "gong_base_url": "https://us-00000.api.gong.io",
    },
)
