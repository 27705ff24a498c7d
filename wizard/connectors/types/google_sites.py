"""Google Sites, exported.

Facts: onyx: backend/onyx/connectors/google_site/connector.py (June 2025).
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from wizard.connectors.addresses import site_of_page
from wizard.connectors.fields import Config, Example, NoCredential, Text, Url, path_warning
from wizard.connectors.metadata import ConnectorInfo
from wizard.connectors.repairs import refused_if, repaired_by
from wizard.forms import Ui

ABOUT = ConnectorInfo(
    type="google_sites",
    position=23,
    label="Google Sites",
    category="Knowledge base & wikis",
    summary="A Google Site from a zip of its pages that was uploaded beforehand.",
    evidence="inferred",
    aliases=("workspace", "takeout", "intranet"),
    refresh=1800,
    prune=2592000,
    docs_url="https://takeout.google.com/",
    needs=(
        "A zip of the site's pages, made with Google Takeout.",
        "The identifier that the server returned when that zip was uploaded.",
    ),
    notes=("This does not upload the zip: it needs the identifier of an upload.",),
)


class ExportedSite(Config):
    """Which upload, and where the site lives."""

    zip_path: Annotated[
        Text,
        Ui(
            label="Stored zip ID",
            help="As the upload returned it. Not a path.",
            warn=path_warning,
        ),
    ]
    base_url: Annotated[
        Url,
        repaired_by(
            refused_if(
                r"sites\.google\.com/(u/\d+/)?(d/|new)",
                "This is where the site is edited. Enter the address of the published site",
            ),
            site_of_page(),
        ),
        Ui(label="Site address", help="Of the public site. Links to pages are made with it."),
        Field(examples=["https://sites.google.com/view/your-site"]),
    ]


CONFIG = ExportedSite
CREDENTIAL = NoCredential

MINIMAL = Example(
    config={"zip_path": "fake-zip-id", "base_url": "https://example.com"}, credentials={}
)
FULL = MINIMAL
