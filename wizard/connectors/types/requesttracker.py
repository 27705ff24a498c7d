"""Best Practical's Request Tracker.

Facts: onyx: backend/onyx/connectors/requesttracker/connector.py, as last seen working in October
2024. It was taken out of service then, and the name stayed in the list of types.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from wizard.connectors.addresses import address_up_to
from wizard.connectors.fields import Credential, Example, NoConfig, Password, Text, Url
from wizard.connectors.metadata import ConnectorInfo
from wizard.connectors.repairs import repaired_by
from wizard.forms import Ui

ABOUT = ConnectorInfo(
    type="requesttracker",
    position=6,
    label="Request Tracker",
    category="Ticketing & projects",
    summary="Tickets of Best Practical Request Tracker, over its REST 1.0 API.",
    evidence="inferred",
    aliases=("rt", "best practical", "tickets", "helpdesk"),
    refresh=1800,
    prune=2592000,
    needs=("The address of your Request Tracker, and a user name and password for it.",),
    notes=(
        "The connector behind this type was withdrawn in 2024, so the server may well refuse it. "
        "The fields are those of its last working version.",
    ),
    raw_editor=True,
)


_ROOT = address_up_to(
    r"(?:https?://)?[^?#]+?(?=/?[?#]|/(?:REST|Ticket|Search|SelfService|Dashboards|User|Admin"
    r"|NoAuth|index\.html)(?:[/?#.]|$))",
    "Enter the root of your Request Tracker: the server adds /REST",
)


class Login(Credential):
    """A Request Tracker account."""

    requesttracker_base_url: Annotated[
        Url,
        repaired_by(_ROOT),
        Ui(label="Address", help="Of your Request Tracker, without /REST."),
        Field(examples=["https://rt.example.com"]),
    ]
    requesttracker_username: Annotated[
        Text, Ui(label="User name", help="An account that can see the tickets.")
    ]
    requesttracker_password: Annotated[
        Password, Ui(label="Password", help="The password of that account.")
    ]


CONFIG = NoConfig
CREDENTIAL = Login

MINIMAL = Example(
    config={},
    credentials={
        "requesttracker_base_url": "https://rt.example.com",
        "requesttracker_username": "FAKE",
        "requesttracker_password": "FAKE",
    },
)
FULL = MINIMAL
