"""Zendesk: whom the token acts for, and whether articles or tickets can be read.

Facts: onyx, zendesk/connector.py (the articles, and what 401, 403 and 404 mean); the form of the
user name and the answer to strangers are general knowledge.
"""

from __future__ import annotations

from typing import Final

from wizard.connectors.checks.declarations import Ask, Check, Evidence, Failure, Meaning

_API: Final = "https://{credentials.zendesk_subdomain}.zendesk.com/api/v2"
_ARTICLES: Final = f"{_API}/help_center/articles.json?per_page=1"
_UNKNOWN: Final = (
    "Zendesk doesn't accept this email and token: they don't match, or token access is off in the "
    "Admin Center."
)

CHECK = Check(
    basic=("{credentials.zendesk_email}/token", "{credentials.zendesk_token}"),
    requests=(
        Ask(
            url=f"{_API}/users/me.json",
            asks="who the token acts for",
            found="user.id",
            empty=Failure(200, Meaning.WRONG, _UNKNOWN, evidence=Evidence.GENERAL),
            account=("user.name", "user.email", "user.role"),
            failures=(
                Failure(
                    404,
                    Meaning.SITE,
                    "No Zendesk has this subdomain.",
                    evidence=Evidence.CLIENT,
                ),
            ),
        ),
        Ask(
            url=_ARTICLES,
            when={"config.content_type": "articles"},
            found="articles",
            failures=(
                Failure(
                    404,
                    Meaning.MISSING,
                    "This Zendesk has no help center, so it has no articles.",
                    path="config.content_type",
                    evidence=Evidence.CLIENT,
                ),
            ),
        ),
        Ask(
            url=f"{_API}/tickets.json?page[size]=1",
            when={"config.content_type": "tickets"},
            found="tickets",
        ),
        Ask(
            url=_ARTICLES,
            when={"config.content_type": "tickets"},
            failures=(
                Failure(
                    (403, 404),
                    Meaning.SITE,
                    "Clarm reads articles when it creates the connector, even for tickets. This "
                    "Zendesk has no help center, so creation may fail.",
                    path="config.content_type",
                    evidence=Evidence.CLIENT,
                ),
            ),
            optional=True,
        ),
    ),
    failures=(
        Failure(401, Meaning.WRONG, _UNKNOWN, evidence=Evidence.CLIENT),
        Failure(
            403,
            Meaning.SCOPE,
            "This user can't read that. The token must act for an agent or an administrator.",
            evidence=Evidence.CLIENT,
        ),
    ),
)
