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
            asks="which workspaces the token can see",
            found="data",
            account=(f"data[].{_NAME}",),
            contains=(
                Contains(
                    place=f"data[].{_NAME}",
                    wanted="config.workspace",
                    words="The token works but can't see workspace {item}. Enter its exact name.",
                ),
            ),
        ),
    ),
    failures=(
        Failure(
            401,
            Meaning.WRONG,
            "Document360 doesn't recognize this token. It may come from another data center than "
            "the European one, or be a key for version 3 of the API. The connector can't use "
            "either.",
            evidence=Evidence.CLIENT,
        ),
        Failure(
            403,
            Meaning.PLAN,
            "The plan doesn't include the API.",
            at="errors[].code",
            says="FEATURE_NOT_IN_LICENSE",
            evidence=Evidence.CLIENT,
        ),
        Failure(403, Meaning.SCOPE, "The token doesn't have the GET permission."),
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
