"""Guru.

Facts: onyx: backend/onyx/connectors/guru/connector.py (June 2025).
"""

from __future__ import annotations

from typing import Annotated

from wizard.connectors.fields import Credential, Email, Example, NoConfig, Token
from wizard.connectors.metadata import ConnectorInfo
from wizard.forms import Ui

ABOUT = ConnectorInfo(
    type="guru",
    position=10,
    label="Guru",
    category="Knowledge base & wikis",
    summary="Guru cards.",
    evidence="inferred",
    aliases=("getguru", "cards", "wiki"),
    refresh=1800,
    prune=2592000,
    docs_url="https://help.getguru.com/docs/gurus-api",
    needs=("A user token from Guru's Apps & Integrations page, and its owner's email.",),
    notes=(
        "Clarm doesn't check the token when it creates the connector, so a wrong one "
        "fails later. Test it here first.",
    ),
)


class UserToken(Credential):
    """A user's email and token."""

    guru_user: Annotated[Email, Ui(label="Email", help="The email you sign in to Guru with.")]
    guru_user_token: Annotated[
        Token,
        Ui(
            label="User token",
            help="Clarm indexes the cards this user can read.",
            where="Guru → Manage → Apps & Integrations → API access.",
        ),
    ]


CONFIG = NoConfig
CREDENTIAL = UserToken

MINIMAL = Example(
    config={}, credentials={"guru_user": "admin@example.com", "guru_user_token": "FAKE"}
)
FULL = MINIMAL
