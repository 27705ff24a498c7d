"""Salesforce.

Facts: onyx: backend/onyx/connectors/salesforce/connector.py (June 2025, the query 2025-08, OAuth
2026-08).
"""

from __future__ import annotations

import json
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, Field

from wizard.connectors.addresses import root_of_site
from wizard.connectors.fields import (
    Config,
    Credential,
    Example,
    Password,
    Text,
    Token,
    Url,
    refusal,
)
from wizard.connectors.metadata import ConnectorInfo
from wizard.connectors.repairs import (
    Repair,
    named_by_api,
    one_each,
    refused_if,
    refused_unless,
    repaired_by,
    warned_by,
)
from wizard.forms import FileHint, Ui

ABOUT = ConnectorInfo(
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
        "A username, its password and its security token. Salesforce emails you the token when "
        "you reset it.",
        "API access with a password for that user: the API Enabled and Use Any API Auth "
        "permissions.",
    ),
    notes=(
        "Salesforce ends API sign-in with a password in Summer ’27. In organizations created "
        "since Winter ’26, it's off until an admin turns it on.",
    ),
)


# --- What to index -------------------------------------------------------------------------------

_STANDARD: Final = (
    *("Account", "Asset", "Campaign", "Case", "Contact", "Contract", "Event", "Lead"),
    *("Opportunity", "Order", "Quote", "Report", "Solution", "Task", "User"),
)
_PLURALS: Final = {
    (f"{name[:-1]}ies" if name.endswith("y") else f"{name}s"): name for name in _STANDARD
} | {"Products": "Product2", "Pricebooks": "Pricebook2"}
_OBJECT: Final = repaired_by(
    one_each(),
    refused_if(
        r"\s",
        "API names don't contain spaces. Custom objects end in __c, such as Grant_Request__c",
    ),
    refused_unless(
        r"[A-Za-z]\w*",
        "API names contain only letters, digits and underscores, and start with a letter",
    ),
)
_PLURAL: Final = warned_by(
    named_by_api(_PLURALS, "API names are singular, such as Account or Opportunity")
)


def _names(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(name, str) for name in value)


def _fields_alone(text: str) -> Repair | None:
    """``{"Account": ["Id"]}`` -> ``{"Account": {"fields": ["Id"], "associations": {}}}``."""
    try:
        query = json.loads(text)
    except ValueError:
        return None
    if not isinstance(query, dict) or not any(_names(each) for each in query.values()):
        return None
    whole = {
        name: {"fields": each, "associations": {}} if _names(each) else each
        for name, each in query.items()
    }
    return Repair('Put fields under "fields" in their object', json.dumps(whole))


def _check_query(text: str) -> str:
    """What newer servers take: ``{OBJECT: {"fields": [NAME], "associations": {OBJECT: [NAME]}}}``.

    Both keys of an object may be left out.
    """
    try:
        query = json.loads(text)
    except ValueError:
        raise refusal("This JSON is incomplete.") from None
    if not isinstance(query, dict) or not query:
        raise refusal('Start with a brace and an object\'s name: {"Account": {…}}')
    for chosen in query.values():
        if not isinstance(chosen, dict):
            raise refusal('Give each object its own braces: {"Account": {"fields": ["Id"]}}')
        if not _names(chosen.get("fields", [])):
            raise refusal('Make "fields" a list of names: {"Account": {"fields": ["Id"]}}')
        associations = chosen.get("associations", {})
        if not isinstance(associations, dict) or not all(map(_names, associations.values())):
            raise refusal('Give each of the "associations" a list of names: {"Contact": ["Id"]}')
    return text


# --- Addresses -----------------------------------------------------------------------------------

