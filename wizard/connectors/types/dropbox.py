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
    summary="Files in a Dropbox account.",
    evidence="inferred",
    aliases=("files", "cloud storage"),
    refresh=1800,
    prune=2592000,
    docs_url="https://www.dropbox.com/developers/apps",
    needs=(
        "A Dropbox app with the files.metadata.read, files.content.read and sharing.read "
        "permissions.",
        "An access token, generated on the app's page after you set the permissions.",
    ),
    notes=(
        "The token expires after about four hours and can't be renewed. Later updates fail, so "
        "use it to index once.",
    ),
)


class AccessToken(Credential):
    """A token from a Dropbox app."""

    dropbox_access_token: Annotated[
        Token,
        Ui(
            label="Access token",
            help="Expires after about four hours.",
            where="dropbox.com/developers/apps → your app → Settings → Generated access token.",
            warn=prefix_warning("sl."),
        ),
    ]


CONFIG = NoConfig
CREDENTIAL = AccessToken

MINIMAL = Example(config={}, credentials={"dropbox_access_token": "sl.FAKE"})
FULL = MINIMAL
