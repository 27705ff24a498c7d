"""Outlook again, in upper case. The facts are in ``_outlook``."""

from __future__ import annotations

from wizard.connectors.metadata import ConnectorInfo
from wizard.connectors.types._outlook import BY_ADDRESS, BY_FOLDER, EMPTY, ClientSecret, Mail

ABOUT = ConnectorInfo(
    type="OUTLOOK",
    position=29,
    label="Outlook (upper case)",
    category="Other / internal",
    summary="The second spelling of outlook in Clarm's list, perhaps a leftover.",
    evidence="inferred",
    aliases=("microsoft", "office 365", "m365", "exchange", "email", "mail"),
    refresh=1800,
    prune=2592000,
    docs_url="https://learn.microsoft.com/en-us/entra/identity-platform/quickstart-register-app",
    needs=(
        "An app registration in Microsoft Entra, with its client ID, tenant ID and a client "
        "secret.",
        "The Microsoft Graph application permissions Mail.Read and User.Read.All, with an admin's "
        "consent.",
    ),
    notes=(
        "Clarm lists outlook and OUTLOOK. They differ in case only, and which one works is not "
        "known. Try outlook first.",
        "The credential fields are a fair guess, the config fields a weak one: leaving them alone "
        "is safest.",
    ),
    raw_editor=True,
)

CONFIG = Mail
CREDENTIAL = ClientSecret

MINIMAL = EMPTY
FULL = BY_FOLDER
MORE = (BY_ADDRESS,)
