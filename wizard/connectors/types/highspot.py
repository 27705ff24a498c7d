"""Highspot.

Facts: onyx: backend/onyx/connectors/highspot/connector.py (June 2025).
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from wizard.connectors.about import About
from wizard.connectors.kit import Config, Credential, Example, Maybe, Text, Token, Url
from wizard.forms import Ui

ABOUT = About(
    type="highspot",
    position=49,
    label="Highspot",
    category="Sales",
    summary="Items of Highspot spots.",
    evidence="inferred",
    aliases=("sales enablement", "spots"),
    refresh=1800,
    prune=2592000,
    needs=(
        "An API key and its secret, from your Highspot settings.",
        "The address of the API, if your account is on a regional host.",
    ),
    notes=("The key is not tried out when the connector is made: a wrong one fails later.",),
)


class Chosen(Config):
    """The spots that are named."""

    spot_names: Annotated[
        list[Text],
        Ui(label="Spot names", help="Their exact names, one each."),
        Field(min_length=1, examples=[["Sales"]]),
    ]


class Everything(Config):
    """All spots."""


class ApiKey(Credential):
    """A person's API key."""

    highspot_key: Annotated[Text, Ui(label="API key", help="It takes the place of a user name.")]
    highspot_secret: Annotated[
        Token, Ui(label="API secret", help="It takes the place of a password.")
    ]
    highspot_url: Annotated[
        Maybe[Url],
        Ui(label="API address", help="A regional one ending in /v1.0/. Usually empty."),
        Field(examples=["https://api-su2.highspot.com/v1.0/"]),
    ] = None


CONFIG = Annotated[
    Chosen | Everything,
    Ui(
        label="Spots",
        labels={"Chosen": "Chosen spots", "Everything": "Every spot"},
        helps={
            "Chosen": "One or more, by name.",
            "Everything": "All that the key can read.",
        },
    ),
]
CREDENTIAL = ApiKey

_KEY = {"highspot_key": "FAKE", "highspot_secret": "FAKE"}

MINIMAL = Example(config={"spot_names": ["Sales"]}, credentials=_KEY)
FULL = Example(
    config={"spot_names": ["Sales", "Marketing"]},
    credentials=_KEY | {"highspot_url": "https://api-su2.highspot.com/v1.0/"},
)
MORE = (Example(config={}, credentials=_KEY),)
