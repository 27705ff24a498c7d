"""Gong.

Facts: onyx: backend/onyx/connectors/gong/connector.py (June 2025, the newer field 2026-06).
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from wizard.connectors.about import About
from wizard.connectors.kit import (
    NEWER,
    Config,
    Credential,
    Example,
    Maybe,
    OnlyWhenChanged,
    Text,
    Token,
    Url,
)
from wizard.forms import Ui

ABOUT = About(
    type="gong",
    position=22,
    label="Gong",
    category="Sales",
    summary="Transcripts of calls.",
    evidence="inferred",
    aliases=("calls", "transcripts", "recordings"),
    refresh=1800,
    prune=2592000,
    docs_url="https://help.gong.io/docs/receive-access-to-the-api",
    needs=("An access key and its secret, made by a technical administrator of Gong.",),
    notes=("The key is not tried out when the connector is made: a wrong one fails later.",),
)


class Calls(Config):
    """Which calls to index."""

    workspaces: Annotated[
        list[Text],
        Ui(label="Workspaces", help="IDs or exact names. Empty means all workspaces."),
        Field(examples=[["Sales"]]),
    ] = Field(default_factory=list)
    hide_user_info: Annotated[
        bool,
        Ui(
            label="Hide participants",
            help="Leave out the names and e-mails of those who took part.",
            advanced=True,
        ),
        OnlyWhenChanged(),
    ] = False


class AccessKey(Credential):
    """An access key of the company."""

    gong_access_key: Annotated[
        Text,
        Ui(
            label="Access key",
            help="The first of the key's two parts.",
            where="Gong → Admin center → Settings → Ecosystem → API.",
        ),
    ]
    gong_access_key_secret: Annotated[
        Token, Ui(label="Access key secret", help="The second part, shown once with the key.")
    ]
    gong_base_url: Annotated[
        Maybe[Url],
        Ui(
            label="API address",
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
