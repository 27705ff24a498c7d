"""What the environment variables for secrets are suggested to be called."""

from __future__ import annotations

import re


def env_name(type: str, key: str) -> str:
    """``slack``, ``slack_bot_token`` -> ``SLACK_BOT_TOKEN``; the type comes first in any case."""
    own, prefix = _upper(key), _upper(type)
    return own if own.startswith(prefix) else f"{prefix}_{own}"


def _upper(name: str) -> str:
    return re.sub(r"[\W_]+", "_", name, flags=re.ASCII).strip("_").upper()
