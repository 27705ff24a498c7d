"""SharePoint.

Facts: onyx: backend/onyx/connectors/sharepoint/connector.py (June 2025, the newer fields 2025-07
to 2026-03, the certificate 2025-08).
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import Annotated, Final, Literal, Self
from urllib.parse import parse_qs, quote, unquote, urlsplit, urlunsplit

from pydantic import Field, model_validator

from wizard.connectors.addresses import host_of
from wizard.connectors.fields import (
    NEWER,
    Credential,
    Example,
    KeyFile,
    Maybe,
    OnlyWhenChanged,
    Password,
    Text,
    Url,
    checked,
    refusal,
)
from wizard.connectors.metadata import ConnectorInfo
from wizard.connectors.repairs import (
    Repair,
    refused_if,
    repaired_by,
    warned_by,
    without,
)
from wizard.connectors.types._microsoft import (
    CLOUDS,
    ClientId,
    ClientSecretValue,
    DirectoryId,
    InCloud,
)
from wizard.forms import FileHint, Ui, fields_error

ABOUT = ConnectorInfo(
    type="sharepoint",
    position=27,
    label="SharePoint",
    category="Storage",
    summary="Documents in SharePoint sites.",
    evidence="inferred",
    aliases=("microsoft", "office 365", "m365", "onedrive", "sites"),
    refresh=1800,
    prune=2592000,
    docs_url="https://learn.microsoft.com/en-us/entra/identity-platform/quickstart-register-app",
    needs=(
        "An app registration in Microsoft Entra, with its client ID, its tenant ID and a client "
        "secret.",
        "The Sites.Read.All application permission for Microsoft Graph, with admin consent.",
    ),
    notes=("If you don't list any sites, Clarm indexes every site in the tenant.",),
)

# --- Addresses of sites --------------------------------------------------------------------------

_PLACE: Final = r"/(?:sites|teams|personal)/[^/]+"
_FILE: Final = r"\.(docx?|xlsx?|pptx?|pdf|txt|csv|md|one|msg|html?|aspx)$"


def _alone(text: str) -> Repair | None:
    """The site, library or folder of an address as a browser has it.

    ``https://x/:f:/r/sites/a/Docs?csf=1`` -> ``https://x/sites/a/Docs``;
    ``https://x/sites/a/Docs/Forms/AllItems.aspx?id=%2Fsites%2Fa%2FDocs%2FB`` ->
    ``https://x/sites/a/Docs/B``; ``https://x/sites/a/SitePages/Home.aspx`` -> ``https://x/sites/a``.
    """
    if "://" not in text:
        return None
    parts = urlsplit(text)
    query = parse_qs(parts.query)
    inside = [*query.get("id", ()), *query.get("RootFolder", ())]
    path = next((path for path in inside if re.match(_PLACE, path)), unquote(parts.path))
    path = re.sub(r"^/:\w:/r(?=/)", "", path)
    path = re.sub(r"^/(sites|teams|personal)(?=/)", lambda m: m[0].lower(), path, flags=re.I)
    path = re.sub(r"/Forms(/[^/]+\.aspx)?/?$", "", path)
    path = re.sub(rf"^({_PLACE})/(SitePages|Pages|_layouts)(/.*)?$", r"\1", path)
    if re.match(_PLACE, path) is None:
        return None
    was = parts.scheme, parts.query, parts.fragment, unquote(parts.path)
    if was == ("https", "", "", path) and " " not in parts.path:
        return None
    right = urlunsplit(("https", parts.netloc, quote(path, safe="/!$&'()*+,;=:@~"), "", ""))
    return Repair("Enter only the URL of the site, library or folder", right)


_SITE = repaired_by(
    refused_if(
        r"^[^./:]+$",
        "Enter the full URL, such as https://contoso.sharepoint.com/sites/support",
    ),
    refused_if(
        r"/:\w:/[^r]/",
        "A sharing link doesn't show its folder. Open it and copy the URL from your browser",
    ),
    refused_if("/Lists/", "Clarm doesn't index lists. Enter a site, a library or a folder"),
    _alone,
    # Any other address would be dropped, and no address left means every site.
    refused_if(
        rf"://(?![^/]+{_PLACE})",
        "The URL needs a site, such as /sites/support. Without one, Clarm may index every site",
    ),
)


def _no_host_of_sharepoint(text: str) -> Repair | None:
    host = host_of(text)
    if not host or ".sharepoint" in host:
        return None
    return Repair("SharePoint URLs contain sharepoint.com. Check that this is the right one.")


_SITES_WARNING = warned_by(
    refused_if(_FILE, "This looks like a page or a file. Enter a site, a library or a folder."),
    _no_host_of_sharepoint,
    refused_if(
        r"^(?!.*/sites/)",
        "Older versions of Clarm silently drop URLs without /sites/, and index every site if none "
        "is left.",
    ),
)


_MATCHES_NO_ADDRESS = refused_if(
    r"^(?!https?://)[^*]*$", "The pattern must match an entire URL. Start it with *:// or https://"
)
_PATH = repaired_by(
    refused_if("://", "Enter a path inside a library, such as Archive/*, or a file name"),
    without("^/+", "Paths start with a folder name, without a slash"),
    refused_if("^(.*)/$", "Add what to skip in the folder. Use * for everything", r"\1/*"),
)


def _check_pfx(text: str) -> str:
    try:
        content = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        raise refusal("Load the .pfx file, or paste it as base64.") from None
    if content[:1] != b"\x30":  # how every PFX file begins
        raise refusal("This isn't a .pfx file.")
    return "".join(text.split())


class Sites(InCloud):
    """Which sites to index."""

    sites: Annotated[
        list[Annotated[Url, _SITE]],
        Ui(
            label="Sites",
            help="URLs of sites, or of folders in them. Leave empty for every site in the tenant.",
            placeholder="https://contoso.sharepoint.com/sites/support",
            warn=_SITES_WARNING,
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
        Ui(label="Pages", help="Index pages on the sites."),
        NEWER,
        OnlyWhenChanged(),
    ] = True
    treat_sharing_link_as_public: Annotated[
        bool,
        Ui(
            label="Sharing links are public",
            help="Anyone can find a document that has a sharing link.",
        ),
        NEWER,
        OnlyWhenChanged(),
    ] = False
    excluded_sites: Annotated[
        list[Text],
        Ui(
            label="Sites to skip",
            help="URLs. Use * for any characters.",
            warn=warned_by(_MATCHES_NO_ADDRESS),
        ),
        NEWER,
        OnlyWhenChanged(),
    ] = Field(default_factory=list)
    excluded_paths: Annotated[
        list[Annotated[Text, _PATH]],
        Ui(
            label="Paths to skip",
            help="Paths inside a library, or file names. Use * for any characters.",
        ),
        NEWER,
        OnlyWhenChanged(),
    ] = Field(default_factory=list)
    sharepoint_domain_suffix: Annotated[
        Maybe[Text],
        Ui(
            label="Domain suffix",
            help="Set from graph_api_host if omitted.",
            follows="graph_api_host",
        ),
        NEWER,
        OnlyWhenChanged(),
    ] = None

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not (self.include_site_documents or self.include_site_pages):
            raise fields_error(
                "Nothing to index. Turn on documents or pages",
                "include_site_documents",
                "include_site_pages",
            )
        return self

    @model_validator(mode="after")
    def _sites_are_in_the_cloud(self) -> Self:
        suffixes = {cloud.suffix for cloud in CLOUDS} - {self.cloud.suffix}
        if self.sharepoint_domain_suffix in suffixes:
            raise fields_error(
                "The suffix (sharepoint_domain_suffix) belongs to another cloud. Omit it",
                "graph_api_host",
            )
        elsewhere = tuple(f".{suffix}" for suffix in suffixes)
        if any(host_of(site).endswith(elsewhere) for site in self.sites):
            raise fields_error("These sites are in another cloud", "graph_api_host", "sites")
        return self


class ClientSecret(Credential):
    """An app registration with a client secret."""

    sp_client_id: ClientId
    sp_client_secret: ClientSecretValue
    sp_directory_id: DirectoryId


class Certificate(Credential):
    """An app registration with a certificate."""

    authentication_method: Literal["certificate"] = "certificate"
    sp_client_id: ClientId
    sp_directory_id: DirectoryId
    sp_certificate_password: Annotated[
        Password, Ui(label="Certificate password", help="The .pfx file's password.")
    ]
    sp_private_key: Annotated[
        KeyFile,
        checked(_check_pfx),
        Ui(
            label="Certificate file",
            help="The full .pfx file. It's sent as base64.",
            file=FileHint(encoding="base64", name=".pfx file"),
        ),
    ]


CONFIG = Sites
CREDENTIAL = Annotated[
    ClientSecret | Certificate,
    Ui(
        label="Sign-in method",
        labels={
            "ClientSecret": "Client secret",
            "Certificate": "Certificate (may not be supported)",
        },
        helps={
            "ClientSecret": "A client secret from the app registration.",
            "Certificate": "A .pfx file and its password.",
        },
    ),
]

_GUID = "00000000-0000-0000-0000-000000000000"
_SECRET = {"sp_client_id": _GUID, "sp_client_secret": "FAKE", "sp_directory_id": _GUID}

MINIMAL = Example(config={}, credentials=_SECRET)
FULL = Example(
    config={
        "sites": ["https://contoso.sharepoint.us/sites/support"],
        "include_site_documents": False,
        "treat_sharing_link_as_public": True,
        "excluded_sites": ["https://contoso.sharepoint.us/sites/archive*"],
        "excluded_paths": ["*.tmp"],
        "authority_host": "https://login.microsoftonline.us",
        "graph_api_host": "https://graph.microsoft.us",
        "sharepoint_domain_suffix": "sharepoint.us",
    },
    credentials=_SECRET,
)
MORE = (
    Example(
        config={"include_site_pages": False},
        credentials={
            "authentication_method": "certificate",
            "sp_client_id": _GUID,
            "sp_directory_id": _GUID,
            "sp_certificate_password": "FAKE",
            "sp_private_key": "MIIKFAKE",
        },
    ),
)
