"""What Microsoft Entra and Microsoft Graph answer (learn.microsoft.com)."""

from __future__ import annotations

import base64
import json
from typing import Any

from wizard.sandbox.vendors.answers import VendorAnswer

_TOKEN = "POST /*/oauth2/v2.0/token"  # noqa: S105  # a path
_IDS = {
    "timestamp": "2025-01-31 12:00:00Z",
    "trace_id": "00000000-0000-0000-0000-000000000001",
    "correlation_id": "00000000-0000-0000-0000-000000000002",
}


def token(*roles: str, mark: str = "") -> VendorAnswer:
    """Return the answer with a token that claims ``roles`` and begins with ``mark``."""
    claims = {"app_displayname": "Clarm connector", "idtyp": "app", "roles": list(roles)}
    if not roles:
        del claims["roles"]
    payload = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()
    body = {"token_type": "Bearer", "expires_in": 3599, "ext_expires_in": 3599}
    return VendorAnswer(_TOKEN, {**body, "access_token": f"{mark}eyJ0eXAi.{payload}.c2lnbmVk"})


def _refused(status: int, code: int, error: str, words: str) -> VendorAnswer:
    text = f"AADSTS{code}: {words} Trace ID: {_IDS['trace_id']}"
    body = {"error": error, "error_description": text, "error_codes": [code], **_IDS}
    return VendorAnswer(_TOKEN, body, status)


def graph_error(request: str, status: int, code: str, message: str) -> VendorAnswer:
    """Return a refusal of Microsoft Graph."""
    inner = {"date": "2025-01-31T12:00:00", "request-id": _IDS["trace_id"]}
    body = {"error": {"code": code, "message": message, "innerError": inner}}
    return VendorAnswer(request, body, status)


def pages(path: str, first: list[Any], second: list[Any]) -> tuple[VendorAnswer, ...]:
    """Return a list of two pages."""
    following = f"https://graph.microsoft.com{path}?$skiptoken=X%274453707402%27"
    return (
        VendorAnswer(f"GET {path}?*$skiptoken=*", {"value": second}),
        VendorAnswer(f"GET {path}", {"value": first, "@odata.nextLink": following}),
    )


WRONG = _refused(
    401,
    7000215,
    "invalid_client",
    "Invalid client secret provided. Ensure the secret being sent in the request is the client "
    "secret value, not the client secret ID.",
)
EXPIRED = _refused(
    401, 7000222, "invalid_client", "The provided client secret keys for app are expired."
)
NO_SCOPE = (
    token(mark="noscope."),
    graph_error(
        "GET /v1.0/*",
        403,
        "Authorization_RequestDenied",
        "Insufficient privileges to complete the operation.",
    ),
)
