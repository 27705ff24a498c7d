"""Where the API is: https anywhere, plain http on this machine only."""

# Nothing from __future__: a NamedTuple compiles each annotation that is text, at every start.

import ipaddress
import re
from typing import Final, NamedTuple, Self
from urllib.parse import urlsplit

DEFAULT_URL: Final = "https://api.clarm.com"
CREATE_PATH: Final = "/v1/sources/create"

_LABEL: Final = r"[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_HOST_NAME: Final = re.compile(rf"{_LABEL}(\.{_LABEL})*")


class BaseUrlError(ValueError):
    """The address cannot be used; its text says why, and never repeats a password in it."""


class BaseUrl(NamedTuple):
    """A checked base address. Make it with ``parse``.

    ``url`` has no trailing slash; ``host`` is as to be shown and noted, with a port that is not
    the usual one, and with a path; ``loopback`` says that it is on this machine.
    """

    url: str
    host: str
    loopback: bool

    @property
    def create_url(self) -> str:
        """The address that sources are posted to."""
        return self.url + CREATE_PATH

    def __str__(self) -> str:
        return self.url

    @classmethod
    def parse(cls, text: str) -> Self:
        """The address in ``text``; a trailing slash, or the API's own ``/v1``, is taken off.

        Raises ``BaseUrlError``.
        """
        text = text.strip()
        if not text.isascii() or not text.isprintable() or " " in text or "\\" in text:
            raise BaseUrlError(
                "The API address may hold plain ASCII characters only. "
                "Write a name with other letters in its xn-- form."
            )
        try:
            parts = urlsplit(text)
            port = parts.port
        except ValueError:
            raise BaseUrlError(
                f"The API address is not a web address. Try one like {DEFAULT_URL}."
            ) from None
        if "@" in parts.netloc:
            raise BaseUrlError(
                "The API address may not hold a user name or password. Leave out all before the @."
            )
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise BaseUrlError(f"The API address must start with https://, as in {DEFAULT_URL}.")
        if parts.query or parts.fragment or text.endswith(("?", "#")):
            raise BaseUrlError("The API address may not hold a ? or #. Leave out all from there.")
        host = (parts.hostname or "").rstrip(".")
        address = _address(host)
        if address is None and not _HOST_NAME.fullmatch(host):
            raise BaseUrlError(
                f"The API address has no usable host name. Try one like {DEFAULT_URL}."
            )
        loopback = host == "localhost" or (address is not None and address.is_loopback)
        if parts.scheme == "http" and not loopback:
            raise BaseUrlError(
                "Plain http:// would send the session and the secrets readable to all on the way; "
                "it is for this machine only (localhost). Use https://."
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
