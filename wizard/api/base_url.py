"""API base URL: https to any host, plain http to the loopback interface only."""

# No __future__ annotations here: NamedTuple compiles string annotations on every start.

import ipaddress
import re
from typing import Final, NamedTuple, Self
from urllib.parse import urlsplit

DEFAULT_URL: Final = "https://api.clarm.com"
CREATE_PATH: Final = "/v1/sources/create"
COOKIE: Final = "fastapiusersauth"
"""The name of the cookie that holds the session."""

_LABEL: Final = r"[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_HOST_NAME: Final = re.compile(rf"{_LABEL}(\.{_LABEL})*")


class BaseUrlError(ValueError):
    """An unusable API address.

    The text says why and never repeats a password contained in the address.
    """


class BaseUrl(NamedTuple):
    """A validated base URL, created with ``parse``.

    url: the address without a trailing slash. host: the form to show and log, including a
    non-default port and the path. loopback: whether the address is on this machine.
    """

    url: str
    host: str
    loopback: bool

    @property
    def create_url(self) -> str:
        """The URL that sources are posted to."""
        return self.url + CREATE_PATH

    def __str__(self) -> str:
        return self.url

    @classmethod
    def parse(cls, text: str) -> Self:
        """Parse ``text``, removing a trailing slash and the API's own ``/v1``.

        Raises ``BaseUrlError``.
        """
        text = text.strip()
        if not text.isascii() or not text.isprintable() or " " in text or "\\" in text:
            raise BaseUrlError(
                "The API URL contains characters other than plain ASCII. Write the host in its "
                "xn-- form."
            )
        try:
            parts = urlsplit(text)
            port = parts.port
        except ValueError:
            raise BaseUrlError(f"The API URL isn't valid. Try one like {DEFAULT_URL}.") from None
        if "@" in parts.netloc:
            raise BaseUrlError(
                "The API URL contains a username or password. Remove everything before the @."
            )
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise BaseUrlError(f"The API URL must start with https://, as in {DEFAULT_URL}.")
        if parts.query or parts.fragment or text.endswith(("?", "#")):
            raise BaseUrlError("The API URL contains a ? or #. Remove it and everything after it.")
        host = (parts.hostname or "").rstrip(".")
        address = _address(host)
        if address is None and not _HOST_NAME.fullmatch(host):
            raise BaseUrlError(f"The API URL has no usable host name. Try one like {DEFAULT_URL}.")
        loopback = host == "localhost" or (address is not None and address.is_loopback)
        if parts.scheme == "http" and not loopback:
            raise BaseUrlError(
                "Anyone on the way can read what's sent over http://, so it only works on this "
                "machine (localhost). Use https://."
            )
        shown = f"[{host}]" if ":" in host else host
        if port not in {None, 443 if parts.scheme == "https" else 80}:
            shown += f":{port}"
        path = re.sub(r"/+(v1/*)?$", "", parts.path)
        return cls(f"{parts.scheme}://{shown}{path}", shown + path, loopback)


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
