"""What api.linear.app answers (Linear's SDK: schema and errors)."""

from __future__ import annotations

from typing import Any

from wizard.sandbox.vendors.answers import VendorAnswer


def _answer(*teams: str) -> dict[str, Any]:
    return {
        "data": {
            "viewer": {"id": "u1", "name": "Mia Krystof", "email": "mia@example.com"},
            "organization": {"name": "Acme", "urlKey": "acme"},
            "teams": {"nodes": [{"name": team} for team in teams]},
        }
    }


def _error(kind: str, code: str, message: str) -> dict[str, Any]:
    extensions = {
        "type": kind,
        "code": code,
        "userError": True,
        "userPresentableMessage": message,
    }
    return {"errors": [{"message": message, "extensions": extensions}]}


ANSWERS = (VendorAnswer("POST /graphql", _answer("Engineering")),)
WRONG = VendorAnswer(
    "*",
    _error(
        "authentication error",
        "AUTHENTICATION_ERROR",
        "You need to authenticate to access this operation.",
    ),
    401,
)
NO_SCOPE = VendorAnswer("*", _error("forbidden", "FORBIDDEN", "Invalid scope: `read` required"))
