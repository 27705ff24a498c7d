"""Salesforce.

Facts: onyx: backend/onyx/connectors/salesforce/connector.py (June 2025, the query 2025-08, OAuth
2026-08).
"""

from __future__ import annotations

import json
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from wizard.connectors.about import About
from wizard.connectors.kit import (
    Config,
    Credential,
    Example,
    Password,
    Text,
    Token,
    Url,
    refusal,
)
from wizard.forms import FileHint, Ui

ABOUT = About(
    type="salesforce",
    position=31,
    label="Salesforce",
    category="Sales",
    summary="Accounts, opportunities and other Salesforce objects.",
    evidence="inferred",
    aliases=("crm", "sfdc", "accounts", "opportunities"),
    refresh=1800,
    prune=2592000,
    docs_url="https://help.salesforce.com/s/articleView?id=sf.user_security_token.htm&type=5",
    needs=(
        "A user name, its password, and its security token: Salesforce mails that token when you "
        "reset it.",
        "API access for that user, by password: some organizations switch it off.",
    ),
)


def _check_query(text: str) -> str:
    try:
        query = json.loads(text)
    except ValueError:
        raise refusal("This is not complete JSON.") from None
    if not isinstance(query, dict) or not query:
        raise refusal('Begin with a brace, and name an object: {"Account": {…}}')
    return text


class Objects(Config):
    """Objects by name."""

    requested_objects: Annotated[
        list[Text],
        Ui(
            label="Objects",
            help="API names in the singular, such as Opportunity. Empty means Account only.",
        ),
        Field(examples=[["Account", "Opportunity"]]),
    ] = Field(default_factory=list)


class Query(Config):
    """Objects with their fields and associations."""

    custom_query_config: Annotated[
        Text,
        AfterValidator(_check_query),
        Ui(
            label="Query (JSON)",
            help="Names of objects, each with the fields and associations to take.",
            multiline=True,
            file=FileHint(name="query file"),
        ),
        Field(examples=['{"Account": {"fields": ["Id", "Name"], "associations": {}}}']),
    ]


class Login(Credential):
    """A Salesforce user."""

    sf_username: Annotated[Text, Ui(label="User name", help="The one you log in with.")]
    sf_password: Annotated[Password, Ui(label="Password", help="The password of that user.")]
    sf_security_token: Annotated[
        Token,
        Ui(
            label="Security token",
            help="Comes by mail when you reset it.",
            where="Salesforce → your settings → Reset my security token.",
        ),
    ]
    is_sandbox: Annotated[
        bool,
        Ui(label="Sandbox", help="On for a Salesforce sandbox (test.salesforce.com)."),
    ] = False


class OAuth(Credential):
    """The tokens of an OAuth application."""

    authentication_method: Literal["oauth"] = "oauth"
    sf_access_token: Annotated[
        Token, Ui(label="Access token", help="From the finished OAuth consent.")
    ]
    sf_refresh_token: Annotated[
        Token, Ui(label="Refresh token", help="From the finished OAuth consent.")
    ]
    sf_instance_url: Annotated[
        Url,
        Ui(label="Instance address", help="Your My Domain address."),
        Field(examples=["https://your-company.my.salesforce.com"]),
    ]
    sf_login_url: Annotated[
        Url,
        Ui(label="Login address", help="Where the tokens are renewed."),
        Field(examples=["https://login.salesforce.com"]),
    ]


CONFIG = Annotated[
    Objects | Query,
    Ui(
        label="What to index",
        labels={"Objects": "Objects by name", "Query": "A query (only in newer versions)"},
        helps={
            "Objects": "Whole objects such as Account or Opportunity.",
            "Query": "Chosen fields and associations, as JSON. Clarm may not know it.",
        },
    ),
]
CREDENTIAL = Annotated[
    Login | OAuth,
    Ui(
        label="How to sign in",
        labels={"Login": "User name and password", "OAuth": "OAuth (only in newer versions)"},
        helps={
            "Login": "With the user's security token.",
            "OAuth": "Renewing the tokens needs the server's own application. Clarm may not know "
            "this way.",
        },
    ),
]

_LOGIN = {"sf_username": "FAKE", "sf_password": "FAKE", "sf_security_token": "FAKE"}

MINIMAL = Example(config={}, credentials=_LOGIN)
FULL = Example(
    config={"requested_objects": ["Account", "Opportunity"]},
    credentials=_LOGIN | {"is_sandbox": True},
)
MORE = (
    Example(
        config={
            "custom_query_config": '{"Account": {"fields": ["Id", "Name"], "associations": {}}}'
        },
        credentials={
            "authentication_method": "oauth",
            "sf_access_token": "FAKE",
            "sf_refresh_token": "FAKE",
            "sf_instance_url": "https://your-company.my.salesforce.com",
            "sf_login_url": "https://login.salesforce.com",
        },
    ),
)