_BELONGS_TO_SALESFORCE: Final = (
    refused_if(
        r"^(?:https?://)?([\w.-]+)\.lightning\.force\.com\b.*$",
        "Enter your My Domain URL, not a page's",
        r"https://\1.my.salesforce.com",
    ),
    root_of_site("Enter only the URL, without a path", r"salesforce\.com$"),
    refused_if(r"^http://(.*)$", "Start with https://", r"https://\1"),
    refused_if(r"^(.*?salesforce\.com):443(/?)$", "Remove the port", r"\1\2"),
)
_INSTANCE: Final = repaired_by(
    *_BELONGS_TO_SALESFORCE,
    refused_unless(
        r"(https://)?([\w-]+\.)+salesforce\.com/?",
        "Enter your My Domain URL, such as https://your-company.my.salesforce.com",
    ),
)
_MY_DOMAIN: Final = repaired_by(
    *_BELONGS_TO_SALESFORCE,
    refused_unless(
        r"(https://)?([\w-]+\.)+my\.salesforce\.com/?",
        "Enter your My Domain URL, such as https://your-company.my.salesforce.com. Salesforce "
        "doesn't renew tokens anywhere else",
    ),
)


class Objects(Config):
    """Objects, by name."""

    requested_objects: Annotated[
        list[Annotated[Text, _OBJECT]],
        Ui(
            label="Objects",
            help="Singular API names, such as Opportunity. Leave empty for Account only.",
            warn=_PLURAL,
        ),
        Field(examples=[["Account", "Opportunity"]]),
    ] = Field(default_factory=list)


class Query(Config):
    """Objects with their fields and associations."""

    custom_query_config: Annotated[
        Text,
        AfterValidator(_check_query),
        repaired_by(_fields_alone),
        Ui(
            label="Query (JSON)",
            help="Object names, each with the fields and associations to index.",
            multiline=True,
            file=FileHint(name="query file"),
        ),
        Field(examples=['{"Account": {"fields": ["Id", "Name"], "associations": {}}}']),
    ]


class Login(Credential):
    """A Salesforce user."""

    sf_username: Annotated[
        Text,
        Ui(
            label="Username",
            help="The username you log in with.",
            warn=warned_by(
                refused_unless(r"\S+@\S+", "Salesforce usernames look like email addresses")
            ),
        ),
    ]
    sf_password: Annotated[Password, Ui(label="Password", help="The user's password.")]
    sf_security_token: Annotated[
        Token,
        Ui(
            label="Security token",
            help="Salesforce emails it to you when you reset it.",
            where="Salesforce → your settings → Reset my security token.",
        ),
    ]
    is_sandbox: Annotated[
        bool,
        Ui(label="Sandbox", help="On for a Salesforce sandbox (test.salesforce.com)."),
    ] = False


class OAuth(Credential):
    """Tokens from an OAuth application."""

    authentication_method: Literal["oauth"] = "oauth"
    sf_access_token: Annotated[
        Token, Ui(label="Access token", help="From your completed OAuth consent.")
    ]
    sf_refresh_token: Annotated[
        Token, Ui(label="Refresh token", help="From your completed OAuth consent.")
    ]
    sf_instance_url: Annotated[
        Url,
        _INSTANCE,
        Ui(label="Instance URL", help="Your My Domain URL."),
        Field(examples=["https://your-company.my.salesforce.com"]),
    ]
    sf_login_url: Annotated[
        Url,
        _MY_DOMAIN,
        Ui(label="Login URL", help="The host that renews the tokens: your My Domain URL."),
        Field(examples=["https://your-company.my.salesforce.com"]),
    ]


CONFIG = Annotated[
    Objects | Query,
    Ui(
        label="What to index",
        labels={"Objects": "Objects, by name", "Query": "A query (may not be supported)"},
        helps={
            "Objects": "Entire objects, such as Account or Opportunity.",
            "Query": "Specific fields and associations, as JSON.",
        },
    ),
]
CREDENTIAL = Annotated[
    Login | OAuth,
    Ui(
        label="Sign-in method",
        labels={"Login": "Username and password", "OAuth": "OAuth (may not be supported)"},
        helps={
            "Login": "With the user's security token.",
            "OAuth": "Clarm needs its own Salesforce application to renew the tokens. It may not "
            "support this.",
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
            "sf_login_url": "https://your-company.my.salesforce.com",
        },
    ),
)
