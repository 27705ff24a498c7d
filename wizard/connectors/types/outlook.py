"""Outlook, in lower case like the other values. The facts are in ``_outlook``."""

from __future__ import annotations

from wizard.connectors.metadata import ConnectorInfo
from wizard.connectors.types._outlook import BY_ADDRESS, BY_FOLDER, EMPTY, ClientSecret, Mail

ABOUT = ConnectorInfo(
    type="outlook",
    position=28,
    label="Outlook",
    category="Email & productivity",
    summary="Mail in Microsoft 365.",
    evidence="inferred",
    evidence_words="A guess; not confirmed by Clarm.",
    aliases=("microsoft", "office 365", "m365", "exchange", "email", "mail"),
    refresh=1800,
    prune=2592000,
    docs_url="https://learn.microsoft.com/en-us/entra/identity-platform/quickstart-register-app",
    needs=(
        "An app registration in Microsoft Entra, with its client ID, its tenant ID and a client "
        "secret.",
        "The Mail.Read and User.Read.All application permissions for Microsoft Graph, with admin "
        "consent.",
    ),
    notes=(
        "Clarm lists both outlook and OUTLOOK. They differ only in case, and nobody has confirmed "
        "which one works. This one is written like the other types.",
        "The credential fields are educated guesses. The config fields are weaker guesses, so it's "
        "safest not to change them.",
    ),
    raw_editor=True,
)

CONFIG = Mail
CREDENTIAL = ClientSecret

MINIMAL = EMPTY
FULL = BY_FOLDER
MORE = (BY_ADDRESS,)
