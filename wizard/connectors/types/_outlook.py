"""What the two spellings of Outlook share.

Facts: few, and they disagree. The credential keys are the same in two public versions of such a
connector: onyx pull request 4514 (April 2025, from another company's fork) and
backend/onyx/connectors/outlook (September 2026). The config fields are those of the former.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from wizard.connectors.fields import (
    Config,
    Credential,
    Day,
    Email,
    Example,
    Maybe,
    OnlyWhenChanged,
    Text,
)
from wizard.connectors.repairs import one_each, repaired_by
from wizard.connectors.types._microsoft import ClientId, ClientSecretValue, DirectoryId
from wizard.forms import Ui, When

_GUESSED = Ui(group="Unconfirmed: leave unchanged if you can", advanced=True)


class Mail(Config):
    """Which mail to index. Every field is a guess, so an empty config is safest."""

    indexing_scope: Annotated[
        Literal["everything", "folders", "emails"],
        Ui(
            label="Scope",
            help="Which mail to index.",
            labels={
                "everything": "Everything",
                "folders": "Selected folders",
                "emails": "Selected mailboxes",
            },
        ),
        _GUESSED,
        OnlyWhenChanged(),
    ] = "everything"
    folders: Annotated[
        list[Text],
        Ui(
            label="Folders",
            help="Folder names, as Outlook shows them.",
            visible_when=When("indexing_scope", equals="folders"),
        ),
        _GUESSED,
        OnlyWhenChanged(),
    ] = Field(default_factory=list)
    email_addresses: Annotated[
        list[Annotated[Email, repaired_by(one_each())]],
        Ui(
            label="Mailboxes",
            help="Email addresses of the mailboxes to index.",
            visible_when=When("indexing_scope", equals="emails"),
        ),
        _GUESSED,
        OnlyWhenChanged(),
    ] = Field(default_factory=list)
    include_attachments: Annotated[
        bool,
        Ui(label="Attachments", help="Index attachments that contain text."),
        _GUESSED,
        OnlyWhenChanged(),
    ] = True
    start_date: Annotated[
        Maybe[Day],
        Ui(label="Start date", help="Skip mail older than this."),
        _GUESSED,
        OnlyWhenChanged(),
    ] = None
    max_emails: Annotated[
        int | None,
        Ui(label="Limit", help="Index at most this many messages."),
        Field(gt=0),
        _GUESSED,
        OnlyWhenChanged(),
    ] = None
    include_metadata: Annotated[
        bool,
        Ui(label="Metadata", help="Keep importance, categories and similar metadata."),
        _GUESSED,
        OnlyWhenChanged(),
    ] = False


class ClientSecret(Credential):
    """An app registration with a client secret."""

    outlook_client_id: ClientId
    outlook_client_secret: ClientSecretValue
    outlook_directory_id: DirectoryId


_CREDENTIALS = {
    "outlook_client_id": "00000000-0000-0000-0000-000000000000",
    "outlook_client_secret": "FAKE",
    "outlook_directory_id": "00000000-0000-0000-0000-000000000000",
}
_OTHERS = {
    "include_attachments": False,
    "start_date": "2025-01-31",
    "max_emails": 1000,
    "include_metadata": True,
}

EMPTY = Example(config={}, credentials=_CREDENTIALS)
BY_FOLDER = Example(
    config={"indexing_scope": "folders", "folders": ["Inbox", "Sent items"], **_OTHERS},
    credentials=_CREDENTIALS,
)
BY_ADDRESS = Example(
    config={"indexing_scope": "emails", "email_addresses": ["help@example.com"]},
    credentials=_CREDENTIALS,
)
