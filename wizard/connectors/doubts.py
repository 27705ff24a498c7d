"""Warning rules for values that may or may not be right, for ``Ui(warn=warned_by(…))``."""

from __future__ import annotations

import re
from ipaddress import ip_address

from wizard.connectors.addresses import host_of
from wizard.connectors.repairs import Repair

__all__ = ["looks_like_several", "unreachable"]


def looks_like_several(text: str) -> Repair | None:
    """``Support, Sales``: a name may contain a comma, so this is not certainly a list."""
    return Repair("Enter one per line if these are several") if re.search("[,;]", text) else None


def unreachable(text: str) -> Repair | None:
    """Warn about a host on this machine or in a private network, which the server cannot reach."""
    host = host_of(text)
    try:
        is_private = bool(host) and not ip_address(host).is_global
    except ValueError:
        is_private = host.endswith((".local", ".localhost", ".internal")) or host == "localhost"
    words = "This is a private address, and Clarm's servers can't reach it"
    return Repair(words) if is_private else None
