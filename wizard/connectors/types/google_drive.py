"""Google Drive.

Facts: onyx: backend/onyx/connectors/google_drive/connector.py (June 2025, the newer field 2025-11).
"""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import Field, model_validator

from wizard.connectors.addresses import host_of
from wizard.connectors.fields import (
    NEWER,
    CommaList,
    Config,
    Email,
    Example,
    OnlyWhenChanged,
    Url,
)
from wizard.connectors.metadata import ConnectorInfo
from wizard.connectors.repairs import (
    Repair,
    Rule,
    one_each,
    refused_if,
    repaired_by,
    warned_by,
)
from wizard.connectors.types._google import (
    OAUTH_TOKENS,
    SERVICE_ACCOUNT,
    WAYS,
    OAuthTokens,
    ServiceAccount,
)
from wizard.forms import Ui, When, fields_error

ABOUT = ConnectorInfo(
    type="google_drive",
    position=4,
    label="Google Drive",
    category="Storage",
    summary="Files in a Google Workspace: shared drives, personal drives and folders.",
    evidence="inferred",
    aliases=("gdrive", "google docs", "sheets", "slides", "workspace", "gsuite"),
    refresh=1800,
    prune=2592000,
    docs_url="https://developers.google.com/workspace/guides/create-credentials",
    needs=(
        "The JSON key of a service account with domain-wide delegation, from the Google Cloud "
        "console.",
        "Delegated scopes: drive.readonly, drive.metadata.readonly, admin.directory.user.readonly, "
        "admin.directory.group.readonly.",
        "The email of a Workspace admin to impersonate.",
    ),
    notes=(
        "You can't sign in to Google from the wizard. OAuth needs a token file you've already "
        "generated.",
    ),
)

_BY_SERVICE_ACCOUNT = When("credential_method", equals="ServiceAccount")


_FOLDERS = "https://drive.google.com/drive/folders/"
# The server takes what follows the last slash of the path for the ID.
_LINK = re.compile(r"https?://drive\.google\.com/(?:\w+/)*folders/[\w-]+(?:[?#].*)?", re.I)
_OTHERS = (
    (r"^docs\.google\.com/|/file/d/", "This is a file. Enter its folder"),
    (r"/(my-drive|home)\b", "This is an entire personal drive, not a folder in it"),
    (
        r"/(shared-drives|shared-with-me|recent|starred|trash|search|computers)\b",
        "This page lists several drives or folders. Open one and copy its URL",
    ),
)


def _link(text: str) -> Repair | None:
    """``https://drive.google.com/open?id=1AbC`` or the ID alone -> the folder's address."""
    is_id = re.fullmatch(r"(?=.*\d)[01][\w-]{9,}", text) is not None
    if is_id:
        return Repair("Enter the full URL of the folder or drive", f"{_FOLDERS}{text}")
    if _LINK.fullmatch(text) or ("/" not in text and "." not in text):
        return None
    host = host_of(text)
    if host not in ("drive.google.com", "docs.google.com"):
        return Repair("Enter a drive.google.com URL")
    plain = re.sub(r"^\w+://", "", text)
    for pattern, reason in _OTHERS:
        if re.search(pattern, plain, re.IGNORECASE):
            return Repair(reason)
    found = re.search(r"(?:/folders/|/folderview/|[?&#]id=)([\w-]+)", text, re.IGNORECASE)
    reason = "Enter the URL of a folder or a shared drive. It contains /folders/"
    return Repair(reason, f"{_FOLDERS}{found[1]}" if found else None)


DriveLink = Annotated[Url, repaired_by(one_each(" ;\n"), _link)]
Person = Annotated[
    Email,
    repaired_by(
        one_each(" ;\n"),
        refused_if(
            r"(?i)gserviceaccount\.com$", "This is a service account. Enter a user of the Workspace"
        ),
    ),
]


# The IDs of shared drives begin with 0A.
_of_drives: Rule = refused_if(
    r"/folders/(?!0A)", "Shared drive IDs start with 0A. Check that this isn't a folder."
)
_of_folders: Rule = refused_if(
    r"/folders/0A[\w-]{17}(?![\w-])", "This looks like an entire shared drive, not a folder."
)


