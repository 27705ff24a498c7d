"""What Jira and Confluence share: the ways to sign in, and what their refusals mean.

Facts: onyx, jira and confluence connectors (401 and 403); simstudioai/sim,
atlassian-service-account.ts, for tokens with scopes and tenant_info; Atlassian's page on basic
authentication for X-Seraph-LoginReason.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from wizard.connectors.checks.declarations import Ask, Evidence, Failure, Meaning

PLAIN_TOKEN: Final[Mapping[str, Any]] = {"config.scoped_token": (False, None)}
SCOPED_TOKEN: Final[Mapping[str, Any]] = {"config.scoped_token": True}


def site_id(address: str, when: Mapping[str, Any]) -> Ask:
    """Return the request for the ID of a site in the cloud, which tokens with scopes need."""
    return Ask(
        url=f"{{{address}|origin}}/_edge/tenant_info",
        asks="for the ID of the site, and then whom the token belongs to",
        when=when,
        public=True,
        found="cloudId",
        keep={"cloud": "cloudId"},
        failures=(
            Failure(
                404,
                Meaning.SITE,
                "There is no site of Atlassian's cloud at this address.",
                evidence=Evidence.CLIENT,
            ),
        ),
    )


def _unknown(words: str) -> tuple[Failure, ...]:
    return (
        Failure(
            (401, 403),
            Meaning.REFUSED_HERE,
            "Signing in is blocked after too many failures: sign in to the site in a browser once.",
            at="header x-seraph-loginreason",
            says="AUTHENTICATION_DENIED",
        ),
        Failure(401, Meaning.WRONG, words, evidence=Evidence.CLIENT),
    )


UNKNOWN_PLAIN: Final = _unknown(
    "The e-mail and the token do not belong together, or the token has expired. If it is a token "
    "with scopes, switch on Scoped token."
)
UNKNOWN_SCOPED: Final = _unknown(
    "The e-mail and the token do not belong together, or the token has expired, or it is not one "
    "with scopes: then switch off Scoped token."
)
UNKNOWN_PERSONAL: Final = _unknown(
    "This server does not know the personal access token, or it has expired."
)


def forbidden(product: str) -> Failure:
    """Return what it means that a product refuses a known account."""
    words = f"The account may not use {product}, or not read this: ask an administrator."
    return Failure(403, Meaning.SCOPE, words, evidence=Evidence.CLIENT)


def no_site(product: str) -> Failure:
    """Return what it means that the first request is not known."""
    words = f"There is no {product} at this address."
    return Failure(404, Meaning.SITE, words, evidence=Evidence.CLIENT)
