"""Document360: whether the token is taken, and whether there is such a workspace.

Facts: onyx, document360/connector.py, for version 2 and its names; a public client's notes for the
hosts, the prefix of version 3, the licence's code and the empty 401.
"""

from __future__ import annotations

from typing import Final

from wizard.connectors.checks.declarations import (
    Ask,
    Check,
    Contains,
    Evidence,
    Failure,
    Meaning,
    Pick,
)

_VERSIONS: Final = "https://apihub.document360.io/v2/ProjectVersions"
_NAME: Final = "version_code_name"

CHECK = Check(
    headers={"api_token": "{credentials.document360_api_token}"},
    requests=(
        Ask(
            url=_VERSIONS,
            asks="which workspaces the token sees",
            found="data",
            account=(f"data[].{_NAME}",),
            contains=(
                Contains(
                    place=f"data[].{_NAME}",
                    wanted="config.workspace",
                    words="The token works, but sees no workspace {item}: enter its exact name.",
                ),
            ),
        ),
    ),
    failures=(
        Failure(
            401,
            Meaning.WRONG,
            "Document360 does not know this token. It may be of another data centre than the "
            "European one, or a key for version 3 of the API: the connector reads neither.",
            evidence=Evidence.CLIENT,
        ),
        Failure(
            403,
            Meaning.PLAN,
            "The plan has no API.",
            at="errors[].code",
            says="FEATURE_NOT_IN_LICENSE",
            evidence=Evidence.CLIENT,
        ),
        Failure(403, Meaning.SCOPE, "The token lacks the permission GET."),
    ),
)

PICKS = (
    Pick(
        path="config.workspace",
        ask=Ask(url=_VERSIONS),
        rows="data[]",
        value=_NAME,
        label=_NAME,
    ),
    Pick(
        path="config.categories",
        parents=Ask(url=_VERSIONS),
        parent_rows="data[]",
        parent_value="id",
        parent_only={_NAME: "{config.workspace}"},
        ask=Ask(url=f"{_VERSIONS}/{{parent}}/categories"),
        rows="data[]",
        value="name",
        label="name",
    ),
)
