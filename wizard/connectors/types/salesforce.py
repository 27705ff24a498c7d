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
        "A user name, its password, and its security token: Salesforce mails that token when you "
        "reset it.",
        "API access for that user, by password: the permissions API Enabled and Use Any API Auth.",
    ),
    notes=(
        "Salesforce ends the login by password with Summer ’27. In organizations made since "
        "Winter ’26 it is off until an admin switches it on.",
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
        "An API name has no blanks. A custom object's ends in __c, such as Grant_Request__c",
    ),
    refused_unless(
        r"[A-Za-z]\w*", "An API name has letters, digits and underscores, and begins with a letter"
    ),
)
_PLURAL: Final = warned_by(
    named_by_api(_PLURALS, "API names are in the singular, such as Account or Opportunity")
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
    return Repair('Fields stand below "fields" of their object', json.dumps(whole))


def _check_query(text: str) -> str:
    """What newer servers take: ``{OBJECT: {"fields": [NAME], "associations": {OBJECT: [NAME]}}}``.

    Both keys of an object may be left out.
    """
    try:
        query = json.loads(text)
    except ValueError:
        raise refusal("This is not complete JSON.") from None
    if not isinstance(query, dict) or not query:
        raise refusal('Begin with a brace, and name an object: {"Account": {…}}')
    for chosen in query.values():
        if not isinstance(chosen, dict):
            raise refusal('Each object has a group of its own: {"Account": {"fields": ["Id"]}}')
        if not _names(chosen.get("fields", [])):
            raise refusal('"fields" is a list of names: {"Account": {"fields": ["Id"]}}')
        associations = chosen.get("associations", {})
        if not isinstance(associations, dict) or not all(map(_names, associations.values())):
            raise refusal('"associations" has a list of names for each: {"Contact": ["Id"]}')
    return text


# --- Addresses -----------------------------------------------------------------------------------

_BELONGS_TO_SALESFORCE: Final = (
    refused_if(
        r"^(?:https?://)?([\w.-]+)\.lightning\.force\.com\b.*$",
        "Enter the My Domain address, not that of a page",
        r"https://\1.my.salesforce.com",
    ),
    root_of_site("Enter the address alone, without a path", r"salesforce\.com$"),
    refused_if(r"^http://(.*)$", "Start with https://", r"https://\1"),
    refused_if(r"^(.*?salesforce\.com):443(/?)$", "Leave out the port", r"\1\2"),
)
_INSTANCE: Final = repaired_by(
    *_BELONGS_TO_SALESFORCE,
    refused_unless(
        r"(https://)?([\w-]+\.)+salesforce\.com/?",
        "Enter your My Domain address, such as https://your-company.my.salesforce.com",
    ),
)
_MY_DOMAIN: Final = repaired_by(
    *_BELONGS_TO_SALESFORCE,
    refused_unless(
        r"(https://)?([\w-]+\.)+my\.salesforce\.com/?",
        "Enter your My Domain address, such as https://your-company.my.salesforce.com: tokens are "
        "not renewed anywhere else",
    ),
)


class Objects(Config):
    """Objects by name."""

    requested_objects: Annotated[
        list[Annotated[Text, _OBJECT]],
        Ui(
            label="Objects",
            help="API names in the singular, such as Opportunity. Empty means Account only.",
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
            help="Names of objects, each with the fields and associations to take.",
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
            label="User name",
            help="The one you log in with.",
            warn=warned_by(
                refused_unless(r"\S+@\S+", "A user name of Salesforce looks like an e-mail address")
            ),
        ),
    ]
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
        _INSTANCE,
        Ui(label="Instance address", help="Your My Domain address."),
        Field(examples=["https://your-company.my.salesforce.com"]),
    ]
    sf_login_url: Annotated[
        Url,
        _MY_DOMAIN,
        Ui(label="Login address", help="Where the tokens are renewed: your My Domain address."),
        Field(examples=["https://your-company.my.salesforce.com"]),
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
            "sf_login_url": "https://your-company.my.salesforce.com",
        },
    ),
)
