"""Highspot.

Facts: onyx: backend/onyx/connectors/highspot/connector.py (June 2025).
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from wizard.connectors.doubts import looks_like_several
from wizard.connectors.fields import Config, Credential, Example, KeyId, Maybe, Text, Token, Url
from wizard.connectors.metadata import ConnectorInfo
from wizard.connectors.repairs import refused_if, repaired_by, warned_by
from wizard.forms import Ui

ABOUT = ConnectorInfo(
    type="highspot",
    position=49,
    label="Highspot",
    category="Sales",
    summary="Items in Highspot spots.",
    evidence="inferred",
    aliases=("sales enablement", "spots"),
    refresh=1800,
    prune=2592000,
    needs=(
        "An API key and its secret from your Highspot settings.",
        "The API URL, if your account is on a regional host.",
    ),
    notes=(
        "Clarm doesn't check the key when it creates the connector, so a wrong one "
        "fails later. Test it here first.",
    ),
)


_API_ROOT = refused_if(
    r"^https://(api[\w.-]*\.highspot\.com)/?$",
    "The URL must end in /v1.0/",
    r"https://\1/v1.0/",
)
_NOT_THE_API = refused_if(
    r"^(?!https://api[\w.-]*/v1\.0/?$)",
    "API URLs usually start with https://api and end in /v1.0/",
)


class Chosen(Config):
    """Spots, by name."""

    spot_names: Annotated[
        list[Annotated[Text, repaired_by(refused_if("://", "Enter the spot's name, not its URL"))]],
        Ui(
            label="Spot names",
            help="Exact names.",
            warn=warned_by(looks_like_several),
        ),
        Field(min_length=1, examples=[["Sales"]]),
    ]


class Everything(Config):
    """All spots."""


class ApiKey(Credential):
    """Your API key."""

    highspot_key: Annotated[KeyId, Ui(label="API key", help="Used like a username.")]
    highspot_secret: Annotated[Token, Ui(label="API secret", help="Used like a password.")]
    highspot_url: Annotated[
        Maybe[Annotated[Url, repaired_by(_API_ROOT)]],
        Ui(
            label="API URL",
            help="Only for a regional host. Ends in /v1.0/. Usually empty.",
            where="Highspot → Settings → Developer → API URL.",
            warn=warned_by(_NOT_THE_API),
        ),
        Field(examples=["https://api-su2.highspot.com/v1.0/"]),
    ] = None


CONFIG = Annotated[
    Chosen | Everything,
    Ui(
        label="Spots",
        labels={"Chosen": "Selected spots", "Everything": "All spots"},
        helps={
            "Chosen": "One or more, by name.",
            "Everything": "All spots the key can read.",
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
