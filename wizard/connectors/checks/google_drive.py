"""Google Drive: whom the credential acts for, and whether it sees the drives and folders.

Facts: developers.google.com, Drive API v3: about, files, drives. The rest is in ``_google``.
"""

from __future__ import annotations

from typing import Any

from wizard.connectors.checks._google import (
    BEARER,
    FAILURES,
    IS_ADMIN,
    SCOPE,
    in_files,
    people,
    sign_in,
)
from wizard.connectors.checks.declarations import Ask, Check, Cursor, Failure, Meaning, Pick, Values

_API = "https://www.googleapis.com/drive/v3"
_LINK = "https://drive.google.com/drive/folders/"
_FOLDERS = "q=mimeType%3D%27application%2Fvnd.google-apps.folder%27%20and%20trashed%3Dfalse"


def _derive(values: Values) -> dict[str, Any]:
    def ids(path: str) -> list[str]:
        links = values.get(path) or ()
        return [link.partition("?")[0].rstrip("/").rpartition("/")[2] for link in links]

    return {
        **in_files(values),
        "drives": ids("config.shared_drive_urls"),
        "folders": ids("config.shared_folder_urls"),
        "as_admin": "true" if values.get("credentials.method") == "ServiceAccount" else "false",
    }


def _is_seen(each: str, url: str, path: str, what: str) -> Ask:
    return Ask(
        url=url,
        headers=BEARER,
        each=f"derived.{each}",
        found="id",
        # With a key, the files are read as many persons, of whom another one may see it.
        optional=True,
        failures=(
            Failure(
                404,
                Meaning.MISSING,
                f"The credential works, but this account can't see {what}: it doesn't exist, or "
                "it isn't shared with the account.",
                path=path,
            ),
        ),
    )


CHECK = Check(
    derive=_derive,
    requests=(
        *sign_in("drive.readonly", "drive.metadata.readonly"),
        Ask(
            url=f"{_API}/about?fields=user(displayName,emailAddress)",
            headers=BEARER,
            found="user.emailAddress",
            account=("user.displayName", "user.emailAddress"),
        ),
        Ask(url=f"{_API}/files?pageSize=1&fields=files(id)", headers=BEARER, found="files"),
        IS_ADMIN,
        _is_seen(
            "drives",
            f"{_API}/drives/{{each}}?useDomainAdminAccess={{derived.as_admin}}",
            "config.shared_drive_urls",
            "a shared drive",
        ),
        _is_seen(
            "folders",
            f"{_API}/files/{{each}}?fields=id&supportsAllDrives=true",
            "config.shared_folder_urls",
            "a folder",
        ),
    ),
    failures=FAILURES,
    needs={f"{SCOPE}drive.readonly|{SCOPE}drive": "it can't read files."},
)

PICKS = (
    Pick(
        path="config.shared_drive_urls",
        ask=Ask(
            url=f"{_API}/drives?pageSize=100&useDomainAdminAccess={{derived.as_admin}}",
            headers=BEARER,
        ),
        rows="drives[]",
        value=f"{_LINK}{{id}}",
        label="name",
        pages=Cursor("nextPageToken", "pageToken"),
    ),
    Pick(
        path="config.shared_folder_urls",
        ask=Ask(
            url=f"{_API}/files?{_FOLDERS}%20and%20name%20contains%20%27{{typed}}%27"
            "&pageSize=100&fields=nextPageToken,files(id,name)"
            "&includeItemsFromAllDrives=true&supportsAllDrives=true",
            headers=BEARER,
        ),
        rows="files[]",
        value=f"{_LINK}{{id}}",
        label="name",
        pages=Cursor("nextPageToken", "pageToken"),
    ),
    people("config.my_drive_emails"),
    people("config.specific_user_emails"),
)