class Drive(Config):
    """Settings that both choices share."""

    specific_user_emails: Annotated[
        CommaList[Person],
        Ui(
            label="Only files these people can open",
            help="Skip files that none of them can open. Leave empty for no limit.",
            advanced=True,
            visible_when=_BY_SERVICE_ACCOUNT,
        ),
        OnlyWhenChanged(),
    ] = Field(default_factory=list)
    exclude_domain_link_only: Annotated[
        bool,
        Ui(
            label="Skip link-only files",
            help="Skip files that the domain or the public can open only with a link.",
        ),
        NEWER,
        OnlyWhenChanged(),
    ] = False


class Areas(Drive):
    """Entire drives."""

    include_shared_drives: Annotated[
        bool,
        Ui(label="Shared drives", help="Index all shared drives."),
    ] = False
    include_my_drives: Annotated[
        bool,
        Ui(
            label="Personal drives",
            help="Everyone's My Drive with a service account; your own with OAuth.",
        ),
    ] = False
    include_files_shared_with_me: Annotated[
        bool,
        Ui(
            label="Files shared with me",
            help="Files that others shared with the account.",
            visible_when=When("credential_method", equals="OAuthTokens"),
        ),
    ] = False

    @model_validator(mode="after")
    def _something(self) -> Areas:
        fields = ("include_shared_drives", "include_my_drives", "include_files_shared_with_me")
        if not any(getattr(self, field) for field in fields):
            raise fields_error("Select at least one kind of drive", *fields)
        return self


class Chosen(Drive):
    """Specific drives, folders or people."""

    shared_drive_urls: Annotated[
        CommaList[DriveLink],
        Ui(
            label="Shared drives",
            help="Links to shared drives.",
            where="Open the shared drive in your browser and copy the URL.",
            warn=warned_by(_of_drives),
        ),
        Field(examples=["https://drive.google.com/drive/folders/0ABCdef"]),
    ] = Field(default_factory=list)
    shared_folder_urls: Annotated[
        CommaList[DriveLink],
        Ui(
            label="Folders",
            help="Links to folders. Clarm also indexes everything below them.",
            where="Open the folder in your browser and copy the URL.",
            warn=warned_by(_of_folders),
        ),
        Field(examples=["https://drive.google.com/drive/folders/1XyZ"]),
    ] = Field(default_factory=list)
    my_drive_emails: Annotated[
        CommaList[Person],
        Ui(
            label="Personal drives to index",
            help="Emails of the people whose My Drive to index.",
            visible_when=_BY_SERVICE_ACCOUNT,
        ),
        Field(examples=["ada@example.com"]),
    ] = Field(default_factory=list)

    @model_validator(mode="after")
    def _something(self) -> Chosen:
        fields = ("shared_drive_urls", "shared_folder_urls", "my_drive_emails")
        if not any(getattr(self, field) for field in fields):
            raise fields_error("Enter at least one drive, folder or person", *fields)
        return self


CONFIG = Annotated[
    Areas | Chosen,
    Ui(
        label="What to index",
        labels={"Areas": "Entire drives", "Chosen": "Specific drives, folders or people"},
        helps={
            "Areas": "Shared drives, personal drives or both.",
            "Chosen": "Only the ones you list.",
        },
    ),
]
CREDENTIAL = Annotated[ServiceAccount | OAuthTokens, WAYS]

MINIMAL = Example(config={"include_shared_drives": True}, credentials=SERVICE_ACCOUNT)
FULL = Example(
    config={
        "specific_user_emails": "ada@example.com,grace@example.com",
        "exclude_domain_link_only": True,
        "include_shared_drives": True,
        "include_my_drives": True,
    },
    credentials=SERVICE_ACCOUNT,
)
MORE = (
    Example(
        config={
            "shared_drive_urls": "https://drive.google.com/drive/folders/0ABCdef",
            "shared_folder_urls": "https://drive.google.com/drive/folders/1XyZ,"
            "https://drive.google.com/drive/folders/2XyZ",
            "my_drive_emails": "ada@example.com",
        },
        credentials=SERVICE_ACCOUNT,
    ),
    Example(
        config={"include_my_drives": True, "include_files_shared_with_me": True},
        credentials=OAUTH_TOKENS,
    ),
)
