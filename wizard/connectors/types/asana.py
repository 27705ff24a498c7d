"""Asana.

Facts: onyx: backend/onyx/connectors/asana/connector.py (June 2025).
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from wizard.connectors.addresses import part_of_address
from wizard.connectors.fields import CommaList, Config, Credential, Digits, Example, Maybe, Token
from wizard.connectors.metadata import ConnectorInfo
from wizard.connectors.repairs import one_each, repaired_by
from wizard.forms import Ui, fields_error

_NUMBER = "Enter only the number"

ABOUT = ConnectorInfo(
    type="asana",
    position=37,
    label="Asana",
    category="Ticketing & projects",
    summary="Tasks in an Asana workspace.",
    evidence="inferred",
    aliases=("tasks", "projects"),
    refresh=1800,
    prune=2592000,
    docs_url="https://developers.asana.com/docs/personal-access-token",
    needs=("A personal access token and the workspace ID.",),
    notes=(
        "Clarm doesn't check the token when it creates the connector, so a wrong one "
        "fails later. Test it here first.",
    ),
)
_WORKSPACE_AND_PROJECT = (
    r"(?:https?://)?app\.asana\.com/1/(?P<asana_workspace_id>\d+)/project/"
    r"(?P<asana_project_ids>\d+)(?:[/?#].*)?",
)


class Tasks(Config):
    """Which tasks to index."""

    asana_workspace_id: Annotated[
        Digits,
        repaired_by(part_of_address(r"asana\.com/1/(\d+)", _NUMBER)),
        Ui(
            label="Workspace ID",
            address_parts=_WORKSPACE_AND_PROJECT,
            help="The workspace's number.",
            where="Sign in to Asana, then open app.asana.com/api/1.0/workspaces.",
        ),
        Field(examples=["1200000000000001"]),
    ]
    asana_project_ids: Annotated[
        CommaList[
            Annotated[
                Digits,
                repaired_by(
                    one_each("; \n"), part_of_address(r"(?:/project/|asana\.com/0/)(\d+)", _NUMBER)
                ),
            ]
        ],
        Ui(
            label="Project IDs",
            address_parts=_WORKSPACE_AND_PROJECT,
            help="Project numbers. Leave empty for every project in the workspace.",
            where="In the project's URL, the long number.",
        ),
        Field(examples=["1200000000000002,1200000000000003"]),
    ] = Field(default_factory=list)
    asana_team_id: Annotated[
        Maybe[Annotated[Digits, repaired_by(part_of_address(r"/team/(\d+)", _NUMBER))]],
        Ui(label="Team ID", help="Also index the tasks this team can see."),
    ] = None

    @model_validator(mode="after")
    def _projects_are_projects(self) -> Tasks:
        if self.asana_workspace_id in self.asana_project_ids:
            raise fields_error("One of these is the workspace ID", "asana_project_ids")
        return self


class AccessToken(Credential):
    """A personal access token."""

    asana_api_token_secret: Annotated[
        Token,
        Ui(
            label="Access token",
            help="Clarm indexes what its owner can read.",
            where="app.asana.com/0/my-apps → Personal access tokens.",
        ),
    ]


CONFIG = Tasks
CREDENTIAL = AccessToken

MINIMAL = Example(
    config={"asana_workspace_id": "1200000000000001"},
    credentials={"asana_api_token_secret": "FAKE"},
)
FULL = Example(
    config={
        "asana_workspace_id": "1200000000000001",
        "asana_project_ids": "1200000000000002,1200000000000003",
        "asana_team_id": "1200000000000004",
    },
    credentials={"asana_api_token_secret": "FAKE"},
)
