"""ClickUp.

Facts: onyx: backend/onyx/connectors/clickup/connector.py (June 2025).
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from wizard.connectors.addresses import part_of_address
from wizard.connectors.fields import (
    AlwaysSent,
    Config,
    Credential,
    Digits,
    Example,
    Token,
    prefix_warning,
)
from wizard.connectors.metadata import ConnectorInfo
from wizard.connectors.repairs import one_each, repaired_by
from wizard.forms import Ui, When

ABOUT = ConnectorInfo(
    type="clickup",
    position=34,
    label="ClickUp",
    category="Ticketing & projects",
    summary="Tasks and their comments.",
    evidence="inferred",
    aliases=("tasks", "projects", "tickets"),
    refresh=1800,
    prune=2592000,
    docs_url="https://developer.clickup.com/docs/authentication",
    needs=("A personal API token, and the ID of the workspace (also called a team).",),
    notes=(
        "Clarm doesn't check the token when it creates the connector, so a wrong one "
        "fails later. Test it here first.",
    ),
)


class Tasks(Config):
    """Which tasks to index."""

    connector_type: Annotated[
        Literal["workspace", "space", "folder", "list"],
        Ui(
            label="Level",
            help="What the IDs below refer to.",
            labels={
                "workspace": "The entire workspace",
                "space": "Spaces",
                "folder": "Folders",
                "list": "Lists",
            },
        ),
        AlwaysSent(),
    ] = "workspace"
    connector_ids: Annotated[
        list[
            Annotated[
                Digits,
                repaired_by(
                    one_each(),
                    part_of_address(
                        r"(?:/v/(?:o/)?[sf]/|/li/|/l/6-|^6-)(\d+)",
                        "Enter only the number",
                        of=r"/|^6-",
                    ),
                ),
            ]
        ],
        Ui(
            label="IDs",
            help="IDs of spaces, folders or lists. Leave empty for the entire workspace.",
            where="In the URL of a space, folder or list, the last number.",
            visible_when=When("connector_type", not_equals="workspace"),
        ),
        Field(examples=[["901234567"]]),
    ] = Field(default_factory=list)
    # Sent in any case: the server's default and that of its form differ.
    retrieve_task_comments: Annotated[
        bool,
        Ui(
            label="Comments",
            help="Also index comments. This is slower: it takes one more call per task.",
        ),
        AlwaysSent(),
    ] = True


class ApiToken(Credential):
    """A personal API token, and the workspace it belongs to."""

    clickup_api_token: Annotated[
        Token,
        Ui(
            label="API token",
            help="Clarm indexes what its owner can read.",
            where="ClickUp → Settings → Apps → API token.",
            warn=prefix_warning("pk_"),
        ),
    ]
    clickup_team_id: Annotated[
        Digits,
        repaired_by(part_of_address(r"clickup\.com/(?:t/)?(\d+)", "Enter only the number")),
        Ui(
            label="Workspace (team) ID",
            help="The workspace's number.",
            where="In the URL of any ClickUp page, the first number.",
        ),
        Field(examples=["1234567"]),
    ]


CONFIG = Tasks
CREDENTIAL = ApiToken

_TOKEN = {"clickup_api_token": "pk_FAKE", "clickup_team_id": "1234567"}

MINIMAL = Example(
    config={"connector_type": "workspace", "retrieve_task_comments": True}, credentials=_TOKEN
)
FULL = Example(
    config={
        "connector_type": "list",
        "connector_ids": ["901234567", "907654321"],
        "retrieve_task_comments": False,
    },
    credentials=_TOKEN,
)
