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
        asks="for the site's ID, and then who the token belongs to",
        when=when,
        public=True,
        found="cloudId",
        keep={"cloud": "cloudId"},
        failures=(
            Failure(
                404,
                Meaning.SITE,
                "Can't find a Confluence or Jira Cloud site at this URL.",
                evidence=Evidence.CLIENT,
            ),
        ),
    )


def _unknown(words: str) -> tuple[Failure, ...]:
    return (
        Failure(
            (401, 403),
            Meaning.REFUSED_HERE,
            "Atlassian blocked sign-in after too many failures. Sign in to the site once in a "
            "browser.",
            at="header x-seraph-loginreason",
            says="AUTHENTICATION_DENIED",
        ),
        Failure(401, Meaning.WRONG, words, evidence=Evidence.CLIENT),
    )


UNKNOWN_PLAIN: Final = _unknown(
    "The email and the token don't match, or the token has expired. If the token has scopes, turn "
    "on Scoped token."
)
UNKNOWN_SCOPED: Final = _unknown(
    "The email and the token don't match, or the token has expired. If the token has no scopes, "
    "turn off Scoped token."
)
UNKNOWN_PERSONAL: Final = _unknown(
    "The personal access token is unknown to this server or has expired. Create a new one."
)


def forbidden(product: str) -> Failure:
    """Return what it means that a product refuses a known account."""
    words = f"The account can't use {product}, or can't read this. Ask an administrator."
    return Failure(403, Meaning.SCOPE, words, evidence=Evidence.CLIENT)


def no_site(product: str) -> Failure:
    """Return what it means that the first request is not known."""
    words = f"Can't find {product} at this URL."
    return Failure(404, Meaning.SITE, words, evidence=Evidence.CLIENT)
