"""What the types of Microsoft 365 share: the token of an app registration, and what refusals mean.

Facts: learn.microsoft.com: client credentials flow, certificate credentials, Entra error codes
(the numbers in error_codes; the texts are not to be built on), Microsoft Graph error responses.
The claim ``roles`` of the token lists the permissions that have an admin's consent. The token is
meant for Graph, so it only explains: what decides is what Graph answers.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any, Final

from wizard.connectors.checks.declarations import (
    Ask,
    Evidence,
    Failure,
    Meaning,
    SignedToken,
    Values,
    bearer,
)
from wizard.connectors.types._microsoft import CLOUDS

BEARER: Final = bearer("kept.token")
GRAPH: Final = "{derived.graph}/v1.0"


def hosts(values: Values) -> dict[str, Any]:
    """Return the hosts of the cloud that the tenant is in; no others are asked."""
    chosen = values.get("config.graph_api_host")
    cloud = next((cloud for cloud in CLOUDS if cloud.graph == chosen), CLOUDS[0])
    return {"login": cloud.login, "graph": cloud.graph, "nonce": str(uuid.uuid4())}


def sign_in(prefix: str, **when: Any) -> Ask:
    """Return the request for a token with the secret; ``prefix`` begins the type's keys."""
    return _token(prefix, {"client_secret": f"{{credentials.{prefix}_client_secret}}"}, when=when)


def sign_in_by_certificate(prefix: str, key: str, password: str, **when: Any) -> Ask:
    """Return the request for a token with a certificate and its key, both in a .pfx file."""
    client = f"{{credentials.{prefix}_client_id}}"
    sign = SignedToken(
        key=f"{{{key}}}",
        password=f"{{{password}}}",
        claims={"iss": client, "sub": client, "aud": _url(prefix), "jti": "{derived.nonce}"},
        into="client_assertion",
        algorithm="PS256",
        thumbprint=True,
    )
    kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
    return _token(prefix, {"client_assertion_type": kind}, when=when, sign=sign)


def _url(prefix: str) -> str:
    return f"{{derived.login}}/{{credentials.{prefix}_directory_id}}/oauth2/v2.0/token"


def _token(prefix: str, proof: Mapping[str, str], **more: Any) -> Ask:
    return Ask(
        url=_url(prefix),
        asks="which application this is",
        method="POST",
        form={
            "grant_type": "client_credentials",
            "client_id": f"{{credentials.{prefix}_client_id}}",
            "scope": "{derived.graph}/.default",
            **proof,
        },
        found="access_token",
        keep={"token": "access_token"},
        account=("claim access_token app_displayname",),
        scopes="claim access_token roles[]",
        **more,
    )


def denied(prefix: str, permission: str) -> Failure:
    """Return what it means that Graph refuses something that takes ``permission``."""
    return Failure(
        403,
        Meaning.SCOPE,
        f"The application works, but it doesn't have the permission {permission}, or an admin "
        "hasn't consented to it. Add it as an application permission: Microsoft Entra admin "
        "center → App registrations → your app → API permissions.",
        path=f"credentials.{prefix}_client_id",
    )


def failures(prefix: str, proof: str) -> tuple[Failure, ...]:
    """Return what the refusals mean; ``proof``: the field of the secret."""
    client, tenant = f"credentials.{prefix}_client_id", f"credentials.{prefix}_directory_id"

    def code(meaning: Meaning, words: str, codes: str, path: str) -> Failure:
        at, says = "error_codes[]", f"^({codes})$"
        return Failure((400, 401, 403), meaning, words, at=at, says=says, path=path)

    return (
        code(
            Meaning.WRONG,
            "Microsoft doesn't recognize this secret. Enter its value, not its ID. Microsoft "
            "shows the value only once; if you don't have it, create a new secret.",
            "7000215",
            f"credentials.{prefix}_client_secret",
        ),
        code(
            Meaning.EXPIRED,
            "The secret has expired. Create a new one under Certificates & secrets.",
            "7000222",
            f"credentials.{prefix}_client_secret",
        ),
        code(
            Meaning.WRONG,
            "This tenant has no application with this ID. Check the client ID and the tenant ID.",
            "700016",
            client,
        ),
        code(
            Meaning.REVOKED,
            "The application is turned off in this tenant.",
            "7000112|7000114",
            client,
        ),
        code(
            Meaning.WRONG,
            "The selected cloud has no tenant with this ID. Check the tenant ID and the cloud.",
            "90002|900023|900021",
            tenant,
        ),
        code(
            Meaning.WRONG,
            "The application doesn't have this certificate, or the certificate has expired. Add "
            "its public part under Certificates & secrets.",
            "700027|7000214",
            proof,
        ),
        code(
            Meaning.UNKNOWN,
            "Microsoft rejected this machine's time. Set its clock and test again.",
            "700024",
            "",
        ),
        code(
            Meaning.REFUSED_HERE,
            "A conditional access policy blocks the application on this machine.",
            "53003",
            "",
        ),
        Failure(
            (400, 401),
            Meaning.WRONG,
            "The client ID and its secret or certificate don't match.",
            at="error",
            says="^(invalid_client|unauthorized_client)$",
            path=proof,
        ),
        Failure(
            401,
            Meaning.SCOPE,
            "Microsoft Graph doesn't accept this application's token. Check which cloud the "
            "tenant is in.",
            at="error.code",
            says="^(InvalidAuthenticationToken|generalException)$",
            path=client,
            evidence=Evidence.GENERAL,
        ),
    )
