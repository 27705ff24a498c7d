"""Egnyte: who the token belongs to, and whether it sees the folder.

Facts: egnyte/python-egnyte: userinfo, fs, and what 401, 403 and 404 mean. A token without the scope
Egnyte.filesystem passes userinfo, and a 403 can be a limit, which a header then tells.
"""

from __future__ import annotations

from wizard.connectors.checks.declarations import (
    NO_HOST,
    Ask,
    Check,
    Evidence,
    Failure,
    Meaning,
    Offset,
    Pick,
    bearer,
)

_API = "https://{credentials.domain}.egnyte.com/pubapi/v1"
_DOMAIN, _TOKEN = "credentials.domain", "credentials.access_token"
_FOLDER = "config.folder_path"
_NO_SUCH = "No Egnyte domain has this name. Enter the first part of your Egnyte URL."
_DENIED = Failure(
    403,
    Meaning.SCOPE,
    "The token works but can't see this folder. It needs the Egnyte.filesystem scope, and its "
    "owner needs permission to view the folder.",
    path=_TOKEN,
    evidence=Evidence.CLIENT,
)

CHECK = Check(
    headers=bearer(_TOKEN),
    caution="This uses two of the 1,000 calls a token usually has per day.",
    requests=(
        Ask(
            url=f"{_API}/userinfo",
            asks="who the token belongs to",
            found="id",
            account=("username", "email"),
        ),
        Ask(
            url=f"{_API}/fs{{{_FOLDER}|path}}?list_content=false",
            found="is_folder",
            equals=True,
            empty=Failure(200, Meaning.MISSING, "This is a file, not a folder.", path=_FOLDER),
            failures=(
                Failure(
                    404,
                    Meaning.MISSING,
                    "The token works, but the folder doesn't exist.",
                    path=_FOLDER,
                    evidence=Evidence.CLIENT,
                ),
            ),
        ),
        Ask(
            url=f"{_API}/fs/Shared?list_content=false",
            when={_FOLDER: None},
            found="is_folder",
        ),
    ),
    failures=(
        Failure(
            (403, 429),
            Meaning.RATE,
            "You reached the token's call limit. The token may be fine.",
            at="header x-mashery-error-code",
            says="OVER_(QPS|RATE)",
        ),
        Failure(
            401,
            Meaning.WRONG,
            "Egnyte doesn't recognize this token, or it has expired. Get a new one for your app.",
            evidence=Evidence.CLIENT,
        ),
        _DENIED,
        Failure(NO_HOST, Meaning.SITE, _NO_SUCH, path=_DOMAIN),
    ),
)

PICKS = (
    Pick(
        path=_FOLDER,
        ask=Ask(url=f"{_API}/fs/Shared?list_content=true&count=100&offset=0"),
        rows="folders[]",
        value="path",
        label="name",
        pages=Offset("offset", step=100, size=100),
        advice="Listing requires the Egnyte.filesystem scope.",
    ),
)
