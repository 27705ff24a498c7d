"""What the Drive API v3 answers (developers.google.com)."""

from __future__ import annotations

from wizard.sandbox.vendors import _google
from wizard.sandbox.vendors._google import refused
from wizard.sandbox.vendors.answers import VendorAnswer

_DRIVES = [
    {"kind": "drive#drive", "id": "0ABCdefGHIjklMNOpq", "name": "Sales"},
    {"kind": "drive#drive", "id": "0ABCdefGHIjklMNOpr", "name": "Support"},
]
_FOLDERS = [{"id": "1XyZabcdefgh", "name": "Handbook"}, {"id": "2XyZabcdefgh", "name": "Minutes"}]
_USER = {"displayName": "Ada Lovelace", "emailAddress": "admin@example.com"}
_LATER = [{"id": "0ABCdefGHIjklMNOps", "name": "Archive"}]

ANSWERS = (
    *_google.ANSWERS,
    VendorAnswer("GET /drive/v3/about", {"user": _USER}),
    refused("GET /drive/v3/*/0nowhere*", 404, "notFound", "File not found: 0nowhere."),
    VendorAnswer("GET /drive/v3/drives?*pageToken=*", {"drives": _LATER}),
    VendorAnswer("GET /drive/v3/drives", {"drives": _DRIVES, "nextPageToken": "~!!~AI9"}),
    VendorAnswer("GET /drive/v3/drives/*", _DRIVES[0]),
    VendorAnswer("GET /drive/v3/files/*", _FOLDERS[0]),
    VendorAnswer("GET /drive/v3/files?*pageToken=*", {"files": _FOLDERS[1:]}),
    VendorAnswer("GET /drive/v3/files", {"files": _FOLDERS[:1], "nextPageToken": "~!!~AI9"}),
)
WRONG = _google.WRONG
NO_SCOPE = _google.NO_SCOPE
