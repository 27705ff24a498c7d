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

_GUESSED = Ui(group="Guessed: best left alone", advanced=True)


class Mail(Config):
    """Which mail to index. Every field is a guess, so the safest config is an empty one."""

    indexing_scope: Annotated[
        Literal["everything", "folders", "emails"],
        Ui(
            label="Scope",
            help="How much mail to take.",
            labels={
                "everything": "Everything",
                "folders": "Chosen folders",
                "emails": "Chosen addresses",
            },
        ),
        _GUESSED,
        OnlyWhenChanged(),
    ] = "everything"
    folders: Annotated[
        list[Text],
        Ui(
            label="Folders",
            help="Names of folders, as Outlook shows them.",
            visible_when=When("indexing_scope", equals="folders"),
        ),
        _GUESSED,
        OnlyWhenChanged(),
    ] = Field(default_factory=list)
    email_addresses: Annotated[
        list[Annotated[Email, repaired_by(one_each())]],
        Ui(
            label="Addresses",
            help="The mailboxes to take.",
            visible_when=When("indexing_scope", equals="emails"),
        ),
        _GUESSED,
        OnlyWhenChanged(),
    ] = Field(default_factory=list)
    include_attachments: Annotated[
        bool,
        Ui(label="Attachments", help="Index attachments with text in them."),
        _GUESSED,
        OnlyWhenChanged(),
    ] = True
    start_date: Annotated[
        Maybe[Day],
        Ui(label="Start date", help="Older mail is left out."),
        _GUESSED,
        OnlyWhenChanged(),
    ] = None
    max_emails: Annotated[
        int | None,
        Ui(label="Maximum", help="Take no more messages than this."),
        Field(gt=0),
        _GUESSED,
        OnlyWhenChanged(),
    ] = None
    include_metadata: Annotated[
        bool,
        Ui(label="Metadata", help="Keep importance, categories and the like."),
        _GUESSED,
        OnlyWhenChanged(),
    ] = False


class ClientSecret(Credential):
    """An app registration with a secret."""

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
