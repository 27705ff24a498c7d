"""Dropbox.

Facts: onyx: backend/onyx/connectors/dropbox/connector.py (June 2025).
"""

from __future__ import annotations

from typing import Annotated

from wizard.connectors.fields import Credential, Example, NoConfig, Token, prefix_warning
from wizard.connectors.metadata import ConnectorInfo
from wizard.forms import Ui

ABOUT = ConnectorInfo(
    type="dropbox",
    position=26,
    label="Dropbox",
    category="Storage",
    summary="Files of a Dropbox account.",
    evidence="inferred",
    aliases=("files", "cloud storage"),
    refresh=1800,
    prune=2592000,
    docs_url="https://www.dropbox.com/developers/apps",
    needs=(
        "A Dropbox app with the permissions files.metadata.read, files.content.read and "
        "sharing.read.",
        "An access token, generated on the app's page after the permissions are set.",
    ),
    notes=(
        "Such a token lasts about four hours and is not renewed: later refreshes will fail, "
        "so this suits indexing once.",
    ),
)


class AccessToken(Credential):
    """A token of a Dropbox app."""

    dropbox_access_token: Annotated[
        Token,
        Ui(
            label="Access token",
            help="Lasts about four hours.",
            where="dropbox.com/developers/apps → your app → Settings → Generated access token.",
            warn=prefix_warning("sl."),
        ),
    ]


CONFIG = NoConfig
CREDENTIAL = AccessToken

MINIMAL = Example(config={}, credentials={"dropbox_access_token": "sl.FAKE"})
FULL = MINIMAL
