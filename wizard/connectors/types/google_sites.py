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
    summary="A Google Site, from a zip file of its pages that you've already uploaded.",
    evidence="inferred",
    aliases=("workspace", "takeout", "intranet"),
    refresh=1800,
    prune=2592000,
    docs_url="https://takeout.google.com/",
    needs=(
        "A zip file of the site's pages, created with Google Takeout.",
        "The file ID that Clarm returned when you uploaded the zip file.",
    ),
    notes=("The wizard doesn't upload the zip file. You need the file ID from an upload.",),
)


class ExportedSite(Config):
    """Which upload to index, and the site's URL."""

    zip_path: Annotated[
        Text,
        Ui(
            label="Stored zip file ID",
            help="The ID the upload returned. Not a path.",
            warn=path_warning,
        ),
    ]
    base_url: Annotated[
        Url,
        repaired_by(
            refused_if(
                r"sites\.google\.com/(u/\d+/)?(d/|new)",
                "This is the editor's URL. Enter the URL of the published site",
            ),
            site_of_page(),
        ),
        Ui(label="Site URL", help="The published site. Used to link to pages."),
        Field(examples=["https://sites.google.com/view/your-site"]),
    ]


CONFIG = ExportedSite
CREDENTIAL = NoCredential

MINIMAL = Example(
    config={"zip_path": "fake-zip-id", "base_url": "https://example.com"}, credentials={}
)
FULL = MINIMAL
