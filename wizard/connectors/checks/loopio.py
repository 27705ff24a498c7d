"""Loopio: whether the app gets a token, and which stacks it sees.

Facts: onyx, loopio/connector.py (the addresses, the scope, pages of stacks); RFC 6749 for the
errors of a token endpoint.
"""

from __future__ import annotations

from typing import Final

from wizard.connectors.checks.declarations import (
    Ask,
    Check,
    Evidence,
    Failure,
    Meaning,
    Offset,
    Pick,
    bearer,
)

_STACKS: Final = Ask(
    url="https://api.loopio.com/data/v2/stacks?page=1",
    headers=bearer("kept.token"),
    found="items",
    account=("items[].name",),
)

CHECK = Check(
    requests=(
        Ask(
            url="https://api.loopio.com/oauth2/access_token",
            asks="for a token that can read the library",
            method="POST",
            basic=("{credentials.loopio_client_id}", "{credentials.loopio_client_token}"),
            form={"grant_type": "client_credentials", "scope": "library:read"},
            found="access_token",
            keep={"token": "access_token"},
            scopes="scope",
        ),
        _STACKS,
    ),
    failures=(
        Failure(
            400,
            Meaning.SCOPE,
            "The app is missing the library:read scope. Add it to the app.",
            at="error",
            says="^(invalid_scope|unauthorized_client)$",
        ),
        Failure(
            (400, 401),
            Meaning.WRONG,
            "The client ID and the secret don't match. Copy both again from the app.",
            at="error",
            says="^(invalid_client|invalid_grant)$",
        ),
        Failure(401, Meaning.WRONG, "Loopio doesn't recognize this app.", evidence=Evidence.CLIENT),
        Failure(403, Meaning.SCOPE, "The app can't read the library."),
    ),
)

PICKS = (
    Pick(
        path="config.loopio_stack_name",
        ask=_STACKS,
        rows="items[]",
        value="name",
        label="name",
        pages=Offset("page", 1, 1, start=1),
    ),
)
