"""Gmail.

Facts: onyx: backend/onyx/connectors/gmail/connector.py (June 2025).
"""

from __future__ import annotations

from typing import Annotated

from wizard.connectors.fields import Example, NoConfig
from wizard.connectors.metadata import ConnectorInfo
from wizard.connectors.types._google import (
    OAUTH_TOKENS,
    SERVICE_ACCOUNT,
    WAYS,
    OAuthTokens,
    ServiceAccount,
)

ABOUT = ConnectorInfo(
    type="gmail",
    position=5,
    label="Gmail",
    category="Email & productivity",
    summary="Mail in one account or an entire Google Workspace.",
    evidence="inferred",
    aliases=("google mail", "email", "mail", "workspace", "gsuite"),
    refresh=1800,
    prune=2592000,
    docs_url="https://developers.google.com/workspace/guides/create-credentials",
    needs=(
        "The JSON key of a service account with domain-wide delegation, from the Google Cloud "
        "console.",
        "Delegated scopes: gmail.readonly, admin.directory.user.readonly, "
        "admin.directory.group.readonly.",
        "The email of a Workspace admin to impersonate.",
    ),
    notes=(
        "A service account indexes everyone's mail.",
        "You can't sign in to Google from the wizard. OAuth needs a token file you've already "
        "generated.",
    ),
)

CONFIG = NoConfig
CREDENTIAL = Annotated[ServiceAccount | OAuthTokens, WAYS]

MINIMAL = Example(config={}, credentials=SERVICE_ACCOUNT)
FULL = MINIMAL
MORE = (Example(config={}, credentials=OAUTH_TOKENS),)
