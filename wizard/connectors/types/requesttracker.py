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
    summary="Tickets in Best Practical Request Tracker, through its REST 1.0 API.",
    evidence="inferred",
    aliases=("rt", "best practical", "tickets", "helpdesk"),
    refresh=1800,
    prune=2592000,
    needs=("The URL of your Request Tracker, and a username and password for it.",),
    notes=(
        "This connector was withdrawn in 2024, so Clarm may reject it. The fields come from its "
        "last working version.",
    ),
    raw_editor=True,
)


_ROOT = address_up_to(
    r"(?:https?://)?+[^/?#]+(?:/[^?#]*?)??(?=/?[?#]|/(?:REST|Ticket|Search|SelfService|Dashboards|User|Admin"
    r"|NoAuth|index\.html)(?:[/?#.]|$))",
    "Enter the root URL of your Request Tracker. Clarm adds /REST",
)


class Login(Credential):
    """A Request Tracker account."""

    requesttracker_base_url: Annotated[
        Url,
        repaired_by(_ROOT),
        Ui(label="Request Tracker URL", help="Your Request Tracker, without /REST."),
        Field(examples=["https://rt.example.com"]),
    ]
    requesttracker_username: Annotated[
        Text, Ui(label="Username", help="An account that can see the tickets.")
    ]
    requesttracker_password: Annotated[
        Password, Ui(label="Password", help="The account's password.")
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
