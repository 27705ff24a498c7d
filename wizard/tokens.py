"""Texts that cannot be anything but a secret, by the marks that their makers give them.

GitHub, GitLab, Slack, Atlassian, Notion, Shopify, Linear, OpenAI, Google and private keys: each
documents its own, so that such texts can be found where they do not belong.
"""

from __future__ import annotations

import re
from typing import Final

_TOKEN: Final = re.compile(
    r"(?<![A-Za-z0-9])(?:"
    r"gh[oprsu]_[A-Za-z0-9]{16,}|github_pat_\w{16,}|glpat-[\w-]{16,}"
    r"|xox[abceoprs]-[\w-]{16,}|xapp-[\w-]{16,}|ATATT[\w=-]{16,}|ntn_[A-Za-z0-9]{16,}"
    r"|shp(?:at|ca|pa|ss)_\w{16,}|lin_api_\w{16,}|sk-[\w-]{20,}|AIza[\w-]{30,}|ya29\.[\w-]{16,}"
    r"|eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,})"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY"
)


def holds_token(text: str) -> bool:
    """Whether there is a token or a private key in ``text``."""
    return _TOKEN.search(text) is not None
