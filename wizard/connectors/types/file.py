"""Files that were uploaded before.

Facts: onyx: backend/onyx/connectors/file/connector.py (June 2025, the newer fields 2025-08 and
2026-02).
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from wizard.connectors.fields import (
    NEWER,
    AlwaysSent,
    Config,
    Credential,
    Example,
    Maybe,
    OnlyWhenChanged,
    Password,
    Text,
    path_warning,
)
from wizard.connectors.metadata import ConnectorInfo
from wizard.connectors.repairs import one_each, repaired_by
from wizard.forms import Ui

ABOUT = ConnectorInfo(
    type="file",
    position=16,
    label="Files",
    category="Storage",
    summary="Files you've already uploaded to Clarm.",
    evidence="inferred",
    aliases=("upload", "pdf", "documents", "zip"),
    refresh=None,
    prune=None,
    docs_url="https://docs.clarm.com/search-api/reference/ingest-sources",
    needs=("The file IDs that Clarm returned when you uploaded the files.",),
    notes=(
        "The wizard doesn't upload files. You need the file IDs from an upload; a path on your "
        "machine doesn't work.",
        "To upload files or web pages, Clarm documents another call, which takes an API key: POST "
        "https://api.clarm.com/v1/sources/ingest. See "
        "docs.clarm.com/search-api/reference/ingest-sources.",
    ),
)


class Files(Config):
    """Which uploaded files to index."""

    file_locations: Annotated[
        list[Annotated[Text, repaired_by(one_each())]],
        Ui(
            label="Stored file IDs",
            help="The IDs the upload returned, not paths.",
            warn=path_warning,
        ),
        Field(min_length=1, examples=[["0f8fad5b-d9cb-469f-a165-70867728950e"]]),
    ]
    # The server of that time insists on it, empty or not.
    zip_metadata: Annotated[
        dict[str, Any],
        Ui(
            label="Archive metadata",
            help="What a zip upload returned for each file. Usually empty.",
            advanced=True,
        ),
        AlwaysSent(),
    ] = Field(default_factory=dict)
    file_names: Annotated[
        list[Text],
        Ui(label="Display names", help="In the same order as the IDs."),
        NEWER,
        OnlyWhenChanged(),
    ] = Field(default_factory=list)
    zip_metadata_file_id: Annotated[
        Maybe[Text],
        Ui(
            label="Archive metadata file",
            help="The ID of stored metadata, to use instead of the metadata above.",
        ),
        NEWER,
        OnlyWhenChanged(),
    ] = None


class PdfPassword(Credential):
    """A password, if the files have one."""

    pdf_password: Annotated[
        Maybe[Password],
        Ui(label="PDF password", help="Only for password-protected PDFs. Otherwise leave empty."),
    ] = None


CONFIG = Files
CREDENTIAL = PdfPassword

MINIMAL = Example(config={"file_locations": ["fake-file-id"], "zip_metadata": {}}, credentials={})
FULL = Example(
    config={
        "file_locations": ["fake-file-id", "other-fake-id"],
        "zip_metadata": {"guide.md": {"link": "https://docs.example.com/guide"}},
        "file_names": ["guide.md", "faq.pdf"],
        "zip_metadata_file_id": "fake-metadata-id",
    },
    credentials={"pdf_password": "FAKE"},
)
