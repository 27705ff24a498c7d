"""Zulip: which organization the file is of, and whose key is in it.

Facts: Zulip's source (exceptions.py for the codes, api_docs/rest-error-handling.md) and its API
documentation (server settings, own user, subscriptions).
"""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlsplit

from wizard.connectors.checks.declarations import (
    NO_HOST,
    Ask,
    Check,
    Evidence,
    Failure,
    Meaning,
    Pick,
    Values,
)
from wizard.forms import Secret

_FILE: Final = "credentials.zuliprc_content"
_API: Final = "{derived.site}/api/v1"
_SETTINGS: Final = Ask(
    url=f"{_API}/server_settings",
    asks="which organization this is, and then whose key it is",
    public=True,
    found="realm_name",
    account=("realm_name",),
    failures=(
        Failure(404, Meaning.SITE, "Can't find Zulip at the URL in the file."),
        Failure(NO_HOST, Meaning.SITE, "The host in the file doesn't exist.", path=_FILE),
    ),
)


def _settings(values: Values) -> dict[str, Any]:
    """Return the settings in the file."""
    content = values.get(_FILE)
    if not isinstance(content, Secret):
        return {}
    lines = content.get_secret_value().splitlines()
    settings = dict(line.split("=", 1) for line in lines if "=" in line)
    return settings | {"key": Secret(settings.get("key", ""))}


def _other_realm(text: str, values: Values) -> Failure | None:
    """Return a warning if the file is of another organization than the address."""
    site, entered = (
        urlsplit(str(values.get(path))).hostname for path in ("derived.site", "config.realm_url")
    )
    if site == entered:
        return None
    words = f"The file belongs to {site}, not to this URL. Links would lead to the wrong place."
    return Failure(200, Meaning.SITE, words, path="config.realm_url")


def _code(code: str, meaning: Meaning, words: str) -> Failure:
    return Failure((401, 403), meaning, words, at="code", says=f"^({code})$")


CHECK = Check(
    derive=_settings,
    basic=("{derived.email}", "{derived.key}"),
    requests=(
        _SETTINGS,
        Ask(
            url=f"{_API}/users/me",
            found="result",
            equals="success",
            account=("full_name",),
        ),
        Ask(
            url=f"{_API}/users/me/subscriptions",
            when={"config.realm_url": True},  # it is compared
            found="subscriptions[0].name",
            empty=Failure(
                200,
                Meaning.SCOPE,
                "The key works, but its owner isn't subscribed to any channels. Subscribe the bot "
                "to them.",
                evidence=Evidence.CLIENT,
            ),
            unfit=_other_realm,
            optional=True,
        ),
    ),
    failures=(
        _code("USER_DEACTIVATED", Meaning.REVOKED, "The account was deactivated."),
        _code("REALM_DEACTIVATED", Meaning.REVOKED, "The organization was deactivated."),
        Failure(
            401,
            Meaning.WRONG,
            "The email and the key in the file don't match, or the key was replaced. Download the "
            "file again.",
        ),
    ),
)

PICKS = tuple(
    Pick(path=path, ask=_SETTINGS, rows="", value=value, label=value)
    for path, value in (("config.realm_name", "realm_name"), ("config.realm_url", "realm_uri"))
)
