"""SharePoint.

Facts: onyx: backend/onyx/connectors/sharepoint/connector.py (June 2025, the newer fields 2025-07
to 2026-03, the certificate 2025-08).
"""

from __future__ import annotations

import base64
import binascii
from typing import Annotated, Literal

from pydantic import Field, model_validator

from wizard.connectors.about import About
from wizard.connectors.kit import (
    NEWER,
    Config,
    Credential,
    Example,
    Guid,
    KeyFile,
    OnlyWhenChanged,
    Password,
    TenantId,
    Text,
    Token,
    Url,
    checked,
    refusal,
)
from wizard.forms import FileHint, Ui, fields_error

ABOUT = About(
    type="sharepoint",
    position=27,
    label="SharePoint",
    category="Storage",
    summary="Documents of SharePoint sites.",
    evidence="inferred",
    aliases=("microsoft", "office 365", "m365", "onedrive", "sites"),
    refresh=1800,
    prune=2592000,
    docs_url="https://learn.microsoft.com/en-us/entra/identity-platform/quickstart-register-app",
    needs=(
        "An app registration in Microsoft Entra, with its client ID, tenant ID and a client "
        "secret.",
        "The Microsoft Graph application permission Sites.Read.All, with an admin's consent.",
    ),
    notes=("Without any site listed, every site of the tenant is indexed.",),
)

_PLACES = ("/sites/", "/teams/", "/personal/")


def _sites_warning(typed: str) -> str | None:
    if any("/sites/" not in site for site in typed.split()):
        return (
            "Older servers silently drop addresses without /sites/, "
            "and index every site when none is left."
        )
    return None


def _check_pfx(text: str) -> str:
    try:
        content = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        raise refusal("Load the .pfx file itself, or paste it as base64.") from None
    if content[:1] != b"\x30":  # how every PFX file begins
        raise refusal("This is not a .pfx file.")
    return "".join(text.split())


class Sites(Config):
    """Which sites to index."""

    sites: Annotated[
        list[Url],
        Ui(
            label="Sites",
            help="Addresses of sites or of folders in them. Empty means every site of the tenant.",
            placeholder="https://contoso.sharepoint.com/sites/support",
            warn=_sites_warning,
        ),
        Field(examples=[["https://contoso.sharepoint.com/sites/support"]]),
    ] = Field(default_factory=list)
    include_site_documents: Annotated[
        bool,
        Ui(label="Documents", help="Index document libraries."),
        NEWER,
        OnlyWhenChanged(),
    ] = True
    include_site_pages: Annotated[
        bool,
        Ui(label="Pages", help="Index the pages of sites."),
        NEWER,
        OnlyWhenChanged(),
    ] = True
    treat_sharing_link_as_public: Annotated[
        bool,
        Ui(
            label="Sharing links are public",
            help="A document with a sharing link can be found by everyone.",
        ),
        NEWER,
        OnlyWhenChanged(),
    ] = False
    excluded_sites: Annotated[
        list[Text],
        Ui(label="Sites to skip", help="Addresses, with * for any characters."),
        NEWER,
        OnlyWhenChanged(),
    ] = Field(default_factory=list)
    excluded_paths: Annotated[
        list[Text],
        Ui(label="Paths to skip", help="Paths or file names, with * for any characters."),
        NEWER,
        OnlyWhenChanged(),
    ] = Field(default_factory=list)
    authority_host: Annotated[
        Url,
        Ui(label="Login host", help="Only for national clouds."),
        NEWER,
        OnlyWhenChanged(),
    ] = "https://login.microsoftonline.com"
    graph_api_host: Annotated[
        Url,
        Ui(label="Graph host", help="Only for national clouds."),
        NEWER,
        OnlyWhenChanged(),
    ] = "https://graph.microsoft.com"
    sharepoint_domain_suffix: Annotated[
        Text,
        Ui(label="Domain suffix", help="Only for national clouds."),
        NEWER,
        OnlyWhenChanged(),
    ] = "sharepoint.com"

    @model_validator(mode="after")
    def _sites_are_sites(self) -> Sites:
        # An address of another kind would be dropped, and no address left means every site.
        if any(all(place not in site for place in _PLACES) for site in self.sites):
            raise fields_error(
                "Each address needs a site in it, such as /sites/support: without one, "
                "every site could be indexed",
                "sites",
            )
        return self


_CLIENT_ID = Ui(
    label="Application (client) ID",
    help="Of the app registration.",
    where="Microsoft Entra admin center → App registrations → your app → Overview.",
)
_TENANT_ID = Ui(label="Directory (tenant) ID", help="On the same page as the client ID.")


class ClientSecret(Credential):
    """An app registration with a secret."""

    sp_client_id: Annotated[Guid, _CLIENT_ID]
    sp_client_secret: Annotated[
        Token,
        Ui(
            label="Client secret",
            help="The secret's value, not its ID. Shown once when it is made.",
            where="Your app → Certificates & secrets.",
        ),
    ]
    sp_directory_id: Annotated[TenantId, _TENANT_ID]


class Certificate(Credential):
    """An app registration with a certificate."""

    authentication_method: Literal["certificate"] = "certificate"
    sp_client_id: Annotated[Guid, _CLIENT_ID]
    sp_directory_id: Annotated[TenantId, _TENANT_ID]
    sp_certificate_password: Annotated[
        Password, Ui(label="Certificate password", help="The password of the .pfx file.")
    ]
    sp_private_key: Annotated[
        KeyFile,
        checked(_check_pfx),
        Ui(
            label="Certificate file",
            help="The whole .pfx file. It is sent as base64.",
            file=FileHint(encoding="base64", name=".pfx file"),
        ),
    ]


CONFIG = Sites
CREDENTIAL = Annotated[
    ClientSecret | Certificate,
    Ui(
        label="How to sign in",
        labels={
            "ClientSecret": "Client secret",
            "Certificate": "Certificate (only in newer versions)",
        },
        helps={
            "ClientSecret": "A secret made for the app registration.",
            "Certificate": "A .pfx file and its password. Clarm may not know this way.",
        },
    ),
]

_GUID = "00000000-0000-0000-0000-000000000000"
_SECRET = {"sp_client_id": _GUID, "sp_client_secret": "FAKE", "sp_directory_id": _GUID}

MINIMAL = Example(config={}, credentials=_SECRET)
FULL = Example(
    config={
        "sites": ["https://contoso.sharepoint.com/sites/support"],
        "include_site_documents": False,
        "include_site_pages": False,
        "treat_sharing_link_as_public": True,
        "excluded_sites": ["https://contoso.sharepoint.com/sites/archive*"],
        "excluded_paths": ["*.tmp"],
        "authority_host": "https://login.microsoftonline.us",
        "graph_api_host": "https://graph.microsoft.us",
        "sharepoint_domain_suffix": "sharepoint.us",
    },
    credentials=_SECRET,
)
MORE = (
    Example(
        config={},
        credentials={
            "authentication_method": "certificate",
            "sp_client_id": _GUID,
            "sp_directory_id": _GUID,
            "sp_certificate_password": "FAKE",
            "sp_private_key": "MIIKFAKE",
        },
    ),
)
