"""Which server is meant, and what to sign in with."""

from __future__ import annotations

import os
from typing import Final

from wizard.api import DEFAULT_URL, BaseUrl, BaseUrlError
from wizard.trouble import Trouble

URL_VARIABLE: Final = "CLARM_API_URL"


class BadAddress(Trouble):
    """The address of the server cannot be used; ``where`` says what gave it."""

    usage = True


def base_url(given: str | None) -> BaseUrl:
    """The address: ``given`` (``--api-url``), else ``CLARM_API_URL``, else Clarm's own.

    Raises BadAddress.
    """
    text, where = given, "--api-url"
    if text is None:
        text, where = os.environ.get(URL_VARIABLE, "").strip() or DEFAULT_URL, URL_VARIABLE
    try:
        return BaseUrl.parse(text)
    except BaseUrlError as error:
        raise BadAddress(str(error), where=where) from None
