"""Credentials for the stand-ins: each secret begins with a mark that decides the answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from tests.checks.keys import pfx, private_pem

Credentials = Mapping[str, Any]


def marked(type_name: str, credentials: Credentials, mark: str) -> dict[str, Any]:
    """Return credentials of an example with ``mark`` at the beginning of what is secret."""
    own = _SPECIAL.get(type_name)
    if own is not None:
        return own(credentials, mark)
    return {key: _marked(key, value, mark) for key, value in credentials.items()}


def marked_address(config: Mapping[str, Any], mark: str) -> dict[str, Any]:
    """Return the config of a type without credential, whose host begins with ``mark``."""

    def marked(key: str, value: Any) -> Any:
        if key == "language_code":
            return f"{mark}{value}"
        return f"{value[:8]}{mark}{value[8:]}" if str(value).startswith("https://") else value

    return {key: marked(key, value) for key, value in config.items()}


def _marked(key: str, value: Any, mark: str) -> Any:
    secret = any(word in key for word in ("token", "key", "secret", "password"))
    return f"{mark}{value}" if mark and secret and isinstance(value, str) else value


def _of_google(credentials: Credentials, mark: str) -> dict[str, Any]:
    """Return a key that signs; the mark is in the account, which the signed token names."""
    key, tokens = "google_service_account_key", "google_tokens"
    if key not in credentials:
        content = json.loads(credentials[tokens])
        return {
            **credentials,
            tokens: json.dumps(content | {"refresh_token": f"{mark}1//0made-up"}),
        }
    content = json.loads(credentials[key]) | {
        "client_email": f"{mark}robot@project.iam.gserviceaccount.com",
        "private_key_id": "0123456789abcdef",
        "private_key": private_pem(),
    }
    return {**credentials, key: json.dumps(content)}


def _of_microsoft(credentials: Credentials, mark: str) -> dict[str, Any]:
    """Return a certificate that signs, or what is marked as usual."""
    if "sp_private_key" not in credentials:
        return {key: _marked(key, value, mark) for key, value in credentials.items()}
    password = credentials["sp_certificate_password"]
    return {**credentials, "sp_private_key": pfx(password)}


def _of_zulip(credentials: Credentials, mark: str) -> dict[str, Any]:
    """Return a settings file whose key is marked."""
    key = "zuliprc_content"
    return {**credentials, key: credentials[key].replace("key=", f"key={mark}")}


_SPECIAL: dict[str, Callable[[Credentials, str], dict[str, Any]]] = {
    "google_drive": _of_google,
    "gmail": _of_google,
    "sharepoint": _of_microsoft,
    "zulip": _of_zulip,
}
"""For types whose secret is inside of something: a key file, a settings file."""
